"""The quiet line through the sample: what each step shows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.flow.step import Step
from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, Space

_SHOWN: Final = {
    Step.PAIR: "选好区和业务，右边就是这样办的办法；每一条都写着出自通知的哪一条。",
    Step.PEOPLE: "单位和申请人填一次就够，号码、日期当场核对。这里的人名和号码都是虚构的。",
    Step.EDUCATION: "勾选学历，右边立刻列出这份学历要交哪几样证书和报告。",
    Step.MATERIALS: "把照片、扫描件、PDF 拖进来，会自动认出是哪一项；点一项可以看每一页，转正、裁边。",
    Step.REVIEW: "导出前看一遍：要您确认的，和会导出的每一页。收件地址没有人向中心问过，所以留着没有确认。",
    Step.EXPORT: "导出会写到一个新文件夹，名字以“示例”开头；邮件只写成草稿，不会发出。",
}
_FINISHED: Final = "导出好了：打开所在文件夹，看看压缩包、邮件草稿和标签。看完可以删除示例。"
_GO_ON: Final = "按右下角的按钮到下一步。"


class Tour(QWidget):
    """Hidden until a sample is opened, and there until it is put away; `delete_asked`."""

    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._is_on = False
        self.words = w.hint("")
        away = w.LinkButton("收起", small=True)
        away.setAccessibleName("收起示例的说明")
        away.clicked.connect(self.end)
        delete = w.LinkButton("删除示例", small=True)
        delete.clicked.connect(self.delete_asked)
        line = w.Line(w.Icon("book-open", "accent", Size.ICON_ROW), gap=12)
        line.add(self.words, stretch=1)
        line.add(away)
        line.add(delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MARGIN, Space.GAP, Space.MARGIN, Space.STEP)
        column.addWidget(line)
        self.hide()

    def begin(self, case: Case, step: Step) -> None:
        """Be there from now on."""
        self._is_on = True
        self.show_step(case, step)

    def end(self) -> None:
        """Be away: put away, or another case is open."""
        self._is_on = False
        self.hide()

    def show_step(self, case: Case, step: Step) -> None:
        """What this step of the sample shows."""
        number = list(Step).index(step) + 1
        finished = step is Step.EXPORT and case.entry.exported is not None
        told = _FINISHED if finished else _SHOWN[step]
        go_on = _GO_ON if step is Step.PAIR else ""
        self.words.setText(f"示例 · 第 {number}/{len(Step)} 步　{told}{go_on}")
        self.setVisible(self._is_on)
