"""Follows a walk of the manual in this process, by what is to be seen, and takes its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.window import MainWindow
from tests.manual.grammar import Act, Picture, read_walk
from tests.pictures import settle
from tests.ui.gates import name_of, shown_widgets, visible_text

T = TypeVar("T")
LIMIT = 30_000
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
TakePicture = Callable[[Picture], None]


class Walker:
    """Acts on a shown window as the steps say.

    `folders` holds the files of each folder that a step names; `saved` the path for each file that a step saves, and
    is told when one was (`after_saving`), since somebody outside the program may have to do something with it.
    """

    def __init__(
        self,
        window: MainWindow,
        folders: Mapping[str, Callable[[], list[Path]]],
        saved: Callable[[str], Path],
    ) -> None:
        self.window = window
        self._folders = folders
        self._saved = saved

    def walk(self, chapter: Path, take: TakePicture = lambda _picture: None) -> None:
        """Do every step of a chapter; AssertionError names the one that can't be done."""
        for each in read_walk(chapter):
            if isinstance(each, Picture):
                self.rest()
                take(each)
                continue
            try:
                self._do(each.act)
            except AssertionError as error:
                raise AssertionError(f"{each}: {error}; shown: {self.shown()}") from error

    def _do(self, act: Act) -> None:
        getattr(self, f"_{act.kind}")(act)
        settle(self.front)

    # --- what is to be seen ---------------------------------------------------------------------

    @property
    def front(self) -> QWidget:
        """The window that can be used: the dialog, where one is open."""
        return QApplication.activeModalWidget() or self.window

    def shown(self) -> list[str]:
        """What can be read, for a failure."""
        found = (visible_text(w) or name_of(w) for w in shown_widgets(self.front))
        return list(dict.fromkeys(text for text in found if text))

    def rest(self) -> None:
        """Wait until nothing is under way and every thumbnail is there."""
        session = self.window.session

        def still() -> bool:
            return not session.jobs.busy and not Thumbnails.of(session).busy

        quiet = 0
        while quiet < 5:
            QTest.qWait(20)
            quiet = quiet + 1 if still() else 0
        settle(self.front)

    def _until(self, look: Callable[[], T | None], what: str) -> T:
        limit = QDeadlineTimer(LIMIT)
        while not (found := look()):
            assert not limit.hasExpired(), f"never came: {what}"
            QTest.qWait(20)
        return found

    def _find(self, kind: type[QWidget], name: str) -> QWidget:
        """The control of that name: of the whole name first, else of one that begins so."""

        def look() -> QWidget | None:
            every = [w for w in self.front.findChildren(kind) if w.isVisible() and w.isEnabled()]
            whole = (w for w in every if name in (name_of(w), visible_text(w)))
            begun = (w for w in every if name_of(w).startswith(name))
            return next(whole, None) or next(begun, None)

        return self._until(look, f"{kind.__name__} {name}")

    def _says(self, text: str) -> bool:
        return any(text in line for line in self.shown())

    # --- acts -----------------------------------------------------------------------------------

    def _press(self, act: Act) -> None:
        entry = self._menu_entry(act.name)
        if entry is not None:
            entry.trigger()
        else:
            self._click(self._find(QAbstractButton, act.name))

    def _menu_entry(self, name: str) -> QAction | None:
        """A menu's entry, where no button of that name is shown."""
        buttons = (w for w in shown_widgets(self.front) if isinstance(w, QAbstractButton))
        if any(name_of(b).startswith(name) for b in buttons):
            return None
        entries = (a for a in self.window.menus.actions.values() if a.isEnabled())
        return next((a for a in entries if a.text().rstrip("…") == name.rstrip("…")), None)

    def _choose(self, act: Act) -> None:
        self._set(act.name, chosen=True)

    def _leave(self, act: Act) -> None:
        self._set(act.name, chosen=False)

    def _set(self, name: str, *, chosen: bool) -> None:
        button = self._find(QAbstractButton, name)
        assert isinstance(button, QAbstractButton)
        assert button.isCheckable(), f"{name} is nothing to choose"
        if button.isChecked() is not chosen:
            self._click(button)
        assert button.isChecked() is chosen, f"{name} doesn't change"

    def _fill(self, act: Act) -> None:
        field = self._find(QLineEdit, act.name)
        assert isinstance(field, QLineEdit)
        self._click(field)
        field.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(act.value)
        QApplication.sendEvent(field, event)

    def _keys(self, act: Act) -> None:
        target = QApplication.focusWidget() or self.front
        QTest.keySequence(target, QKeySequence(act.name))

    def _give(self, act: Act) -> None:
        self._find(QAbstractButton, act.name)  # the other way to do it is there too
        assert act.value in self._folders, f"no folder {act.value}"
        page = self.window.frame.page
        assert page is not None
        self._drop(page, self._folders[act.value]())

    def _save(self, act: Act) -> None:
        path = self._saved(act.value)
        with _answering(path):
            self._press(act)
            self._until(path.exists, act.value)

    def _wait(self, act: Act) -> None:
        self._until(lambda: self._says(act.name), act.name)

    def _see(self, act: Act) -> None:
        self.rest()
        assert self._says(act.name), f"not to be seen: {act.name}"

    def _click(self, widget: QWidget) -> None:
        """A click of the mouse on what can be seen, after scrolling there."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        settle(self.front)
        QTest.mouseClick(widget, LEFT, NO_KEYS, widget.rect().center())

    @staticmethod
    def _drop(target: QWidget, paths: list[Path]) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, where = Qt.DropAction.CopyAction, QPoint(target.width() // 2, target.height() - 40)
        enter = QDragEnterEvent(where, copy, mime, LEFT, NO_KEYS)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), "files can't be dropped here"
        QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, mime, LEFT, NO_KEYS))


@contextmanager
def _answering(path: Path) -> Iterator[None]:
    """The system's dialog for saving, which is no part of the program, answers with `path`."""
    original = QFileDialog.getSaveFileName

    def answer(*_args: object, **_kwargs: object) -> tuple[str, str]:
        return str(path), ""

    QFileDialog.getSaveFileName = answer  # type: ignore[method-assign]
    try:
        yield
    finally:
        QFileDialog.getSaveFileName = original  # type: ignore[method-assign]
