"""The materials page."""

from jifen_desktop.ui.wizard.pages.materials.page import MaterialsPage

__all__ = ["MaterialsPage"]
