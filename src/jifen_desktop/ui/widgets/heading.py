"""The one heading of a page."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui.theme import Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets.base import Arranger, height_for, is_left_out, least_width_of
from jifen_desktop.ui.widgets.helping import HelpButton
from jifen_desktop.ui.widgets.labels import Label

_HELP_GAP = 12


class PageHead(Arranger):
    """The one heading of a page, its lead under it, and optionally something at the right end.

    `help_place` puts 说明 behind the heading, which opens the manual at that place.

    The heading's line is 40 high, so it stands level with search fields and person tabs. What has no room at the
    right end in one line goes below the lead.
    """

    def __init__(
        self, title: str, lead: str = "", extra: QWidget | None = None, *, help_place: str = ""
    ) -> None:
        super().__init__()
        self._title = Label(title, TextRole.HEADING)
        self._help = HelpButton(help_place) if help_place else None
        self._lead = Label(lead, TextRole.BODY, Tone.TEXT2)
        self._extra = extra
        for part in (self._title, self._help, extra, self._lead):
            if part is not None:
                self.adopt(part)
        self._lead.setVisible(bool(lead))  # not before it has a parent: it would be a window

    def set_title(self, title: str, lead: str = "", *, count: str = "") -> None:
        """Change heading and lead; `count` stands grey behind the heading."""
        self._title.setText(f"{title} {count}" if count else title)
        self._title.set_quiet_tail(len(count))
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def least_width(self) -> int:
        helping = self._help_width()
        least = max(least_width_of(part) for part in self._shown() if part is not self._help)
        return max(least, least_width_of(self._title) + helping)

    def wanted_width(self) -> int:
        extra = self._extra if self._extra in self._shown() else None
        beside = extra.sizeHint().width() + Space.GAP if extra is not None else 0
        beside += self._help_width()
        return max(self._title.sizeHint().width() + beside, self._lead.sizeHint().width())

    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        shown = self._shown()
        extra = self._extra if self._extra in shown else None
        wanted = extra.sizeHint().width() if extra is not None else 0
        room = width - wanted - Space.GAP if extra is not None else width
        beside = extra is not None and room >= self._title.sizeHint().width() + self._help_width()
        places, height = self._first_line(extra if beside else None, wanted, width)
        if self._lead in shown:
            height += Space.HALF
            places.append((self._lead, QRect(0, height, width, height_for(self._lead, width))))
            height += height_for(self._lead, width)
        if extra is not None and not beside:
            height += Space.STEP
            places.append((extra, QRect(0, height, width, height_for(extra, width))))
            height += height_for(extra, width)
        return places, height

    def _first_line(
        self, extra: QWidget | None, wanted: int, width: int
    ) -> tuple[list[tuple[QWidget, QRect]], int]:
        """The heading, with `extra` of `wanted` width at its right end, each in the middle of the line."""
        room = width - wanted - Space.GAP if extra is not None else width
        helping = self._help_width()
        own = min(room - helping, self._title.sizeHint().width()) if helping else room
        sizes: list[tuple[QWidget, int, int]] = [(self._title, 0, own)]
        if self._help is not None:
            sizes.append((self._help, own + _HELP_GAP, helping - _HELP_GAP))
        if extra is not None:
            sizes.append((extra, width - wanted, wanted))
        height = max(Size.BUTTON_TALL, *(height_for(part, w) for part, _x, w in sizes))
        places: list[tuple[QWidget, QRect]] = []
        for part, x, own in sizes:
            tall = height_for(part, own)
            places.append((part, QRect(x, (height - tall) // 2, own, tall)))
        return places, height

    def _help_width(self) -> int:
        """Of 说明 with the gap before it."""
        return 0 if self._help is None else self._help.sizeHint().width() + _HELP_GAP

    def _shown(self) -> list[QWidget]:
        parts = (self._title, self._help, self._extra, self._lead)
        return [part for part in parts if part is not None and not is_left_out(part)]
