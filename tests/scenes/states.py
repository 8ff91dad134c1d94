"""States between the pages' usual ones: long names, many people, nothing found, work under way, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pymupdf
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.edit import remove_applicant
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.crash import CrashGuard
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.printing_preview import PrintPreview
from jifen_desktop.ui.scanning.folder import FolderWatch
from jifen_desktop.ui.window import MainWindow
from jifen_desktop.ui.wizard.pages.materials.desk import Notice
from tests.pictures import scene
from tests.scenes.education import at_step
from tests.scenes.materials import await_pictures, materials_page
from tests.scenes.review import framed, wait_for
from tests.scenes.windows import make_window
from tests.support.cases import open_sample
from tests.support.shelves import company, fill_shelf, person, put

LONG = "上海样本样例示范试用信息技术与人力资源综合服务集团有限责任公司"  # 31 characters
LONGEST_NAME = "阿卜杜热合曼·样本样本样本样本样本样本"


def crowded(submission: Submission, count: int = 30) -> Submission:
    """So many people of a company with a long name; the first has papers, one a long name."""
    first = submission.applicants[0]
    others = [
        replace(first, key=f"p{n}", name=f"样本{n}", id_number="", documents=())
        for n in range(2, count + 1)
    ]
    others[0] = replace(others[0], name=LONGEST_NAME)
    return replace(
        submission,
        company=replace(submission.company, name=LONG),
        applicants=(first, *others),
    )


@scene("start-long")
def start_long() -> QWidget:
    """A long name in the card of the latest case, in the rows, and among the exported ones."""
    window, session, folder = make_window()
    fill_shelf(session, folder, exported=1)
    who = company(LONG)
    people: tuple[Applicant, ...] = (person(LONGEST_NAME),)
    for days in (0, 1):
        case = Submission(
            District.JINGAN, Service.NEW, session.today, company=who, applicants=people
        )
        put(session, case, days=days)
    window.start.refresh()
    return window


@scene("start-nothing-found")
def start_nothing_found() -> QWidget:
    """A search that finds no case."""
    window, session, folder = make_window()
    fill_shelf(session, folder)
    window.start.refresh()
    window.start.home.finder.search.setText("没有这样的单位")
    window.start.refresh()
    return window


def _empty(page: str) -> MainWindow:
    window, _session, _folder = make_window()
    window.start.refresh()
    window.start.show_page(page)
    return window


@scene("start-exported-empty")
def exported_empty() -> QWidget:
    """Nothing was exported yet."""
    return _empty("done")


@scene("start-receipts-empty")
def receipts_empty() -> QWidget:
    """No export to tell of."""
    return _empty("receipts")


@scene("start-trash-empty")
def trash_empty() -> QWidget:
    """Nothing was deleted."""
    return _empty("trash")


@scene("people-none")
def people_none() -> QWidget:
    """Everybody was removed."""
    window, session, folder = make_window()
    case = open_sample(session, folder, people=1)
    session.change(remove_applicant(case.submission, case.submission.applicants[0].key))
    window.frame.go_to(Step.PEOPLE)
    return window


@scene("materials-many")
def materials_many() -> QWidget:
    """Thirty people of a company with a long name."""
    frame, page = materials_page(people=1)
    page.session.change(crowded(page.session.case.submission))
    page.show_person("p2")
    await_pictures(frame, page)
    return frame


@scene("education-many")
def education_many() -> QWidget:
    """Thirty people to go through."""
    frame, page = at_step(Step.EDUCATION, District.XUHUI, people=1)
    page.session.change(crowded(page.session.case.submission))
    page.show_case()
    return frame


@scene("review-many")
def review_many() -> QWidget:
    """Thirty people, most without papers."""
    return framed(Step.REVIEW, people=1, change=crowded)[0]


@scene("export-many")
def export_many() -> QWidget:
    """Thirty people of whom one is ready."""
    return framed(Step.EXPORT, people=1, change=crowded)[0]


@scene("materials-busy")
def materials_busy() -> QWidget:
    """Files are being taken in."""
    frame, page = materials_page(people=1)
    page.desk.started.emit("正在添加文件")
    page.desk.progressed.emit(3, 12)
    await_pictures(frame, page)
    return frame


_REFUSED = [f"「样本{n}.docx」不是图片或 PDF，转成 PDF 后再添加" for n in range(1, 7)]


@scene("materials-refused")
def materials_refused() -> QWidget:
    """Some files were not taken, and one act can be undone."""
    frame, page = materials_page(people=1)
    page.desk.told.emit(Notice(w.BannerKind.WARN, "6 个文件没有添加", "\n".join(_REFUSED)))
    page.desk.undoable.emit("已添加 2 个文件")
    await_pictures(frame, page)
    return frame


@scene("materials-refused-all")
def materials_refused_all() -> QWidget:
    """All that was refused, in a dialog."""
    frame, page = materials_page(people=1)
    page.desk.told.emit(Notice(w.BannerKind.WARN, "6 个文件没有添加", "\n".join(_REFUSED)))
    return _opened(frame, page.tray.banner.findChildren(w.LinkButton), "查看全部 6 条")


def _opened(frame: QWidget, links: list[w.LinkButton], words: str) -> QWidget:
    """The dialog that a link opens over a page."""
    next(link for link in links if link.caption == words).click()
    dialog = frame.findChild(PageDialog)
    assert dialog is not None
    dialog.destroyed.connect(frame.deleteLater)
    return dialog


@scene("materials-copier")
def materials_copier() -> QWidget:
    """A copier's folder in which files have come."""
    frame, page = materials_page(people=1)
    session = page.session
    folder = session.library.root / "复印机"
    session.settings = replace(session.settings, scan_folder=str(folder))
    watch = FolderWatch.of(session)
    watch.files = [folder / f"扫描000{n}.pdf" for n in range(1, 5)]
    page.aside.copier_card.show_watch(watch)
    await_pictures(frame, page)
    return frame


def _paper() -> bytes:
    with pymupdf.open() as document:
        for number in (1, 2):
            page = document.new_page(width=595, height=842)
            page.draw_rect(pymupdf.Rect(60, 60, 535, 320 * number))
        return bytes(document.tobytes(no_new_id=True))


@scene("print-preview")
def print_preview() -> QWidget:
    """What goes to the printer, page by page."""
    window, session, _folder = make_window()
    dialog = PrintPreview(session, window, "打印件", _paper)
    dialog.destroyed.connect(window.deleteLater)
    wait_for(dialog.sheet.has_image)
    return dialog


@scene("crash", as_it_is=True)
def crash() -> QWidget:
    """After an exception that nobody caught."""
    window, session, _folder = make_window()
    guard = CrashGuard(session, window)
    guard._show("jifen-desktop\nValueError", kept=True)
    assert guard.message is not None
    guard.message.destroyed.connect(window.deleteLater)
    return guard.message


SCENES: dict[str, Callable[[], QWidget]] = {
    "start-long": start_long,
    "start-nothing-found": start_nothing_found,
    "start-exported-empty": exported_empty,
    "start-receipts-empty": receipts_empty,
    "start-trash-empty": trash_empty,
    "people-none": people_none,
    "materials-many": materials_many,
    "education-many": education_many,
    "review-many": review_many,
    "export-many": export_many,
    "materials-busy": materials_busy,
    "materials-refused": materials_refused,
    "materials-refused-all": materials_refused_all,
    "materials-copier": materials_copier,
    "print-preview": print_preview,
    "crash": crash,
}
"""What the gates go through."""
