"""The settings as a dialog, from an open case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jifen_desktop.domain.ids import District
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Foot, resize_on_screen
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings.centre import CentrePage
from jifen_desktop.ui.settings.company import CompanyPage
from jifen_desktop.ui.settings.data import DataPage
from jifen_desktop.ui.settings.look import LookPage
from jifen_desktop.ui.settings.privacy import PrivacyPage
from jifen_desktop.ui.theme import Space

_SECTIONS = (
    ("look", "外观"),
    ("company", "单位资料"),
    ("centre", "中心资料"),
    ("data", "资料与期限"),
    ("privacy", "隐私与数据"),
)


class SettingsDialog(QDialog):
    """One section at a time; everything is saved while it is entered, so there is only 完成."""

    def __init__(self, session: Session, parent: QWidget | None, section: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("设置")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.session = session
        self.sections = w.SegmentedControl("设置", _SECTIONS)
        self.sections.value_chosen.connect(self.show_section)
        self.stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self.done_button = w.PrimaryButton("完成")
        self.done_button.clicked.connect(self._finish)
        self._build()
        known = {key for key, _ in _SECTIONS}
        wanted, _, place = section.partition(".")
        self.show_section(wanted if wanted in known else _SECTIONS[0][0])
        if place:
            self.focus_place(place)
        resize_on_screen(self, theme.scaled(820), 680)
        self.finished.connect(self._take_over)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(Space.MARGIN, Space.GAP, Space.MARGIN, 0)
        top.addWidget(self.sections)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.stack, 1)
        column.addWidget(Foot(self.done_button))

    def show_section(self, key: str) -> None:
        """Show one of look, company, centre, data, privacy."""
        page = self._pages.get(key)
        if page is None:
            page = self._make(key)
            self._pages[key] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.sections.set_value(key)

    def _make(self, key: str) -> QWidget:
        if key == "company":
            return CompanyPage(self.session)
        if key == "centre":
            return CentrePage(self.session)
        if key == "data":
            page = DataPage(self.session)
            page.centre_asked.connect(lambda: self.show_section("centre"))
            page.company_asked.connect(lambda: self.show_section("company"))
            page.exchange.imported.connect(self._imported)
            return page
        return PrivacyPage(self.session) if key == "privacy" else LookPage(self.session)

    def focus_place(self, place: str) -> None:
        """Put the focus into a field of the centre's page, such as mailbox.points."""
        page = self.stack.currentWidget()
        if isinstance(page, CentrePage):
            page.focus_field(place)

    def _imported(self, districts: list[District]) -> None:
        """The centre's page, if it was opened before, shows what came from a file."""
        page = self._pages.get("centre")
        if isinstance(page, CentrePage):
            page.show_imported(districts)

    def _finish(self) -> None:
        """Close, unless something typed could not be kept; closing the window itself always works."""
        page = self._pages.get("centre")
        if isinstance(page, CentrePage) and page.focus_wrong():
            self.show_section("centre")
            page.focus_wrong()
            return
        self.accept()

    def _take_over(self) -> None:
        for page in self._pages.values():
            if isinstance(page, CompanyPage | CentrePage):
                page.apply()
