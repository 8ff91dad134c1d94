"""The window's program: one application, one theme, one session; closed without a trace."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from jifen_desktop import __version__
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.journal import Event
from jifen_desktop.files.lock import FolderLock
from jifen_desktop.library.place import Library, library_root
from jifen_desktop.messages import error_lines
from jifen_desktop.resources import resource_path
from jifen_desktop.ui import theme
from jifen_desktop.ui.afterwards import afterwards
from jifen_desktop.ui.application import Application
from jifen_desktop.ui.crash import CrashGuard
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.first_paint import AfterFirstPaint
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.widgets import FocusRing
from jifen_desktop.ui.window import MainWindow

NAME = "居住证积分材料助手"


def run_window(today: date, file: Path | None = None) -> int:
    """Open the window, with a file, and run until it is closed. Raises JifenError where the library can't be used.

    A second start on the same library brings the first window forward and hands it the file; where that doesn't
    answer (another computer, another user), it says so and raises LIBRARY_IN_USE.
    """
    app = make_application()
    library = Library(library_root())
    lock = FolderLock(library.root)
    try:
        lock.acquire()
    except JifenError as error:
        if error.code == Code.LIBRARY_IN_USE and _handed_over(library, file):
            return 0
        theme.install(app)
        _tell(app, error)
        raise
    try:
        return _run(app, library, today, file)
    finally:
        lock.release()


def make_application() -> QApplication:
    """The application with its names and Qt's own texts in Chinese."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else Application(sys.argv[:1])
    app.setApplicationName("jifen-desktop")
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("jifen-desktop")
    app.setWindowIcon(QIcon(str(resource_path("look", "app.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", texts):
        app.installTranslator(translator)
    return app


def _handed_over(library: Library, file: Path | None) -> bool:
    from jifen_desktop.ui.single import call_first_window

    return call_first_window(library.root, file)


def _run(app: QApplication, library: Library, today: date, file: Path | None) -> int:
    session = Session(library, today)
    session.journal.note(Event.STARTED)
    dress(app, session)
    ring = FocusRing(app)
    window = MainWindow(session)
    if isinstance(app, Application):
        app.file_asked.connect(window.come_forward)
    guard = CrashGuard(session, window)
    guard.install()
    window.show()
    AfterFirstPaint(window, afterwards(session, library, window, file))
    try:
        return app.exec()
    finally:
        guard.remove()
        ring.deleteLater()
        session.journal.note(Event.ENDED)
        session.close()
        gc.enable()  # no thread is left that could meet the window's objects


def dress(app: QApplication, session: Session) -> None:
    """Give the application the theme of the settings."""
    settings = session.settings
    known = settings.theme in set(SchemeChoice)
    choice = SchemeChoice(settings.theme) if known else SchemeChoice.SYSTEM
    theme.install(app, choice, text_scale=min(2.0, max(1.0, settings.text_scale)))


def _tell(app: QApplication, error: JifenError) -> None:
    """One message, where somebody can see and close it."""
    if app.platformName() in ("offscreen", "minimal"):
        return
    from jifen_desktop.ui.chinese_font import add_chinese_font_now

    add_chinese_font_now()
    what, remedy = error_lines(error)
    if error.code == Code.LIBRARY_IN_USE:
        what = f"{NAME}已经打开了"
    Message(None, what, remedy, act="知道了").exec()
