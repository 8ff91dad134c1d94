"""The right column: where files are dropped, what needs the seal, how heavy the mail gets, what a copier scanned."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.mail_meter import MailMeters
from jifen_desktop.ui.wizard.pages.materials.copier import CopierCard
from jifen_desktop.ui.wizard.pages.materials.stamping import StampCard
from jifen_desktop.ui.wizard.slot import Slot

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
        self.copier_card = CopierCard()
        self.stamp_card = StampCard()
        self.size_card = _SizeCard()
        phone = w.Line(w.Icon("smartphone"))
        phone.add(w.hint(_PHONE), stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.zone, self.stamp_card, self.size_card, self.copier_card, phone):
            column.addWidget(part)
        column.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _SizeCard(w.Card):
    """How much of each mail is used, against what its mailbox takes."""

    def __init__(self) -> None:
        super().__init__(padding=16, gap=8)
        self._mails = Slot()
        self.add(w.body("邮件大小", bold=True))
        self.add(self._mails, 12)

    def show_picture(self, picture: Picture) -> None:
        """Show the mails; hidden where nothing goes by mail."""
        mails = picture.outputs.mails
        self.setVisible(bool(mails))
        self._mails.put(MailMeters(picture) if mails else None)
