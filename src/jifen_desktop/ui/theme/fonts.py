"""The program's fonts: the system's UI font first, then Chinese fallbacks in a fixed order.

Sizes are points derived from the logical resolution, so a role is 14 px on a 96-dpi desktop and
14 pt on a Mac (72 dpi), and grows with the user's text scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from jifen_desktop.ui.theme.tokens import TYPE_SCALE, TextRole

CHINESE_FAMILIES: Final = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimSun",
)

_MOST_WIDTHS: Final = 2000


@dataclass(frozen=True, slots=True)
class FontSet:
    """All fonts of one setting (families and text scale), made once."""

    fonts: dict[TextRole, QFont]
    lines: dict[TextRole, int]
    widths: dict[tuple[str, TextRole], int] = field(default_factory=dict)

    def width(self, text: str, role: TextRole) -> int:
        """Width of one line of `text`, rounded up; layouts ask for the same words many times."""
        known = self.widths.get((text, role))
        if known is None:
            if len(self.widths) >= _MOST_WIDTHS:
                self.widths.clear()
            known = int(QFontMetricsF(self.fonts[role]).horizontalAdvance(text)) + 1
            self.widths[text, role] = known
        return known

    @classmethod
    def make(cls, families: Sequence[str], scale: float) -> FontSet:
        """Fonts in `families` order; `scale` 1.0 is the normal text size."""
        dpi = _logical_dpi()
        fonts: dict[TextRole, QFont] = {}
        lines: dict[TextRole, int] = {}
        for role, step in TYPE_SCALE.items():
            font = QFont()
            font.setFamilies(list(families))
            font.setPointSizeF(step.px * scale * 72.0 / dpi)
            font.setBold(step.bold)
            fonts[role] = font
            # A font taller than the designed line must not be cut, whatever its metrics.
            lines[role] = round(max(step.line * scale, QFontMetricsF(font).height()))
        return cls(fonts, lines)


def default_families() -> tuple[str, ...]:
    """The system's UI font, then those Chinese fonts that are installed.

    Missing families are left out because Qt on macOS searches, and logs, each missing name.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
    installed = (name for name in CHINESE_FAMILIES if QFontDatabase.hasFamily(name))
    return tuple(dict.fromkeys([*system, *installed]))


def _logical_dpi() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY()
