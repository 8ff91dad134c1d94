"""WIA against a double of its objects; no test here has seen a real scanner."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import A4, Device, Mode, Page, Progress, Request, Source
from jifen_desktop.scanning.wia import devices
from jifen_desktop.scanning.wia.backend import DIALOG, Wia
from jifen_desktop.scanning.wia.failures import status_of
from jifen_desktop.scanning.wia.scan import scanned, shown
from tests.scanning.wia.double import (
    BMP,
    GIF,
    JPEG,
    UNKNOWN,
    ComError,
    Connected,
    Dialog,
    ImageFile,
    Info,
    Item,
    Manager,
    Property,
    device,
    item,
)

NAME = "样本扫描仪"
DEVICE = Device("wia", "{6BDD1FC6}\\0001", NAME)
FLATBED = Request(DEVICE)
FEEDER = replace(FLATBED, source=Source.FEEDER)
DUPLEX = replace(FLATBED, source=Source.DUPLEX)


def _scan(connected: Connected, request: Request, folder: Path) -> Iterator[Page]:
    return scanned(connected, request, Pages(folder, NAME))


def _wia_2(*answers: ImageFile | int, **more: Property) -> tuple[Connected, Item]:
    """Both items, and that of the feeder."""
    feeder = item("Feeder", *answers, **more)
    return device(item("Flatbed", ImageFile()), feeder), feeder


def _code(run: Iterator[Page]) -> Code:
    with pytest.raises(JifenError) as told:
        list(run)
    assert told.value.params == {"name": NAME}
    return told.value.code


def test_a_flatbed_gives_one_page_as_it_was_asked_for(tmp_path: Path) -> None:
    flat = item("Flatbed", ImageFile(), ImageFile())
    connected = device(flat)
    (page,) = _scan(connected, replace(FLATBED, pages=5), tmp_path)
    assert (page.index, page.dpi, page.width, page.height) == (0, 300, 60, 80)
    assert list(tmp_path.iterdir()) == [page.path]
    assert flat.asked == [JPEG]
    written = {number: one.written for number, one in flat.known.items() if one.written}
    assert written == {
        3096: [1], 4103: [3], 6146: [1], 6147: [300], 6148: [300], 6149: [0], 6150: [0],
        6151: [2480], 6152: [3508],
    }  # fmt: skip
    assert connected.known[3088].written == [2]


def test_a_feeder_is_scanned_until_it_is_empty(tmp_path: Path) -> None:
    connected, feeder = _wia_2(ImageFile(), ImageFile(), ImageFile(), p3088=Property(32))
    pages = list(_scan(connected, FEEDER, tmp_path))
    assert [page.index for page in pages] == [0, 1, 2]
    assert sorted(tmp_path.iterdir()) == [page.path for page in pages]
    assert (connected.known[3088].written, feeder.known[3088].written) == ([1], [1])


def test_an_item_that_knows_no_feeder_is_told_to_scan_fronts(tmp_path: Path) -> None:
    connected, feeder = _wia_2(
        ImageFile(), p3088=Property(32, refuses=lambda value: bool(value & 3))
    )
    assert len(list(_scan(connected, FEEDER, tmp_path))) == 1
    assert feeder.known[3088].written == [32]


def test_a_feeder_gives_no_more_pages_than_wanted(tmp_path: Path) -> None:
    connected, feeder = _wia_2(ImageFile(), ImageFile(), ImageFile())
    assert len(list(_scan(connected, replace(FEEDER, pages=2), tmp_path))) == 2
    assert len(feeder.answers) == 1


@pytest.mark.parametrize("status", [0x80210003, 0x00210001])
def test_a_feeder_that_is_empty_at_once_is_told(tmp_path: Path, status: int) -> None:
    connected, _ = _wia_2(status)
    assert _code(_scan(connected, FEEDER, tmp_path)) is Code.SCAN_FEEDER_EMPTY


def test_the_other_way_of_saying_that_was_all_ends_it_too(tmp_path: Path) -> None:
    connected, _ = _wia_2(ImageFile(), 0x00210001)
    assert len(list(_scan(connected, FEEDER, tmp_path))) == 1


def test_both_sides_are_set_where_either_owner_takes_them(tmp_path: Path) -> None:
    def refuses(value: int) -> bool:
        return value == 5

    connected, feeder = _wia_2(ImageFile(), ImageFile(), p3088=Property(32, refuses=refuses))
    connected.known[3088] = Property(2, refuses=lambda _: True)
    assert len(list(_scan(connected, DUPLEX, tmp_path))) == 2
    assert feeder.known[3088].written == [4]


def test_backs_are_never_left_out_unnoticed(tmp_path: Path) -> None:
    connected, feeder = _wia_2(ImageFile())
    connected.known[3088] = Property(2, refuses=lambda _: True)
    assert _code(_scan(connected, DUPLEX, tmp_path)) is Code.SCAN_UNSUPPORTED
    assert feeder.asked == []


def test_a_driver_that_refuses_every_setting_is_scanned_with_all_the_same(tmp_path: Path) -> None:
    numbers = (3096, 4103, 6146, 6147, 6148, 6149, 6150, 6151, 6152)
    flat = item(
        "Top", ImageFile(), **{f"p{n}": Property(150, refuses=lambda _: True) for n in numbers}
    )
    (page,) = _scan(device(flat, p3088=Property(0, refuses=lambda _: True)), FLATBED, tmp_path)
    assert page.dpi == 150  # what the driver stayed with


def test_a_driver_without_properties_is_scanned_with_all_the_same(tmp_path: Path) -> None:
    (page,) = _scan(Connected({}, [Item({}, [ImageFile()])]), FLATBED, tmp_path)
    assert page.dpi == 300


def test_the_resolution_is_the_one_the_driver_made_of_it(tmp_path: Path) -> None:
    clamped = Property(200, becomes=lambda value: min(value, 600))
    flat = item("Flatbed", ImageFile(), p6147=clamped)
    (page,) = _scan(device(flat), replace(FLATBED, dpi=10_000), tmp_path)
    assert page.dpi == 600
    assert flat.known[6151].written == [4961]  # of A4's width at that resolution


def test_the_paper_ends_where_the_glass_does(tmp_path: Path) -> None:
    flat = item("Flatbed", ImageFile())
    list(_scan(device(flat), replace(FLATBED, size=(1000, 1000)), tmp_path))
    assert (flat.known[6151].written, flat.known[6152].written) == ([5100], [7020])


def test_a_driver_without_jpeg_is_asked_for_a_bitmap(tmp_path: Path) -> None:
    flat = item("Flatbed", 0x80070057, ImageFile(BMP))
    (page,) = _scan(device(flat), FLATBED, tmp_path)
    assert flat.asked == [JPEG, BMP]
    with Image.open(page.path) as image:
        assert (image.format, image.size) == ("JPEG", (60, 80))


def test_black_and_white_is_asked_for_as_a_bitmap_and_kept_as_it_is(tmp_path: Path) -> None:
    flat = item("Flatbed", ImageFile(BMP, mode="1"))
    (page,) = _scan(device(flat), replace(FLATBED, mode=Mode.BLACK_WHITE), tmp_path)
    assert (flat.asked, flat.known[6146].written, flat.known[4103].written) == ([BMP], [4], [0])
    with Image.open(page.path) as image:
        assert (image.format, image.mode) == ("PNG", "1")


def test_another_format_than_asked_for_is_told_by_what_the_driver_gave(tmp_path: Path) -> None:
    for kind in (BMP, UNKNOWN, JPEG.lower()):
        (page,) = _scan(device(item("Flatbed", ImageFile(kind))), FLATBED, tmp_path)
        assert page.width == 60
    run = _scan(device(item("Flatbed", ImageFile(GIF))), FLATBED, tmp_path)
    assert _code(run) is Code.SCAN_UNSUPPORTED


def test_half_a_page_is_not_kept_and_the_pages_before_are(tmp_path: Path) -> None:
    whole = ImageFile()
    connected, _ = _wia_2(whole, replace(whole, cut=400))
    run = _scan(connected, FEEDER, tmp_path)
    first = next(run)
    assert _code(run) is Code.SCAN_PAGE_DAMAGED
    assert list(tmp_path.iterdir()) == [first.path]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (0x80210001, Code.SCAN_FAILED),
        (0x80210002, Code.SCAN_JAM),
        (0x80210004, Code.SCAN_JAM),
        (0x80210005, Code.SCAN_OFFLINE),
        (0x80210006, Code.SCAN_BUSY),
        (0x80210007, Code.SCAN_WARMING_UP),
        (0x80210008, Code.SCAN_FAILED),
        (0x8021000A, Code.SCAN_CONNECTION_LOST),
        (0x8021000C, Code.SCAN_UNSUPPORTED),
        (0x8021000D, Code.SCAN_BUSY),
        (0x8021000E, Code.SCAN_DRIVER_CRASHED),
        (0x80210010, Code.SCAN_COVER_OPEN),
        (0x80210016, Code.SCAN_COVER_OPEN),
        (0x80070005, Code.SCAN_ACCESS),
    ],
)
def test_failures_amid_a_pile_keep_what_was_scanned(
    tmp_path: Path, status: int, code: Code
) -> None:
    connected, _ = _wia_2(ImageFile(), status, status)
    run = _scan(connected, FEEDER, tmp_path)
    first = next(run)
    assert _code(run) is code
    assert list(tmp_path.iterdir()) == [first.path]


def test_the_code_of_a_call_stands_in_the_details() -> None:
    assert ComError(0x80210006).hresult & 0xFFFFFFFF == 0x80020009
    assert status_of(ComError(0x80210006)) == 0x80210006
    assert status_of(ComError(0x80040154, of_an_object=False)) == 0x80040154
    assert status_of(KeyError("x")) is None


def test_a_mistake_of_ours_is_no_failure_of_the_driver_s(tmp_path: Path) -> None:
    class Wrong(Item):
        def Transfer(self, kind: str) -> ImageFile:  # noqa: N802
            raise KeyError(kind)

    with pytest.raises(KeyError):
        list(_scan(device(Wrong(item("Flatbed").known)), FLATBED, tmp_path))


def test_scanners_are_listed_and_cameras_are_not() -> None:
    infos = [Info("a", "样本一", 0), Info("b", "样本相机", 0, Type=2), Info("c", "样本二", 0)]
    assert [(one.id, one.name) for one in devices.listed(Manager(infos))] == [
        ("a", "样本一"),
        ("c", "样本二"),
    ]


def test_a_device_that_is_not_there_any_more_or_refuses_is_told() -> None:
    for infos, code in (
        ([], Code.SCAN_OFFLINE),
        ([Info(DEVICE.id, NAME, 0x80210006)], Code.SCAN_BUSY),
    ):
        with pytest.raises(JifenError) as told:
            devices.connected(Manager(infos), DEVICE)
        assert (told.value.code, told.value.params) == (code, {"name": NAME})


def test_capabilities_are_those_of_each_source() -> None:
    steps = Property(200, range(75, 1201, 75))
    gray = Property(2, (0, 2))
    caps = devices.capabilities(device(item("Flatbed", p6147=steps), item("Feeder", p4103=gray)))
    assert caps.knows_paper
    assert [source for source, _ in caps.sources] == list(Source)
    flat, feeder = caps.of(Source.FLATBED), caps.of(Source.FEEDER)
    assert flat is not None
    assert feeder is not None
    assert flat.resolutions == range(75, 1201, 75)
    assert feeder.resolutions == (100, 200, 300, 600)
    assert (flat.modes, feeder.modes) == (tuple(Mode), (Mode.GRAY, Mode.BLACK_WHITE))
    assert flat.largest == pytest.approx((215.9, 297.18))
    assert feeder.largest == pytest.approx((215.9, 355.6))


def test_a_driver_that_says_nothing_of_itself_has_a_flatbed_for_a4() -> None:
    caps = devices.capabilities(Connected({}, [Item({})]))
    ((source, flat),) = caps.sources
    assert (source, flat.modes, flat.largest) == (Source.FLATBED, tuple(Mode), A4)
    assert 300 in flat.resolutions
    assert not caps.knows_paper


def test_windows_own_window_gives_a_page_at_its_own_resolution(tmp_path: Path) -> None:
    dialog = Dialog(ImageFile(BMP))
    (page,) = shown(dialog, Request(DIALOG, mode=Mode.GRAY), Pages(tmp_path, DIALOG.name))
    assert (page.dpi, page.width) == (200, 60)
    assert dialog.arguments == (1, 2, 0x20000, BMP, True, True, False)


@pytest.mark.parametrize("answer", [None, 0x80210064])
def test_closing_windows_own_window_is_no_failure(tmp_path: Path, answer: int | None) -> None:
    with pytest.raises(Cancelled):
        list(shown(Dialog(answer), Request(DIALOG), Pages(tmp_path, DIALOG.name)))


# Behind the port, in a process of its own.


def _manager() -> Manager:
    feeder = item("Feeder", ImageFile(), ImageFile(), 0x80210002)
    return Manager([Info(DEVICE.id, NAME, device(item("Flatbed", ImageFile()), feeder))])


def _dialog() -> Dialog:
    return Dialog(ImageFile(BMP))


def _no_windows() -> Any:
    raise ComError(0x80040154, of_an_object=False)


def _never() -> bool:
    return False


def test_the_port_finds_asks_and_scans(tmp_path: Path) -> None:
    wia = Wia(_manager, _dialog)
    found: list[Device] = []
    wia.discover(found.append, _never)
    assert found == [DEVICE, DIALOG]
    assert wia.capabilities(DEVICE) == devices.capabilities(_manager().infos[0].Connect())
    progress: list[Progress] = []
    with closing(wia.scan(FEEDER, tmp_path, progress.append, _never)) as run:
        pages = [next(run), next(run)]
        with pytest.raises(JifenError) as told:
            next(run)
    assert told.value.code is Code.SCAN_JAM
    assert sorted(tmp_path.iterdir()) == [page.path for page in pages]
    assert progress == [Progress(0), Progress(1), Progress(2)]


def test_the_port_shows_windows_own_window(tmp_path: Path) -> None:
    wia = Wia(_no_windows, _dialog)
    caps = wia.capabilities(DIALOG)
    assert caps.of(Source.FLATBED) is not None
    assert len(list(wia.scan(Request(DIALOG), tmp_path, lambda _: None, _never))) == 1


def test_a_windows_without_wia_is_told(tmp_path: Path) -> None:
    with pytest.raises(JifenError) as told:
        Wia(_no_windows).discover(lambda _: None, _never)
    assert (told.value.code, told.value.params) == (
        Code.SCAN_DRIVER_MISSING,
        {"name": "Windows 驱动"},
    )
    with pytest.raises(JifenError) as told:
        list(Wia(_no_windows).scan(FLATBED, tmp_path, lambda _: None, _never))
    assert (told.value.code, told.value.params) == (Code.SCAN_DRIVER_MISSING, {"name": NAME})
    assert list(tmp_path.iterdir()) == []


def test_stopping_to_look_for_devices_is_no_failure() -> None:
    found: list[Device] = []
    Wia(_manager).discover(found.append, lambda: True)
    assert found == []
