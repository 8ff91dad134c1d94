"""The editor of a row's pages."""

from jifen_desktop.ui.wizard.pages.materials.editor.dialog import Editor

__all__ = ["Editor"]
