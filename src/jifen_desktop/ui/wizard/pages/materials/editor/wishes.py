"""Which file is looked at: what the export makes of the page, or what came in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.domain.ids import ImageFormat
from jifen_desktop.imaging.geometry import edited_size
from jifen_desktop.intake.sheet import Side
from jifen_desktop.services.budget import agreed
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.ui.wizard.pages.materials.editor.working import Working


@dataclass(frozen=True)
class Wish:
    """A page as an export writes it, or two sides of a card on a sheet, with their sizes in pixels."""

    sides: tuple[Side, ...]
    image_format: ImageFormat = ImageFormat.JPG
    sizes: tuple[tuple[int, int], ...] = ()


def original_of(work: Working) -> Wish:
    """The page as it came in."""
    return Wish(((_path(work), work.index, NO_EDIT),), ImageFormat.AS_IS)


def way_out(work: Working) -> Wish:
    """The page as it goes out; the whole sheet where it shares one."""
    here = (_path(work), work.index, work.edit)
    outputs = work.desk.case.picture.outputs
    for page in (page for archive in outputs.archives for page in archive.pages):
        sides = tuple((side.document.path, side.index, side.edit) for side in page.sides)
        own = (page.owner, page.material.id) == (work.spot.owner, work.spot.material)
        if own and page.second is not None and here in sides:
            return Wish(sides, sizes=tuple(_size(work, side) for side in page.sides))
    as_is = work.editing is Editing.NONE
    return Wish((here,), ImageFormat.AS_IS if as_is else ImageFormat.JPG)


def gets_smaller(work: Working) -> bool:
    """Whether the user lets the mail with this page be made smaller: by how much, only the whole mail tells."""
    picture, path = work.desk.case.picture, _path(work)
    return any(
        side.document.path == path and side.index == work.index
        for _, archive in agreed(picture.context, picture.outputs)
        for page in archive.pages
        for side in page.sides
    )


def _path(work: Working) -> Path:
    document = work.document
    if document is None:
        raise RuntimeError("no page is shown")
    return document.path


def _size(work: Working, side: PageOut) -> tuple[int, int]:
    facts = work.desk.case.facts_of(side.document)
    pages = facts.pages if facts is not None else ()
    found = next((p for p in pages if p.index == side.index), None)
    return edited_size((found.width, found.height), side.edit) if found is not None else (1, 1)
