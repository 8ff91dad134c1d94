"""The sample with the line that leads through it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.flow.step import Step
from jifen_desktop.services.sample_case import finish
from tests.pictures import scene
from tests.scenes.windows import make_window
from tests.support.cases import open_sample


def _at(step: Step) -> QWidget:
    window, session, folder = make_window()
    finish(open_sample(session, folder, people=2))
    window.commands.sample_opened.emit()
    window.frame.go_to(step)
    return window


@scene("tour-first")
def first() -> QWidget:
    """Where it begins."""
    return _at(Step.PAIR)


@scene("tour-review")
def review() -> QWidget:
    """Nothing is left to do but to look."""
    return _at(Step.REVIEW)


@scene("tour-export")
def export() -> QWidget:
    """Before the export."""
    return _at(Step.EXPORT)
