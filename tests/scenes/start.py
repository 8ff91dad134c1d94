"""The start screen: full, empty, exported cases, work under way."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code
from jifen_desktop.library.entry import Damaged
from tests.pictures import scene
from tests.scenes.windows import make_window
from tests.support.shelves import fill_shelf


@scene("start")
def start() -> QWidget:
    """Picture A."""
    window, session, folder = make_window()
    fill_shelf(session, folder)
    window.start.refresh()
    return window


@scene("start-empty")
def empty() -> QWidget:
    """The first start."""
    return make_window()[0]


@scene("start-exported")
def exported() -> QWidget:
    """All exported cases, and one that can't be read."""
    window, session, folder = make_window()
    fill_shelf(session, folder, exported=5)
    window.start.refresh()
    window.start.show_page("done")
    return window


@scene("start-trouble")
def trouble() -> QWidget:
    """An entry that can't be read, and the sample being made."""
    window, session, _folder = make_window()
    session.damaged = (Damaged("样本", Code.ENTRY_DAMAGED, session.store.db.path),)
    window.start.refresh()
    job = session.jobs.make(lambda _report: None)
    window.start.show_progress(job, "正在准备示例")
    job.progressed.emit("正在读取示例证件", 2, 3)
    session.jobs._forget(job)
    return window
