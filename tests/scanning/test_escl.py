"""Our client of network scanners against the test scanner: what real ones were seen to do, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.disk import swapped
from jifen_desktop.scanning.port import Mode, Page, Progress, Request, Source
from tests.files.faulty import FaultyDisk
from tests.scanning.escl_kit import client, device, ignore, kept, never
from tests.scanning.escl_server import MODEL, EsclServer, Faults
from tests.scanning.papers import Drawn, SaneTestDevice

pytestmark = pytest.mark.loopback


def scanned(
    server: EsclServer,
    folder: Path,
    source: Source = Source.FEEDER,
    mode: Mode = Mode.GRAY,
    pages: int | None = None,
) -> list[Page]:
    """All pages of a scan at 75 dpi; a failure carries none of them, they lie in the folder."""
    request = Request(device(server), source, mode, 75, pages=pages)
    return list(client().scan(request, folder, ignore, never))


def failing(server: EsclServer, folder: Path, source: Source = Source.FEEDER) -> Code:
    with pytest.raises(JifenError) as raised:
        scanned(server, folder, source)
    assert raised.value.params == {"name": "样本扫描仪"}
    assert not list(folder.glob("*.part"))
    assert not server.busy
    return raised.value.code


def test_capabilities_and_address() -> None:
    with EsclServer(Drawn()) as server:
        ours = client()
        added = ours.add(f"127.0.0.1:{server.port}")
        assert (added.name, added.uuid, added.id) == (MODEL, server.uuid, server.url)
        caps = ours.capabilities(added)
        assert [source for source, _ in caps.sources] == list(Source)
        assert caps.knows_paper
        feeder = caps.of(Source.FEEDER)
        assert feeder
        assert feeder.modes == tuple(Mode)
        assert feeder.resolutions == (75, 150, 300)
        assert [round(side) for side in feeder.largest] == [210, 297]
        with pytest.raises(JifenError) as raised:
            ours.add(f"http://127.0.0.1:{server.port}/other")
        assert raised.value.code == Code.SCAN_NO_SCANNER


@pytest.mark.parametrize("source", list(Source))
def test_pages(source: Source, tmp_path: Path) -> None:
    with EsclServer(Drawn(3)) as server:
        pages = scanned(server, tmp_path, source)
        assert [page.index for page in pages] == list(range(1 if source == "flatbed" else 3))
        assert {(page.width, page.height, page.dpi) for page in pages} == {(620, 876, 75)}
        assert server.jobs[0].settings.duplex == (source == Source.DUPLEX)
        assert not server.busy
    assert kept(tmp_path) == len(pages)


def test_black_and_white_comes_without_loss(tmp_path: Path) -> None:
    with EsclServer(Drawn()) as server:
        (page,) = scanned(server, tmp_path, Source.FLATBED, Mode.BLACK_WHITE)
    with Image.open(page.path) as image:
        assert (image.format, image.mode) == ("PNG", "1")


def test_a_limit_of_pages_leaves_the_scanner_free(tmp_path: Path) -> None:
    with EsclServer(Drawn(5)) as server:
        assert len(scanned(server, tmp_path, pages=2)) == 2
        assert server.asked[-1].startswith("DELETE")
        assert not server.busy


@pytest.mark.parametrize("end", [404, 409, 410])
def test_every_end_of_a_feeder(end: int, tmp_path: Path) -> None:
    with EsclServer(Drawn(2), Faults(end=end)) as server:
        assert len(scanned(server, tmp_path)) == 2


def test_waiting_for_a_scanner_that_is_not_ready(tmp_path: Path) -> None:
    with EsclServer(Drawn(2), Faults(jobs=[503] * 3, waits=[503] * 20)) as server:
        assert len(scanned(server, tmp_path)) == 2


def test_not_yet_said_by_not_found(tmp_path: Path) -> None:
    with EsclServer(Drawn(2), Faults(waits=[404, 410])) as server:
        assert len(scanned(server, tmp_path)) == 2


@pytest.mark.parametrize(
    ("faults", "code"),
    [
        (Faults(jobs=[503] * 99), Code.SCAN_BUSY),
        (Faults(jobs=[503] * 99, idle="Testing"), Code.SCAN_WARMING_UP),
        (Faults(jobs=[401]), Code.SCAN_ACCESS),
        (Faults(jobs=[409, 0], feeder="Empty"), Code.SCAN_FEEDER_EMPTY),
        (Faults(jobs=[409, 0], feeder="Jam"), Code.SCAN_JAM),
        (Faults(jobs=[409, 0], feeder="DoorOpen"), Code.SCAN_COVER_OPEN),
        (Faults(jobs=[409]), Code.SCAN_UNSUPPORTED),
        (Faults(jobs=[400]), Code.SCAN_UNSUPPORTED),
        (Faults(jobs=[302]), Code.SCAN_FAILED),
        (Faults(jobs=[500]), Code.SCAN_FAILED),
        (Faults(waits=[503] * 99), Code.SCAN_TIMEOUT),
        (Faults(waits=[500]), Code.SCAN_FAILED),
    ],
)
def test_refused(faults: Faults, code: Code, tmp_path: Path) -> None:
    with EsclServer(Drawn(2), faults) as server:
        assert failing(server, tmp_path) == code
    assert kept(tmp_path) == 0


@pytest.mark.parametrize(
    ("trouble", "feeder", "reason", "code"),
    [
        ("empty", "Jam", "ResourcesAreNotReady", Code.SCAN_JAM),
        ("empty", "HatchOpen", "ResourcesAreNotReady", Code.SCAN_COVER_OPEN),
        ("empty", "", "ResourcesAreNotReady", Code.SCAN_FAILED),
        ("none", "", "InvalidScanTicket", Code.SCAN_UNSUPPORTED),
        ("none", "MultipickDetected", "ErrorsDetected", Code.SCAN_JAM),
        ("short", "Jam", "ResourcesAreNotReady", Code.SCAN_JAM),
        ("half", "DoorOpen", "ResourcesAreNotReady", Code.SCAN_COVER_OPEN),
    ],
)
def test_trouble_amid_a_pile_keeps_what_was_scanned(
    trouble: str, feeder: str, reason: str, code: Code, tmp_path: Path
) -> None:
    faults = Faults(trouble_at=2, trouble=trouble, feeder=feeder, reason=reason)
    with EsclServer(Drawn(5), faults) as server:
        assert failing(server, tmp_path) == code
    assert kept(tmp_path) == 2


@pytest.mark.parametrize("trouble", ["short", "half", "lost", "empty"])
def test_a_page_that_is_not_whole_is_never_kept(trouble: str, tmp_path: Path) -> None:
    faults = Faults(trouble_at=1, trouble=trouble, state="Processing", reason="JobScanning")
    with EsclServer(Drawn(3), faults) as server:
        code = failing(server, tmp_path)
    assert code == (Code.SCAN_CONNECTION_LOST if trouble == "lost" else Code.SCAN_PAGE_DAMAGED)
    assert kept(tmp_path) == 1


def test_paper_that_ends_amid_a_job(tmp_path: Path) -> None:
    """AirSane sends an empty page and calls the job completed."""
    faults = Faults(trouble_at=2, trouble="empty", state="Completed", reason="")
    with EsclServer(Drawn(3), faults) as server:
        assert len(scanned(server, tmp_path)) == 2


def test_no_paper_at_all(tmp_path: Path) -> None:
    with EsclServer(Drawn(0)) as server:
        assert failing(server, tmp_path) == Code.SCAN_FEEDER_EMPTY


def test_stopped_at_the_scanner_itself(tmp_path: Path) -> None:
    faults = Faults(trouble_at=1, trouble="none", state="Canceled")
    with EsclServer(Drawn(3), faults) as server, pytest.raises(Cancelled):
        scanned(server, tmp_path)
    assert kept(tmp_path) == 1


@pytest.mark.parametrize(
    "location", ["http://localhost:1", "http://192.0.2.9", "http://[fe80::1%25eth0]:80", "//x"]
)
def test_only_the_path_of_a_location_counts(location: str, tmp_path: Path) -> None:
    with EsclServer(Drawn(1), Faults(location=location)) as server:
        assert len(scanned(server, tmp_path)) == 1


def test_a_canon_that_jams_without_paper_is_asked_first(tmp_path: Path) -> None:
    with EsclServer(Drawn(0), Faults(model="Canon MF410 Series")) as server:
        assert failing(server, tmp_path) == Code.SCAN_FEEDER_EMPTY
        assert not server.jobs


def test_an_hp_that_wants_to_be_local(tmp_path: Path) -> None:
    with EsclServer(Drawn(1), Faults(server="HP_Compact_Server")) as server:
        scanned(server, tmp_path)
        assert server.heads[0] == f"127.0.0.1:{server.port}"
        assert set(server.heads[1:]) == {"localhost"}


def test_nobody_there(tmp_path: Path) -> None:
    with EsclServer(Drawn()) as server:
        pass
    assert failing(server, tmp_path) == Code.SCAN_OFFLINE


def test_the_progress_of_a_page(tmp_path: Path) -> None:
    told: list[Progress] = []
    with EsclServer(Drawn(2)) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        pages = list(client().scan(request, tmp_path, told.append, never))
    assert {one.page for one in told} == {0, 1}
    assert max(one.size for one in told if one.page == 0) == pages[0].path.stat().st_size


@pytest.mark.external("scanimage")
def test_the_whole_chain_from_a_device(tmp_path: Path) -> None:
    """SANE's test device behind the test scanner: ten sheets, then the feeder's own end."""
    with EsclServer(SaneTestDevice()) as server:
        pages = scanned(server, tmp_path)
        assert [page.index for page in pages] == list(range(10))
        assert server.jobs[0].state == "Completed"
    assert kept(tmp_path) == 10


@pytest.mark.external("scanimage")
def test_a_device_that_fails(tmp_path: Path) -> None:
    with EsclServer(SaneTestDevice("--read-return-value=SANE_STATUS_IO_ERROR")) as server:
        assert failing(server, tmp_path, Source.FLATBED) == Code.SCAN_FAILED


def test_a_full_disk_keeps_what_was_written_and_frees_the_scanner(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    with EsclServer(Drawn(3)) as server, swapped(counting := FaultyDisk(0)):
        scanned(server, whole)
    second = [n for n, call in enumerate(counting.calls, 1) if call == "create"][1]
    folder = tmp_path / "full"
    folder.mkdir()
    full = FaultyDisk(second + 1, "ENOSPC", sticky=False)
    with EsclServer(Drawn(3)) as server:
        with swapped(full), pytest.raises(JifenError) as raised:
            scanned(server, folder)
        assert raised.value.code == Code.DISK_FULL
        assert full.fired
        assert not server.busy
    assert kept(folder) == 1
