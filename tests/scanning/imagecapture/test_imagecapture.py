"""ImageCaptureCore against a double of its objects; no test here has seen a Mac or a real scanner."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.imagecapture import backend
from jifen_desktop.scanning.imagecapture.backend import ImageCapture, capabilities, discover, scan
from jifen_desktop.scanning.port import A4, Device, Mode, Page, Progress, Request, Source
from tests.scanning.imagecapture.double import DoubleSystem, Scanner, Size, Told, Unit

NAME = "样本扫描仪"
DEVICE = Device("imagecapture", "9A3B-0001", NAME, uuid="9A3B-0001")
FLATBED = Request(DEVICE)
FEEDER = replace(FLATBED, source=Source.FEEDER)


def _scan(scanner: Scanner, request: Request, folder: Path, told: Told | None = None) -> list[Page]:
    """The pages. A session that was opened is closed whatever happens."""
    told = told or Told()
    try:
        scan(told, folder, request, DoubleSystem(scanner))
    finally:
        assert scanner.calls[:1] + scanner.calls[-1:] in ([], ["open", "close"])
    return _pages(told)


def _pages(told: Told) -> list[Page]:
    return [what for what in told.all if isinstance(what, Page)]


def _fails(scanner: Scanner, request: Request, folder: Path, told: Told | None = None) -> Code:
    with pytest.raises(JifenError) as failed:
        _scan(scanner, request, folder, told)
    assert failed.value.params == {"name": NAME}
    return failed.value.code


def _kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("page-*"))


def test_a_flatbed_gives_one_page_as_it_was_asked_for(tmp_path: Path) -> None:
    scanner = Scanner()
    (page,) = _scan(scanner, FLATBED, tmp_path)
    assert (page.index, page.dpi, page.width, page.height) == (0, 300, 60, 80)
    assert scanner.calls == ["open", "scan", "close"]
    area = scanner.units[0].set.pop("area")
    assert area[1] == pytest.approx((210 / 25.4, 297 / 25.4))
    assert scanner.units[0].set == {"unit": 0, "paper": 1, "dpi": 300, "bits": 8, "pixels": 2}
    assert scanner.set["mode"] == 0
    assert scanner.set["kind"] == "public.jpeg"


@pytest.mark.parametrize("source", [Source.FEEDER, Source.DUPLEX])
def test_a_feeder_is_selected_and_scanned_to_its_end(tmp_path: Path, source: Source) -> None:
    scanner = Scanner(script=["page", "page", "page"])
    pages = _scan(scanner, replace(FLATBED, source=source), tmp_path)
    assert [page.index for page in pages] == [0, 1, 2]
    assert scanner.calls == ["open", "select", "scan", "close"]
    assert scanner.units[3].set["duplex"] is (source is Source.DUPLEX)
    assert [page.path.name for page in pages] == _kept(tmp_path)


def test_a_feeder_is_stopped_when_it_gave_enough(tmp_path: Path) -> None:
    scanner = Scanner(script=["page", "page", "page"])
    assert len(_scan(scanner, replace(FEEDER, pages=2), tmp_path)) == 2
    assert scanner.calls == ["open", "select", "scan", "cancel", "close"]


@pytest.mark.parametrize("script", [[], [-9931]], ids=["ends", "fails"])
def test_an_empty_feeder_is_told(tmp_path: Path, script: list[str | int]) -> None:
    scanner = Scanner({0: Unit(), 3: Unit(3, loaded=False)}, script)
    assert _fails(scanner, FEEDER, tmp_path) is Code.SCAN_FEEDER_EMPTY


def test_a_scan_that_fails_with_paper_in_the_feeder_is_no_empty_feeder(tmp_path: Path) -> None:
    assert _fails(Scanner(script=[-9931]), FEEDER, tmp_path) is Code.SCAN_FAILED


def test_a_flatbed_without_a_page_has_failed(tmp_path: Path) -> None:
    assert _fails(Scanner(script=[]), FLATBED, tmp_path) is Code.SCAN_FAILED


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ("half", Code.SCAN_PAGE_DAMAGED),
        (-9931, Code.SCAN_FAILED),
        (-9900, Code.SCAN_CONNECTION_LOST),
        (-21350, Code.SCAN_DRIVER_CRASHED),
        ("removed", Code.SCAN_CONNECTION_LOST),
        ("nothing", Code.SCAN_TIMEOUT),
    ],
)
def test_failures_amid_a_pile_keep_what_was_scanned(
    tmp_path: Path, then: str | int, code: Code
) -> None:
    told = Told()
    assert _fails(Scanner(script=["page", then]), FEEDER, tmp_path, told) is code
    assert [page.path.name for page in _pages(told)] == _kept(tmp_path)
    assert len(_kept(tmp_path)) == 1


def test_a_scan_that_is_stopped_at_the_scanner_is_no_failure(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        _scan(Scanner(script=["page", -9924]), FEEDER, tmp_path)
    assert len(_kept(tmp_path)) == 1


def test_a_scan_that_is_stopped_has_the_scanner_stop(tmp_path: Path) -> None:
    scanner = Scanner(script=["nothing"])
    with pytest.raises(Cancelled):
        _scan(scanner, FEEDER, tmp_path, Told(lambda: "scan" in scanner.calls))
    assert scanner.calls == ["open", "select", "scan", "cancel", "close"]


def test_a_scanner_that_does_not_stop_is_left_in_time(tmp_path: Path) -> None:
    """What is waited for the scanner and for the session together leaves room in the 0.7 seconds."""
    scanner = Scanner(script=["nothing"], silent=frozenset({"cancel", "close"}))
    at: list[float] = []

    def stop() -> bool:
        if "scan" in scanner.calls:
            at.append(scanner.system.now)
        return bool(at)

    with pytest.raises(Cancelled):
        _scan(scanner, FEEDER, tmp_path, Told(stop))
    assert scanner.system.now - at[0] < 0.65


@pytest.mark.parametrize(
    ("request_", "number", "code"),
    [
        ("open", -9925, Code.SCAN_BUSY),
        ("open", -9926, Code.SCAN_BUSY),
        ("open", -9927, Code.SCAN_OFFLINE),
        ("open", -21343, Code.SCAN_ACCESS),
        ("open", -1, Code.SCAN_FAILED),
        ("select", -9929, Code.SCAN_UNSUPPORTED),
    ],
)
def test_refused_requests_are_told(tmp_path: Path, request_: str, number: int, code: Code) -> None:
    assert _fails(Scanner(fails={request_: number}), FEEDER, tmp_path) is code


@pytest.mark.parametrize("request_", ["open", "select"])
def test_requests_that_are_not_answered_end_in_time(tmp_path: Path, request_: str) -> None:
    scanner = Scanner(silent=frozenset({request_}))
    assert _fails(scanner, FEEDER, tmp_path) is Code.SCAN_TIMEOUT
    assert scanner.system.now < backend.PATIENCE


def test_a_driver_that_never_says_it_is_ready_is_taken_at_its_units(tmp_path: Path) -> None:
    assert len(_scan(Scanner(silent=frozenset({"ready"})), FLATBED, tmp_path)) == 1
    without = Scanner({}, silent=frozenset({"ready"}), selected=None)
    assert _fails(without, FLATBED, tmp_path) is Code.SCAN_TIMEOUT


def test_a_source_that_the_scanner_has_not_is_told(tmp_path: Path) -> None:
    assert _fails(Scanner({0: Unit()}), FEEDER, tmp_path) is Code.SCAN_UNSUPPORTED


def test_a_scanner_that_selected_nothing_yet_is_asked_to(tmp_path: Path) -> None:
    scanner = Scanner(selected=None)
    assert len(_scan(scanner, FLATBED, tmp_path)) == 1
    assert scanner.calls == ["open", "select", "scan", "close"]


def test_a_scanner_that_is_not_there_is_told(tmp_path: Path) -> None:
    other = Scanner(uuid="9A3B-0002")
    assert _fails(other, FLATBED, tmp_path) is Code.SCAN_OFFLINE
    assert other.calls == []


def test_black_and_white_comes_as_tiff_and_is_kept_as_it_is(tmp_path: Path) -> None:
    scanner = Scanner()
    (page,) = _scan(scanner, replace(FLATBED, mode=Mode.BLACK_WHITE), tmp_path)
    assert (scanner.units[0].set["bits"], scanner.units[0].set["pixels"]) == (1, 0)
    with Image.open(page.path) as image:
        assert (image.format, image.mode) == ("PNG", "1")


def test_the_resolution_is_the_one_the_unit_has_and_the_paper_ends_where_the_glass_does(
    tmp_path: Path,
) -> None:
    scanner = Scanner()
    (page,) = _scan(scanner, replace(FLATBED, dpi=1200, size=(1000.0, 100.0)), tmp_path)
    assert page.dpi == 600
    assert scanner.units[0].set["area"] == ((0.0, 0.0), pytest.approx((8.5, 100 / 25.4)))
    assert "paper" not in scanner.units[0].set


def test_how_far_a_page_is_is_told_where_it_changed(tmp_path: Path) -> None:
    told = Told()
    scan(told, tmp_path, FEEDER, DoubleSystem(Scanner(script=["page", "page"])))
    assert [what for what in told.all if isinstance(what, Progress)] == [
        Progress(0, 0.5),
        Progress(1, 0.5),
        Progress(2, 0.5),
    ]


def test_capabilities_are_those_of_each_unit() -> None:
    told, scanner = Told(), Scanner({0: Unit(resolutions=range(50, 1201)), 3: Unit(3, depths=(8,))})
    capabilities(told, DoubleSystem(scanner), DEVICE)
    (caps,) = told.all
    assert [source for source, _ in caps.sources] == list(Source)
    assert caps.of(Source.FLATBED).resolutions == range(50, 1201)
    assert caps.of(Source.FLATBED).largest == pytest.approx((215.9, 297.18))
    assert caps.of(Source.DUPLEX).resolutions == (100, 200, 300, 600)
    assert caps.of(Source.DUPLEX).modes == (Mode.COLOR, Mode.GRAY)
    assert caps.knows_paper
    assert scanner.calls[-1] == "close"


def test_a_scanner_that_says_nothing_of_itself_is_for_a4() -> None:
    told, unit = Told(), Unit(depths=None, size=Size(0, 0), resolutions=(300,))
    capabilities(told, DoubleSystem(Scanner({0: unit})), DEVICE)
    ((source, can),) = told.all[0].sources
    assert (source, can.modes, can.resolutions, can.largest) == (
        Source.FLATBED,
        tuple(Mode),
        (300,),
        A4,
    )
    assert not told.all[0].knows_paper


def test_a_scanner_is_found_once_and_by_what_stays_the_same() -> None:
    told, nameless = Told(), Scanner(uuid=None)
    discover(told, DoubleSystem(Scanner(), Scanner(), nameless))
    assert told.all == [DEVICE, Device("imagecapture", NAME, NAME)]


# Behind the port, in a process of its own.


def _system() -> DoubleSystem:
    return DoubleSystem(Scanner(script=["page", "page", -9900]))


def _never() -> bool:
    return False


def test_the_port_finds_asks_and_scans(tmp_path: Path) -> None:
    port = ImageCapture(_system)
    found: list[Device] = []
    port.discover(found.append, _never)
    assert found == [DEVICE]
    assert port.capabilities(DEVICE).of(Source.FEEDER) is not None
    with closing(port.scan(FEEDER, tmp_path, lambda _: None, _never)) as run:
        pages = [next(run), next(run)]
        with pytest.raises(JifenError) as told:
            next(run)
    assert told.value.code is Code.SCAN_CONNECTION_LOST
    assert sorted(tmp_path.iterdir()) == [page.path for page in pages]


def test_stopping_to_look_for_devices_is_no_failure() -> None:
    found: list[Device] = []
    ImageCapture(_system).discover(found.append, lambda: True)
    assert found == []
