"""What scanimage's lists make of devices whose vendors name things their own way."""

from __future__ import annotations

import pytest

from jifen_desktop.scanning.port import Device, Mode, Request, Source
from jifen_desktop.scanning.sane_options import (
    arguments,
    listed,
    mode_of,
    source_caps,
    source_of,
    sources,
)

DEVICE = Device("sane", "sample:0", "样本扫描仪")

BROTHER = """
All options specific to device `brother4:net1;dev0':
  Mode:
    --mode Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast] [24bit Color[Fast]]
        Select the scan mode
    --resolution 100|150|200|300|400|600|1200dpi [200]
        Sets the resolution of the scanned image.
    --source FlatBed|Automatic Document Feeder(left aligned)|Automatic Document Feeder(left aligned,Duplex) \
[Automatic Document Feeder(left aligned)]
        Selects the scan source (such as a document-feeder).
    --brightness -50..50% (in steps of 1) [inactive]
        Controls the brightness of the acquired image.
  Geometry:
    -l 0..215.9mm (in steps of 0.0999908) [0]
        Top-left x position of scan area.
    -t 0..355.6mm (in steps of 0.0999908) [0]
        Top-left y position of scan area.
    -x 0..215.9mm (in steps of 0.0999908) [215.88]
        Width of scan-area.
    -y 0..355.6mm (in steps of 0.0999908) [355.567]
        Height of scan-area.
"""
EPSON = """
    --mode Lineart|Gray|Color [Lineart]
    --depth 1|8 [inactive]
    --resolution 50..1200dpi (in steps of 1) [75]
    --source Flatbed|Automatic Document Feeder [Flatbed]
    --adf-mode Simplex|Duplex [inactive]
    -l 0..215.9mm [0]
    -t 0..297.18mm [0]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
"""
FUJITSU = """
    --source ADF Front|ADF Back|ADF Duplex|Card Front [ADF Front]
    --mode Lineart|Halftone|Gray|Color [Lineart]
    --resolution 50|75|100|150|200|300dpi [300]
    --page-width 0..221.121mm (in steps of 0.0211639) [215.872]
    --page-height 0..863.489mm (in steps of 0.0211639) [279.364]
    -l 0..215.872mm (in steps of 0.0211639) [0]
    -t 0..279.364mm (in steps of 0.0211639) [0]
    -x 0..215.872mm (in steps of 0.0211639) [215.872]
    -y 0..279.364mm (in steps of 0.0211639) [279.364]
"""
SWITCH = """
    --source Flatbed|ADF [ADF]
    --duplex[=(yes|no)] [no] [advanced]
    --batch-scan[=(yes|no)] [no] [advanced]
    --mode Color [Color]
    --x-resolution 300|600dpi [300]
    --y-resolution 300|600dpi [300]
"""
BARE = """
    --mode Gray|Color [Color]
    --resolution auto||75|150|300dpi [75]
    -x 0..2550pel [2550]
    -y 0..3300pel [3300]
"""


def test_a_value_with_brackets_ends_where_it_ends() -> None:
    mode = listed(BROTHER)["mode"]
    assert mode.value == "24bit Color[Fast]"
    assert mode.choices[1] == "Gray[Error Diffusion]"


def test_plain_modes_are_taken_before_fast_and_dithered_ones() -> None:
    options = listed(BROTHER)
    request = Request(DEVICE, Source.DUPLEX, Mode.COLOR, 300, (210.0, 297.0))
    assert list(arguments(options, request)) == [
        "--source=Automatic Document Feeder(left aligned,Duplex)",
        "--mode=24bit Color",
        "--resolution=300",
        *("-l", "0", "-t", "0", "-x", "210", "-y", "297"),
    ]
    caps = source_caps(options)
    assert caps.resolutions == (100, 150, 200, 300, 400, 600, 1200)
    assert caps.largest == (215.9, 355.6)
    assert "--mode=True Gray" in arguments(options, Request(DEVICE, mode=Mode.GRAY))
    assert "--mode=Black & White" in arguments(options, Request(DEVICE, mode=Mode.BLACK_WHITE))


