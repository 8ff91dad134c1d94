"""What the window does once it has shown itself: import what the first click needs, start the workers, look after the
library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

from jifen_desktop.library.place import Library
from jifen_desktop.ui.collecting import Collecting
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.window import MainWindow

# What opening a case needs, one import a turn of the event loop, each resting on those before it: a key that is
# pressed meanwhile waits for one of them, not for all.
MODULES: Final = (
    "jifen_desktop.rulebook.load",
    "jifen_desktop.rulebook.checklist",
    "jifen_desktop.rulebook.case_plan",
    "jifen_desktop.flow.steps",
    "jifen_desktop.worker.pool",
    "jifen_desktop.intake.read",
    "jifen_desktop.review.hints",
    "stdnum.cn.uscc",
    "jifen_desktop.review.review",
    "jifen_desktop.delivery.archive",
    "jifen_desktop.services.budget",
    "jifen_desktop.delivery.at_hand",
    "jifen_desktop.services.facts",
    "jifen_desktop.services.case",
    "jifen_desktop.ui.opening",
    "jifen_desktop.ui.upkeep",
    "jifen_desktop.ui.single",
    "jifen_desktop.ui.wizard.frame",
    "jifen_desktop.services.sheets",
    "jifen_desktop.ui.printing",
    "jifen_desktop.ui.wizard.pages.pair",
    "jifen_desktop.ui.wizard.pages.people",
    "jifen_desktop.ui.wizard.pages.education",
)


def afterwards(
    session: Session, library: Library, window: MainWindow, file: Path | None
) -> Iterator[Callable[[], object]]:
    """The calls in their order, each for a turn of its own."""
    yield session.journal.begin
    yield window.start.notes.show_shared
    for name in MODULES:
        yield partial(import_module, name)
    yield partial(_start_workers, session)
    yield partial(_read_rules, session)
    yield partial(_add_font, session)
    yield partial(_listen, library, window, file)
    yield window.start.deleting.empty_old
    yield partial(_begin_upkeep, session, window)
    yield partial(Collecting, window)


def _start_workers(session: Session) -> None:
    session.intake.warm()


def _read_rules(session: Session) -> None:
    """In a thread: 20 ms, whole."""
    session.quiet.make(lambda _report: session.book).start()


def _add_font(session: Session) -> None:
    from jifen_desktop.ui.chinese_font import add_chinese_font

    add_chinese_font(session)


def _begin_upkeep(session: Session, window: MainWindow) -> None:
    from jifen_desktop.ui.upkeep import Upkeep

    Upkeep(session, window).begin()


def _listen(library: Library, window: MainWindow, file: Path | None) -> None:
    """Open the file of this start, and from now on those of later ones."""
    from jifen_desktop.ui.single import FirstWindow

    first = FirstWindow(library.root, window)
    first.called.connect(window.come_forward)
    if file is not None:
        window.open_path(file)
