"""QPalette and the small style sheet, both made from the tokens."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtGui import QColor, QPalette

from jifen_desktop.resources import resource_path
from jifen_desktop.ui.theme.tokens import Tokens

_Group = QPalette.ColorGroup
_Role = QPalette.ColorRole


def make_palette(tokens: Tokens) -> QPalette:
    """Every role that Fusion draws with, so that nothing keeps a colour of the system's scheme."""
    roles = {
        _Role.Window: tokens.canvas,
        _Role.WindowText: tokens.text,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.sunken,
        _Role.Text: tokens.text,
        _Role.Button: tokens.surface,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.on_primary,
        _Role.ToolTipBase: tokens.surface,
        _Role.ToolTipText: tokens.text,
        _Role.PlaceholderText: tokens.text3,
        _Role.Highlight: tokens.accent,
        _Role.HighlightedText: tokens.on_primary,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.accent,
        _Role.Accent: tokens.accent,
        _Role.Light: tokens.surface,
        _Role.Midlight: tokens.sunken,
        _Role.Mid: tokens.outline,
        _Role.Dark: tokens.control,
        _Role.Shadow: tokens.line,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        palette.setColor(_Group.Disabled, role, QColor(tokens.text3))
    return palette


def make_style_sheet(tokens: Tokens) -> str:
    """The style sheet `look/app.qss` with `$token` names filled in."""
    text = resource_path("look", "app.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(tokens))
