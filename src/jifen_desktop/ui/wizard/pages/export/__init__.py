"""The last step: the export and what follows it, or the way to go where nothing is exported."""

from jifen_desktop.ui.wizard.pages.export.page import ExportPage

__all__ = ["ExportPage"]
