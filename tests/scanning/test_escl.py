"""Our client of network scanners against the test scanner: what real ones were seen to do, right and wrong."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.limits import Limits
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Device, Mode, Page, Progress, Request, Source
from tests.scanning.escl_server import MODEL, UUID, EsclServer, Faults
from tests.scanning.papers import Drawn, SaneTestDevice

pytestmark = pytest.mark.loopback

QUICK = Limits(retry=0.0, lookup=0.0, leave=30.0)
Tls = tuple[Path, Path]


def device(server: EsclServer) -> Device:
    return Device("escl", server.url, "样本扫描仪", "127.0.0.1", server.uuid)


def client(pins: Path | None = None) -> Escl:
    return Escl(Pins(pins), limits=QUICK, interfaces=["127.0.0.1"])


def scanned(
    server: EsclServer,
    folder: Path,
    source: Source = Source.FEEDER,
    mode: Mode = Mode.GRAY,
    pages: int | None = None,
) -> list[Page]:
    """All pages of a scan at 75 dpi; a failure carries none of them, they lie in the folder."""
    request = Request(device(server), source, mode, 75, pages=pages)
    return list(client().scan(request, folder, _ignore, _never))


def _ignore(_: Progress) -> None:
    pass


def _never() -> bool:
    return False


def failing(server: EsclServer, folder: Path, source: Source = Source.FEEDER) -> Code:
    with pytest.raises(JifenError) as raised:
        scanned(server, folder, source)
    assert raised.value.params == {"name": "样本扫描仪"}
    assert not list(folder.glob("*.part"))
    assert not server.busy
    return raised.value.code


def kept(folder: Path) -> int:
    """How many whole pages lie there; nothing else may."""
    for path in folder.iterdir():
        with Image.open(path) as image:
            image.load()
    return len(list(folder.iterdir()))


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
        pages = list(client().scan(request, tmp_path, told.append, _never))
    assert {one.page for one in told} == {0, 1}
    assert max(one.size for one in told if one.page == 0) == pages[0].path.stat().st_size


def _wait_and_stop(server: EsclServer, stop: threading.Event) -> None:
    server.arrived.wait()
    stop.set()


@pytest.mark.parametrize("place", ["head", "half"])
def test_cancelled_amid_a_page(place: str, tmp_path: Path) -> None:
    """The scanner says nothing more until the test ends, so whoever waits for it hangs."""
    stop = threading.Event()
    with EsclServer(Drawn(3), Faults(hold=threading.Event(), hold_at=place)) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        waiter = threading.Thread(target=_wait_and_stop, args=(server, stop))
        waiter.start()
        with pytest.raises(Cancelled):
            list(client().scan(request, tmp_path, _ignore, stop.is_set))
        waiter.join()
        assert server.asked[-1].startswith("DELETE")
        assert not server.busy
    assert kept(tmp_path) == 0


def test_cancelled_before_the_job_has_a_name(tmp_path: Path) -> None:
    """A job whose name never came can't be ended, and holds the scanner: so that answer is waited for."""
    hold = threading.Event()
    with EsclServer(Drawn(3), Faults(hold=hold, hold_at="job")) as server:

        def cancelled() -> bool:
            if not server.arrived.is_set():
                return False
            hold.set()
            return True

        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        with pytest.raises(Cancelled):
            list(client().scan(request, tmp_path, _ignore, cancelled))
        assert len(server.jobs) == 1
        assert not server.busy


def test_cancelled_anywhere(tmp_path: Path) -> None:
    """At each place that asks whether to stop: no page that isn't whole, no scanner left busy."""
    cancels = left = 0
    for count in range(60):
        left = count
        folder = tmp_path / str(count)
        folder.mkdir()

        def cancelled() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        with EsclServer(Drawn(3)) as server:
            request = Request(device(server), Source.FEEDER, Mode.BLACK_WHITE, 75)
            try:
                list(client().scan(request, folder, _ignore, cancelled))
            except Cancelled:
                cancels += 1
            assert not server.busy
        assert kept(folder) <= 3
        if left >= 0:
            break
    assert cancels > 5
    assert left >= 0  # every place was reached


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}/eSCL"


@pytest.mark.parametrize(
    ("scheme", "code"), [("http", Code.SCAN_TIMEOUT), ("https", Code.SCAN_OFFLINE)]
)
def test_silence(scheme: str, code: Code, silent: str) -> None:
    quick = Escl(Pins(), limits=Limits(connect=0.2, call=0.2))
    with pytest.raises(JifenError) as raised:
        quick.capabilities(Device("escl", f"{scheme}://{silent}", "样本扫描仪"))
    assert raised.value.code == code
    with pytest.raises(JifenError) as raised:
        quick.add(silent)
    assert raised.value.code == Code.SCAN_NO_SCANNER


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cancelled_amid_silence(scheme: str, silent: str, tmp_path: Path) -> None:
    left = 2

    def cancelled() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    request = Request(Device("escl", f"{scheme}://{silent}", "样本扫描仪", "", UUID))
    with pytest.raises(Cancelled):
        next(client().scan(request, tmp_path, _ignore, cancelled))


def test_closing_the_generator_frees_the_scanner(tmp_path: Path) -> None:
    with EsclServer(Drawn(3)) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        scan = client().scan(request, tmp_path, _ignore, _never)
        next(scan)
        scan.close()
        assert not server.busy
    assert kept(tmp_path) == 1


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> list[Tls]:
    """Two that scanners might have made for themselves."""
    folder = tmp_path_factory.mktemp("tls")
    return [_certificate(folder / f"{n}") for n in range(2)]


def _certificate(stem: Path) -> Tls:
    key, certificate = stem.with_suffix(".key"), stem.with_suffix(".crt")
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=sample"
    subprocess.run(
        [*make.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    return certificate, key


@pytest.mark.external("openssl")
def test_encrypted_and_pinned(certificates: list[Tls], tmp_path: Path) -> None:
    pins = tmp_path / "scanners.json"
    folder = tmp_path / "pages"
    folder.mkdir()
    with EsclServer(Drawn(2), tls=certificates[0]) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        assert len(list(client(pins).scan(request, folder, _ignore, _never))) == 2
    with EsclServer(Drawn(2), tls=certificates[1]) as other:
        other.uuid = server.uuid
        with pytest.raises(JifenError) as raised:
            client(pins).capabilities(device(other))
        assert raised.value.code == Code.SCAN_CERTIFICATE
        assert not other.asked
        again = client(pins)
        assert again.add(other.url).uuid == server.uuid  # the user vouches for it
        assert again.capabilities(device(other)).sources


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
