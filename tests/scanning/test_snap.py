"""What a wish becomes on devices that can less, and what is told of it."""

from __future__ import annotations

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.messages.scan_words import change_line
from jifen_desktop.scanning.port import A4, Caps, Device, Mode, Request, Source, SourceCaps
from jifen_desktop.scanning.snap import Change, Setting, snapped

DEVICE = Device("sane", "test:0", "样本扫描仪")
ALL = (Mode.COLOR, Mode.GRAY, Mode.BLACK_WHITE)
FLATBED = Caps(((Source.FLATBED, SourceCaps(ALL, (150, 300, 600))),))
FEEDER = Caps(((Source.FEEDER, SourceCaps((Mode.GRAY,), range(100, 401, 100), (100.0, 150.0))),))


def test_what_the_device_can_stays_as_it_is() -> None:
    request = Request(DEVICE, pages=1)
    assert snapped(request, FLATBED) == (request, ())


def test_a_flatbed_gives_one_page_and_nothing_is_told_of_it() -> None:
    given, changes = snapped(Request(DEVICE), FLATBED)
    assert (given.pages, changes) == (1, ())


def test_every_change_is_told_with_both_values() -> None:
    request = Request(DEVICE, Source.DUPLEX, Mode.COLOR, 1200, A4)
    given, changes = snapped(request, FEEDER)
    assert (given.source, given.mode, given.dpi) == (Source.FEEDER, Mode.GRAY, 400)
    assert changes == (
        Change(Setting.SOURCE, Source.DUPLEX, Source.FEEDER),
        Change(Setting.MODE, Mode.COLOR, Mode.GRAY),
        Change(Setting.DPI, 1200, 400),
        Change(Setting.SIZE, A4, (100.0, 150.0)),
    )
    assert [change_line(change) for change in changes] == [
        "没有进纸器（双面），改用进纸器（单面）",
        "不能扫彩色，改为灰度",
        "不能用 1200 dpi，改为 400 dpi",
        "放不下 210 × 297 毫米，只扫 100 × 150 毫米",
    ]


@pytest.mark.parametrize(("wanted", "given"), [(1, 150), (220, 150), (225, 300), (9999, 600)])
def test_the_nearest_resolution_and_of_two_the_higher(wanted: int, given: int) -> None:
    assert snapped(Request(DEVICE, dpi=wanted), FLATBED)[0].dpi == given


@pytest.mark.parametrize(
    ("wanted", "given"),
    [(1, 75), (75, 75), (99, 75), (100, 125), (300, 325), (301, 325), (10**15, 10**15 + 25)],
)
def test_the_nearest_of_an_endless_range(wanted: int, given: int) -> None:
    caps = Caps(((Source.FLATBED, SourceCaps(ALL, range(75, 10**18, 50))),))
    assert snapped(Request(DEVICE, dpi=wanted), caps)[0].dpi == given


def test_the_nearest_of_a_range_is_that_of_its_numbers() -> None:
    steps = range(50, 601, 30)
    one_by_one = Caps(((Source.FLATBED, SourceCaps(ALL, tuple(steps))),))
    by_steps = Caps(((Source.FLATBED, SourceCaps(ALL, steps)),))
    for dpi in range(1, 700):
        assert snapped(Request(DEVICE, dpi=dpi), by_steps) == snapped(
            Request(DEVICE, dpi=dpi), one_by_one
        )


def test_black_and_white_becomes_grey_before_it_becomes_colour() -> None:
    both = Caps(((Source.FLATBED, SourceCaps((Mode.COLOR, Mode.GRAY), (300,))),))
    assert snapped(Request(DEVICE, mode=Mode.BLACK_WHITE), both)[0].mode == Mode.GRAY


def test_a_rounded_a4_is_not_told() -> None:
    near = Caps(((Source.FLATBED, SourceCaps(ALL, (300,), (209.97, 296.93))),))
    given, changes = snapped(Request(DEVICE), near)
    assert (given.size, changes) == ((209.97, 296.93), ())


@pytest.mark.parametrize(
    "caps", [Caps(()), Caps(((Source.FLATBED, SourceCaps((), (300,))),))], ids=["none", "no mode"]
)
def test_a_device_that_offers_nothing_is_refused(caps: Caps) -> None:
    with pytest.raises(JifenError) as failure:
        snapped(Request(DEVICE), caps)
    assert (failure.value.code, failure.value.params["name"]) == (
        Code.SCAN_UNSUPPORTED,
        DEVICE.name,
    )
