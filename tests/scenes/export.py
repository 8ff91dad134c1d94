"""The export page in all its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Documents, Submission, Visitor
from jifen_desktop.flow.step import Step
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.frame import WizardFrame
from jifen_desktop.ui.wizard.pages.export import ExportPage
from jifen_desktop.ui.wizard.pages.export.views import show_mail
from jifen_desktop.ui.wizard.pages.export.work import FileState
from tests.pictures import scene
from tests.scenes.review import everything_confirmed, framed, troubled, wait_for


def page_of(frame: WizardFrame) -> ExportPage:
    """The export page, with its folder found."""
    page = frame.page
    assert isinstance(page, ExportPage)
    return page


def exported(frame: WizardFrame) -> WizardFrame:
    """The wizard after the export, once the page has looked at the files."""
    page = page_of(frame)
    frame.go_on()
    wait_for(lambda: page.record is not None and page.after.result is not None)
    return frame


def with_folder(frame: WizardFrame) -> WizardFrame:
    """The wizard once the folder is known."""
    page = page_of(frame)
    wait_for(lambda: page.target.folder is not None)
    return frame


def hold_running(page: ExportPage, session: Session) -> None:
    """Have the page show an export that goes on until it is cancelled."""

    def work(report: Report) -> None:
        for number in range(1, 20):
            report.progress("劳动（聘用）合同.tif", number, 48)
        job.stop_asked.wait()
        report.check()

    job = session.jobs.make(work)
    job.progressed.connect(page.run.progressed)
    job.ended.connect(page.run._end)
    page.run._job = job
    assert page.target.folder is not None
    page.run.folder = page.target.folder
    page.show_case()
    job.start()


def _renewal(submission: Submission) -> Submission:
    people = tuple(
        replace(a, permit_renewed_on=date(2026, 9, 28), documents=()) for a in submission.applicants
    )
    return replace(submission, service=Service.RENEWAL, applicants=people)


@scene("export")
def ready() -> QWidget:
    """Before the export, with something unconfirmed."""
    return with_folder(framed(Step.EXPORT)[0])


@scene("export-blocked")
def blocked() -> QWidget:
    """Something keeps it from starting."""
    return framed(Step.EXPORT, change=troubled)[0]


def one_wrong(submission: Submission) -> Submission:
    """One person whose number is wrong."""
    wrong = replace(submission.applicants[1], id_number="000000199001010013")
    return submission.with_applicant(wrong)


@scene("export-part-blocked")
def part_blocked() -> QWidget:
    """One person keeps it from starting; the others could go first."""
    return framed(Step.EXPORT, change=one_wrong)[0]


@scene("export-part")
def part_ready() -> QWidget:
    """Before the export of those who are ready."""
    frame = framed(Step.EXPORT, change=one_wrong)[0]
    page_of(frame).part.choose_free()
    return with_folder(frame)


@scene("export-part-finished")
def part_finished() -> QWidget:
    """After it."""
    frame = framed(Step.EXPORT, change=one_wrong)[0]
    page_of(frame).part.choose_free()
    return exported(with_folder(frame))


@scene("export-running")
def running() -> QWidget:
    """The export under way."""
    frame, session, _ = framed(Step.EXPORT)
    page = page_of(with_folder(frame))
    hold_running(page, session)
    return frame


@scene("export-failed")
def failed() -> QWidget:
    """The disk was full."""
    frame, _, _ = framed(Step.EXPORT, people=1, change=everything_confirmed)
    page = page_of(with_folder(frame))
    page.run.failed.emit(JifenError(Code.DISK_FULL, folder="积分申报", name="张样本.zip"))
    return with_folder(frame)


@scene("export-finished")
def finished() -> QWidget:
    """Picture F."""
    return exported(framed(Step.EXPORT, change=everything_confirmed)[0])


@scene("export-finished-jingan")
def jingan() -> QWidget:
    """Word documents and several mails."""
    return exported(framed(Step.EXPORT, District.JINGAN, people=2)[0])


@scene("export-finished-sealed")
def sealed() -> QWidget:
    """Copies for the company's seal beside the papers, some not back yet."""

    def missing(submission: Submission) -> Submission:
        people = tuple(replace(a, documents=_unstamped(a.documents)) for a in submission.applicants)
        return everything_confirmed(replace(submission, applicants=people))

    return exported(framed(Step.EXPORT, District.BAOSHAN, people=1, change=missing)[0])


def _unstamped(documents: Documents) -> Documents:
    return tuple((m, tuple(d for d in files if not d.stamped) or files) for m, files in documents)


@scene("export-finished-pudong")
def pudong() -> QWidget:
    """By courier alone, to an address that the user entered."""
    return exported(framed(Step.EXPORT, District.PUDONG, Service.SUPPLEMENT, people=1)[0])


def mail_shown(frame: WizardFrame, number: int) -> QWidget:
    """One of the mails, whole; the frame goes with it."""
    page = page_of(frame)
    show_mail(page, page.part.picture, number, page.record)
    dialog = page.findChild(PageDialog)
    assert dialog is not None
    dialog.destroyed.connect(frame.deleteLater)
    return dialog


@scene("mail")
def mail() -> QWidget:
    """The mail before the export."""
    return mail_shown(with_folder(framed(Step.EXPORT, change=everything_confirmed)[0]), 1)


@scene("mail-jingan")
def mail_jingan() -> QWidget:
    """A Word document's mail after the export: its own mailbox, the fixed sender."""
    return mail_shown(exported(framed(Step.EXPORT, District.JINGAN, people=2)[0]), 3)


@scene("export-gone")
def gone() -> QWidget:
    """An export whose files were moved away."""
    frame, session, _ = framed(Step.EXPORT, people=1, change=everything_confirmed)
    exported(frame)
    page = page_of(frame)
    record = page.record
    assert record is not None
    (Path(record.folder) / record.files[0][0]).unlink()
    page.after.look(record, again=True)
    wait_for(lambda: page.after.result is not None and bool(page.after.result.of(FileState.GONE)))
    assert session.has_case
    return frame


@scene("guide")
def guide() -> QWidget:
    """An online renewal with the earliest day."""
    return with_folder(framed(Step.EXPORT, District.BAOSHAN, people=2, change=_renewal)[0])


@scene("guide-saved")
def guide_saved() -> QWidget:
    """The window's way to go, saved."""
    change = lambda s: replace(s, service=Service.NEW)  # noqa: E731
    return exported(framed(Step.EXPORT, District.PUDONG, Service.SUPPLEMENT, 1, change)[0])


@scene("guide-window")
def guide_window() -> QWidget:
    """The window's way to go with its visitors, before it is saved."""
    change = lambda s: replace(  # noqa: E731
        s,
        service=Service.NEW,
        visitors=(Visitor("王样本", "000000198603070013", "000-00000000", left_shanghai=False),),
    )
    return with_folder(framed(Step.EXPORT, District.PUDONG, Service.SUPPLEMENT, 1, change)[0])


@scene("guide-telephone")
def guide_telephone() -> QWidget:
    """A district that is asked by telephone first."""
    change = lambda s: replace(s, district=District.CHANGNING)  # noqa: E731
    return with_folder(framed(Step.EXPORT, people=2, change=change)[0])


@scene("guide-merged")
def guide_merged() -> QWidget:
    """A business that goes along with another one."""
    change = lambda s: replace(s, service=Service.EDUCATION)  # noqa: E731
    return with_folder(framed(Step.EXPORT, District.HONGKOU, people=1, change=change)[0])
