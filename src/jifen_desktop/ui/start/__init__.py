"""The start screen: unfinished and exported cases, and the pages of the library."""

from jifen_desktop.ui.start.screen import TOOLS, StartScreen

__all__ = ["TOOLS", "StartScreen"]
