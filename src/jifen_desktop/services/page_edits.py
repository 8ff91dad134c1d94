"""What may be changed about a row's pages, and what a change means for the way they go out."""

from enum import Enum, auto

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.ids import Form, ImageFormat, Method
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Applicant, Document, Submission

SIDES = 2


class Editing(Enum):
    """How far a row's pages may be edited."""

    FULL = auto()
    WORD_ONLY = auto()  # turned for the Word document; the archive takes the file as it is
    NONE = auto()


def editing_of(base: Plan, material: Material) -> Editing:
    """What the plan of the submission allows for a row.

    静安 wants files in their original format, identical with the original [74]: nothing is changed about those.

    Its education papers also go into a Word document, which is our own arrangement: there a picture may stand upright.
    """
    if base.archive is None or base.archive.image_format != ImageFormat.AS_IS:
        return Editing.FULL
    return Editing.WORD_ONLY if material.education else Editing.NONE


def shown_edit(editing: Editing, document: Document, index: int) -> Edit:
    """The part of a page's changes that is used: a district that allows less ignores the rest, and loses nothing."""
    edit = document.edit_of(index)
    if editing is Editing.FULL:
        return edit
    return Edit(turns=edit.turns) if editing is Editing.WORD_ONLY else NO_EDIT


def method_of(method: Method, edit: Edit) -> Method:
    """How an edited page goes out: a JPEG that is only turned keeps its coded data."""
    return method if edit.is_identity or edit.only_turned else Method.ENCODED


def is_card(material: Material) -> bool:
    """Whether a row is an ID card of two sides, which may stand on one sheet."""
    return material.id.partition(".")[0].endswith("id_card") and len(material.page_names) == SIDES


def may_share_sheet(base: Plan, material: Material) -> bool:
    """Whether the two sides of a row may go out on one A4 here."""
    return editing_of(base, material) is Editing.FULL and is_card(material)


def suggests_sheet(material: Material) -> bool:
    """Whether one sheet suits the wanted form: copies are made on paper, photographs of originals aren't."""
    return material.form in (Form.STAMPED_COPY, Form.PLAIN_SCAN)


def wants_sheet(submission: Submission, owner: Applicant | None, material: str) -> bool:
    """Whether the user put a row's two sides on one sheet."""
    return material in (owner.one_sheet if owner is not None else submission.one_sheet)
