"""Stamped sheets that come back: printed, stamped, scanned and photographed for real, and put to their rows."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Document
from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.read import Intake
from jifen_desktop.intake.stamped import look_at_scan
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.edit import documents_for
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.services.paper import SheetOut
from jifen_desktop.services.pile import (
    How,
    PilePage,
    place_pile,
    read_pile,
    sort_pile,
    stamped_back,
)
from jifen_desktop.services.planning import plan_outputs
from jifen_desktop.services.print_pack import print_bytes
from jifen_desktop.services.seals import with_seals
from jifen_desktop.services.take_in import TakenIn
from tests.review.making import complete, context_of, document
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission

POOL = InlinePool()
SHEETS = plan_outputs(context_of(complete(District.BAOSHAN, Service.NEW))).stamps


def page(number: int, mark: str = "") -> PilePage:
    return PilePage(document("pile.pdf"), number, mark)


def pile(*marks: str) -> list[PilePage]:
    """Pages with these marks; an empty one wasn't read."""
    return [page(number, mark) for number, mark in enumerate(marks)]


def order(pages: Sequence[PilePage]) -> list[tuple[int | None, How]]:
    """Each page's sheet by its place, and how it was found."""
    return [
        (SHEETS.index(s.sheet) if s.sheet is not None else None, s.how)
        for s in sort_pile(SHEETS, pages)
    ]


def marks(*places: int | None) -> list[str]:
    return [SHEETS[place].mark if place is not None else "" for place in places]


MARK, ORDER = How.MARK, How.ORDER


def test_shuffled_pages_go_by_their_marks() -> None:
    assert order(pile(*marks(2, 0, 1))) == [(2, MARK), (0, MARK), (1, MARK)]


def test_an_unread_page_stands_between_its_neighbours() -> None:
    assert order(pile(*marks(0, None, 2))) == [(0, MARK), (1, ORDER), (2, MARK)]
    assert order(pile(*marks(None, None, 2, 3))) == [(0, ORDER), (1, ORDER), (2, MARK), (3, MARK)]


def test_a_pile_the_other_way_round_runs_backwards() -> None:
    assert order(pile(*marks(4, None, 2, None, 0))) == [
        (4, MARK),
        (3, ORDER),
        (2, MARK),
        (1, ORDER),
        (0, MARK),
    ]


def test_without_any_mark_the_pile_is_taken_in_order() -> None:
    found = order(pile(*[""] * len(SHEETS)))
    assert found == [(place, ORDER) for place in range(len(SHEETS))]
    more = order(pile(*[""] * (len(SHEETS) + 1)))
    assert more[-1] == (None, How.UNKNOWN)


def test_no_sheet_is_given_away_twice() -> None:
    """The page behind the first is the second already: whoever looks has to say what the unread one is."""
    assert order(pile(*marks(0, None, 1))) == [(0, MARK), (None, How.UNKNOWN), (1, MARK)]
    assert order(pile(*marks(0, 0))) == [(0, MARK), (None, How.TWICE)]


def test_another_submissions_sheet_is_never_placed() -> None:
    found = order(pile(SHEETS[0].mark, "JF1AAAAAAAA1", ""))
    assert found == [(0, MARK), (None, How.OTHER), (None, How.UNKNOWN)]


def test_a_newer_scan_takes_the_place_of_the_older() -> None:
    submission = complete(District.BAOSHAN, Service.NEW)
    (card,) = [sheet for sheet in SHEETS if sheet.material.id == "id_card"]
    first, second = PilePage(document("old.jpg"), 0), PilePage(document("new.pdf"), 3, turns=2)
    placed = place_pile(place_pile(submission, [(first, card)]), [(second, card)])
    *papers, scan = documents_for(placed, card.owner, "id_card")
    assert [d.stamped for d in papers] == [0] * len(papers)
    assert (scan.name, scan.pages, scan.stamped) == ("new.pdf", (3,), 1)
    assert scan.edit_of(3).turns == 2
    assert stamped_back(placed, SHEETS) == 1
    assert stamped_back(submission, SHEETS) == 0


