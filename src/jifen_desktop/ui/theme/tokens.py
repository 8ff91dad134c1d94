"""Colours, type scale and measures: the only place where a look is written down as numbers.

Colours are named for their part, not for their hue, so that light and dark are two values of one
frozen class. `CONTRAST_PAIRS` lists which foreground stands on which ground anywhere in the
program; a test computes each pair's contrast (WCAG 2, at least 4.5:1 for text).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Tone(StrEnum):
    """Names of the colour tokens that text, icons and marks are drawn in."""

    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    ACCENT = "accent"
    ON_PRIMARY = "on_primary"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class TextRole(StrEnum):
    """The five sizes of text; `BODY_BOLD`, `HINT_BOLD` differ from their twins by weight only."""

    HEADING = "heading"
    LEAD = "lead"
    SECTION = "section"
    BODY = "body"
    BODY_BOLD = "body_bold"
    HINT = "hint"
    HINT_BOLD = "hint_bold"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One scheme's colours as `#RRGGBB`."""

    name: str
    canvas: str
    surface: str
    sunken: str
    drop_zone: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_soft: str
    on_primary: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    line: str
    outline: str
    control: str
    track: str
    chosen: str
    pill: str
    meter: str
    paper: str
    paper_label: str
    paper_text: str
    veil: str

    def color(self, name: str) -> str:
        """The colour called `name`; an unknown name raises AttributeError."""
        value: str = getattr(self, name)
        return value


LIGHT: Final = Tokens(
    name="light",
    canvas="#F4F5F7",
    surface="#FFFFFF",
    sunken="#F7F8FA",
    drop_zone="#EFF3FC",
    text="#1A1F27",
    text2="#565E6C",
    text3="#656D7B",
    accent="#2455C3",
    accent_soft="#E8EEFB",
    on_primary="#FFFFFF",
    ok="#1B6E43",
    ok_soft="#E4F3EA",
    warn="#855000",
    warn_soft="#FCEFD2",
    bad="#B42318",
    bad_soft="#FDE7E4",
    line="#DFE3E8",
    outline="#C3C9D3",
    control="#7C8492",
    track="#ECEEF1",
    chosen="#FFFFFF",
    pill="#ECEEF1",
    meter="#DFE3E8",
    paper="#FFFFFF",
    paper_label="#FFFFFF",
    paper_text="#1A1F27",
    veil="#000000",
)

DARK: Final = Tokens(
    name="dark",
    canvas="#14171C",
    surface="#1C2026",
    sunken="#181B21",
    drop_zone="#1B2232",
    text="#E8EBF0",
    text2="#AAB2BF",
    text3="#98A1AF",
    accent="#8FB3FF",
    accent_soft="#23304D",
    on_primary="#0C1730",
    ok="#6CCB95",
    ok_soft="#193427",
    warn="#EDB95E",
    warn_soft="#3A2D12",
    bad="#FF9086",
    bad_soft="#47201D",
    line="#2F353F",
    outline="#464E5B",
    control="#8891A0",
    track="#14171C",
    chosen="#343B47",
    pill="#2B313B",
    meter="#2F353F",
    paper="#E4E7EC",
    paper_label="#FFFFFF",
    paper_text="#1A1F27",
    veil="#000000",
)

VEIL_SHARE: Final = 0.47
"""How much the veil hides of the picture under it."""

_ON_GROUNDS = ("canvas", "surface", "sunken", "drop_zone")
CONTRAST_PAIRS: Final[tuple[tuple[str, str], ...]] = (
    *((text, ground) for text in ("text", "text2", "accent") for ground in _ON_GROUNDS),
    *((text, ground) for text in ("ok", "warn", "bad") for ground in _ON_GROUNDS),
    ("text3", "canvas"),
    ("text3", "surface"),
    ("text", "accent_soft"),
    ("text2", "accent_soft"),
    ("accent", "accent_soft"),
    ("on_primary", "accent"),
    ("text", "ok_soft"),
    ("text2", "ok_soft"),
    ("ok", "ok_soft"),
    ("text", "warn_soft"),
    ("text2", "warn_soft"),
    ("warn", "warn_soft"),
    ("text", "bad_soft"),
    ("text2", "bad_soft"),
    ("bad", "bad_soft"),
    *(("accent", ground) for ground in ("ok_soft", "warn_soft", "bad_soft")),
    ("text2", "track"),
    ("text", "chosen"),
    ("text", "pill"),
    ("paper_text", "paper"),
    ("paper_text", "paper_label"),
)
"""Foreground and ground of every text; each needs a contrast of at least 4.5."""


class Space:
    """Distances in logical pixels, on a grid of 8 with half steps of 4."""

    HALF: Final = 4
    STEP: Final = 8
    GAP: Final = 16
    COLUMN: Final = 24
    MARGIN: Final = 32


class Size:
    """Heights and widths in logical pixels; heights are minimums, so larger text still fits."""

    RAIL: Final = 224
    FOOTER: Final = 64
    BUTTON: Final = 32
    BUTTON_TALL: Final = 40
    CHIP: Final = 28
    RADIO_TILE: Final = 44
    CHECK_TILE: Final = 48
    ROW: Final = 56
    ROW_TALL: Final = 64
    ROW_QUIET: Final = 40
    GROUP_HEADER: Final = 32
    TABLE_ROW: Final = 36
    BADGE: Final = 24
    TAG: Final = 20
    ICON: Final = 16
    ICON_ROW: Final = 20
    ICON_LARGE: Final = 24
    ICON_BANNER: Final = 32


class Radius:
    """Corner radii in logical pixels."""

    CARD: Final = 8
    CONTROL: Final = 6
    TAG: Final = 4
    THUMBNAIL: Final = 2


@dataclass(frozen=True, slots=True)
class TypeStep:
    """One text role: `px` and `line` (line height) in pixels at 96 dpi."""

    px: float
    line: float
    bold: bool


TYPE_SCALE: Final[dict[TextRole, TypeStep]] = {
    TextRole.HEADING: TypeStep(24, 32, bold=True),
    TextRole.LEAD: TypeStep(20, 28, bold=True),
    TextRole.SECTION: TypeStep(16, 24, bold=True),
    TextRole.BODY: TypeStep(14, 20, bold=False),
    TextRole.BODY_BOLD: TypeStep(14, 20, bold=True),
    TextRole.HINT: TypeStep(12, 16, bold=False),
    TextRole.HINT_BOLD: TypeStep(12, 16, bold=True),
}


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two `#RRGGBB` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
