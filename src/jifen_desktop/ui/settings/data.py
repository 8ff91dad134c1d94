"""Where the library lies, how long documents stay, how large a mail may be."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.submission import MAIL_LIMIT
from jifen_desktop.files.where import shared_folder
from jifen_desktop.services.retention import CHOICES
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings.exchange import ExchangeCard
from jifen_desktop.ui.shared_place import HOW_TO_MOVE, SHARED

_BUDGET = (
    f"每个邮箱一封邮件的上限在“中心资料”里填，空着按 {MAIL_LIMIT} MB；"
    "超出时程序在看得清的范围内压缩图片，或分成几封。"
)


class DataPage(QWidget):
    """`centre_asked` leads to where the size of mails is set, `company_asked` to the companies."""

    centre_asked = Signal()
    company_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._desktop = Desktop()
        page = w.Page("资料与期限")
        page.add(w.PageHead("资料与期限", help_place="data"))
        page.add(self._folder())
        page.add(self._retention(), 16)
        budget = w.Card(w.body("邮件大小", bold=True), padding=16)
        budget.add(w.hint(_BUDGET), 2)
        link = w.LinkButton("到中心资料里填写")
        link.clicked.connect(lambda _checked=False: self.centre_asked.emit())
        budget.add(w.Flow(link), 8)
        page.add(budget, 16)
        self.exchange = ExchangeCard(session, self)
        page.add(self.exchange, 16)
        page.add(self._companies(), 16)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _folder(self) -> QWidget:
        root = self._session.library.root
        card = w.Card(w.body("资料库文件夹", bold=True), padding=16)
        card.add(w.body(str(root)), 4)
        shared = shared_folder(root)
        if shared is not None:
            card.add(w.Banner(w.BannerKind.WARN, *SHARED[shared], compact=True), 12)
        card.add(w.hint(HOW_TO_MOVE), 8)
        link = w.LinkButton("打开", icon="folder-open")
        link.setAccessibleName("打开资料库文件夹")
        link.clicked.connect(lambda _checked=False: self._desktop.open_folder(root))
        card.add(w.Flow(link), 8)
        return card

    def _companies(self) -> QWidget:
        names = [c.name for c in self._session.settings.companies if c.name]
        card = w.Card(w.body("单位", bold=True), padding=16)
        card.add(w.hint("、".join(names) if names else "还没有存过单位"), 2)
        link = w.LinkButton("到单位资料里填写")
        link.clicked.connect(lambda _checked=False: self.company_asked.emit())
        card.add(w.Flow(link), 8)
        return card

    def _retention(self) -> QWidget:
        days = self._session.settings.retention_days
        numbers = sorted({*CHOICES, days})
        options = [(str(n), f"导出后 {n} 天提醒" if n else "不提醒") for n in numbers]
        self.days = w.SelectField("证件保留多久", options)
        self.days.set_value(str(days))
        self.days.value_chosen.connect(self._set_days)
        card = w.Card(w.body("证件保留多久", bold=True), padding=16)
        card.add(w.hint("到期只提醒：先列出来，您确认了才删除；留下材料名称和校验值。"), 2)
        card.add(w.Flow(self.days), 12)
        self.state = w.hint("")
        self.state.hide()
        card.add(self.state, 4)
        return card

    def _set_days(self, value: str) -> None:
        error = self._session.save_settings(
            replace(self._session.settings, retention_days=int(value))
        )
        self.state.setText("没有保存：磁盘写不进去" if error else "已保存")
        self.state.show()
