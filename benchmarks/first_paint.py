"""A process that opens a window and prints when its first picture was there: `first_paint ours|bare FONT…`.

`first_paint families` prints the fonts' families that the program uses here, one a line.

The time is the monotonic clock's, which processes share. Both ways use the same hook: an event of high
priority posted when the window is painted, which comes as soon as the whole picture has been handed over.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class _Told:
    done = False


def watched(window: type[QMainWindow]) -> type[QMainWindow]:
    """The window with the hook."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt

    told = QEvent.Type(QEvent.Type.User + 77)

    class Watched(window):  # type: ignore[misc, valid-type]  # a class made at run time
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not _Told.done:
                _Told.done = True
                high = Qt.EventPriority.HighEventPriority.value
                QCoreApplication.postEvent(self, QEvent(told), high)
            elif event.type() == told:
                print(time.monotonic(), time.process_time(), flush=True)
                QCoreApplication.quit()
                return True
            return bool(super().event(event))

    return Watched


def bare(families: list[str]) -> int:
    """A window with one line of text, in the program's fonts and language."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    app = QApplication(sys.argv[:1])
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    app.installTranslator(translator)
    font = QFont(app.font())
    font.setFamilies(families)
    app.setFont(font)
    window = watched(QMainWindow)()
    window.setCentralWidget(QLabel("居住证积分材料助手"))
    window.resize(1120, 720)
    window.show()
    return app.exec()


def ours() -> int:
    """The program as it starts."""
    import gc

    from jifen_desktop.__main__ import import_rooms, main

    gc.disable()  # as `main` does before it imports
    import_rooms()
    from jifen_desktop.ui import app

    app.MainWindow = watched(app.MainWindow)  # type: ignore[assignment, attr-defined]  # for this start
    sys.argv = sys.argv[:1]
    return main()


def families() -> int:
    """What the window's text is written in."""
    from PySide6.QtWidgets import QApplication

    from jifen_desktop.ui.theme.fonts import default_families

    app = QApplication(sys.argv[:1])
    print(*default_families(), sep="\n")
    del app
    return 0


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # its workers start here too
        from multiprocessing import freeze_support

        freeze_support()
    ways = {"bare": lambda: bare(sys.argv[2:]), "ours": ours, "families": families}
    sys.exit(ways[sys.argv[1]]())
