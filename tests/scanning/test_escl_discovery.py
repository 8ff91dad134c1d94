"""Network scanners announced and found on 127.0.0.1 alone, by the library that does it on the network."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from zeroconf import ServiceInfo

from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.discovery import browse, device_of
from jifen_desktop.scanning.escl.limits import Limits
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Device, Mode, Request, Source
from tests.scanning.escl_server import MODEL, UUID, EsclServer, announced
from tests.scanning.papers import Drawn

LOOPBACK = ["127.0.0.1"]


def first_of(server: EsclServer, held: float) -> Device:
    """What is told first of that scanner; others on this machine may be under test too."""
    found: list[Device] = []

    def take(device: Device) -> None:
        if device.uuid == server.uuid:
            found.append(device)

    browse(take, lambda: bool(found), LOOPBACK, quiet=60.0, held=held)
    (device,) = found
    return device


@pytest.mark.loopback
def test_announced_and_found() -> None:
    with EsclServer(Drawn()) as server, announced(server):
        expected = Device("escl", server.url, MODEL, "127.0.0.1", server.uuid)
        assert first_of(server, held=0.0) == expected


@pytest.mark.loopback
def test_a_scanner_that_announces_both_is_told_encrypted() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(EsclServer(Drawn()))
        stack.enter_context(announced(server))
        stack.enter_context(announced(server, secure=True))
        assert first_of(server, held=60.0).id == f"https://127.0.0.1:{server.port}/eSCL"


@pytest.mark.loopback
def test_a_scanner_that_moved_is_found_by_its_uuid(tmp_path: Path) -> None:
    with EsclServer(Drawn()) as gone:
        pass
    with EsclServer(Drawn(1)) as server, announced(server):
        known = Device("escl", gone.url, "样本扫描仪", "127.0.0.1", server.uuid)
        limits = Limits(retry=0.0, lookup=60.0)
        client = Escl(Pins(), limits=limits, interfaces=LOOPBACK)
        request = Request(known, Source.FEEDER, Mode.GRAY, 75)
        assert len(list(client.scan(request, tmp_path, lambda _: None, lambda: False))) == 1


def test_no_network_finds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise OSError(101, "unreachable")

    monkeypatch.setattr("zeroconf.Zeroconf", unreachable)
    found: list[Device] = []
    browse(found.append, lambda: False)
    assert found == []


@pytest.mark.parametrize(
    ("texts", "addresses", "expected"),
    [
        ({}, ["192.0.2.5"], Device("escl", "http://192.0.2.5:80/eSCL", "Sample", "192.0.2.5")),
        (
            {"rs": "/scan/eSCL/", "ty": " Works\u202e 1 ", "uuid": f"urn:uuid:{UUID}"},
            ["2001:db8::5", "192.0.2.5"],
            Device("escl", "http://192.0.2.5:80/scan/eSCL", "Works� 1", "192.0.2.5", UUID),
        ),
        (
            {"rs": "../../x y", "uuid": "../../etc"},
            ["fe80::1", "2001:db8::5"],
            Device("escl", "http://[2001:db8::5]:80/eSCL", "Sample", "2001:db8::5"),
        ),
    ],
)
def test_what_an_announcement_says(
    texts: dict[str, str], addresses: list[str], expected: Device
) -> None:
    kind = "_uscan._tcp.local."
    info = ServiceInfo(
        kind, f"Sample.{kind}", port=80, properties=texts, parsed_addresses=addresses
    )
    assert device_of(info) == expected


def test_an_announcement_without_an_address() -> None:
    kind = "_uscan._tcp.local."
    assert device_of(ServiceInfo(kind, f"Sample.{kind}", port=80, properties={})) is None