def test_both_sides_by_an_option_of_its_own() -> None:
    feeder = "--source=Automatic Document Feeder"
    assert sources(listed(EPSON)) == {
        Source.FLATBED: ("--source=Flatbed",),
        Source.FEEDER: (feeder, "--adf-mode=Simplex"),
        Source.DUPLEX: (feeder, "--adf-mode=Duplex"),
    }
    assert sources(listed(SWITCH))[Source.DUPLEX] == ("--source=ADF", "--duplex=yes")
    assert sources(listed(SWITCH))[Source.FEEDER] == ("--source=ADF", "--duplex=no")


def test_what_cannot_be_set_is_not_set() -> None:
    assert "--depth=8" not in arguments(listed(EPSON), Request(DEVICE, mode=Mode.COLOR))
    assert list(source_caps(listed(EPSON)).resolutions)[:2] == [50, 51]


def test_a_feeder_alone_is_told_of_its_paper() -> None:
    options = listed(FUJITSU)
    assert list(sources(options)) == [Source.FEEDER, Source.DUPLEX]
    given = list(arguments(options, Request(DEVICE, Source.FEEDER, Mode.COLOR, 300, (100, 150.5))))
    assert given.index("--page-width=100") < given.index("-x")
    assert "--page-height=150.5" in given


def test_sheet_after_sheet_where_that_is_an_option_and_both_resolutions() -> None:
    given = list(arguments(listed(SWITCH), Request(DEVICE, Source.FEEDER)))
    assert {"--batch-scan=yes", "--x-resolution=300", "--y-resolution=300"} <= set(given)
    assert "--batch-scan=yes" not in arguments(listed(SWITCH), Request(DEVICE))


def test_a_device_without_sources_is_a_flatbed_and_pixels_are_no_millimetres() -> None:
    options = listed(BARE)
    assert sources(options) == {Source.FLATBED: ()}
    caps = source_caps(options)
    assert caps.resolutions == (75, 150, 300)
    assert caps.largest == (210.0, 297.0)
    assert list(arguments(options, Request(DEVICE))) == ["--mode=Color", "--resolution=300"]
    assert source_caps(listed("")).modes == (Mode.COLOR,)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Flatbed", Source.FLATBED),
        ("FB", Source.FLATBED),
        ("Document Table", Source.FLATBED),
        ("Normal", Source.FLATBED),
        ("Platen", Source.FLATBED),
        ("ADF", Source.FEEDER),
        ("ADF Simplex", Source.FEEDER),
        ("Automatic Document Feeder(centrally aligned)", Source.FEEDER),
        ("ADF Front", Source.FEEDER),
        ("Duplex", Source.DUPLEX),
        ("ADF Duplex", Source.DUPLEX),
        ("ADF Both Sides", Source.DUPLEX),
        ("ADF Two-sided", Source.DUPLEX),
        ("ADF Back", None),
        ("Card Duplex", None),
        ("Transparency Unit", None),
        ("Automatic Slide Loader", None),
        ("Negative Film", None),
        ("Something else", None),
    ],
)
def test_names_of_sources(name: str, source: Source | None) -> None:
    assert source_of(name) == source


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("Color", Mode.COLOR),
        ("Colour", Mode.COLOR),
        ("RGB", Mode.COLOR),
        ("24bit Color", Mode.COLOR),
        ("Gray", Mode.GRAY),
        ("Grayscale", Mode.GRAY),
        ("True Gray", Mode.GRAY),
        ("8-bit Grey", Mode.GRAY),
        ("Lineart", Mode.BLACK_WHITE),
        ("Black & White", Mode.BLACK_WHITE),
        ("Binary", Mode.BLACK_WHITE),
        ("Monochrome", Mode.BLACK_WHITE),
        ("Infrared", None),
    ],
)
def test_names_of_modes(name: str, mode: Mode | None) -> None:
    assert mode_of(name) == mode


@pytest.mark.parametrize("line", ["    -x ...215mm [0]", "    -x 0..1.2.3mm [0]"])
def test_what_only_looks_like_a_range_is_none(line: str) -> None:
    assert listed(line)["x"].high is None
