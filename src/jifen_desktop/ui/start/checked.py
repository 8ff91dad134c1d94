"""What the check of the library found, in words, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.library.checking import CheckReport
from jifen_desktop.ui import widgets as w

_MUST, _NOTE = w.Severity.MUST, w.Severity.NOTE


class CheckedPage(QWidget):
    """`restore_asked` and `clean_asked` are the ways out."""

    restore_asked = Signal()
    clean_asked = Signal()

    def __init__(self, report: CheckReport) -> None:
        super().__init__()
        page = w.Page("检查资料库")
        page.add(w.PageHead("检查资料库", help_place="checked"))
        told = f"检查了 {report.entries} 份申报、{report.originals} 个证件文件"
        kind = w.BannerKind.OK if report.is_sound else w.BannerKind.BAD
        title = "全部完好" if report.is_sound else "有损坏或缺少的内容"
        page.add(w.Banner(kind, title, told), 16)
        found = list(lines(report))
        if found:
            card = w.ListCard()
            for severity, text, detail in found:
                card.add_row(w.FindingRow(severity, text, detail))
            page.add(card, 16)
        buttons = w.Flow(gap=12)
        if not report.is_sound:
            restore = w.SecondaryButton("从备份恢复…", height=40)
            restore.clicked.connect(lambda _checked=False: self.restore_asked.emit())
            buttons.add(restore)
        if report.unused:
            clean = w.SecondaryButton(f"删除 {len(report.unused)} 个没有用到的文件…", height=40)
            clean.clicked.connect(lambda _checked=False: self.clean_asked.emit())
            buttons.add(clean)
        page.add(buttons, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)


def lines(report: CheckReport) -> Iterator[tuple[w.Severity, str, str]]:
    """(how grave, what, what to do) of everything that was found."""
    if report.file_faults:
        yield _MUST, f"资料库的文件有 {report.file_faults} 处损坏", "从备份恢复。"
    for damaged in report.damaged:
        yield _MUST, f"申报 {damaged.name} 已损坏，打不开", "从备份恢复；别的申报不受影响。"
    if report.missing:
        what = f"{len(report.missing)} 个证件文件不见了"
        yield _MUST, what, "打开申报重新添加，或从另存的备份恢复。"
    if report.altered:
        what = f"{len(report.altered)} 个证件文件的内容变了"
        yield (
            _MUST,
            what,
            "程序没有改动过它们，可能是磁盘或别的程序造成的。重新添加，或从另存的备份恢复。",
        )
    if report.unused:
        what = f"{len(report.unused)} 个证件文件没有申报在用"
        yield _NOTE, what, "多半是恢复或修复之后留下的，不影响使用，占一些空间。"
    if report.mended:
        yield _NOTE, f"{report.mended} 个证件文件可以被改写，已重新设为只读", "不用做什么。"
