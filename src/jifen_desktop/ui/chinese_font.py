"""A font for Chinese where the system has none, as on a bare Linux: the one that the printed sheets use."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from jifen_desktop.delivery.fonts import built_in_font
from jifen_desktop.ui import theme
from jifen_desktop.ui.jobs import Done
from jifen_desktop.ui.session import Session


def add_chinese_font(session: Session) -> None:
    """Fetch the font from a worker, which imports PyMuPDF anyway, and show everything in it."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    pool = session.pool
    job = session.quiet.make(lambda _report: pool.run(built_in_font))
    job.ended.connect(_show)
    job.start()


def add_chinese_font_now() -> None:
    """The same without a session, for a start that says one thing and ends: there is nothing to keep waiting."""
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        _show(Done(built_in_font()))


def _show(outcome: object) -> None:
    if isinstance(outcome, Done):
        number = QFontDatabase.addApplicationFontFromData(outcome.value)
        theme.manager().add_families(QFontDatabase.applicationFontFamilies(number))
