"""The dialog of one row's details."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Foot, resize_on_screen
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.scanning.dialog import ScanDialog
from jifen_desktop.ui.select import NarrowSelect
from jifen_desktop.ui.theme import Size, Space, Tone
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.desk import Desk
from jifen_desktop.ui.wizard.pages.materials.detail.acts import RowActs
from jifen_desktop.ui.wizard.pages.materials.detail.one_sheet import OneSheet
from jifen_desktop.ui.wizard.pages.materials.detail.papers import Paper, PaperList
from jifen_desktop.ui.wizard.pages.materials.detail.parts import Absence, Doubts, Reuse, Why
from jifen_desktop.ui.wizard.pages.materials.detail.preview import Preview
from jifen_desktop.ui.wizard.pages.materials.editor import Editor
from jifen_desktop.ui.wizard.pages.materials.picking import paste_into, pick_files
from jifen_desktop.ui.wizard.pages.materials.scanning import open_scan
from jifen_desktop.ui.wizard.pages.materials.tray import Tray
from jifen_desktop.ui.wizard.pages.materials.views import (
    RowView,
    editing_at,
    findings_of,
    person_views,
)
from jifen_desktop.ui.wizard.pages.materials.wording import badge_of, hint_of

_SIDE, _WIDEST_SIDE = (
    380,
    512,
)  # the words' column, grown with the text as far as the picture can spare
_WIDTH, _HEIGHT = 980, 680


class Detail(w.FileDropMixin, QDialog):
    """Follows the desk; every act in it can be undone in it."""

    files_dropped = Signal(list)

    def __init__(self, parent: QWidget, desk: Desk, thumbnails: Thumbnails, row: RowView) -> None:
        super().__init__(parent)
        self.setWindowTitle(row.item.material.name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.desk = desk
        self.spot = row.spot
        self._material = row.item.material
        self._editing = editing_at(desk.case, row.item.material)
        self._index = 0
        self._count = 0
        self.acts = RowActs(desk, row.spot)
        self._make_left(thumbnails)
        self._make_right(thumbnails, row)
        self._lay_out()
        self._connect()
        self.accept_files()
        self.refresh()
        self._focus_first()

    # --- parts ----------------------------------------------------------------------------------

    def _make_left(self, thumbnails: Thumbnails) -> None:
        self.preview = Preview(thumbnails)
        self.zone = w.DropZone("把文件拖到这里", "照片、扫描件、PDF 都可以，可放多页")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.zone)
        column.addStretch(2)
        self.left = QStackedWidget()
        self.left.addWidget(holder)
        self.left.addWidget(self.preview)

    def _make_right(self, thumbnails: Thumbnails, row: RowView) -> None:
        material = row.item.material
        self.badge = w.StatusBadge(w.Status.MISSING, flush=True)
        self._hint = w.hint("")
        self.doubts = Doubts()
        self.papers = PaperList(thumbnails)
        self.up = w.SecondaryButton("上移", icon="arrow-up")
        self.down = w.SecondaryButton("下移", icon="arrow-down")
        self.remove = w.SecondaryButton("移除", icon="trash-2")
        others = [("", "移到其他项"), *self.acts.other_rows()]
        self.move_field = NarrowSelect("移到其他项", others)
        buttons = w.Flow(self.up, self.down, self.remove)
        self.sheet = OneSheet()
        self.files = Part("文件，按导出的顺序", self.papers, buttons, self.move_field, self.sheet)
        self.reuse = Reuse()
        self.absence = Absence(material.name)
        self.side = w.Page(f"{material.name}的详情")
        badge_line = w.Line(self.badge)
        badge_line.add_stretch()
        head = Part("", w.section(material.name), badge_line, self._hint)
        parts = (head, self.doubts, self.files, self.reuse, self.absence, Why(material))
        self.side.add(Part("", *parts, gap=20))

    def _lay_out(self) -> None:
        self._fit_side()
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.setContentsMargins(Space.MARGIN, 0, 0, 0)
        left = QVBoxLayout()
        left.setContentsMargins(0, Space.MARGIN, 0, Space.GAP)
        left.addWidget(self.left)
        body.addLayout(left, 1)
        body.addWidget(self.side)
        self.tray = Tray(self.desk)
        self.add_button = w.SecondaryButton("添加文件", icon="folder-open", height=Size.BUTTON_TALL)
        self.scan_button = w.SecondaryButton("扫描", icon="scan-line", height=Size.BUTTON_TALL)
        self.paste_button = w.SecondaryButton(
            "粘贴", icon="clipboard-paste", height=Size.BUTTON_TALL
        )
        self.done_button = w.PrimaryButton("完成")
        acts = (w.HelpButton("papers"), self.add_button, self.scan_button, self.paste_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(self.tray)
        column.addWidget(Foot(self.done_button, left=acts))
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        resize_on_screen(self, min(theme.scaled(_WIDTH), max(room.width() - 48, 640)), _HEIGHT)

    def _fit_side(self) -> None:
        self.side.setFixedWidth(min(theme.scaled(_SIDE), _WIDEST_SIDE))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "side"):
            self._fit_side()

    def _connect(self) -> None:
        self.desk.changed.connect(self.refresh)
        self.papers.chosen.connect(self._choose)
        self.papers.edit_asked.connect(self.preview.ask_to_edit)
        self.preview.edit_asked.connect(self.open_editor)
        self.sheet.wanted.connect(self.acts.set_one_sheet)
        self.papers.moved.connect(self._move)
        self.papers.removed.connect(self.acts.remove)
        self.up.clicked.connect(lambda: self._move(self._index, self._index - 1))
        self.down.clicked.connect(lambda: self._move(self._index, self._index + 1))
        self.remove.clicked.connect(lambda: self.acts.remove(self._index))
        self.move_field.value_chosen.connect(lambda to: self.acts.move_to(self._index, to))
        self.preview.pages_chosen.connect(lambda pages: self.acts.set_pages(self._index, pages))
        self.doubts.confirmed.connect(self.acts.confirm)
        self.doubts.page_asked.connect(lambda finding: self.show_place(finding.place))
        self.doubts.turn_asked.connect(self._turn)
        self.absence.marked.connect(self.acts.mark)
        self.reuse.chosen.connect(lambda document: self.desk.reuse(document, self.spot))
        self.add_button.clicked.connect(self._pick)
        self.scan_button.clicked.connect(self.scan)
        self.paste_button.clicked.connect(self.paste)
        self.done_button.clicked.connect(self.accept)
        for signal in (self.files_dropped, self.zone.files_dropped):
            signal.connect(self._drop)
        paste = QKeySequence(QKeySequence.StandardKey.Paste)
        QShortcut(paste, self).activated.connect(self.paste)
        QShortcut(QKeySequence("E"), self).activated.connect(self.preview.ask_to_edit)
        w.undo_keys(self, self.desk.undo, self.desk.redo)

    # --- what is shown --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the row as it is now; a row that is no longer listed closes the dialog."""
        case = self.desk.case
        row = next((r for v in person_views(case) for r in v.rows if r.spot == self.spot), None)
        if row is None:
            self.accept()
            return
        files = row.item.documents
        if len(files) > self._count:
            self._index = len(files) - 1 if self._count else 0
        self._count = len(files)
        self._index = max(0, min(self._index, len(files) - 1))
        self._show_head(row)
        findings = findings_of(case, self.spot)
        told = [(f, is_confirmed(f, case.submission)) for f in findings]
        self.doubts.show_findings(told, pages=row.item.pages)
        self._editing = editing_at(case, row.item.material)
        papers = [Paper(d, case.facts_of(d), self._editing) for d in files]
        self.sheet.show_row(row, case)
        self.papers.show_papers(papers, self._index)
        self.files.setVisible(bool(files))
        self.reuse.show_case(case, self.spot)
        self.absence.setVisible(not files)
        self.absence.show_reason(self.acts.reason())
        self.left.setCurrentIndex(1 if files else 0)
        self._show_current()

    def _show_head(self, row: RowView) -> None:
        self.badge.set_status(*badge_of(row))
        hint, bad = hint_of(row)
        self._hint.setText(hint)
        self._hint.set_tone(Tone.BAD if bad else Tone.TEXT2)
        self._hint.setVisible(not row.doubts)

    def _show_current(self) -> None:
        files = self.acts.files()
        if not files:
            return
        document = files[self._index]
        self.preview.show_document(document, self.desk.case.facts_of(document), self._editing)
        self.up.setEnabled(self._index > 0)
        self.down.setEnabled(self._index < len(files) - 1)
        for button, words in ((self.up, "上移"), (self.down, "下移"), (self.remove, "移除")):
            button.setAccessibleName(f"{words}「{document.name}」")

    def _focus_first(self) -> None:
        target: QWidget = self.add_button
        if self.doubts.links:
            target = self.doubts.links[0]
        elif self.papers.tiles:
            target = self.papers.tiles[self._index]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place(self, place: Place) -> None:
        """Show the first page that a finding is about."""
        shas = [document.sha256 for document in self.acts.files()]
        if place.document in shas:
            self._index = shas.index(place.document)
            self.refresh()
            self.preview.show_page(place.pages[0] if place.pages else 0)

    # --- acts -----------------------------------------------------------------------------------

    def _turn(self, finding: Finding) -> None:
        self.show_place(finding.place)
        self.preview.ask_to_edit()

    def _choose(self, index: int) -> None:
        self._index = index
        self._show_current()

    def _move(self, index: int, to: int) -> None:
        self._index = to
        self.acts.move(index, to)

    def open_editor(self, page: int) -> Editor:
        """Edit a page of the chosen file."""
        editor = Editor(self, self.desk, self._material, self.spot, (self._index, page))
        editor.open()
        return editor

    def _pick(self) -> None:
        paths = pick_files(self, self.desk.session, f"添加：{self.windowTitle()}")
        if paths:
            self.desk.add_files(paths, self.spot)

    def _drop(self, paths: list[str]) -> None:
        self.desk.add_files([Path(p) for p in paths], self.spot)

    def scan(self) -> ScanDialog | None:
        """Scan into this row, or a page in the place of one of its files."""
        rows = (r for v in person_views(self.desk.case) for r in v.rows)
        row = next((r for r in rows if r.spot == self.spot), None)
        return open_scan(self, self.desk, row) if row is not None else None

    def paste(self) -> None:
        """Paste files or a picture into this row."""
        paste_into(self.desk, self.spot)

    def _set_drag(self, state: bool | None) -> None:
        super()._set_drag(state)
        self.zone.show_drag(state)