# --- for real --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    """A submission of small pictures in a district that wants the seal."""
    path = Submission("baoshan", "new", [Person()]).write(tmp_path_factory.mktemp("in"))
    book = load_rulebook()
    read = read_submission(path, book, today=ON)
    return look_at(book, read, read_facts(Intake(POOL), read))


@pytest.fixture(scope="module")
def printed(shown: Picture) -> list[Image.Image]:
    """The first three sheets as a printer would put them on paper."""
    pdf = print_bytes(shown.context, shown.outputs.stamps, POOL)
    with pymupdf.open(stream=pdf, filetype="pdf") as pages:
        assert pages.page_count == len(shown.outputs.stamps)
        return [
            Image.open(io.BytesIO(pages[n].get_pixmap(dpi=150).tobytes("png"))).convert("RGB")
            for n in range(3)
        ]


def stamped(paper: Image.Image, ink: tuple[int, int, int] = (200, 40, 50)) -> Image.Image:
    """The sheet with a round seal in its field: the test's, since the program draws none."""
    copy = paper.copy()
    mm = copy.width / 210
    draw = ImageDraw.Draw(copy)
    box = [(v * mm) for v in (152, 228, 192, 268)]
    draw.ellipse(box, outline=ink, width=round(1.2 * mm))
    draw.text((172 * mm, 248 * mm), "* * *", fill=ink, anchor="mm", font_size=8 * mm)
    return copy


def photographed(paper: Image.Image) -> Image.Image:
    """From aslant, on a brown desk, under warm light."""
    width, height = paper.size
    shot = Image.new("RGB", (width + 300, height + 300), (96, 72, 50))
    corners = (-150, -130, -90, height + 190, width + 200, height + 120, width + 110, -60)
    warm = paper.transform(
        shot.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(96, 72, 50)
    )
    red, green, blue = warm.split()
    return Image.merge(
        "RGB", (red, green.point(lambda v: v * 0.95), blue.point(lambda v: v * 0.86))
    )


def saved(folder: Path, name: str, image: Image.Image, quality: int = 75) -> Path:
    path = folder / name
    image.save(path, quality=quality)
    return path


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_scan_is_read_any_way_up(
    tmp_path: Path, shown: Picture, printed: list[Image.Image], turns: int
) -> None:
    page = stamped(printed[0]).rotate(90 * turns, expand=True)  # to the left
    found = look_at_scan(saved(tmp_path, "scan.jpg", page), 0)
    assert found.codes == ((shown.outputs.stamps[0].mark, turns),)
    assert found.seal


def test_a_photo_from_aslant_is_read(
    tmp_path: Path, shown: Picture, printed: list[Image.Image]
) -> None:
    found = look_at_scan(saved(tmp_path, "photo.jpg", photographed(stamped(printed[1]))), 0)
    assert [text for text, _ in found.codes] == [shown.outputs.stamps[1].mark]
    assert found.seal


@pytest.mark.parametrize("ink", [(200, 40, 50), (226, 90, 110), (190, 60, 40)])
def test_a_seal_is_seen_in_any_red(
    tmp_path: Path, printed: list[Image.Image], ink: tuple[int, int, int]
) -> None:
    assert look_at_scan(saved(tmp_path, "a.jpg", stamped(printed[2], ink)), 0).seal


def test_without_a_seal_none_is_seen(tmp_path: Path, printed: list[Image.Image]) -> None:
    for number, paper in enumerate((printed[0], photographed(printed[1]), printed[2])):
        assert not look_at_scan(saved(tmp_path, f"{number}.jpg", paper), 0).seal
    blue = stamped(printed[2], (40, 60, 200))
    assert not look_at_scan(saved(tmp_path, "blue.jpg", blue), 0).seal


def test_a_mark_with_a_hole_is_read(
    tmp_path: Path, shown: Picture, printed: list[Image.Image]
) -> None:
    page = stamped(printed[0])
    mm = page.width / 210
    hole = Image.new(
        "RGB", (round(2.3 * mm), round(2.3 * mm)), "white"
    )  # four by four of its squares
    page.paste(hole, (round(21 * mm), round(283 * mm)))
    (code,) = look_at_scan(saved(tmp_path, "a.jpg", page), 0).codes
    assert code[0] == shown.outputs.stamps[0].mark


