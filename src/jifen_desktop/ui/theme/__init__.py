"""Theme: colours, fonts, icons. `install(app)` once; then `tokens()`, `font()`, `icon_pixmap()`.

Widgets read the tokens while painting, so a change of scheme needs only the repaint that Qt does
by itself when the application's palette changes.
"""

from jifen_desktop.ui.theme.icons import icon_pixmap
from jifen_desktop.ui.theme.manager import (
    SchemeChoice,
    ThemeManager,
    font,
    install,
    line_height,
    manager,
    scaled,
    tokens,
)
from jifen_desktop.ui.theme.tokens import (
    CONTRAST_PAIRS,
    DARK,
    LIGHT,
    VEIL_SHARE,
    Radius,
    Size,
    Space,
    TextRole,
    Tokens,
    Tone,
    contrast,
)

__all__ = [
    "CONTRAST_PAIRS",
    "DARK",
    "LIGHT",
    "VEIL_SHARE",
    "Radius",
    "SchemeChoice",
    "Size",
    "Space",
    "TextRole",
    "ThemeManager",
    "Tokens",
    "Tone",
    "contrast",
    "font",
    "icon_pixmap",
    "install",
    "line_height",
    "manager",
    "scaled",
    "tokens",
]
