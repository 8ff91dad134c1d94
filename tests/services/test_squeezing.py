"""Pages made to fit, through the workers' own functions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from PIL import Image

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.ids import Method
from jifen_desktop.intake.read import Intake
from jifen_desktop.intake.squeezing import compare_page, sample_page
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.facts import look_at, read_facts
from jifen_desktop.services.in_workers import sides_of
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.squeezing import Progress, Squeezed, squeeze
from tests.imaging.test_squeeze import jpeg, noisy
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Submission

QUIET = Progress(lambda: None, lambda _: None)


def pages_of(folder: Path, one: bytes, other: bytes) -> tuple[PageOut, ...]:
    """The two pages of an ID card with those contents."""
    path = Submission("minhang", "reset_personal").write(folder)
    (folder / "person-1/id_card-a.jpg").write_bytes(one)
    (folder / "person-1/id_card-b.jpg").write_bytes(other)
    book = load_rulebook()
    read = read_submission(path, book, today=ON)
    picture = look_at(book, read, read_facts(Intake(InlinePool()), read))
    return picture.outputs.archives[0].pages


def squeezed(
    pages: Sequence[PageOut], room: int, folder: Path | None = None
) -> tuple[Squeezed, ...]:
    target_of = (lambda i: folder / f"{i}.jpg") if folder is not None else None
    found = squeeze(pages, room, InlinePool(), QUIET, target_of)
    assert found is not None
    return found


def lying(image: Image.Image) -> bytes:
    """A photo that a phone stored on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(image, exif=exif.tobytes(), subsampling="4:2:0")


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_pages_fit_and_are_written_as_they_were_tried(tmp_path: Path) -> None:
    pages = pages_of(tmp_path / "in", lying(noisy(1)), png(noisy(2)))
    whole = sum(sample_page(sides_of(p), False).size for p in pages)
    tried = squeezed(pages, whole * 6 // 10)
    done = squeezed(pages, whole * 6 // 10, tmp_path)
    assert [s.out for s in tried] == [s.out for s in done]
    assert {s.out.method for s in done} == {Method.ENCODED}
    left = whole - sum(s.old_size - s.out.size for s in done)
    assert 0.9 * whole * 0.6 <= left <= whole * 0.6
    for page in done:
        with Image.open(page.path) as image:
            assert image.size == page.pixels == page.old_pixels
            assert not image.getexif()
        assert page.path.stat().st_size == page.out.size < page.old_size
    assert {s.page.name: s.old_pixels for s in done}["01-身份证-人像面.jpg"] == (700, 900)


def test_a_turned_page_stays_turned(tmp_path: Path) -> None:
    first, second = pages_of(tmp_path, jpeg(noisy(1)), jpeg(noisy(2)))
    turned = replace(first, edit=Edit(turns=1))
    known = sample_page(sides_of(turned), False)
    assert (known.width, known.height) == (700, 900)
    (one,) = squeezed([turned], known.size // 2, tmp_path)
    with Image.open(one.path) as image:
        assert image.size == (700, 900)
    assert second.index == 0


def test_a_sheet_is_made_smaller_as_one_page(tmp_path: Path) -> None:
    first, second = pages_of(tmp_path, jpeg(noisy(1)), jpeg(noisy(2)))
    sheet = replace(first, second=second, method=Method.ENCODED)
    known = sample_page(sides_of(sheet), False)
    (one,) = squeezed([sheet], known.size // 2)
    assert one.old_pixels == one.pixels == (2480, 3508)


def test_an_impossible_room_changes_nothing(tmp_path: Path) -> None:
    pages = pages_of(tmp_path / "in", jpeg(noisy(1)), jpeg(noisy(2)))
    before = sorted(tmp_path.iterdir())
    target_of = tmp_path.joinpath("0.jpg").with_name
    assert squeeze(pages, 20_000, InlinePool(), QUIET, lambda i: target_of(f"{i}.jpg")) is None
    assert sorted(tmp_path.iterdir()) == before


def test_it_stops_at_every_point(tmp_path: Path) -> None:
    pages = pages_of(tmp_path / "in", jpeg(noisy(1)), jpeg(noisy(2)))
    room = sum(sample_page(sides_of(p), False).size for p in pages) // 2
    for stop_at in count(1):
        asked = count(1)

        def check(asked: count[int] = asked, stop_at: int = stop_at) -> None:
            if next(asked) >= stop_at:
                raise Cancelled

        try:
            squeeze(pages, room, InlinePool(), Progress(check, lambda _: None))
        except Cancelled:
            continue
        break
    assert stop_at >= 3  # two pages at once: sampled, encoded


def test_the_stretch_that_suffers_most_is_shown(tmp_path: Path) -> None:
    calm = Image.new("RGB", (1200, 900), (200, 190, 180))
    calm.paste(noisy(3, (300, 300), 0.5), (850, 550))
    (page, _) = pages_of(tmp_path, jpeg(calm), jpeg(noisy(2)))
    known = sample_page(sides_of(page), False)
    harsh = known.choices[-1].setting
    assert harsh is not None
    found = compare_page(sides_of(page), harsh, (320, 240))
    with (
        Image.open(io.BytesIO(found.before)) as before,
        Image.open(io.BytesIO(found.after)) as after,
    ):
        assert before.size == after.size == (320, 240)
        assert len(set(before.convert("L").tobytes())) > 50  # not the calm ground
        assert before.tobytes() != after.tobytes()
