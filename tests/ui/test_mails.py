"""The mails before and after an export, and a district's text in the user's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Centre
from jifen_desktop.library.settings import load_settings
from jifen_desktop.rulebook.mail_text import DEFAULT
from jifen_desktop.services.facts import Picture, look_at
from jifen_desktop.services.mails import compose
from jifen_desktop.ui.settings import CentrePage
from jifen_desktop.ui.settings.mail_text import MailTextPage
from jifen_desktop.ui.wizard.pages.export.mail_page import MailPage
from tests import pictures
from tests.review.making import complete, context_of
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
OWN = "尊敬的老师：\n\n{我单位}报送{业务}。\n\n{附件}"


def picture_of(district: District, *, mailboxes: bool = True, template: str = "") -> Picture:
    """A submission with education papers, as it would be exported."""
    submission = complete(district, Service.NEW, Level.BACHELOR)
    centre = submission.centre if mailboxes else Centre()
    submission = replace(submission, centre=replace(centre, mail_text=template))
    context = context_of(submission)
    return look_at(context.book, submission, context.facts)


Show = Callable[..., MailPage]


@pytest.fixture
def show(qtbot: QtBot, qapp: QApplication) -> Show:
    """Show a page of mails."""
    pictures.dress(qapp)

    def shown(picture: Picture, **more: object) -> MailPage:
        page = MailPage(picture, **more)  # type: ignore[arg-type]
        qtbot.addWidget(page)
        page.resize(1000, 900)
        page.show()
        pictures.settle(page)
        return page

    return shown


def words_on(root: QWidget) -> str:
    """Every visible word of a page."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def button(root: QWidget, name: str) -> QPushButton:
    """The visible button of that text or accessible name."""
    (found,) = (
        b
        for b in root.findChildren(QPushButton)
        if b.isVisible() and name in (b.text(), b.accessibleName())
    )
    return found


def test_every_part_of_a_mail_is_copied_as_it_is_sent(show: Show) -> None:
    picture = picture_of(District.MINHANG, template=OWN)
    (mail,) = picture.outputs.mails
    page = show(picture)
    copied: list[str] = []
    page.copy_asked.connect(copied.append)
    for key in ("收件人", "标题", "正文", "附件名"):
        button(page, f"复制{key}").click()
    body = compose(picture.context, mail).body
    assert body.startswith(
        "尊敬的老师：\n\n我单位（上海样本信息技术有限公司）报送积分申请（新办）。"
    )
    assert copied == [mail.to, mail.subject, body, "\n".join(mail.attachments)]
    said = words_on(page)
    assert "整封邮件" in said
    assert "只用本单位固定的邮箱" not in said
    assert button(page, "已复制附件名").isVisible()


def test_jingans_word_document_goes_to_its_own_mailbox_from_the_one_sender(show: Show) -> None:
    picture = picture_of(District.JINGAN)
    page = show(picture, written=True)
    drafts: list[str] = []
    page.draft_asked.connect(drafts.append)
    for mail, mailbox in zip(
        picture.outputs.mails,
        ("points@example.invalid", "education_word@example.invalid"),
        strict=True,
    ):
        page.choice.value_chosen.emit(str(mail.number))
        pictures.settle(page)
        said = words_on(page)
        assert f"{mailbox}（" in said
        assert mail.subject in said
        assert mail.attachments[0] in said
        assert "只用本单位固定的邮箱 office@example.invalid 发送" in said
        assert "静安区·温馨提示1 [71]" in said
        assert "苹果「邮件」可能只能查看" in said
        button(page, "打开邮件草稿").click()
    assert drafts == [mail.eml for mail in picture.outputs.mails]
    assert "学历附件的图片已按要求放在这个 Word 文档里" in words_on(page)


def test_a_mailbox_that_nobody_knows_is_asked_for(show: Show) -> None:
    page = show(picture_of(District.XUHUI, mailboxes=False))
    asked: list[bool] = []
    page.mailbox_asked.connect(lambda: asked.append(True))
    assert "收件人还没填写" in words_on(page)
    button(page, "填写邮箱：收件人还没填写").click()
    assert asked == [True]


# --- the text -------------------------------------------------------------------------------------


def text_page(shell: Shell, district: District) -> MailTextPage:
    """The dialog's page, opened from the district's data."""
    shell.window.start.show_page("centre")
    page = shell.window.start.stack.currentWidget()
    assert isinstance(page, CentrePage)
    page._choose(district)
    shell.click("改写邮件正文…")
    (found,) = shell.window.findChildren(MailTextPage)
    return found


def kept(shell: Shell, district: District) -> str:
    """The text as it lies on the disk."""
    return load_settings(shell.session.library.settings_path)[0].centre(district).mail_text


def test_a_districts_text_is_changed_and_put_back(shell: Shell) -> None:
    page = text_page(shell, District.BAOSHAN)
    assert page.editor.toPlainText() == DEFAULT
    assert not page.reset.isEnabled()
    page.editor.setPlainText(OWN)
    page.apply()
    shell.settle()
    assert kept(shell, District.BAOSHAN) == OWN
    assert kept(shell, District.HONGKOU) == ""
    assert "我单位（上海样本信息技术有限公司）2 人报送" in page.shown.toPlainText()
    assert "中心要求邮件里写明单位联系方式（宝山区·温馨提示1 [52]）" in words_on(page)
    shell.click("插入 联系方式：单位的联系人、电话、邮箱", page)
    shell.settle()
    assert not page.wrong.isVisible()
    shell.click("恢复默认", page)
    assert page.editor.toPlainText() == DEFAULT
    assert kept(shell, District.BAOSHAN) == ""


def test_a_text_that_can_not_be_used_is_told_and_not_kept(shell: Shell) -> None:
    page = text_page(shell, District.XUHUI)
    page.editor.setPlainText("{姓名}您好")
    page.apply()
    shell.settle()
    assert "没有 {姓名} 这个位置" in words_on(page)
    assert kept(shell, District.XUHUI) == ""


def test_the_open_case_takes_the_text_over(shell: Shell) -> None:
    session = shell.session
    shell.window.act("new")
    session.change(replace(session.case.submission, district=District.MINHANG))
    page = MailTextPage(session, District.MINHANG)
    shell.qtbot.addWidget(page)
    page.editor.setPlainText(OWN)
    page.apply()
    assert session.case.submission.centre.mail_text == OWN
