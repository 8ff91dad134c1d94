"""The start screen: rail and pages of the library."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session


class StartScreen(QWidget):
    """Passive: `act_asked(key)`, `draft_chosen(id)`, `settings_asked(section)` say what is wanted."""

    act_asked = Signal(str)
    draft_chosen = Signal(str)
    settings_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.page = w.Page("全部申报")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.page)
        self.refresh()

    def refresh(self) -> None:
        """Read the drafts anew."""
        self.page.clear()
        self.page.add(w.PageHead("未完成的申报"))
        for key, text in (("new", "新建申报"), ("sample", "打开示例")):
            button = w.SecondaryButton(text)
            button.clicked.connect(partial(self._ask, key))
            self.page.add(button)
        for draft in self.session.store.all()[0]:
            link = w.LinkButton(draft.submission.company.name or "未命名")
            link.clicked.connect(partial(self._choose, draft.id))
            self.page.add(link)

    def focus_search(self) -> None:
        """Put the focus into the search field."""

    def show_progress(self, job: object, text: str) -> None:
        """Show the progress of a job."""

    def _ask(self, key: str, _checked: bool = False) -> None:
        self.act_asked.emit(key)

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.draft_chosen.emit(key)
