"""What scanners say, and what anybody on the network might say in their stead, read without a network."""

from __future__ import annotations

import json
import string
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.scanning.escl.description import described
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.escl.place import place_at, places_at
from jifen_desktop.scanning.escl.status import Status, status_of
from jifen_desktop.scanning.escl.ticket import format_of, ticket
from jifen_desktop.scanning.escl.xml import NotXml
from jifen_desktop.scanning.port import A4, Device, Mode, Request, Source
from tests.scanning.escl_server import UUID, capabilities

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        (
            " 192.0.2.5 ",
            [
                "https://192.0.2.5:443/eSCL",
                "http://192.0.2.5:80/eSCL",
                "http://192.0.2.5:8080/eSCL",
            ],
        ),
        (
            "printer.local:8080",
            ["http://printer.local:8080/eSCL", "https://printer.local:8080/eSCL"],
        ),
        ("http://192.0.2.5/scan/", ["http://192.0.2.5:80/scan"]),
        ("https://192.0.2.5:8443", ["https://192.0.2.5:8443/eSCL"]),
        ("[2001:db8::5]:80", ["http://[2001:db8::5]:80/eSCL", "https://[2001:db8::5]:80/eSCL"]),
        ("ftp://192.0.2.5", []),
        ("file:///etc/passwd", []),
        ("", []),
        ("一楼的打印机", []),
        ("a b", []),
        ("host:99999", []),
        ("http://[fe80::1", []),
    ],
)
def test_what_the_user_types(typed: str, urls: list[str]) -> None:
    assert [place.url for place in places_at(typed)] == urls


def test_an_ipv6_address_without_brackets() -> None:
    assert places_at("2001:db8::5")[1].url == "http://[2001:db8::5]:80/eSCL"


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/eSCL/ScanJobs/7", "/eSCL/ScanJobs/7"),
        ("http://localhost/eSCL/ScanJobs/7/", "/eSCL/ScanJobs/7"),
        ("HTTPS://192.0.2.9:99/eSCL/ScanJobs/7", "/eSCL/ScanJobs/7"),
        ("http://[fe80::1%eth0/eSCL/ScanJobs/7", "/eSCL/ScanJobs/7"),
        ("7", "/eSCL/ScanJobs/7"),
        ("/a b", None),
        ("/\r\nHost: x", None),
        ("http://192.0.2.9", "/eSCL/ScanJobs"),
    ],
)
def test_the_path_of_a_location(location: str, path: str | None) -> None:
    place = place_at("http://192.0.2.5/eSCL")
    assert place
    assert place.path_of(location) == path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>",
        b"<html><body/></html>",
        b"<ScannerCapabilities/>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="no-such"?><ScannerCapabilities/>',
        f"<!DOCTYPE a [{_LAUGHS}]><ScannerCapabilities>&l8;</ScannerCapabilities>".encode(),
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ScannerCapabilities>&x;</ScannerCapabilities>',
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_scanner(data: bytes) -> None:
    with pytest.raises(NotXml):
        described(data)
    assert status_of(data) == Status()


def test_a_doctype_in_lower_case() -> None:
    head, _, rest = capabilities().partition(b"?>")
    assert described(head + b"?>\n<!doctype scan>" + rest).uuid == UUID


def test_other_namespaces_ranges_and_shared_profiles() -> None:
    found = described(
        b'<s:ScannerCapabilities xmlns:s="urn:other"><s:MakeAndModel>Works 2</s:MakeAndModel>'
        b"<s:UUID>urn:uuid:" + UUID.upper().encode() + b"</s:UUID>"
        b"<s:Platen><s:PlatenInputCaps><s:MaxWidth>2550</s:MaxWidth><s:MaxHeight>9</s:MaxHeight>"
        b"</s:PlatenInputCaps></s:Platen><s:SettingProfiles><s:SettingProfile>"
        b"<s:ColorModes><s:ColorMode>RGB24</s:ColorMode><s:ColorMode>RGB48</s:ColorMode></s:ColorModes>"
        b"<s:DocumentFormat>application/pdf</s:DocumentFormat>"
        b"<s:SupportedResolutions><s:ResolutionRange><s:XResolutionRange><s:Min>100</s:Min>"
        b"<s:Max>600</s:Max><s:Step>100</s:Step></s:XResolutionRange></s:ResolutionRange>"
        b"</s:SupportedResolutions></s:SettingProfile></s:SettingProfiles></s:ScannerCapabilities>"
    )
    caps = found.caps.of(Source.FLATBED)
    assert caps
    assert (found.uuid, found.model, found.caps.knows_paper) == (UUID, "Works 2", False)
    assert (caps.modes, list(caps.resolutions)) == ((Mode.COLOR,), [100, 200, 300, 400, 500, 600])
    assert round(caps.largest[0]) == 216
    request = Request(Device("escl", "", ""), Source.FLATBED)
    assert format_of(request, found) == "image/jpeg"


def test_numbers_beyond_reason() -> None:
    text = capabilities().replace(b">2480<", b">99999999999<").replace(b">300<", b">-300<")
    caps = described(text).caps.of(Source.FLATBED)
    assert caps
    assert caps.largest == A4
    assert caps.resolutions == (75, 150)


def test_a_canon_that_promises_too_much() -> None:
    text = capabilities("Canon iR2625/2630").replace(b">150<", b">600<")
    caps = described(text).caps.of(Source.FEEDER)
    assert caps
    assert caps.resolutions == (75, 300)


def test_the_ticket_stays_within_the_glass() -> None:
    request = Request(Device("escl", "", ""), Source.DUPLEX, Mode.GRAY, 150, (420.0, 594.0))
    text = ticket(request, described(capabilities())).decode()
    assert "<pwg:Width>2480</pwg:Width><pwg:Height>3507</pwg:Height>" in text
    assert "<scan:Duplex>true</scan:Duplex>" in text
    assert "<scan:DocumentFormatExt>image/jpeg<" in text


def test_pins_are_kept_and_a_damaged_file_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "scanners.json"
    assert Pins(path).fits(UUID, "aa")
    assert Pins(path).fits(UUID, "aa")
    assert not Pins(path).fits(UUID, "bb")
    assert Pins(path).fits("192.0.2.5:443", "bb")
    assert json.loads(path.read_text()) == {UUID: "aa", "192.0.2.5:443": "bb"}
    for text in ("[1]", "{", "\xff"):
        path.write_text(text, "latin-1")
        assert Pins(path).fits(UUID, "bb")


@given(st.text(st.sampled_from(string.printable + "中。％é"), max_size=60))
def test_no_text_makes_an_address_of_another_kind(text: str) -> None:
    for place in places_at(text):
        assert place_at(place.url) == place
        path = place.path_of(text)
        assert path is None or (path.startswith("/") and path.isprintable() and " " not in path)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_damaged_answers_are_read_or_refused(noise: bytes, at: int) -> None:
    text = capabilities()
    with suppress(NotXml):
        assert described(text[:at] + noise + text[at + len(noise) :]).caps.sources
