"""The mails of an export as texts to copy."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.services.facts import Picture
from jifen_desktop.services.mails import compose
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.wizard.mail_meter import size_words
from jifen_desktop.ui.wizard.pages.export.copying import CopyRows
from jifen_desktop.ui.wizard.pages.export.mail_page import mailbox_words

_PREVIEW = 60


class MailsCard(w.ListCard):
    """Recipient, subject and text of every mail, each with 复制; several mails fold.

    `copy_asked(str)` carries a text, `mailbox_asked` asks for the centre's mailboxes, `whole_asked(number)` for a mail
    with all of its text.
    """

    copy_asked = Signal(str)
    mailbox_asked = Signal()
    whole_asked = Signal(int)

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        mails = picture.outputs.mails
        self._copying = CopyRows(self.copy_asked.emit)
        for mail in mails:
            rows = self._parts(mail, picture)
            if len(mails) > 1:
                self._add_header(mail, rows)
            for row in rows:
                row.setVisible(mail is mails[0])
                self.add_row(row)

    def _add_header(self, mail: MailOut, rows: list[QWidget]) -> None:
        names = "、".join(name for name, _ in mail.people)
        what = "学历 Word 文档" if mail.education_word else f"附件 {len(mail.attachments)} 个"
        header = w.GroupHeader(f"第 {mail.number} 封", f"{names} · {what}", folded=mail.number > 1)

        def fold(folded: bool) -> None:
            for row in rows:
                row.setVisible(not folded)

        header.folded_changed.connect(fold)
        self.add_row(header)

    def _parts(self, mail: MailOut, picture: Picture) -> list[QWidget]:
        body = body_of(mail, picture)
        return [
            self._recipient(mail),
            self._copying.row("标题", mail.subject),
            self._copying.row("正文", body, preview=_shortened(body)),
            _plain("附件", "、".join(mail.attachments)),
            self._size(mail),
        ]

    def _size(self, mail: MailOut) -> QWidget:
        """How large it is, and the way to all of it."""
        row = _plain("大小", size_words(mail))
        link = w.LinkButton("看全文", icon="eye")
        link.setAccessibleName(f"看全文：第 {mail.number} 封邮件")
        link.clicked.connect(lambda _checked=False: self.whole_asked.emit(mail.number))
        row.row.addWidget(link)
        return row

    def _recipient(self, mail: MailOut) -> QWidget:
        if mail.to:
            return self._copying.row(
                "收件人", mail.to, preview=f"{mail.to}（{mailbox_words(mail)}）"
            )
        link = w.LinkButton("填写邮箱")
        link.clicked.connect(self.mailbox_asked)
        told = f"{mailbox_words(mail)}，通知里已缺失，先向中心问到"
        return w.Row("收件人还没填写", told, action=link)


def body_of(mail: MailOut, picture: Picture) -> str:
    """The mail's text as the export wrote it."""
    return compose(picture.context, mail).body


def _plain(key: str, value: str) -> w.RowBase:
    """A named text that nobody copies, in the columns of those that are."""
    row = w.RowBase(Size.ROW_QUIET, vertical=8)
    name = w.Label(key, TextRole.BODY, Tone.TEXT2, wrap=False)
    name.set_least_width(52)
    name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    row.row.addWidget(name)
    row.add_words(w.body(value))
    return row


def _shortened(text: str) -> str:
    """The beginning in one line."""
    line = "".join(part.strip() for part in text.splitlines())
    return line if len(line) <= _PREVIEW else f"{line[:_PREVIEW]}…"
