"""The materials page: everybody's checklist, and every way to put files into it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Place
from jifen_desktop.flow.step import Step
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.aside import Aside
from jifen_desktop.ui.wizard.pages.materials.checklist import Checklist
from jifen_desktop.ui.wizard.pages.materials.choosing import Choosing
from jifen_desktop.ui.wizard.pages.materials.copier import Copier
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.picking import paste_into, pick_files
from jifen_desktop.ui.wizard.pages.materials.scanning import open_scan
from jifen_desktop.ui.wizard.pages.materials.stamping import Stamping
from jifen_desktop.ui.wizard.pages.materials.tray import Tray
from jifen_desktop.ui.wizard.pages.materials.views import (
    Kind,
    PersonView,
    RowView,
    Spot,
    heading,
    person_views,
)
from jifen_desktop.ui.wizard.pages.materials.wording import person_state
from jifen_desktop.ui.wizard.step_page import StepPage


class MaterialsPage(w.FileDropMixin, StepPage):
    """材料."""

    step = Step.MATERIALS
    takes_paste = True
    files_dropped = Signal(list)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key: str | None = None
        self._shown: Picture | None = None
        self._views: tuple[PersonView, ...] = ()
        self.thumbnails = Thumbnails.of(session)
        self.desk = Desk(session, self)
        self.tabs = w.PersonTabs("申请人和单位")
        self.head = w.PageHead("", "", self.tabs, help_place="materials")
        self.checklist = Checklist(self.thumbnails)
        self.aside = Aside()
        self.tray = Tray(self.desk)
        self._build()
        self._connect()
        self.accept_files()

    def _build(self) -> None:
        page = w.Page("材料")
        page.add(self.head)
        left = w.Column(self.checklist)
        left.add_stretch()
        page.add(w.TwoColumns(left, self.aside, 240, left_wanted=520, left_least=400))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(self.tray)

    def _connect(self) -> None:
        self.tabs.person_chosen.connect(self.show_person)
        self.checklist.picked.connect(self._pick_for)
        self.checklist.opened.connect(self.open_detail)
        self.checklist.scan_asked.connect(self.open_scan)
        self.checklist.dropped.connect(self._drop_on)
        self.aside.pick_asked.connect(self._pick)
        self.aside.paste_asked.connect(lambda: paste_into(self.desk, None))
        self.aside.zone.files_dropped.connect(self._drop)
        self.files_dropped.connect(self._drop)
        self.desk.ended.connect(self.rested)
        self.desk.changed.connect(self.show_case)
        self.desk.placed.connect(self.checklist.keep)
        self.choosing = Choosing(self, self.desk, self.thumbnails)
        self.copier = Copier(self, self.aside.copier_card, self.desk)
        self.stamping = Stamping(self, self.aside.stamp_card, self.desk, self.thumbnails)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, context=context)
        paste.activated.connect(self.paste)

    # --- what is shown --------------------------------------------------------------------------

    def show_case(self) -> None:
        picture = self.case.picture
        if picture is self._shown:
            return
        self._shown = picture
        self._views = person_views(self.case)
        self._show()

    def show_person(self, key: str) -> None:
        """Show another person's rows."""
        self._key = key
        self._show()

    def _show(self) -> None:
        view = self._view()
        if view is None:
            self.head.set_title("这项业务没有要交的材料")
            return
        self._key = view.key
        self.head.set_title(*heading(view))
        self.tabs.set_people([person_state(v) for v in self._views], view.key)
        self.tabs.setVisible(len(self._views) > 1)
        self.checklist.show_person(view, self.case)
        self.aside.stamp_card.show_picture(self.case.picture)
        self.aside.size_card.show_picture(self.case.picture)
        self._order_tabs()
        self.primary_changed.emit()

    def _order_tabs(self) -> None:
        """Tab goes as one reads: rows made anew would otherwise come last."""
        chips = self.tabs.findChildren(QAbstractButton)
        stamps = self.aside.stamp_card
        aside: list[QWidget] = [self.aside.pick_button, self.aside.paste_button]
        aside += [stamps.print_button, stamps.pick_button, *self.aside.copier_card.stops()]
        for first, second in pairwise([*chips, *self.checklist.stops(), *aside]):
            QWidget.setTabOrder(first, second)

    @property
    def person(self) -> str:
        """Whose rows are shown: the applicant's key, empty for the company."""
        return self._key or ""

    def _view(self) -> PersonView | None:
        """The person shown; at first the one with the most left to do."""
        found = next((v for v in self._views if v.key == self._key), None)
        if found is not None:
            return found
        todo = [v for v in self._views if v.problems or v.missing]
        return next(iter(todo or self._views), None)

    # --- files ----------------------------------------------------------------------------------

    def _pick(self) -> None:
        paths = pick_files(self, self.session, "添加照片、扫描件或 PDF")
        if paths:
            self.desk.add_files(paths, None)

    def _pick_for(self, row: RowView, replaces: bool) -> None:
        paths = pick_files(self, self.session, f"添加：{row.title}")
        if paths:
            self.desk.add_files(paths, row.spot, replaces=replaces)

    def _drop_on(self, row: RowView, paths: list[str]) -> None:
        self.desk.add_files([Path(p) for p in paths], row.spot)

    def _drop(self, paths: list[str]) -> None:
        self.desk.add_files([Path(p) for p in paths], None)

    def paste(self) -> None:
        paste_into(self.desk, self.checklist.focused_spot())

    def undo(self) -> None:
        self.desk.undo()

    def redo(self) -> None:
        self.desk.redo()

    def _set_drag(self, state: bool | None) -> None:
        """A drag over the page shows in the drop zone."""
        super()._set_drag(state)
        self.aside.zone.show_drag(state)

    def open_detail(self, row: RowView) -> Detail:
        """A row's pages and all that can be done with them."""
        detail = Detail(self, self.desk, self.thumbnails, row)
        detail.finished.connect(lambda: self.checklist.focus_spot(row.spot))
        detail.open()
        return detail

    def open_scan(self, row: RowView) -> ScanDialog:
        """Scan into a row."""
        dialog = open_scan(self, self.desk, row)
        dialog.finished.connect(lambda: self.checklist.focus_spot(row.spot))
        return dialog

    # --- for the wizard -------------------------------------------------------------------------

    def busy(self) -> str:
        return "正在检查文件" if self.desk.busy else ""

    def focus_place(self, place: Place) -> bool:
        if not place.field.startswith("material"):
            return False
        self.show_case()
        view = self._view_for(place)
        if view is None:
            return False
        self.show_person(view.key)
        material = place.material or next((r.spot.material for r in _todo(view)), "")
        spot = Spot(view.key, material)
        found = self.checklist.focus_spot(spot)
        row = next((r for r in view.rows if r.spot == spot), None)
        if place.document and row is not None:
            self.open_detail(row).show_place(place)
        return found

    def _view_for(self, place: Place) -> PersonView | None:
        """Whose rows a place means; where nothing is named, somebody's who has something to do."""
        if place.applicant is None and place.material is None:
            shown = self._view()
            return next((v for v in (shown, *self._views) if v is not None and _todo(v)), shown)
        return next((v for v in self._views if v.key == (place.applicant or "")), None)


def _todo(view: PersonView) -> list[RowView]:
    return [r for r in view.rows if r.kind is Kind.TODO]
