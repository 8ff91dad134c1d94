"""Applies a scheme to the application and follows the system's light/dark setting."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from jifen_desktop.ui.theme.fonts import FontSet, default_families
from jifen_desktop.ui.theme.icons import clear_icon_cache
from jifen_desktop.ui.theme.palette import make_palette, make_style_sheet
from jifen_desktop.ui.theme.tokens import DARK, LIGHT, TextRole, Tokens


class SchemeChoice(StrEnum):
    """What the user chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ThemeManager(QObject):
    """The application's theme. `changed` is emitted after palette, sheet and fonts are applied."""

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: SchemeChoice = SchemeChoice.SYSTEM,
        *,
        text_scale: float = 1.0,
        families: Sequence[str] | None = None,
    ) -> None:
        super().__init__(app)
        self._app: Final = app
        self._families = tuple(families) if families else default_families()
        self._choice = choice
        self._scale = text_scale
        self.tokens = LIGHT
        self.fonts = FontSet.make(self._families, text_scale)
        app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_change)
        app.aboutToQuit.connect(clear_icon_cache)
        self._apply()

    @property
    def choice(self) -> SchemeChoice:
        """The user's choice, which may be to follow the system."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """The text size; 1.0 is normal."""
        return self._scale

    def set_choice(self, choice: SchemeChoice) -> None:
        """Switch to light, dark or the system's scheme."""
        self._choice = choice
        self._apply()

    def set_text_scale(self, scale: float) -> None:
        """Set the text size; 1.0 is normal, 1.5 half as large again."""
        self._scale = scale
        self._apply()

    def add_families(self, families: Sequence[str]) -> None:
        """Write what the fonts so far can't in these families."""
        self._families = tuple(dict.fromkeys([*self._families, *families]))
        self._apply()

    def retire(self) -> None:
        """Stop following the system, because another manager takes over."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._on_system_change)
        self._app.aboutToQuit.disconnect(clear_icon_cache)
        self.deleteLater()

    def _on_system_change(self) -> None:
        if self._choice is SchemeChoice.SYSTEM:
            self._apply()

    def _wanted(self) -> Tokens:
        if self._choice is SchemeChoice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._choice is SchemeChoice.DARK else LIGHT

    def _apply(self) -> None:
        self.tokens = self._wanted()
        self.fonts = FontSet.make(self._families, self._scale)
        self._app.setFont(self.fonts.fonts[TextRole.BODY])
        self._app.setPalette(make_palette(self.tokens))
        self._app.setStyleSheet(make_style_sheet(self.tokens))
        self._tell_platform()
        self.changed.emit()

    def _tell_platform(self) -> None:
        """Let title bars and native dialogs follow the choice too."""
        hints = QGuiApplication.styleHints()
        wanted = {
            SchemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
            SchemeChoice.LIGHT: Qt.ColorScheme.Light,
            SchemeChoice.DARK: Qt.ColorScheme.Dark,
        }[self._choice]
        hints.setColorScheme(wanted)


_active: ThemeManager | None = None


def install(
    app: QApplication,
    choice: SchemeChoice = SchemeChoice.SYSTEM,
    *,
    text_scale: float = 1.0,
    families: Sequence[str] | None = None,
) -> ThemeManager:
    """Give `app` its theme, replacing one that it has; also makes Chinese the default locale."""
    global _active  # noqa: PLW0603 - one theme per application, asked for in every paint
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if _active is not None and isValid(_active):
        _active.retire()
    _active = ThemeManager(app, choice, text_scale=text_scale, families=families)
    return _active


def manager() -> ThemeManager:
    """The application's theme; installed with the defaults when nobody did."""
    if _active is not None and isValid(_active):
        return _active
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        msg = "the theme needs a QApplication"
        raise RuntimeError(msg)
    return install(app)


def tokens() -> Tokens:
    """The colours in force now; read them when painting, never keep them."""
    return manager().tokens


def font(role: TextRole) -> QFont:
    """The font of a text role."""
    return manager().fonts.fonts[role]


def line_height(role: TextRole) -> int:
    """The line height of a text role in logical pixels."""
    return manager().fonts.lines[role]


def scaled(pixels: int) -> int:
    """A width meant for words, grown with the user's text size."""
    return round(pixels * manager().text_scale)
