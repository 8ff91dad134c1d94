"""Hints about pages as they would go out: blurred, too small, too dark, faint, lying on its side, empty, the same
picture twice, a stamped sheet without red on it. They never block, and what an edit has mended is not said.

The thresholds lie between the good and the bad pages of `benchmarks/hints`, whose table tells how well; the pages
there are synthetic.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jifen_desktop.domain.edits import WHOLE, Edit
from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Form, Severity
from jifen_desktop.domain.pages import PageFacts, Quality
from jifen_desktop.domain.submission import Applicant, Document
from jifen_desktop.review.alike import Shown, alike
from jifen_desktop.review.context import Context

# 0.4 / σ: an edge is smeared over 0.8 pixels of a picture whose long side has 1600.
SHARP: Final = 0.5
# The lit paper's grey; a photo of dim rooms has 100, one that the camera gave up has 60.
LIT: Final = 75
# Grey levels between paper and ink.
DISTINCT: Final = 40
# One part in three thousand: a page number on a sheet has half of that.
INKED: Final = 0.0003
# Lines run down the page 1.4 times as clearly as across.
ASIDE: Final = -0.35


@dataclass(frozen=True)
class Paper:
    """A paper's size in mm, long side first, and the dots an inch that its small print needs."""

    name: str
    long: float
    short: float
    least: int


# ISO/IEC 7810 ID-1; its small print is 2 mm high, 16 pixels at 200 dpi.
CARD: Final = Paper("证件", 85.6, 54.0, 200)
# Booklets have many sizes; none that is sent is smaller than A6.
BOOKLET: Final = Paper("A6", 148.0, 105.0, 120)
# 9 pt print is 15 pixels high at 120 dpi; the plainest Chinese type there is has 15 × 16 (GB 5199).
SHEET: Final = Paper("A4", 297.0, 210.0, 120)
_CARDS: Final = ("id_card", "contact_id_card", "spouse_id_card", "residence_permit")
_BOOKLETS: Final = (
    "household_register",
    "spouse_household_register",
    "child_household_register",
    "marriage_certificate",
    "divorce_papers",
    "child_birth_certificate",
    "professional_title_certificate",
    "vocational_certificate",
    "registration_certificate",
    "skill_level_certificate",
    "award_certificate",
)


def paper_of(material_id: str) -> Paper:
    """What a material is printed on: A4, where neither a card nor perhaps a booklet."""
    base = material_id.partition(".")[0]
    if base in _CARDS:
        return CARD
    return BOOKLET if base in _BOOKLETS else SHEET


@dataclass(frozen=True)
class _Given:
    """One document where it was given, with the pages of it that go out.

    `sealed`: it is the scan of a stamped sheet, and stamped copies are asked for.
    """

    owner: Applicant | None
    material: str
    title: str
    document: Document
    sha256: str
    pages: tuple[PageFacts, ...]
    several: bool
    sealed: bool = False

    def words(self, pages: Sequence[int]) -> str:
        """Which pages, where the document has more than one."""
        return f"第 {listed(pages)} 页" if self.several else ""


def check_pages(context: Context) -> Iterator[Finding]:
    """The hints about every page that goes out: one for each document and kind, and one for each pair of documents
    that show the same picture.
    """
    looked = [_looked(context, owner) for owner in context.owners()]
    for one in looked:
        yield from one.hints
    given = [each for one in looked for each in one.given]
    yield from context.memo.of("same pages", looked, lambda: tuple(_same(given)))


@dataclass(frozen=True)
class _Looked:
    """What one owner gave, and the hints about it alone."""

    given: tuple[_Given, ...]
    hints: tuple[Finding, ...]


def _looked(context: Context, owner: Applicant | None) -> _Looked:
    def look() -> _Looked:
        given = tuple(_given(context, owner))
        return _Looked(given, tuple(found for one in given for found in _hints(one)))

    name = ("hints", owner.key if owner else "")
    return context.memo.of(name, context.basis(owner), look)


def doubts(page: PageFacts, edit: Edit, paper: Paper) -> tuple[str, ...]:
    """The kinds of hints about one page, the gravest first; none where it was never measured."""
    seen = page.quality
    if seen is None:
        return ()
    found = [_sight(seen, edit)]
    if _aside(seen, edit):
        found.append("page_sideways")
    if dots_an_inch(page, edit, paper) < paper.least:
        found.append("page_small")
    return tuple(code for code in found if code)


def _sight(seen: Quality, edit: Edit) -> str:
    """The one thing that is wrong with how it looks: what is dark can't be told to be blurred, and so on."""
    recut = edit.crop != WHOLE or edit.corners is not None
    relit = edit.brightness != 0 or edit.contrast != 0
    if seen.paper < LIT:
        return "" if relit else "page_dark"
    if seen.ink < INKED:
        return "" if recut or relit else "page_empty"
    if seen.sharpness < SHARP:
        return "page_blurred"
    return "page_faint" if seen.contrast < DISTINCT and not relit else ""


def _aside(seen: Quality, edit: Edit) -> bool:
    across = -seen.across if edit.turns % 2 else seen.across
    return across < ASIDE and seen.ink >= INKED


