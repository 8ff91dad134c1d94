"""Mails that are too large: the bars, the findings, what making pictures smaller would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import Purpose
from jifen_desktop.domain.submission import Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.budget import COMPRESS
from jifen_desktop.ui.wizard.frame import WizardFrame
from jifen_desktop.ui.wizard.pages.review import ReviewPage
from jifen_desktop.ui.wizard.squeeze import SqueezeDialog
from tests.pictures import scene
from tests.scenes.export import with_folder
from tests.scenes.review import everything_confirmed, framed, wait_for


def limited(megabytes: int) -> Callable[[Submission], Submission]:
    """With a mailbox that takes no more than that."""

    def change(submission: Submission) -> Submission:
        limits = ((Purpose.POINTS, megabytes),)
        centre = replace(submission.centre, mailbox_limits=limits)
        return everything_confirmed(replace(submission, centre=centre))

    return change


def at(step: Step, megabytes: int, people: int = 3) -> WizardFrame:
    """The wizard at a step."""
    return framed(step, people=people, change=limited(megabytes))[0]


def dialog_on(frame: WizardFrame) -> SqueezeDialog:
    """The dialog once it has tried, its worst page shown; the wizard ends with it."""
    page = frame.page
    assert isinstance(page, ReviewPage)
    asked = next(f for f in page.case.picture.findings if f.code == COMPRESS)
    dialog = page.open_squeeze(asked)
    wait_for(lambda: dialog.trial is not None and not dialog.busy)
    dialog.finished.connect(frame.deleteLater)
    return dialog


@scene("budget-materials")
def materials() -> QWidget:
    """Three people in two mails."""
    return at(Step.MATERIALS, 22)


@scene("budget-review")
def review() -> QWidget:
    """People shared out, and a mail that is still too large."""
    return at(Step.REVIEW, 4)


@scene("budget-export")
def export() -> QWidget:
    """The bars beside the files."""
    return with_folder(at(Step.EXPORT, 9, people=1))


@scene("budget-squeeze")
def squeeze() -> QWidget:
    """What would get smaller, the worst page before and after."""
    return dialog_on(at(Step.REVIEW, 9, people=1))


@scene("budget-least")
def least() -> QWidget:
    """Even the least is too much."""
    return dialog_on(at(Step.REVIEW, 1, people=1))
