"""The mails of an export one at a time, whole: what to copy where, what is attached, what to mind."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import MAILBOX
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.mails import attachment_sizes, compose
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.services.size import size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.mail_meter import size_words, whose_mail
from jifen_desktop.ui.wizard.pages.export.copying import CopyRows

EML_HINT = (
    "邮件草稿（.eml）：Outlook 经典版、Thunderbird 可以直接编辑，苹果「邮件」可能只能查看；"
    "用别的邮件程序或网页邮箱时，照上面的文字新写一封。"
)
_UNSENT = f"导出以后，文件夹里有这些文字和邮件草稿。{EML_HINT}"


class MailPage(QWidget):
    """`copy_asked(text)`, `mailbox_asked`, `wording_asked`, `draft_asked(name of the .eml)`."""

    copy_asked = Signal(str)
    mailbox_asked = Signal()
    wording_asked = Signal()
    draft_asked = Signal(str)

    def __init__(self, picture: Picture, number: int = 1, *, written: bool = False) -> None:
        super().__init__()
        self._picture = picture
        self._written = written
        self._copying = CopyRows(self.copy_asked.emit)
        mails = picture.outputs.mails
        page = w.Page("邮件")
        page.add(
            w.PageHead("邮件", f"共 {len(mails)} 封，照这里的文字新写一封也一样", help_place="mail")
        )
        self.choice = w.SelectField("看哪一封", [(str(m.number), _title(m)) for m in mails])
        self.choice.set_value(str(number))
        self.choice.value_chosen.connect(lambda value: self.show_mail(int(value)))
        self.choice.setVisible(len(mails) > 1)
        page.add(w.Flow(self.choice), 16)
        self._body = w.Replaced()
        page.add(self._body, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.show_mail(number)

    def show_mail(self, number: int) -> None:
        """Show one of them."""
        mails = self._picture.outputs.mails
        mail = next((m for m in mails if m.number == number), mails[0])
        self._copying = CopyRows(self.copy_asked.emit)
        column = w.Column(gap=12)
        if (source := fixed_sender(self._picture)) is not None:
            column.add(self._sender(source))
        card = w.ListCard()
        for row in self._rows(mail):
            card.add_row(row)
        column.add(card)
        column.add(w.section(f"附件 {len(mail.attachments)} 个"))
        column.add(self._attachments(mail), 8)
        column.add(self._acts(mail))
        column.add(w.hint(EML_HINT if self._written else _UNSENT), 8)
        column.add_stretch()
        self._body.show_widget(column)

    def _sender(self, source: Source) -> QWidget:
        """静安 takes mail from one mailbox of a company only."""
        own = self._picture.submission.company.email or "（还没填写）"
        title = f"只用本单位固定的邮箱 {own} 发送，中心不收其他邮箱发来的"
        return w.Banner(w.BannerKind.WARN, title, clause_text(source), compact=True)

    def _rows(self, mail: MailOut) -> Iterator[QWidget]:
        body = compose(self._picture.context, mail).body
        if mail.to:
            yield self._copying.row("收件人", mail.to, f"{mail.to}（{mailbox_words(mail)}）")
        else:
            link = w.LinkButton("填写邮箱")
            link.clicked.connect(self.mailbox_asked)
            yield w.Row(
                "收件人还没填写", f"{mailbox_words(mail)}，通知里已缺失，先向中心问到", action=link
            )
        yield self._copying.row("标题", mail.subject)
        yield self._copying.row("正文", body, body.strip())

    def _attachments(self, mail: MailOut) -> QWidget:
        sizes = attachment_sizes(self._picture.context, self._picture.outputs)
        card = w.ListCard()
        for name in mail.attachments:
            icon = "file-text" if mail.education_word else "file-archive"
            card.add_row(w.FileRow(name, "", size_text(sizes[name]), icon=icon))
        names = "\n".join(mail.attachments)
        card.add_row(self._copying.row("附件名", names, "每行一个，写完邮件时对照"))
        tone = w.body(f"整封邮件{size_words(mail)}")
        card.add_row(w.CardFooter(tone, padding=16, vertical=8))
        return card

    def _acts(self, mail: MailOut) -> QWidget:
        wording = w.LinkButton("改写正文…", icon="pencil")
        wording.clicked.connect(self.wording_asked)
        if not self._written:
            return w.Flow(wording)
        draft = w.SecondaryButton("打开邮件草稿", icon="mail")
        draft.clicked.connect(lambda _checked=False: self.draft_asked.emit(mail.eml))
        return w.Flow(draft, wording, gap=12)


def mailbox_words(mail: MailOut) -> str:
    """What the mailbox is for."""
    return MAILBOX[mail.purpose] if mail.purpose else "中心邮箱"


def fixed_sender(picture: Picture) -> Source | None:
    """The clause by which the centre takes mail from one fixed mailbox only."""
    conditions = picture.plans.base.conditions
    return next((c.source for c in conditions if c.code == "fixed_sender"), None)


def _title(mail: MailOut) -> str:
    return f"第 {mail.number} 封 · {whose_mail(mail)}"
