"""A mail that is too large: what making its pictures smaller would do, and the user's yes or no."""

from jifen_desktop.ui.wizard.squeeze.dialog import SqueezeDialog

__all__ = ["SqueezeDialog"]
