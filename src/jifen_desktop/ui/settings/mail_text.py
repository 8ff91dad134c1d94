"""A district's mails in the user's own words: the template, its places, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from jifen_desktop.delivery.compose_mail import mail_body
from jifen_desktop.domain.ids import District
from jifen_desktop.domain.submission import Company
from jifen_desktop.messages import error_lines
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.mail_text import (
    CONTACT,
    DEFAULT,
    PLACES,
    has_place,
    template_problem,
)
from jifen_desktop.rulebook.sources import Sources
from jifen_desktop.services.mails import compose
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.centre_data import keep_centres
from jifen_desktop.ui.dialogs import PageDialog, resize_on_screen
from jifen_desktop.ui.session import Session

_PAUSE = 700
_LEAD = "花括号里的位置在写邮件时换成这份申报的内容；没有内容的那一行会自动去掉。标题按通知的格式，不在这里改。"
_SAMPLE = Company(
    name="上海样本信息技术有限公司",
    contact="王样本",
    phone="021-00000000",
    email="office@example.invalid",
)


class MailTextPage(QWidget):
    """Saved while it is typed, as far as it can be used."""

    def __init__(self, session: Session, district: District) -> None:
        super().__init__()
        self._session = session
        self._district = district
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        name = session.book.districts[district].name
        page = w.Page("邮件正文")
        page.add(w.PageHead(f"邮件正文 · {name}", _LEAD, help_place="mail"))
        self.editor = _text_box("邮件正文的写法", 320)
        self.editor.setPlainText(session.settings.centre(district).mail_text or DEFAULT)
        self.shown = _text_box("写出来的样子", 320)
        self.shown.setReadOnly(True)
        self.state = w.hint("")
        self.wrong = w.Banner(w.BannerKind.WARN, "", "", compact=True)
        self.reset = w.SecondaryButton("恢复默认", icon="rotate-ccw")
        self.reset.clicked.connect(lambda _checked=False: self._put_back())
        page.add(w.Flow(w.hint("插入位置："), *self._places(), gap=8), 16)
        page.add(w.TwoColumns(self._column("写法", self.editor), self._right(), 360), 12)
        page.add(self.wrong, 8)
        page.add(w.Flow(self.reset, self.state, gap=12), 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.editor.textChanged.connect(self._typed)
        self._timer.timeout.connect(self.apply)
        self._show()

    def _places(self) -> list[QWidget]:
        """A button for each place, which puts it where the cursor is."""
        found: list[QWidget] = []
        for name, about in PLACES:
            button = w.LinkButton(f"{{{name}}}", small=True)
            button.setAccessibleName(f"插入 {name}：{about}")
            button.setToolTip(about)
            button.clicked.connect(lambda _checked=False, name=name: self._insert(name))
            found.append(button)
        return found

    def _column(self, title: str, box: QPlainTextEdit) -> w.Column:
        return w.Column(w.hint(title), box, gap=4)

    def _right(self) -> w.Column:
        return self._column("写出来的样子", self.shown)

    def _insert(self, name: str) -> None:
        self.editor.insertPlainText(f"{{{name}}}")
        self.editor.setFocus()

    def _typed(self) -> None:
        self._show()
        self._timer.start()

    def _put_back(self) -> None:
        self.editor.setPlainText(DEFAULT)
        self.apply()
        w.announce(self, "已恢复默认的邮件正文")

    def template(self) -> str:
        """What is to be kept: nothing where it is the default's text."""
        text = self.editor.toPlainText().strip()
        return "" if text == DEFAULT.strip() else text

    def _show(self) -> None:
        """What comes of it, and what is wrong with it."""
        template = self.template()
        problem = template_problem(template)
        self.reset.setEnabled(bool(template))
        if not problem:
            self.shown.setPlainText(self._example(template))
        title, detail = (problem, "改好后自动保存") if problem else self._doubt(template)
        self.wrong.set_message(w.BannerKind.WARN, title, detail)
        self.wrong.setVisible(bool(title))

    def _doubt(self, template: str) -> tuple[str, str]:
        """Where the district wants the contact in the mail, and the text has no place for it."""
        rules = self._session.book.districts[self._district]
        if rules.contact_in_mail is None or has_place(template, CONTACT):
            return "", ""
        clause = clause_text(
            Sources(self._session.book, self._district).make(rules.contact_in_mail.source)
        )
        return f"中心要求邮件里写明单位联系方式（{clause}）", f"加上 {{{CONTACT}}}，或恢复默认"

    def _example(self, template: str) -> str:
        """The open case's first mail, or one of an example."""
        session = self._session
        if session.has_case and session.case.submission.district == self._district:
            picture = session.case.picture
            if picture.outputs.mails:
                centre = replace(picture.submission.centre, mail_text=template)
                submission = replace(picture.submission, centre=centre)
                context = replace(picture.context, submission=submission)
                return compose(context, picture.outputs.mails[0]).body
        people = [("张样本", ""), ("李样本", "")]
        names = [f"{name}.zip" for name, _ in people]
        return mail_body(_SAMPLE, "积分申请（新办）", people, names, template=template)

    def apply(self) -> None:
        """Keep what was typed, where it can be used."""
        self._timer.stop()
        template = self.template()
        kept = self._session.settings.centre(self._district)
        if template_problem(template) or template == kept.mail_text:
            return
        error = keep_centres(self._session, {self._district: replace(kept, mail_text=template)})
        saved = "已保存" if template else "已恢复默认"
        self.state.setText("。".join(error_lines(error)) if error else saved)

    def hideEvent(self, event: object) -> None:
        """Leaving the page keeps what was typed."""
        self.apply()


def _text_box(name: str, least: int) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setAcceptDrops(False)  # Qt would write a file's path into the text
    box.setAccessibleName(name)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(least)
    return box


def mail_text_dialog(session: Session, district: District, parent: QWidget) -> PageDialog:
    """The page in a dialog."""
    dialog = PageDialog(parent, "邮件正文", MailTextPage(session, district))
    resize_on_screen(dialog, dialog.width() + 120, dialog.height() + 60)
    return dialog
