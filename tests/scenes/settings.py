"""Settings, help and messages."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import District, Purpose
from jifen_desktop.domain.submission import Centre
from jifen_desktop.library.listed import Shelf
from jifen_desktop.services.shelf import Sought, find
from jifen_desktop.ui.about import about_dialog
from jifen_desktop.ui.diagnosis import crash_dialog
from jifen_desktop.ui.dialogs import Message, PageDialog
from jifen_desktop.ui.licences import LicencesDialog
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings import CentrePage, SettingsDialog
from jifen_desktop.ui.settings.mail_text import mail_text_dialog
from jifen_desktop.ui.shortcuts import shortcuts_dialog
from jifen_desktop.ui.start.retaining import RetentionPage
from jifen_desktop.ui.window import MainWindow
from jifen_desktop.ui.wizard.pages.people.known import KnownPage
from tests.pictures import scene
from tests.scenes.windows import make_window
from tests.support.cases import open_new
from tests.support.shelves import company, fill_shelf


@scene("settings-company")
def company_page() -> QWidget:
    """The default company."""
    window, session, _folder = make_window()
    first, other = company("上海样本信息技术有限公司"), company("上海示范贸易有限公司")
    session.save_settings(replace(session.settings, company=other).with_default(first))
    window.start.show_page("company")
    return window


@scene("settings-centre")
def centre() -> QWidget:
    """A centre's data, one mailbox wrong."""
    window, session, _folder = make_window()
    kept = Centre(mailboxes=((Purpose.POINTS, "points@example.com"),), phone="021-00000000")
    session.save_settings(session.settings.with_centre(District.XUHUI, kept))
    window.start.show_page("centre")
    page = window.start.stack.currentWidget()
    assert isinstance(page, CentrePage)
    field = page.fields.rows["mailbox.education"].field
    field.setText("不是邮箱")  # type: ignore[attr-defined]
    page.apply()
    return window


@scene("settings-mail-text")
def mail_text() -> QWidget:
    """The mail's text in the user's own words, without what the centre asks for."""

    def make(window: MainWindow, session: Session) -> QWidget:
        own = "老师好：\n\n{我单位}报送{业务}的材料。\n\n{申请人}\n\n{附件}\n\n谢谢！"
        session.save_settings(session.settings.with_centre(District.BAOSHAN, Centre(mail_text=own)))
        return mail_text_dialog(session, District.BAOSHAN, window)

    return _with_window(make)


@scene("settings-privacy")
def privacy() -> QWidget:
    """Where the data is."""
    window, _session, _folder = make_window()
    window.start.show_page("privacy")
    return window


def _with_window(make: object) -> QWidget:
    """A dialog that takes its window along."""
    window, session, _folder = make_window()
    assert callable(make)
    dialog = make(window, session)
    assert isinstance(dialog, QWidget)
    dialog.destroyed.connect(window.deleteLater)
    return dialog


@scene("settings-look")
def look() -> QWidget:
    """The settings as a dialog."""
    return _with_window(lambda window, session: SettingsDialog(session, window))


@scene("shortcuts")
def shortcuts() -> QWidget:
    """快捷键"""
    return _with_window(lambda window, _session: shortcuts_dialog(window))


@scene("about", as_it_is=True)
def about() -> QWidget:
    """关于"""
    return _with_window(lambda window, session: about_dialog(session, window))


@scene("licences")
def licences() -> QWidget:
    """The program's licence and those of others."""

    def make(window: MainWindow, session: Session) -> QWidget:
        dialog = LicencesDialog(session, window)
        while dialog.names.count() == 0:
            QTest.qWait(10)
        return dialog

    return _with_window(make)


@scene("message", as_it_is=True)
def message() -> QWidget:
    """A question before something that can't be undone."""
    return _with_window(
        lambda window, _session: Message(
            window,
            "永久删除 1 份申报和其中 27 个证件文件？",
            "“上海样本”的内容和程序保存的副本会一起删除，之后无法恢复。",
            act="永久删除",
            other="保留",
        )
    )


@scene("settings-data")
def data() -> QWidget:
    """Where the library lies and how long documents stay."""
    return _with_window(lambda window, session: SettingsDialog(session, window, "data"))


@scene("diagnosis")
def diagnosis() -> QWidget:
    """What helps to find a fault, before it is copied."""
    return _with_window(lambda window, _session: crash_dialog("jifen-desktop 0.1.0", window))


@scene("retention")
def retention() -> QWidget:
    """Documents that were exported long ago."""

    def make(window: MainWindow, session: Session) -> QWidget:
        fill_shelf(session, session.library.root.parent, exported=3)
        cases = find(session.store, Shelf.EXPORTED, Sought(), 10).cases
        return PageDialog(window, "到期的证件", RetentionPage(cases, session.today))

    return _with_window(make)


@scene("known-people")
def known_people() -> QWidget:
    """People of earlier submissions."""

    def make(window: MainWindow, session: Session) -> QWidget:
        fill_shelf(session, session.library.root.parent, exported=0)
        open_new(session)
        return PageDialog(window, "以前的申请人", KnownPage(session))

    return _with_window(make)
