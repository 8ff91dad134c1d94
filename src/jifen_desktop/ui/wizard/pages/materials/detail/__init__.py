"""Details of one row: its pages at a good size, their order, what is doubtful, and why it is needed."""

from jifen_desktop.ui.wizard.pages.materials.detail.dialog import Detail

__all__ = ["Detail"]
