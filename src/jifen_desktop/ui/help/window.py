"""The manual's window: contents at the left, the chapter at the right, and a search through all of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import resize_on_screen
from jifen_desktop.ui.help.chapters import Chapter, chapters
from jifen_desktop.ui.help.places import PLACES
from jifen_desktop.ui.help.reader import Reader
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Space

TITLE: Final = "使用说明"
_Key = QKeySequence.StandardKey


class HelpWindow(QWidget):
    """A window of its own, so that the user can work beside it, also while a dialog is open."""

    def __init__(self, session: Session) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(TITLE)
        self.session = session
        self._chapters = chapters()
        self._plain: dict[str, str] = {}
        self._at = 0  # which place of the words is shown, counted through all chapters; 0 is none
        self.contents = QListWidget()
        self.contents.setAccessibleName("目录")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.addItems([chapter.title for chapter in self._chapters])
        self.search = w.SearchField("在说明里找", "在说明里找一个词")
        self.told = w.hint("")
        self.back_button = w.SecondaryButton("上一处", icon="chevron-up", height=40)
        self.on_button = w.SecondaryButton("下一处", icon="chevron-down", height=40)
        self.reader = Reader(session.quiet)
        self._pause = QTimer(self, singleShot=True, interval=w.SearchField.PAUSE)
        self._build()
        self._connect()
        self._find()
        self.contents.setCurrentRow(0)

    def show_place(self, place: str) -> None:
        """Show where the manual tells of a page; an unknown place is the beginning."""
        key, heading = PLACES.get(place, ("start", ""))
        row = next((n for n, c in enumerate(self._chapters) if c.key == key), 0)
        self._go(row, heading)

    def come_forward(self) -> None:
        """Show the window above the others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # --- what stands where ----------------------------------------------------------------------

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(Space.STEP)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.back_button)
        tools.addWidget(self.on_button)
        right = QVBoxLayout()
        right.setSpacing(Space.GAP)
        right.addLayout(tools)
        right.addWidget(self.told)
        right.addWidget(self.reader, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.COLUMN, Space.COLUMN, 0, Space.GAP)
        row.setSpacing(Space.MARGIN)
        row.addWidget(self.contents)
        row.addLayout(right, 1)
        tools.setContentsMargins(0, 0, Space.COLUMN, 0)
        self._fit_contents()
        resize_on_screen(self, theme.scaled(1060), 720)
        QWidget.setTabOrder(self.contents, self.search)
        QWidget.setTabOrder(self.search, self.back_button)
        QWidget.setTabOrder(self.back_button, self.on_button)
        QWidget.setTabOrder(self.on_button, self.reader)

    def _fit_contents(self) -> None:
        """As wide as the longest title; rows are measured once the style sheet holds."""
        self.contents.ensurePolished()
        self.contents.doItemsLayout()
        self.contents.setFixedWidth(self.contents.sizeHintForColumn(0) + 2 * Space.GAP)

    def _connect(self) -> None:
        self.contents.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._find)
        self.search.returnPressed.connect(lambda: self._step(1))
        self.back_button.clicked.connect(lambda: self._step(-1))
        self.on_button.clicked.connect(lambda: self._step(1))
        theme.manager().changed.connect(self._fit_contents)
        for key, act in (
            (_Key.Cancel, self.close),
            (_Key.Close, self.close),
            (_Key.Find, self._begin_search),
            (_Key.FindNext, lambda: self._step(1)),
            (_Key.FindPrevious, lambda: self._step(-1)),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)

    # --- reading --------------------------------------------------------------------------------

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._chapters):
            self.reader.show_chapter(self._chapters[row])

    def _go(self, row: int, heading: str = "") -> None:
        self.contents.setCurrentRow(row)
        self.reader.show_chapter(self._chapters[row], heading)

    # --- searching ------------------------------------------------------------------------------

    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _find(self) -> None:
        """Mark the words wherever they stand; the chapter that is shown stays until the next step."""
        self._at = 0
        words = self.search.text().strip()
        self.reader.mark(words)
        count = sum(self._counts())
        for button in (self.back_button, self.on_button):
            button.setEnabled(count > 0)
        self.told.setText("" if not words else self._found_words(count))
        self.told.setVisible(bool(words))

    def _found_words(self, count: int) -> str:
        if not count:
            return "没有找到。换一个词。"
        return f"第 {self._at} / {count} 处" if self._at else f"有 {count} 处，按回车看下一处"

    def _counts(self) -> list[int]:
        """How often the words stand in each chapter."""
        words = self.search.text().strip().casefold()
        return [self._text(c).count(words) if words else 0 for c in self._chapters]

    def _text(self, chapter: Chapter) -> str:
        """What a chapter shows, without its marks."""
        if chapter.key not in self._plain:
            document = QTextDocument()
            document.setMarkdown(chapter.text)
            self._plain[chapter.key] = document.toPlainText().casefold()
        return self._plain[chapter.key]

    def _step(self, by: int) -> None:
        """Go to the next place or the one before, through all chapters, and round."""
        if self._pause.isActive():
            self._pause.stop()
            self._find()
        counts = self._counts()
        total = sum(counts)
        if not total:
            return
        self._at = (self._at - 1 + by) % total + 1 if self._at else (1 if by > 0 else total)
        row, left = 0, self._at - 1
        while left >= counts[row]:
            left -= counts[row]
            row += 1
        self.contents.setCurrentRow(row)
        found = self.reader.mark(self.search.text().strip())
        if left < len(found):
            self.reader.show_found(found[left])
        self.told.setText(self._found_words(total))
        w.announce(self.told, self.told.text())
