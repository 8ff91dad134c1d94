"""Small copies of pages tell blurred, dark, faint, empty and sideways ones from good ones; synthetic, a small part of
`benchmarks/hints`.
"""

from __future__ import annotations

import io

import pytest
from PIL import Image

from benchmarks.hints.shots import FAULTS, order, take
from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.domain.pages import Media, PageFacts, Quality
from jifen_desktop.imaging.quality import LONG_SIDE, measure, small_grey
from jifen_desktop.intake.images import inspect_image
from jifen_desktop.review.hints import doubts, paper_of

FIRST = 70_000  # apart from the seeds that thresholds were chosen and are reported by


def facts(data: bytes, media: Media = Media.JPEG) -> PageFacts:
    (page,), _ = inspect_image(data, media)
    return page


@pytest.mark.parametrize("seed", range(FIRST, FIRST + 6))
def test_good_pages_have_no_hints(seed: int) -> None:
    shot = order(seed)
    assert doubts(facts(take(shot)), NO_EDIT, paper_of(shot.paper)) == ()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("seed", [FIRST, FIRST + 1])
def test_bad_pages_are_told(fault: str, seed: int) -> None:
    shot = order(seed, fault)
    assert f"page_{fault}" in doubts(facts(take(shot)), NO_EDIT, paper_of(shot.paper))


def test_what_a_photo_shows_is_measured_as_it_is_shown() -> None:
    """A photo that lies on its side in the file and is turned by EXIF is no sideways page, and keeps its cells."""
    picture = Image.open(io.BytesIO(take(order(FIRST + 2)))).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    data = []
    for stored, tags in (
        (picture, Image.Exif()),
        (picture.transpose(Image.Transpose.ROTATE_90), exif),
    ):
        out = io.BytesIO()
        stored.save(out, "JPEG", quality=95, exif=tags)
        data.append(out.getvalue())
    plain, turned = (facts(one).quality for one in data)
    assert plain is not None
    assert turned is not None
    assert turned.across == pytest.approx(plain.across, abs=0.1)
    assert plain.across > 0


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("1", (300, 400), 1),
        Image.new("P", (300, 400)),
        Image.new("LA", (300, 400), (0, 0)),
        Image.new("RGBA", (300, 400), (0, 0, 0, 0)),
        Image.new("CMYK", (300, 400)),
        Image.new("I;16", (300, 400), 65535),
        Image.new("F", (300, 400), 1.0),
        Image.new("RGB", (3000, 97), "white"),
        Image.new("RGB", (96, 20_000), "white"),
        Image.new("L", (1, 1)),
    ],
    ids=lambda image: f"{image.mode} {image.size}",
)
def test_every_mode_and_shape_can_be_measured(picture: Image.Image) -> None:
    grey = small_grey(picture)
    assert (grey.mode, max(grey.size) <= LONG_SIDE) == ("L", True)
    assert isinstance(measure(grey), Quality)


def test_what_is_transparent_counts_as_white() -> None:
    assert small_grey(Image.new("RGBA", (300, 400), (0, 0, 0, 0))).getextrema() == (255, 255)


def test_a_huge_layered_picture_is_made_small_first() -> None:
    grey = small_grey(Image.new("LA", (8000, 6000), (90, 255)))
    assert (grey.size, grey.getpixel((5, 5))) == ((1600, 1200), 90)
