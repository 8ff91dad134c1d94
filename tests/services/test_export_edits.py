"""Edits and sheets in an export: what goes out, how it is said to have come about, and where nothing is changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageOps

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.submission import Submission as Case
from jifen_desktop.domain.submission import documents_of
from jifen_desktop.imaging.geometry import CARD, SHEET
from jifen_desktop.imaging.jpeg import picture_span
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.edit import add_documents, documents_for, set_edit, set_one_sheet
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.services.page_edits import Editing, editing_of, suggests_sheet
from jifen_desktop.services.size import page_size
from tests.support.exports import content
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission, picture

RESET = Submission("minhang", "reset_personal")
CUT = Edit(crop=(0.25, 0.0, 0.75, 1.0))
Change = Callable[[Case], Case]


def run(
    folder: Path, submission: Submission, change: Change, size: tuple[int, int] = (856, 540)
) -> tuple[Exported, dict[str, bytes], Path]:
    """Export a submission after a change; the archive's content by name."""
    path = submission.write(folder / "in")
    for name in ("a", "b"):
        (folder / f"in/person-1/id_card-{name}.jpg").write_bytes(picture(name, size=size))
    pool, book = InlinePool(), load_rulebook()
    read = change(read_submission(path, book, today=ON))
    shown = look_at(book, read, read_facts(Intake(pool), read))
    exported = export(shown, folder / "out", pool)
    archives = sorted((folder / "out").glob("*.zip"))
    return exported, content(archives[0]), folder / "in"


def edited(*edits: Edit, material: str = "id_card") -> Change:
    """The first pages of the row's files edited."""

    def change(case: Case) -> Case:
        for place, edit in enumerate(edits):
            case = set_edit(case, case.applicants[0].key, material, place, 0, edit)
        return case

    return change


def test_turned_pages_are_copied_and_cut_ones_encoded(tmp_path: Path) -> None:
    exported, files, folder = run(tmp_path, RESET, edited(Edit(turns=1), CUT))
    assert [(p.name, p.method) for p in exported.pages] == [
        ("01-身份证-人像面.jpg", Method.COPIED),
        ("02-身份证-国徽面.jpg", Method.ENCODED),
    ]
    before = (folder / "person-1/id_card-a.jpg").read_bytes()
    after = files["01-身份证-人像面.jpg"]
    (a, b), (c, d) = picture_span(before), picture_span(after)
    assert before[a:b] == after[c:d]
    with Image.open(io.BytesIO(after)) as image:
        assert ImageOps.exif_transpose(image).size == (540, 856)
    with Image.open(io.BytesIO(files["02-身份证-国徽面.jpg"])) as image:
        assert image.size == (428, 540)


def test_the_same_file_edited_in_two_ways(tmp_path: Path) -> None:
    def change(case: Case) -> Case:
        owner = case.applicants[0].key
        (first, _) = documents_for(case, owner, "id_card")
        case = edited(CUT)(case)
        return add_documents(case, owner, "residence_permit", (first,))

    _, files, folder = run(tmp_path, RESET, change)
    sizes = {}
    for name, data in files.items():
        with Image.open(io.BytesIO(data)) as image:
            sizes[name] = image.size
    assert sizes["01-身份证-人像面.jpg"] == (428, 540)
    assert sizes["03-上海市居住证.jpg"] == (856, 540)
    assert files["03-上海市居住证.jpg"] == (folder / "person-1/id_card-a.jpg").read_bytes()


def on_sheet(case: Case) -> Case:
    return set_one_sheet(case, case.applicants[0].key, "id_card", True)


