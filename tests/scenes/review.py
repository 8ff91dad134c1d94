"""The review page: something to mend, everything confirmed, Word documents and many mails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.edit import confirm, mark_not_applicable, set_documents
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.frame import WizardFrame
from tests.pictures import scene
from tests.scenes.windows import scene_folder
from tests.support.cases import make_session, open_sample


def framed(
    step: Step,
    district: District = District.XUHUI,
    service: Service | None = None,
    people: int = 3,
    change: Callable[[Submission], Submission] = lambda s: s,
    located: int = 0,
) -> tuple[WizardFrame, Session, Path]:
    """The wizard at a step of a changed sample; the session ends with the widget."""
    folder = scene_folder()
    session = make_session(folder)
    session.settings = replace(session.settings, export_folder=str(folder))
    case = open_sample(session, folder, district, service, people, located)
    case.change(change(case.submission))
    frame = WizardFrame(session)
    frame.show_case()
    session.case_changed.emit()
    frame.destroyed.connect(session.close)
    frame.go_to(step)
    wait_for(lambda: not Thumbnails.of(session).busy)
    return frame, session, folder


def wait_for(condition: Callable[[], bool]) -> None:
    """Let the event loop run until something has happened."""
    limit = QDeadlineTimer(60_000)
    while not condition():
        assert not limit.hasExpired()
        QTest.qWait(10)


def troubled(submission: Submission) -> Submission:
    """One wrong number, one report about to end, one paper marked, no mailbox of the centre."""
    first, second, third = submission.applicants
    number = second.id_number[:-1] + ("1" if second.id_number[-1] != "1" else "2")
    ending = tuple(replace(e, report_valid_until=date(2026, 11, 26)) for e in second.education)
    submission = submission.with_applicant(replace(second, id_number=number, education=ending))
    paper = "chsi_status.bachelor"
    submission = set_documents(submission, third.key, paper, ())
    submission = mark_not_applicable(submission, third.key, paper, "毕业后查不到学籍")
    assert first.documents
    return replace(submission, centre=Centre())


def everything_confirmed(submission: Submission) -> Submission:
    """The sample with all that it asks confirmed."""
    for key in ("address_of_2020", "mock_score", "applied_to_employer"):
        submission = confirm(submission, key)
    return submission


@scene("review")
def review() -> QWidget:
    """Picture E."""
    return framed(Step.REVIEW, change=troubled)[0]


@scene("review-confirmed")
def confirmed() -> QWidget:
    """Nothing is left to do."""
    return framed(Step.REVIEW, people=1, change=everything_confirmed)[0]


@scene("review-jingan")
def jingan() -> QWidget:
    """Original formats, Word documents, a mail for each."""
    return framed(Step.REVIEW, District.JINGAN, people=2)[0]


@scene("review-location")
def location() -> QWidget:
    """Original files that tell where they were taken: what may be done about it."""
    return framed(Step.REVIEW, District.JINGAN, people=1, located=3)[0]
