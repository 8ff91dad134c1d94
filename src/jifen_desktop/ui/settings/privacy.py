"""Where the data is, and what happens to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.session import Session

_RULES = (
    ("不联网", "程序不联网，没有账号，也不发送统计。邮件由您用自己的邮箱发送。"),
    ("保存什么", "申报内容、放进来的证件文件的副本、单位资料和中心资料，都只保存在这台电脑里。"),
    ("原来的文件", "您选的照片和扫描件不会被改动、移动或删除。"),
    ("删除", "永久删除一份申报，会同时删除程序保存的副本；别的申报也在用的文件会留下。"),
    ("导出的文件", "导出的压缩包、邮件和标签由您保管，删除申报不会删除它们。"),
    (
        "更安全",
        "固态硬盘上的“粉碎”并不可靠，建议开启 BitLocker 或 FileVault；公用电脑上办完就删除申报和导出的文件夹。",
    ),
    ("身份证号码", "列表里只显示前 3 位和后 4 位，正在填写时才显示全部。"),
)


class PrivacyPage(QWidget):
    """Plain words and the real folders."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._desktop = Desktop()
        page = w.Page("隐私与数据")
        page.add(w.PageHead("隐私与数据", "所有资料只保存在这台电脑。"))
        places = w.ListCard()
        for name, path in (
            ("申报和证件副本", session.library.root),
            ("默认导出到", session.export_parent()),
        ):
            places.add_row(self._place(name, path))
        page.add(places, 20)
        rules = w.Card(gap=16)
        for title, text in _RULES:
            rules.add(w.Column(w.body(title, bold=True), w.body(text), gap=2))
        page.add(rules, 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _place(self, name: str, path: Path) -> QWidget:
        link = w.LinkButton("打开", icon="folder-open")
        link.clicked.connect(lambda _checked=False: self._open(path))
        return w.Row(name, str(path), action=link)

    def _open(self, path: Path) -> None:
        folder = path
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        self._desktop.open_folder(folder)