def test_two_sides_go_out_as_one_sheet(tmp_path: Path) -> None:
    exported, files, _ = run(tmp_path, RESET, on_sheet)
    assert list(files) == ["01-身份证.jpg"]
    assert [(p.source, p.name, p.method) for p in exported.pages] == [
        ("id_card-a.jpg", "01-身份证.jpg", Method.ENCODED),
        ("id_card-b.jpg", "01-身份证.jpg", Method.ENCODED),
    ]
    with Image.open(io.BytesIO(files["01-身份证.jpg"])) as image:
        assert (image.size, image.info["dpi"]) == (SHEET, (300, 300))
        middle = image.convert("RGB").getpixel((SHEET[0] // 2, SHEET[1] // 4))
        assert middle != (255, 255, 255)
        beside = image.convert("RGB").getpixel(((SHEET[0] - CARD[0]) // 2 - 20, SHEET[1] // 4))
        assert beside == (255, 255, 255)


def test_the_sides_on_a_sheet_are_edited_first(tmp_path: Path) -> None:
    plain = run(tmp_path / "a", RESET, on_sheet)[1]["01-身份证.jpg"]

    def change(case: Case) -> Case:
        return edited(Edit(brightness=40))(on_sheet(case))

    brighter = run(tmp_path / "b", RESET, change)[1]["01-身份证.jpg"]
    with Image.open(io.BytesIO(plain)) as a, Image.open(io.BytesIO(brighter)) as b:
        halves = [(0, 0, SHEET[0], SHEET[1] // 2), (0, SHEET[1] // 2, *SHEET)]
        upper, lower = (a.crop(h).tobytes() == b.crop(h).tobytes() for h in halves)
    assert (upper, lower) == (False, True)


def test_one_side_or_three_are_no_sheet(tmp_path: Path) -> None:
    def change(case: Case) -> Case:
        person = case.applicants[0]
        (first, second) = documents_of(person.documents, "id_card")
        papers = (("id_card", (first, second, replace(first, pages=(0,)))),)
        return on_sheet(case.with_applicant(replace(person, documents=papers)))

    _, files, _ = run(tmp_path, RESET, change)
    assert list(files) == ["01-身份证-人像面.jpg", "02-身份证-国徽面.jpg", "03-身份证-3.jpg"]


def test_where_the_original_is_wanted_nothing_is_changed_but_in_the_word_document(
    tmp_path: Path,
) -> None:
    jingan = Submission("jingan", "education", [Person(levels=["bachelor"])])
    turned = edited(Edit(turns=1, brightness=50), material="diploma.bachelor")

    def change(case: Case) -> Case:
        return on_sheet(edited(CUT)(turned(case)))

    exported, files, folder = run(tmp_path, jingan, change)
    assert {p.method for p in exported.pages} == {Method.COPIED}
    originals = {path.read_bytes() for path in folder.rglob("*.jpg")}
    assert set(files.values()) <= originals
    shown = look(folder, change)
    pages = {p.material.id: p for word in shown.outputs.words for p in word.pages}
    assert (pages["diploma.bachelor"].edit, pages["diploma.bachelor"].method) == (
        Edit(turns=1),
        Method.COPIED,
    )
    assert all(p.edit == NO_EDIT for a in shown.outputs.archives for p in a.pages)
    from docx import Document

    (word,) = (tmp_path / "out").glob("*.docx")
    parts = [p for p in Document(str(word)).part.package.iter_parts() if "/media/" in p.partname]
    sizes = []
    for part in parts:
        with Image.open(io.BytesIO(part.blob)) as image:
            sizes.append(ImageOps.exif_transpose(image).size)
    assert (32, 48) in sizes


def look(folder: Path, change: Change) -> Picture:
    """The submission in a folder, changed and looked at."""
    pool, book = InlinePool(), load_rulebook()
    read = change(read_submission(folder / "submission.toml", book, today=ON))
    return look_at(book, read, read_facts(Intake(pool), read))


def test_what_may_be_edited_follows_from_the_district(tmp_path: Path) -> None:
    jingan = Submission("jingan", "education", [Person(levels=["bachelor"])])
    plan = jingan.plan(jingan.people[0])
    found = {m.id: editing_of(plan, m) for m in plan.materials}
    assert found["id_card"] is Editing.NONE
    assert found["diploma.bachelor"] is Editing.WORD_ONLY
    assert {editing_of(RESET.plan(), m) for m in RESET.plan().materials} == {Editing.FULL}


def test_a_sheet_is_suggested_where_copies_are_wanted() -> None:
    card = {
        district: Submission(district, "new").plan().material("id_card")
        for district in ("minhang", "xuhui", "baoshan")
    }
    assert {d: suggests_sheet(m) for d, m in card.items() if m} == {
        "minhang": False,
        "xuhui": False,
        "baoshan": True,
    }


def test_the_expected_size_follows_the_edits(tmp_path: Path) -> None:
    RESET.write(tmp_path)
    plain, cut, sheet = (
        look(tmp_path, change) for change in (lambda c: c, edited(CUT, CUT), on_sheet)
    )
    assert pages_size(plain) == sum(p.stat().st_size for p in tmp_path.rglob("id_card*.jpg"))
    assert pages_size(cut) == 2 * int(24 * 32 * 0.3)
    assert 300_000 < pages_size(sheet) < 500_000


def pages_size(picture: Picture) -> int:
    """About how many bytes the pages of the only archive have."""
    (archive,) = picture.outputs.archives
    return sum(page_size(picture.context, page) for page in archive.pages)
