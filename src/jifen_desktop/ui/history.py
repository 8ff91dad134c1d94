"""What was done to the open case and can be undone and redone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

if TYPE_CHECKING:
    from jifen_desktop.domain.submission import Submission
    from jifen_desktop.ui.session import Session

_REMEMBERED = 50
_MERGING = 1
_SHOWN = 24  # characters of an act's name in the menu


class _Act(QUndoCommand):
    """One act: the submission before and after it. Acts of the same `merge` in a row become one."""

    def __init__(
        self,
        history: History,
        name: str,
        told: str,
        states: tuple[Submission, Submission],
        merge: str,
    ) -> None:
        super().__init__(name)
        self._history = history
        self.told = told
        self.before, self.after = states
        self.merge = merge

    def redo(self) -> None:
        self._history.go_to(self.after)

    def undo(self) -> None:
        self._history.go_to(self.before)

    def id(self) -> int:
        return _MERGING if self.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Act) or other.merge != self.merge:
            return False
        self.after, self.told = other.after, other.told
        self.setText(other.text())
        self.setObsolete(self.before == self.after)
        return True


class History(QObject):
    """The acts of the open case, as a QUndoStack.

    Every change of the submission is one, by whatever page: those that aren't made through `do` are named by what they
    changed. One that can't be taken back alone (centre data, which are the settings') ends the history. `stepped`
    follows undo and redo.
    """

    changed = Signal()
    stepped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = False
        self._entry_id = ""
        self._known: Submission | None = None
        self.stepped_words = ""  # what the last undo or redo did
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_REMEMBERED)
        session.case_changed.connect(self._look)

    @property
    def told(self) -> str:
        """What the last act that stands did, in words; empty where there is none."""
        act = self._act(self.stack.index() - 1)
        return act.told if act is not None else ""

    @property
    def undo_text(self) -> str:
        """撤销移除「…」, or 撤销 alone where there is nothing."""
        return f"撤销{_short(self.stack.undoText())}"

    @property
    def redo_text(self) -> str:
        """重做移除「…」, or 重做 alone where there is nothing."""
        return f"重做{_short(self.stack.redoText())}"

    def do(self, name: str, told: str, change: Callable[[], None], merge: str = "") -> bool:
        """Make a change and remember it; False if nothing changed.

        `name` is the act (移除「a.jpg」), `told` says what it did.
        """
        before = self._session.case.submission
        with self._own():
            change()
            after = self._session.case.submission
            if before == after:
                return False
            self._remember()
            self.stack.push(_Act(self, name, told, (before, after), merge))
        self.changed.emit()
        return True

    def undo(self) -> bool:
        """Take the last act back."""
        return self._step(self.stack.canUndo(), self.stack.undo, self.undo_text)

    def redo(self) -> bool:
        """Do the act again that was taken back last."""
        return self._step(self.stack.canRedo(), self.stack.redo, self.redo_text)

    def clear(self) -> None:
        """Forget everything."""
        self.stack.clear()
        self.changed.emit()

    def go_to(self, submission: Submission) -> None:
        """Make the case this one; only for the acts themselves."""
        if self._session.case.submission != submission:
            self._session.change(submission)

    def _step(self, possible: bool, step: Callable[[], None], name: str) -> bool:
        if not possible:
            return False
        self.stepped_words = f"已{name}"
        with self._own():
            step()
            self._remember()
        self.changed.emit()
        self.stepped.emit()
        return True

    @contextmanager
    def _own(self) -> Iterator[None]:
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _act(self, index: int) -> _Act | None:
        command = self.stack.command(index) if 0 <= index < self.stack.count() else None
        return command if isinstance(command, _Act) else None

    def _look(self) -> None:
        """Take in what was changed by others than `do`."""
        if self._busy:
            return
        case = self._session.case if self._session.has_case else None
        before = self._known
        if case is None or case.entry.id != self._entry_id or before is None:
            self._remember()
            if self.stack.count():
                self.clear()
            return
        if case.submission == before:
            return
        from jifen_desktop.services.act_names import name_of_change

        self._remember()
        name, merge = name_of_change(before, case.submission)
        if not name:
            self.clear()
            return
        with self._own():
            self.stack.push(_Act(self, name, "", (before, case.submission), merge))
        self.changed.emit()

    def _remember(self) -> None:
        """What the acts left, so that the next change can be told from it."""
        case = self._session.case if self._session.has_case else None
        self._known = case.submission if case is not None else None
        self._entry_id = case.entry.id if case is not None else ""


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
