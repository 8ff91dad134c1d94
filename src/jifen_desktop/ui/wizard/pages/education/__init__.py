"""The education page."""

from jifen_desktop.ui.wizard.pages.education.page import EducationPage

__all__ = ["EducationPage"]
