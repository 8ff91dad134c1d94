"""The right column: where files are dropped, how heavy the mail gets, and a word about phones."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.services.facts import Picture
from jifen_desktop.services.size import ATTACHMENT_LIMIT, archive_size
from jifen_desktop.ui import widgets as w

_PHONE = "照片在手机里？用微信「文件传输助手」发原图，或用数据线传到电脑。"
_ZONE = "拖到某一行，就放进那一项\n照片、扫描件、PDF 都可以"


class Aside(QWidget):
    """`pick_asked` and `paste_asked` come from the buttons; drops go to `zone.files_dropped`."""

    pick_asked = Signal()
    paste_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.zone = w.DropZone("把文件拖到这里", _ZONE)
        self.pick_button = w.SecondaryButton("添加文件", icon="folder-open")
        self.pick_button.clicked.connect(self.pick_asked)
        self.paste_button = w.SecondaryButton("粘贴", icon="clipboard-paste")
        self.paste_button.clicked.connect(self.paste_asked)
        for button in (self.pick_button, self.paste_button):
            self.zone.add_button(button)
        self.size_card = _SizeCard()
        phone = w.Line(w.Icon("smartphone"))
        phone.add(w.hint(_PHONE), stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.zone, self.size_card, phone):
            column.addWidget(part)
        column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _SizeCard(w.Card):
    """The heaviest mail of this submission against what mailboxes usually take."""

    def __init__(self) -> None:
        super().__init__(padding=16, gap=8)
        self._title = w.body("", bold=True)
        self._meter = w.Meter("附件大小")
        self._words = w.body("")
        self.add(self._title)
        self.add(self._meter, 12)
        self.add(self._words, 12)
        self.add(w.hint("按 QQ、163 邮箱上限，中心未说明"), 4)

    def show_picture(self, picture: Picture) -> None:
        """Show the heaviest mail; hidden where nothing goes by mail."""
        sizes = {a.name: archive_size(picture.context, a) for a in picture.outputs.archives}
        mails = [
            (sum(sizes.get(name, 0) for name in mail.attachments), mail.number)
            for mail in picture.outputs.mails
        ]
        self.setVisible(bool(mails))
        if not mails:
            return
        size, number = max(mails)
        several = len(mails) > 1
        self._title.setText(f"第 {number} 封邮件的附件" if several else "整封邮件的附件")
        over = size > ATTACHMENT_LIMIT
        self._meter.setRange(0, ATTACHMENT_LIMIT >> 10)
        self._meter.setValue(min(size, ATTACHMENT_LIMIT) >> 10)
        self._meter.set_bad(over)
        limit = ATTACHMENT_LIMIT >> 20
        words = f"约 {size / (1 << 20):.1f} / {limit} MB"
        if over:
            words = f"约 {size / (1 << 20):.1f} MB，超过 {limit} MB，分开发送或改用快递"
        elif several:
            words += f"，{len(mails)} 封里最大"
        self._words.setText(words)
        self._meter.setAccessibleName(f"附件大小：{words}")
