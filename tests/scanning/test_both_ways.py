"""One network scanner that two ways find: our eSCL client, and SANE by Debian's sane-airscan, which isn't ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.merge import merged
from jifen_desktop.scanning.port import Device, Mode, Request, Source
from jifen_desktop.scanning.sane import SaneBackend
from tests.scanning.escl_server import EsclServer
from tests.scanning.papers import Drawn
from tests.scanning.sane_device import ignore, never

pytestmark = [pytest.mark.loopback, pytest.mark.external("scanimage", "sane:airscan")]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EsclServer]:
    """A scanner with three sheets in its feeder, which sane-airscan knows; it looks for no others."""
    folder = tmp_path / "sane"
    folder.mkdir()
    with EsclServer(Drawn(3)) as scanner:
        (folder / "dll.conf").write_text("airscan\n", "ascii")
        known = f'[devices]\n"Sample Works" = {scanner.url}, eSCL\n[options]\ndiscovery = disable\n'
        (folder / "airscan.conf").write_text(known, "ascii")
        monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
        yield scanner


def test_it_is_shown_once_and_as_ours(server: EsclServer) -> None:
    own = Escl(Pins()).add(server.url)
    found: list[Device] = []
    SaneBackend().discover(found.append, never)
    (theirs,) = found
    assert (theirs.id, theirs.name) == ("airscan:e0:Sample Works", "Sample Works")
    assert theirs.address == "127.0.0.1"
    assert merged([theirs, own]) == (own,)


def test_both_ways_say_the_same_of_it(server: EsclServer) -> None:
    own = Escl(Pins()).add(server.url)
    ours = Escl(Pins()).capabilities(own)
    theirs = SaneBackend().capabilities(Device("sane", "airscan:e0:Sample Works", "Sample Works"))
    assert [kind for kind, _ in theirs.sources] == [kind for kind, _ in ours.sources]
    for (_, one), (_, other) in zip(theirs.sources, ours.sources, strict=True):
        assert set(one.modes) == set(other.modes) - {Mode.BLACK_WHITE}, "sane-airscan offers none"
        assert list(one.resolutions) == list(other.resolutions)
        assert one.largest == pytest.approx(other.largest, abs=0.01)


def test_a_pile_by_a_driver_that_is_not_the_test_device(server: EsclServer, tmp_path: Path) -> None:
    """It rounds 100 dpi to 75 without a word; the pages tell."""
    out = tmp_path / "out"
    out.mkdir()
    device = Device("sane", "airscan:e0:Sample Works", "Sample Works")
    request = Request(device, Source.FEEDER, Mode.GRAY, 100)
    pages = list(SaneBackend().scan(request, out, ignore, never))
    assert [page.index for page in pages] == [0, 1, 2]
    assert {page.dpi for page in pages} == {75}
    assert {page.width for page in pages} == {620}
    with pytest.raises(JifenError, match=Code.SCAN_FEEDER_EMPTY):
        list(SaneBackend().scan(request, out, ignore, never))
