"""The page being edited: what is shown at once, and what the case takes over of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.submission import Document
from jifen_desktop.services.page_edits import shown_edit
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.detail.acts import RowActs
from jifen_desktop.ui.wizard.pages.materials.views import Spot, editing_at

_SOON = 400  # ms after the last key until a change by keyboard is taken over


class Working(QObject):
    """One page of a row at a time; `edit` is what is shown of it. `changed` follows every change of the case."""

    changed = Signal()

    def __init__(
        self, desk: Desk, material: Material, spot: Spot, at: tuple[int, int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.desk, self.spot, self.material = desk, spot, material
        self.acts = RowActs(desk, spot)
        self.editing = editing_at(desk.case, material)
        self.place, self.index = at
        self.edit = NO_EDIT
        self._pending = ("", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SOON)
        self._timer.timeout.connect(self.take_over)
        desk.changed.connect(self._read)
        self._read()

    @property
    def document(self) -> Document | None:
        """The file whose page it is; None where it is no longer in the row."""
        files = self.acts.files()
        return files[self.place] if self.place < len(files) else None

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the original page in pixels."""
        document = self.document
        facts = self.desk.case.facts_of(document) if document is not None else None
        pages = facts.pages if facts is not None else ()
        found = next((p for p in pages if p.index == self.index), None)
        return (found.width, found.height) if found is not None else (0, 0)

    def pages(self) -> list[tuple[int, int]]:
        """(file, page) of every page of the row that is exported."""
        found = []
        for place, document in enumerate(self.acts.files()):
            facts = self.desk.case.facts_of(document)
            if facts is not None and facts.problem is None:
                every = document.pages or tuple(range(len(facts.pages)))
                found += [(place, index) for index in every]
        return found

    def number(self) -> int:
        """Which of `pages` it is, from 0."""
        pages, here = self.pages(), (self.place, self.index)
        return pages.index(here) if here in pages else 0

    def go(self, by: int) -> None:
        """To another page of the row."""
        self.take_over()
        pages, number = self.pages(), self.number() + by
        if 0 <= number < len(pages):
            self.place, self.index = pages[number]
            self._read()

    def change(self, edit: Edit, what: str) -> None:
        """Make a change at once; `what` names it."""
        self.take_over()
        self.edit, self._pending = edit, (what, "")
        self.take_over()

    def change_soon(self, edit: Edit, what: str, *, held: bool = False) -> None:
        """Show a change now and take it over when the hand rests; several of a kind in a row are one act.

        While it is `held` with the mouse nothing is taken over: `take_over` ends that.
        """
        if self._pending[0] not in ("", what):
            self.take_over()
        self.edit, self._pending = edit, (what, f"{what}/{self.spot}/{self.place}/{self.index}")
        if not held:
            self._timer.start()

    def take_over(self) -> None:
        """Take over what is still only shown."""
        self._timer.stop()
        (what, merge), self._pending = self._pending, ("", "")
        if what and self.document is not None:
            self.acts.set_edit(self.place, self.index, self.edit, what, merge)

    def undo(self) -> None:
        """Take the last act back."""
        self.take_over()
        self.desk.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.take_over()
        self.desk.redo()

    def _read(self) -> None:
        self._timer.stop()
        self._pending = ("", "")
        document = self.document
        if document is not None:
            self.edit = shown_edit(self.editing, document, self.index)
        self.changed.emit()
