"""The education page: the sample, every kind of level, and points paths."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import District, Level, Origin, PointsPath, Service
from jifen_desktop.domain.submission import Education, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.ui.wizard.frame import WizardFrame
from jifen_desktop.ui.wizard.pages.education import EducationPage
from jifen_desktop.ui.wizard.step_page import StepPage
from tests.pictures import scene
from tests.scenes.windows import scene_folder
from tests.support.cases import make_session, open_sample


def at_step(
    step: Step, district: District, service: Service | None = None, people: int = 3
) -> tuple[WizardFrame, StepPage]:
    """The wizard on a sample case; its session ends with the widget."""
    folder = scene_folder()
    session = make_session(folder)
    open_sample(session, folder, district, service, people)
    frame = WizardFrame(session)
    frame.show_case()
    session.case_changed.emit()
    frame.destroyed.connect(session.close)
    frame.go_to(step)
    page = frame.page
    assert page is not None
    return frame, page


def _with_levels(submission: Submission, *levels: Education, who: int = 0) -> Submission:
    applicant = replace(submission.applicants[who], education=levels)
    return submission.with_applicant(applicant)


@scene("education")
def education() -> QWidget:
    """Picture C: two levels, one report about to end."""
    frame, page = at_step(Step.EDUCATION, District.XUHUI)
    case = page.session.case
    changed = _with_levels(
        case.submission,
        Education(Level.ASSOCIATE, report_valid_until=date(2027, 3, 5)),
        Education(Level.BACHELOR, report_valid_until=date(2026, 11, 26)),
        who=1,
    )
    third = replace(changed.applicants[2], education=(), points_paths=None)
    page.session.change(changed.with_applicant(third))
    assert isinstance(page, EducationPage)
    page.show_person(changed.applicants[1].key)
    return frame


@scene("education-kinds")
def kinds() -> QWidget:
    """All levels, overseas and written ones, dates unfolded, several points paths."""
    frame, page = at_step(Step.EDUCATION, District.JINGAN, Service.NEW, 1)
    case = page.session.case
    changed = _with_levels(
        case.submission,
        Education(Level.SECONDARY),
        Education(Level.ASSOCIATE),
        Education(Level.BACHELOR, degree=False, report_updated_on=date(2026, 9, 1)),
        Education(Level.MASTER, Origin.OVERSEAS),
    )
    paths = (PointsPath.EDUCATION, PointsPath.SKILLS, PointsPath.DEPENDANTS)
    changed = changed.with_applicant(replace(changed.applicants[0], points_paths=paths))
    page.session.change(changed)
    assert isinstance(page, EducationPage)
    page.cards[Level.BACHELOR].show_dates(True)
    return frame


@scene("education-empty")
def empty() -> QWidget:
    """Nothing chosen yet."""
    frame, page = at_step(Step.EDUCATION, District.MINHANG, Service.EDUCATION, 1)
    page.session.change(_with_levels(page.session.case.submission))
    return frame


@scene("education-why")
def why() -> QWidget:
    """The clauses behind the papers."""
    from jifen_desktop.ui.wizard.pages.education.why import why_dialog

    frame, page = at_step(Step.EDUCATION, District.XUHUI, None, 1)
    assert isinstance(page, EducationPage)
    dialog = why_dialog(frame, page.applicant, page.plan)
    dialog.destroyed.connect(frame.deleteLater)
    return dialog
