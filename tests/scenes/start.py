"""The start screen: full, empty, exported cases, work under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.backups import Backup, Reason
from jifen_desktop.library.checking import CheckReport
from jifen_desktop.library.follow_up import FollowUp, Stage, set_follow_up
from jifen_desktop.library.listed import Damaged, Shelf
from jifen_desktop.services.dates import EVER
from jifen_desktop.services.labels import parcels
from jifen_desktop.services.opening import Trouble
from jifen_desktop.services.receipts import receipt_of
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.start.backups import BackupsPage
from jifen_desktop.ui.start.checked import CheckedPage
from jifen_desktop.ui.start.dates import DatesPage
from jifen_desktop.ui.start.holidays import HolidaysPage
from jifen_desktop.ui.start.labels import LabelsPage
from jifen_desktop.ui.start.receipts import ReceiptPage, ReceiptsPage
from jifen_desktop.ui.window import MainWindow
from tests.pictures import scene
from tests.scenes.review import wait_for
from tests.scenes.windows import make_window
from tests.support.holidays import NOTICE_2027
from tests.support.records import make_record
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


@scene("start-dates")
def dates() -> QWidget:
    """All days that matter."""
    window, session, folder = make_window()
    fill_shelf(session, folder, exported=0)
    window.start.show_page("dates")
    page = window.start.stack.currentWidget()
    assert isinstance(page, DatesPage)
    page.reach.set_value(str(EVER))
    page.refresh()
    wait_for(lambda: not page.reading.waits)
    return window


@scene("start-dates-empty")
def dates_empty() -> QWidget:
    """None yet."""
    window, _session, _folder = make_window()
    window.start.show_page("dates")
    return window


@scene("holidays")
def holidays() -> QWidget:
    """A year that was entered, and one that is just being pasted with a mistake."""
    window, session, _folder = make_window()
    page = HolidaysPage(session)
    page.editor.setPlainText(NOTICE_2027)
    page.keep_read()
    page.editor.setPlainText(NOTICE_2027.replace("2027年节", "2028年节"))
    dialog = PageDialog(window, "节假日安排", page)
    dialog.destroyed.connect(window.deleteLater)
    return dialog


def receipts_shelf() -> tuple[MainWindow, ReceiptsPage]:
    """A window on its page of exports: by mail and courier, by an earlier version, of a part of the people."""
    window, session, folder = make_window()
    fill_shelf(session, folder, exported=2)
    entry = put(
        session,
        Submission(
            District.JINGAN, Service.NEW, session.today, company=company("上海样本信息技术有限公司")
        ),
    )
    session.store.save(replace(entry, exported=make_record(folder)))
    window.start.show_page("receipts")
    page = window.start.stack.currentWidget()
    assert isinstance(page, ReceiptsPage)
    return window, page


@scene("start-receipts")
def receipts() -> QWidget:
    """All exports."""
    return receipts_shelf()[0]


@scene("receipt")
def receipt() -> QWidget:
    """One of them, whose files were moved away."""
    window, page = receipts_shelf()
    session = window.session
    found = receipt_of(session.store, 3)
    assert found is not None
    shown = ReceiptPage(session, found)
    dialog = PageDialog(window, "导出回执", shown)
    dialog.destroyed.connect(window.deleteLater)
    wait_for(lambda: not session.jobs.busy)
    assert page is not None
    return dialog


@scene("labels")
def labels() -> QWidget:
    """Exported cases ticked, an open one, one without an address, and a character that no font has."""
    window, session, folder = make_window()
    fill_shelf(session, folder)
    missing = Submission(
        District.PUDONG, Service.SUPPLEMENT, session.today, company=company("上海样例有限公司")
    )
    put(session, missing)
    found = list(parcels(session.book, session.store, (Shelf.EXPORTED, Shelf.OPEN)))
    dialog = PageDialog(window, "几份申报的地址标签", LabelsPage(found, "𪚥"))
    dialog.destroyed.connect(window.deleteLater)
    return dialog


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
