"""The start screen: full, empty, exported cases, work under way."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Backup, Reason
from jifen_desktop.library.checking import CheckReport
from jifen_desktop.library.entry import Damaged
from jifen_desktop.library.follow_up import FollowUp, Stage, set_follow_up
from jifen_desktop.services.opening import Trouble
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.start.backups import BackupsPage
from jifen_desktop.ui.start.checked import CheckedPage
from tests.pictures import scene
from tests.scenes.windows import make_window
from tests.support.shelves import company, fill_shelf, put


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
    exported = fill_shelf(session, folder, exported=5)[-1]
    (person,) = exported.submission.applicants
    sent = FollowUp(Stage.RETURNED, session.today, "", "")
    set_follow_up(session.store.db, exported.id, person.key, sent)
    window.start.refresh()
    window.start.show_page("done")
    return window


@scene("start-trouble")
def trouble() -> QWidget:
    """An entry that can't be read, and the sample being made."""
    window, session, _folder = make_window()
    backup = Backup(
        session.library.root / "b.db", datetime(2026, 11, 22, 6, tzinfo=UTC), Reason.DAILY
    )
    aside = session.store.db.path.with_name("library.db.damaged-1")
    session.trouble = Trouble(Code.LIBRARY_DAMAGED, aside, 4, 1, backup)
    window.start.notes.show_trouble()
    session.damaged = (Damaged("样本", Code.ENTRY_DAMAGED, session.store.db.path),)
    window.start.refresh()
    job = session.jobs.make(lambda _report: None)
    window.start.show_progress(job, "正在准备示例")
    job.progressed.emit("正在读取示例证件", 2, 3)
    session.jobs._forget(job)
    return window


@scene("start-trash")
def trash() -> QWidget:
    """The trash, and a case that has just been put there."""
    window, session, folder = make_window()
    kept = fill_shelf(session, folder)
    window.start.deleting.trash(kept[2].id)
    window.start.deleting.trash(kept[5].id)
    window.start.show_page("trash")
    return window


@scene("start-many")
def many() -> QWidget:
    """More cases than a list shows at once, narrowed to a district."""
    window, session, folder = make_window()
    fill_shelf(session, folder, exported=0)
    for number in range(24):
        who = company(f"上海样例{'甲乙丙丁'[number % 4]}{number}有限公司")
        put(session, Submission(District.JINGAN, Service.RENEWAL, session.today, company=who))
    window.start.refresh()
    window.start.home.finder.district.set_value("jingan")
    window.start.refresh()
    return window


@scene("tools-backups")
def backups() -> QWidget:
    """The backups to go back to."""
    window, session, _folder = make_window()
    root = session.library.root
    found = [
        Backup(root / f"{number}.db", datetime(2026, 11, 23 - number, 6, tzinfo=UTC), reason)
        for number, reason in enumerate((Reason.DAILY, Reason.RESTORE, Reason.DAILY))
    ]
    dialog = PageDialog(window, "从备份恢复", BackupsPage(found, session.today))
    dialog.destroyed.connect(window.deleteLater)
    return dialog


@scene("tools-checked")
def checked() -> QWidget:
    """What a check found."""
    window, session, _folder = make_window()
    damaged = (Damaged("0123abcd", Code.ENTRY_DAMAGED, session.store.db.path),)
    report = CheckReport(12, 240, 1, damaged, ("a", "b"), ("c",), ("d",) * 3, 2)
    dialog = PageDialog(window, "检查资料库", CheckedPage(report))
    dialog.destroyed.connect(window.deleteLater)
    return dialog
