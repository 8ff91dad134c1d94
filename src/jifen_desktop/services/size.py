"""How many bytes the files of an export will have, before they are written.

Exact where a page's own bytes go out or the page was made before; estimated where it is to be encoded.
"""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from jifen_desktop.delivery.archive import stored_size
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import FileFacts, Media
from jifen_desktop.imaging.geometry import CARD, edited_size
from jifen_desktop.review.context import Context
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.services.outputs import ArchiveOut, PageOut, WordOut

# Bytes a pixel of a page that is encoded anew (q92, 4:4:4): sheets of text here gave 0.08, photographs 0.2 to 0.4.
_SHEET, _PHOTO = 0.08, 0.3
_KEPT = 500  # sizes remembered of a file: 200 pages, edited now and then
# A Word document beside its pictures' own bytes: python-docx's template, and the paragraphs of each picture.
_DOCX, _DOCX_PICTURE = 37_000, 600


def archive_size(context: Context, archive: ArchiveOut) -> int:
    """How many bytes the archive has."""
    return stored_size(archive.folder, _sizes(context, ("size", archive.applicant), archive.pages))


def word_size(context: Context, word: WordOut) -> int:
    """About how many bytes the Word document has."""
    sizes = _sizes(context, ("word size", word.applicant), word.pages)
    return _DOCX + sum(_DOCX_PICTURE + size for _, size in sizes)


def _sizes(
    context: Context, memo: tuple[str, str], pages: tuple[PageOut, ...]
) -> tuple[tuple[str, int], ...]:
    """Each page's name and bytes."""
    known = (context.facts[side.document.path] for page in pages for side in page.sides)
    return context.memo.of(
        memo,
        (pages, context.plans.base, *known),
        lambda: tuple((page.name, page_size(context, page)) for page in pages),
    )


def page_size(context: Context, page: PageOut) -> int:
    """How many bytes the page has: as it was made before, by its source's bytes, else by its pixels.

    A page that is encoded never counts less than its share of the source.
    """
    facts = context.facts[page.document.path]
    made = dict(facts.made).get(page_stamp(context, page))
    if made is not None and not goes_as_is(context):
        return made
    if page.second is not None:
        return int(len(page.sides) * CARD[0] * CARD[1] * _PHOTO)
    shown = next((p for p in facts.pages if p.index == page.index), None)
    if page.method == Method.COPIED:
        without_metadata = shown.size if shown and not goes_as_is(context) else 0
        return without_metadata or facts.size
    share = facts.size // max(len(facts.pages), 1)
    if page.method == Method.EXTRACTED:
        return (shown.size if shown else 0) or share
    width, height = edited_size((shown.width, shown.height), page.edit) if shown else (0, 0)
    least = share if page.edit.is_identity else 0
    return max(least, int(width * height * _weight(facts)))


def learnt(facts: FileFacts, sizes: Iterable[tuple[str, int]]) -> FileFacts:
    """The facts with the bytes that pages really had, the last ones first."""
    made = dict(sizes)
    made |= {stamp: size for stamp, size in facts.made if stamp not in made}
    kept = tuple(made.items())[:_KEPT]
    return facts if set(kept) == set(facts.made) else replace(facts, made=kept)


def page_stamp(context: Context, page: PageOut) -> str:
    """What stands for the page's picture: other bytes, another page or another edit give another stamp."""
    picture = [(context.facts[p.document.path].sha256, p.index, p.edit) for p in page.sides]
    return sha256(repr(picture).encode()).hexdigest()[:24]


def size_text(size: int) -> str:
    """A file size as users know it: 4 KB, 5.2 MB."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB" if size else "0 KB"
    return f"{size / (1 << 20):.1f} MB"


def _weight(facts: FileFacts) -> float:
    return _SHEET if facts.media in (Media.PDF, Media.TIFF) else _PHOTO


def squeezed_line(
    name: str, sizes: tuple[int, int], before: tuple[int, int], after: tuple[int, int]
) -> str:
    """A page that gets smaller: its name, bytes and pixels before and after."""
    return f"「{name}」{squeezed_words(sizes, before, after)}"


def squeezed_words(sizes: tuple[int, int], before: tuple[int, int], after: tuple[int, int]) -> str:
    """5200 → 3100 KB，4000×3000 像素不变."""
    old, new = (max(1, round(size / 1024)) for size in sizes)
    pixels = f"{before[0]}×{before[1]}"
    pixels += " 像素不变" if before == after else f" → {after[0]}×{after[1]} 像素"
    return f"{old} → {new} KB，{pixels}"
