"""The people page."""

from jifen_desktop.ui.wizard.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
