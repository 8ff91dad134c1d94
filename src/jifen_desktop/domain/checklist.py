"""The filled checklist: each row of the plan with what was given for it."""

from dataclasses import dataclass
from enum import StrEnum

from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.submission import Document


class ItemState(StrEnum):
    """The five states a row can be in; only `PROBLEM` is shown in red."""

    TO_PROVIDE = "to_provide"
    PROVIDED = "provided"
    TO_CONFIRM = "to_confirm"
    NOT_NEEDED = "not_needed"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Item:
    """One row: the material, its state, the files given, the pages they make, and why it isn't needed."""

    material: Material
    state: ItemState
    documents: tuple[Document, ...] = ()
    pages: int = 0
    reason: str = ""


@dataclass(frozen=True)
class PersonChecklist:
    """The rows of one applicant; `key` and `name` are empty for the company's own documents.

    `rides_as` is the business of one who rides along (续办), empty for everybody else.
    """

    key: str
    name: str
    items: tuple[Item, ...]
    rides_as: str = ""

    @property
    def missing(self) -> tuple[Item, ...]:
        """Rows that still have to be provided for completeness."""
        return tuple(
            i for i in self.items if i.material.required and i.state == ItemState.TO_PROVIDE
        )
