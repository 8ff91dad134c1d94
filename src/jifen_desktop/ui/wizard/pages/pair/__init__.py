"""The pair page."""

from jifen_desktop.ui.wizard.pages.pair.page import PairPage

__all__ = ["PairPage"]
