"""A device that was found in several ways stands in the list once."""

from __future__ import annotations

import pytest

from jifen_desktop.scanning.merge import host_of, merged
from jifen_desktop.scanning.port import Device

OWN = Device("escl", "u-1", "样本一体机", "http://192.0.2.7:8080/eSCL", "AAAA-1")


def test_the_same_uuid_is_one_device() -> None:
    again = Device("escl", "u-2", "样本一体机", "https://[fe80::1%25eth0]/eSCL", "aaaa-1")
    assert merged([OWN, again]) == (OWN,)


def test_our_own_client_stands_for_the_device_whoever_came_first() -> None:
    wia = Device("wia", "{6BDD}", "样本一体机", "", "aaaa-1")
    assert merged([wia, OWN]) == (OWN,)


@pytest.mark.parametrize(
    "kind", ["airscan:e0:样本", "airscan:w1:样本", "escl:http://192.0.2.7:8080"]
)
def test_sanes_own_client_is_hidden_where_ours_found_it(kind: str) -> None:
    sane = Device("sane", kind, "样本", "192.0.2.7")
    assert merged([sane, OWN]) == (OWN,)
    other = Device("sane", kind, "样本", "192.0.2.8")
    assert merged([other, OWN]) == (other, OWN)


def test_a_makers_own_driver_stays_beside_ours() -> None:
    driver = Device("sane", "hpaio:/net/sample?ip=192.0.2.7", "样本", "192.0.2.7")
    assert merged([OWN, driver]) == (OWN, driver)


def test_without_uuid_only_the_very_same_id_is_the_same() -> None:
    one, two = Device("sane", "test:0", "样本"), Device("sane", "test:1", "样本")
    assert merged([one, two, one]) == (one, two)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:8080", "192.0.2.7"),
        ("https://Sample.local.:443/eSCL/", "sample.local"),
        ("http://[fe80::1%25eth0]:80/eSCL", "fe80::1"),
        ("fe80::1%2", "fe80::1"),
        ("", ""),
    ],
)
def test_the_host_of_an_address(address: str, host: str) -> None:
    assert host_of(address) == host
