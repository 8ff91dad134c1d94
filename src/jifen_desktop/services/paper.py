"""The sheets that are printed: all papers for the envelope, and of these the ones that need the company's seal.

宝山, 虹口 and 黄浦 want copies with the seal on them [33, 91, 141]: posted, or scanned and mailed. So a row of theirs
may hold the paper itself, which is printed, and the scans of its stamped sheets, which are mailed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import Form
from jifen_desktop.domain.pages import PageFacts
from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.submission import (
    Applicant,
    Document,
    documents_of,
    stamped_first,
    unstamped,
)
from jifen_desktop.review.context import Context
from jifen_desktop.rulebook.checklist import unlisted_row
from jifen_desktop.services.cards import is_cut, size_on_paper
from jifen_desktop.services.marks import mark_of, sheet_code
from jifen_desktop.services.page_edits import SIDES, editing_of, is_card, shown_edit

_CARDS = ("residence_permit",)  # as large as an ID card, besides those


@dataclass(frozen=True)
class Side:
    """One page of a document as it is shown on a sheet; `size` in mm where it has one of its own.

    `owner` is an applicant's key, empty for the company.
    """

    owner: str
    document: Document
    index: int
    edit: Edit
    size: tuple[float, float] | None = None


@dataclass(frozen=True)
class SheetOut:
    """One A4: `sides` are one fitted page, or the sides of a card, each with its size.

    `owner` is an applicant's key, empty for the company; `whose` their name. `number` counts within the material, from
    1. `seal` asks for the company's seal, which a sheet of scans that bear it already doesn't need. `code` stands for
    what it shows, `copy` counts the sheets that show the same, as where a couple hands in one marriage certificate.
    """

    owner: str
    whose: str
    material: Material
    sides: tuple[Side, ...]
    number: int
    seal: bool
    code: str
    copy: int = 1

    @property
    def mark(self) -> str:
        """What its QR code says; no two sheets of a submission have the same."""
        return mark_of(self.code, self.copy)

    @property
    def title(self) -> str:
        """Whose paper it is, for its footer."""
        return f"{self.whose} · {self.material.name}"


def mailed(row: Material, files: tuple[Document, ...]) -> tuple[Document, ...]:
    """What of a row's files goes into the archive: its stamped scans where stamped copies are asked for."""
    return stamped_first(files) if row.form == Form.STAMPED_COPY else unstamped(files)


def sheets_of(context: Context) -> tuple[SheetOut, ...]:
    """Every sheet in the order of the people and their checklists, the company's last; unreadable files give none."""
    copies: Counter[str] = Counter()
    found = []
    for sheet in (sheet for owner in context.owners() for sheet in _sheets_of(context, owner)):
        copies[sheet.code] += 1
        copy = copies[sheet.code]
        found.append(replace(sheet, copy=copy) if copy > 1 else sheet)
    return tuple(found)


def _sheets_of(context: Context, owner: Applicant | None) -> tuple[SheetOut, ...]:
    name = ("sheets", owner.key if owner else "")
    basis = (*context.basis(owner), context.submission.company)

    def made() -> tuple[SheetOut, ...]:
        rows = _rows(context, owner)
        return tuple(sheet for row in rows for sheet in _sheets(context, owner, row))

    return context.memo.of(name, basis, made)


def _rows(context: Context, owner: Applicant | None) -> list[Material]:
    rows = list(context.plans.rows(owner))
    listed = {row.id for row in rows}
    rules = context.book.districts[context.submission.district]
    return rows + [
        unlisted_row(context.book, rules, context.submission.service, material)
        for material, files in context.documents(owner)
        if files and material not in listed
    ]


def _sheets(context: Context, owner: Applicant | None, row: Material) -> Iterator[SheetOut]:
    files = unstamped(documents_of(context.documents(owner), row.id))
    key, whose = (owner.key, owner.name) if owner else ("", context.submission.company.name)
    given = [side for document in files for side in _sides(context, row, document, key)]
    sides = _card(context, row, given) or given
    card = bool(sides) and sides[0].size is not None
    pages = [tuple(sides)] if card else [(side,) for side in sides]
    seal = row.form == Form.STAMPED_COPY and not any(file.stamped for file in files)
    whose = whose.strip() or ("申请人" if owner else "单位")
    for number, shown in enumerate(pages, 1):
        code = sheet_code(
            row.id, ((context.facts[side.document.path].sha256, side.index) for side in shown)
        )
        yield SheetOut(key, whose, row, shown, number, seal, code)


def _sides(context: Context, row: Material, document: Document, owner: str) -> Iterator[Side]:
    facts = context.facts.get(document.path)
    if facts is None or facts.problem is not None:
        return
    editing = editing_of(context.plans.base, row)
    for page in facts.pages:
        if not document.pages or page.index in document.pages:
            yield Side(owner, document, page.index, shown_edit(editing, document, page.index))


def _card(context: Context, row: Material, sides: list[Side]) -> list[Side]:
    """The sides of a card with their sizes on paper; none where the row is no card, or its pages are whole sheets."""
    if not (is_card(row) or row.id in _CARDS) or not 0 < len(sides) <= SIDES:
        return []
    if len(sides) == 1 and not is_cut(_page(context, sides[0]), sides[0].edit):
        return []
    found = []
    for side in sides:
        shown = size_on_paper(_page(context, side), side.edit)
        if shown is None:
            return []
        found.append(replace(side, size=shown[0], edit=shown[1]))
    return found


def uncut_cards(context: Context, sheets: Iterable[SheetOut]) -> int:
    """How many pictures of cards aren't cut to the card, so that they come out smaller than it is."""
    cards = [side for sheet in sheets for side in sheet.sides if side.size is not None]
    return sum(not is_cut(_page(context, side), side.edit) for side in cards)


def _page(context: Context, side: Side) -> PageFacts:
    pages = context.facts[side.document.path].pages
    return next(p for p in pages if p.index == side.index)
