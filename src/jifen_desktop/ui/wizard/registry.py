"""Which page belongs to which step; a page's module is imported when its step is first shown."""

from __future__ import annotations

from collections.abc import Callable

from jifen_desktop.flow.step import Step
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.step_page import StepPage


def _pair() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.pair import PairPage

    return PairPage


def _people() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.people import PeoplePage

    return PeoplePage


def _education() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.education import EducationPage

    return EducationPage


def _materials() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.materials import MaterialsPage

    return MaterialsPage


def _review() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.review import ReviewPage

    return ReviewPage


def _export() -> type[StepPage]:
    from jifen_desktop.ui.wizard.pages.export import ExportPage

    return ExportPage


PAGES: dict[Step, Callable[[], type[StepPage]]] = {
    Step.PAIR: _pair,
    Step.PEOPLE: _people,
    Step.EDUCATION: _education,
    Step.MATERIALS: _materials,
    Step.REVIEW: _review,
    Step.EXPORT: _export,
}


def make_page(step: Step, session: Session) -> StepPage:
    """A new page of that step."""
    return PAGES[step]()(session)
