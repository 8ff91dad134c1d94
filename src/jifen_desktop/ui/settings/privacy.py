"""Where the data is, how much, how long, and what happens to it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.files.footprint import Footprint
from jifen_desktop.services.places import Kept, Place, measure, places
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.diagnosis import diagnosis_dialog
from jifen_desktop.ui.jobs import Done, Job, Report
from jifen_desktop.ui.session import Session

_RULES = (
    (
        "不上网",
        (
            "程序不上网，没有账号，也不发送统计。邮件由您用自己的邮箱发送。只有您要扫描时，才在本地网络里寻找扫描仪，"
            "并且只和您选的那一台通信。"
        ),
    ),
    ("原来的文件", "您选的照片和扫描件不会被改动、移动或删除；程序用的是自己的副本。"),
    (
        "删除",
        (
            "删除的申报先放进“最近删除”，30 天后或由您永久删除时，连同证件副本一起删掉；别的申报也在用的文件会留下。"
            "自动备份里可能还有它填写的内容，删除后会说明，并可以一起删掉。"
        ),
    ),
    ("导出的文件", "导出的压缩包、邮件和标签由您保管，删除申报不会删除它们。"),
    ("日志", "只有事件、数量、用时和错误代码，没有姓名、号码、单位、文件名和路径。"),
    (
        "更安全",
        (
            "资料库没有加密：能用您的账户登录这台电脑的人，就能看到它。建议开启 BitLocker 或 FileVault；"
            "固态硬盘上的“粉碎”并不可靠。公用电脑上办完就删除申报和导出的文件夹。"
        ),
    ),
    ("身份证号码", "列表里只显示前 3 位和后 4 位，正在填写时才显示全部。"),
)
_PLACES = {
    Place.ENTRIES: ("申报内容和导出记录", "一直保留到您删除"),
    Place.ORIGINALS: ("证件文件的副本", "随申报一起删除"),
    Place.BACKUPS: (
        "自动备份",
        "每天一份，不含证件图片；保留最近 3 份、7 天内每天、4 周内每周、12 个月内每月各一份",
    ),
    Place.SETTINGS: ("单位资料、中心资料和设置", "一直保留"),
    Place.LOGS: ("日志", "最多 1 MB，旧的自动清除"),
    Place.EXPORTS: ("默认导出到", "由您保管，程序不删除"),
}


class PrivacyPage(QWidget):
    """Plain words and the real folders; their sizes are counted in a job whenever the page is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._desktop = Desktop()
        self._job: Job | None = None
        self.rows: dict[Place, w.Row] = {}
        page = w.Page("隐私与数据")
        page.add(w.PageHead("隐私与数据", "所有资料只保存在这台电脑。", help_place="privacy"))
        card = w.ListCard()
        for kept in places(session.library, session.export_parent()):
            card.add_row(self._row(kept))
        page.add(card)
        rules = w.Card(gap=16)
        for title, text in _RULES:
            rules.add(w.Column(w.body(title, bold=True), w.body(text), gap=2))
        page.add(rules, 16)
        told = w.SecondaryButton("查看诊断信息…", icon="file-text")
        told.clicked.connect(lambda _checked=False: diagnosis_dialog(session, self).open())
        page.add(w.Flow(told), 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _row(self, kept: Kept) -> QWidget:
        name, _ = _PLACES[kept.place]
        link = w.LinkButton("打开", icon="folder-open")
        link.clicked.connect(lambda _checked=False: self._open(kept.folder))
        row = w.Row(name, _about(kept, None), tall=True)
        row.add_link(link)
        row.setToolTip(str(kept.folder))
        self.rows[kept.place] = row
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.count()

    def count(self) -> None:
        """Count anew, unless that is under way."""
        if self._job is not None:
            return
        wanted = places(self._session.library, self._session.export_parent())

        def work(report: Report) -> list[tuple[Kept, Footprint]]:
            return [(kept, measure(kept, report.check)) for kept in wanted]

        self._job = self._session.quiet.make(work)
        self._job.ended.connect(self._counted)
        self._job.start()

    def _counted(self, outcome: object) -> None:
        self._job = None
        if isinstance(outcome, Done):
            for kept, found in outcome.value:
                self.rows[kept.place].set_hint(_about(kept, found))

    def _open(self, path: Path) -> None:
        folder = path
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        self._desktop.open_folder(folder)


def _about(kept: Kept, found: Footprint | None) -> str:
    """The size, how long it is kept, and the folder."""
    size = "正在计算大小" if found is None else _size_words(found)
    return f"{size} · {_PLACES[kept.place][1]} · {kept.folder}"


def _size_words(found: Footprint) -> str:
    if not found.files:
        return "还没有"
    size = found.size / (1 << 20)
    told = f"{size / 1024:.1f} GB" if size >= 1024 else f"{size:.1f} MB"
    return f"{told}，{found.files} 个文件" if size >= 0.1 else f"{found.files} 个小文件"