def dots_an_inch(page: PageFacts, edit: Edit, paper: Paper) -> int:
    """At most so many: more margin around the paper means fewer."""
    width, height = page.width, page.height
    if edit.turns % 2:
        width, height = height, width
    if edit.corners is not None:
        xs, ys = zip(*edit.corners, strict=True)
        width, height = round(width * (max(xs) - min(xs))), round(height * (max(ys) - min(ys)))
    left, top, right, bottom = edit.crop
    sides = sorted((width * (right - left), height * (bottom - top)))
    return round(25.4 * min(sides[1] / paper.long, sides[0] / paper.short))


def listed(indexes: Sequence[int]) -> str:
    """Page indexes from 0 as people count and group them: 1、3-5."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return "、".join(
        str(run[0] + 1) if len(run) == 1 else f"{run[0] + 1}-{run[-1] + 1}" for run in runs
    )


def _given(context: Context, owner: Applicant | None) -> Iterator[_Given]:
    stamped = {row.id for row in context.plans.rows(owner) if row.form == Form.STAMPED_COPY}
    for material, files in context.documents(owner):
        for document in files:
            facts = context.facts.get(document.path)
            if facts is None or facts.problem is not None:
                continue
            chosen = document.pages
            pages = tuple(p for p in facts.pages if not chosen or p.index in chosen)
            several = len(facts.pages) > 1
            title = context.book.material_name(material)
            sealed = bool(document.stamped) and material in stamped
            yield _Given(owner, material, title, document, facts.sha256, pages, several, sealed)


def _hints(given: _Given) -> Iterator[Finding]:
    # a stamped sheet is A4 whatever is shown on it, and was turned by its mark or looked at when it was put back
    stamped = bool(given.document.stamped)
    paper = SHEET if stamped else paper_of(given.material)
    found: dict[str, list[PageFacts]] = {}
    for page in given.pages:
        for code in doubts(page, given.document.edit_of(page.index), paper):
            if not (stamped and code == "page_sideways"):
                found.setdefault(code, []).append(page)
        if given.sealed and page.seal is False:
            found.setdefault("page_no_seal", []).append(page)
    for code, pages in found.items():
        dots = min(dots_an_inch(p, given.document.edit_of(p.index), paper) for p in pages)
        numbers: dict[str, str | int] = {}
        if code == "page_small":
            numbers = {"paper": paper.name, "dots": dots, "least": paper.least}
        yield _about(code, given, [p.index for p in pages], numbers)


def _about(
    code: str, given: _Given, pages: Sequence[int], params: Mapping[str, str | int]
) -> Finding:
    place = Place(
        "material",
        given.owner.key if given.owner else None,
        given.material,
        document=given.sha256,
        pages=tuple(pages),
    )
    told = {"material": given.title, "name": given.document.name, "where": given.words(pages)}
    name = given.owner.name if given.owner else None
    stamp = f"{given.sha256[:12]}/{','.join(str(index + 1) for index in pages)}"
    return Finding(code, Severity.WARN, place, {**told, **params}, applicant_name=name, stamp=stamp)


# --- the same picture twice -----------------------------------------------------------------------


def _same(given: Sequence[_Given]) -> Iterator[Finding]:
    """Documents that show the same as an earlier one, and pages of one document that are in it twice.

    Of two documents one has to be in the other whole: people's contracts after one template share all pages but the
    first. One file in two places is `used_twice` already.
    """
    spots = [(n, page) for n, one in enumerate(given) for page in one.pages]
    shown = tuple(_shown(given[n], page) for n, page in spots)
    twins: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for first, second in alike(shown):
        (a, page), (b, later) = spots[first], spots[second]
        twins.setdefault((a, b), []).append((page.index, later.index))
    told: set[int] = set()
    for (a, b), pages in sorted(twins.items()):
        one, other = given[a], given[b]
        mine, theirs = sorted({p for p, _ in pages}), sorted({p for _, p in pages})
        if one is other:
            theirs = [p for p in theirs if p not in mine[:1]]
            mine = [p for p in mine if p not in theirs]
        elif b in told or one.sha256 == other.sha256 or not _whole(one, mine, other, theirs):
            continue
        told.add(b)
        yield _about("page_twice", other, theirs, {"other": _other(one, other) + one.words(mine)})


def _whole(one: _Given, mine: Sequence[int], other: _Given, theirs: Sequence[int]) -> bool:
    return len(mine) == len(one.pages) or len(theirs) == len(other.pages)


def _shown(given: _Given, page: PageFacts) -> Shown:
    """What a page is compared by; two different parts cut from one picture are not the same page."""
    edit = given.document.edit_of(page.index)
    whole = edit.crop == WHOLE and edit.corners is None
    return Shown(page.quality if page.quality and whole else Quality(), page.width, page.height)


def _other(one: _Given, other: _Given) -> str:
    """How the earlier document is named beside the later one."""
    if one is other:
        return ""
    if (one.owner, one.material) == (other.owner, other.material):
        return f"「{one.document.name}」"
    whose = f"{one.owner.name}的" if one.owner and one.owner is not other.owner else ""
    return f"{whose}{one.title}"
