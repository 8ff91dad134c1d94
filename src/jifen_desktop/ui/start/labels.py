"""Address labels of several submissions on one sheet: chosen from a list, shown, then printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.delivery.fonts import missing_characters
from jifen_desktop.delivery.label import label_text, labels_pdf
from jifen_desktop.domain.ids import LabelSize
from jifen_desktop.library.listed import Shelf
from jifen_desktop.messages import FINDINGS
from jifen_desktop.rulebook.words import LABEL_SIZE
from jifen_desktop.services.labels import Parcel, parcels
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.printing_preview import PrintPreview, show_preview
from jifen_desktop.ui.start.acts import LibraryActs

_LEAD = "一张 A4 排四张，或每张标签一页，按各份申报现在填写的内容。导出过、还没登记寄出的已经勾上。"
_NOTHING = "没有要用快递寄的申报。第一步选了快递的会列在这里，示例除外。"
_TOGETHER = LabelSize.A4_FOUR


class LabelSheets(LibraryActs):
    """Finds what has a label and prints what is chosen."""

    def show_list(self) -> None:
        """Look through the library, then list what was found."""
        session = self._session

        def work(report: Report) -> tuple[list[Parcel], str]:
            found = []
            for parcel in parcels(session.book, session.store, (Shelf.EXPORTED, Shelf.OPEN)):
                report.check()
                found.append(parcel)
            text = "".join(label_text(parcel.label) for parcel in found if parcel.label)
            return found, "".join(session.pool.run(missing_characters, text)) if text else ""

        self.run("正在找要寄的申报", work, self._show, "已停止")

    def _show(self, found: tuple[list[Parcel], str]) -> None:
        page = LabelsPage(*found)
        dialog = PageDialog(self._window, "几份申报的地址标签", page)
        page.preview_asked.connect(partial(self._preview, dialog))
        dialog.open()

    def _preview(self, dialog: QWidget, chosen: Sequence[Parcel], size: LabelSize) -> PrintPreview:
        labels = [parcel.label for parcel in chosen if parcel.label]
        pool = self._session.pool
        return show_preview(
            self._session, dialog, "地址标签", lambda: pool.run(labels_pdf, labels, size)
        )


class LabelsPage(QWidget):
    """`preview_asked(list of Parcel, LabelSize)` with those that are chosen; `missing` as of the fonts."""

    preview_asked = Signal(list, object)

    def __init__(self, found: Sequence[Parcel], missing: str = "") -> None:
        super().__init__()
        self._choices: list[tuple[Parcel, w.CheckLine]] = []
        page = w.Page("几份申报的地址标签")
        page.add(w.PageHead("几份申报的地址标签", _LEAD if found else "", help_place="labels"))
        if missing:
            title, remedy = FINDINGS["glyph_missing"]
            words = title.format(characters=missing)
            page.add(w.Banner(w.BannerKind.WARN, words, remedy, compact=True), 16)
        if found:
            self._fill(page, found)
        else:
            page.add(w.Card(w.body(_NOTHING), dashed=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _fill(self, page: w.Page, found: Sequence[Parcel]) -> None:
        rows = w.ListCard()
        for parcel in found:
            rows.add_row(self._row(parcel))
        page.add(rows)
        options = [(str(size), LABEL_SIZE[size]) for size in (_TOGETHER, *LabelSize)]
        self.paper = w.SelectField("标签的纸", list(dict(options).items()))
        self.paper.set_value(str(_TOGETHER))
        self.button = w.PrimaryButton("", icon="printer")
        self.button.clicked.connect(lambda _checked=False: self._ask())
        page.add(w.Flow(self.paper, self.button, gap=12), 16)
        self._count()

    def _row(self, parcel: Parcel) -> QWidget:
        if parcel.label is None:
            said = f"没有标签：{parcel.trouble}"
            return w.PickRow(
                parcel.title, f"{parcel.detail} · {said}" if parcel.detail else said, pickable=False
            )
        row = w.PickRow(parcel.title, parcel.detail)
        row.check.setAccessibleName(f"{parcel.title}，{parcel.detail}")
        row.check.setChecked(parcel.waits)
        row.check.toggled.connect(lambda _on: self._count())
        self._choices.append((parcel, row.check))
        return row

    def chosen(self) -> list[Parcel]:
        """What is ticked."""
        return [parcel for parcel, line in self._choices if line.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        self.button.set_caption(f"预览并打印 {count} 张标签" if count else "没有选中的申报")
        self.button.setEnabled(bool(count))

    def _ask(self) -> None:
        self.preview_asked.emit(self.chosen(), LabelSize(self.paper.value()))