def taken_in(*paths: Path) -> TakenIn:
    documents, facts = [], []
    for path in paths:
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        documents.append(Document(path, path.name, sha))
        facts.append((sha, inspect_file(path)))
    return TakenIn(tuple(documents), tuple(facts))


def test_the_whole_pile_comes_back(
    tmp_path: Path, shown: Picture, printed: list[Image.Image]
) -> None:
    """Two pages in one PDF, the second without a seal, and a photo upside down."""
    first, second = stamped(printed[1]), printed[0]
    both = tmp_path / "scan.pdf"
    first.save(both, save_all=True, append_images=[second], resolution=150)
    photo = saved(tmp_path, "photo.jpg", stamped(printed[2]).rotate(180))
    seen: list[tuple[int, int]] = []
    found = read_pile(taken_in(both, photo), POOL, lambda *step: seen.append(step))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    sheets = shown.outputs.stamps
    assert found.is_ours(sheets)
    pages = sort_pile(sheets, found.pages)
    assert [(p.sheet, p.how) for p in pages] == [
        (sheets[1], MARK),
        (sheets[0], MARK),
        (sheets[2], MARK),
    ]
    assert [p.page.seal for p in pages] == [True, False, True]
    facts = dict(found.taken.facts)
    assert [p.seal for p in facts[found.taken.documents[0].sha256].pages] == [True, False]
    chosen: list[tuple[PilePage, SheetOut]] = [(p.page, p.sheet) for p in pages if p.sheet]
    placed = place_pile(shown.submission, chosen)
    assert stamped_back(placed, sheets) == 3
    mailed = _mailed(shown, placed, found.taken)
    assert [(n, i) for n, i, _ in mailed] == [("scan.pdf", 1), ("scan.pdf", 0), ("photo.jpg", 0)]
    assert mailed[2][2] == 2  # upright again


def _mailed(shown: Picture, placed: object, taken: TakenIn) -> list[tuple[str, int, int]]:
    """(file, page, turns) of the scans in the archive."""
    from jifen_desktop.domain.submission import Submission as Whole

    assert isinstance(placed, Whole)
    known = dict(shown.context.facts) | {
        d.path: dict(taken.facts)[d.sha256] for d in taken.documents
    }
    outputs = look_at(load_rulebook(), placed, known).outputs
    return [
        (p.document.name, p.index, p.edit.turns)
        for p in outputs.archives[0].pages
        if p.document.stamped
    ]


def test_ordinary_files_are_no_pile(tmp_path: Path, shown: Picture) -> None:
    plain = saved(tmp_path, "plain.jpg", Image.new("RGB", (400, 300), "white"))
    assert not read_pile(taken_in(plain), POOL).is_ours(shown.outputs.stamps)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    plain = saved(tmp_path, "plain.jpg", Image.new("RGB", (400, 300), "white"))
    with pytest.raises(Cancelled):
        read_pile(taken_in(plain), POOL, cancelled=lambda: True)


def test_pages_keep_what_was_known(tmp_path: Path) -> None:
    taken = taken_in(saved(tmp_path, "plain.jpg", Image.new("RGB", (400, 300), "white")))
    ((_, before),), ((_, after),) = taken.facts, read_pile(taken, POOL).taken.facts
    assert after == replace(before, pages=(replace(before.pages[0], seal=False),))


def test_scans_that_a_file_names_are_looked_at(
    tmp_path: Path, shown: Picture, printed: list[Image.Image]
) -> None:
    """Once each; a page that isn't chosen, or a paper that is no scan, is left alone."""
    good, bare = stamped(printed[0]), printed[1]
    path = tmp_path / "scan.pdf"
    good.save(path, save_all=True, append_images=[bare, bare], resolution=150)
    ((sha, facts),) = taken_in(path).facts
    scan = Document(path, path.name, sha, pages=(0, 1), stamped=1)
    person = shown.submission.applicants[0]
    named = shown.submission.with_applicant(replace(person, documents=(("id_card", (scan,)),)))
    known = dict(shown.context.facts) | {path: facts}
    seen = with_seals(POOL, named, known)
    assert [p.seal for p in seen[path].pages] == [True, False, None]
    assert {p: f for p, f in seen.items() if p != path} == shown.context.facts
