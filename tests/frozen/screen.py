"""What is on the screen, found by the names that a screen reader says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from tests.frozen.bus import Bus, Ref, Seen, State
from tests.frozen.wire import Gone

T = TypeVar("T")
LIMIT = 60.0
_PAUSE: Final = 0.1
# A button pressed through the bus is shown pressed for a tenth of a second before it acts.
_REST: Final = 0.25
_SETTLED_BY: Final = 10.0

BUTTONS: Final = frozenset({"push button", "toggle button", "menu item", "link", "page tab"})
CHOICES: Final = frozenset({"radio button", "check box", "toggle button", "list item", "page tab"})
FIELDS: Final = frozenset({"text", "entry", "password text"})


class Missing(AssertionError):
    """What a step speaks of is not there, or does not do what it should."""


class Screen:
    """One program's windows."""

    def __init__(self, bus: Bus, program: Ref) -> None:
        self._bus = bus
        self._program = program

    def front(self) -> list[Seen]:
        """The windows that can be used: the dialog that stands before the others, or all; the newest first."""
        windows = self._bus.windows(self._program)[::-1]
        modal = [w for w in windows if w.has(State.MODAL)]
        return modal[:1] or windows

    def all(self) -> Iterator[Seen]:
        """Everything that is shown in them."""
        for window in self.front():
            yield from self._bus.below(window)

    def control(self, name: str, roles: frozenset[str]) -> Seen:
        """The usable control of that name: of the whole name first, else of one that begins so."""

        def look() -> Seen | None:
            every = [s for s in self.all() if s.role in roles and s.is_usable]
            whole = (s for s in every if s.name == name)
            begun = (s for s in every if s.name.startswith(name))
            return next(whole, None) or next(begun, None)

        return self.until(look, f"{' or '.join(sorted(roles))} “{name}”")

    def says(self, text: str) -> bool:
        """Whether the text is to be read anywhere."""
        return any(text in seen.name or text in self._text(seen) for seen in self.all())

    def read(self) -> list[str]:
        """All that can be read, for a failure."""
        return list(dict.fromkeys(f"{s.role}: {s.name}" for s in self.all() if s.name))

    def nameless(self) -> list[str]:
        """The usable controls that a screen reader could only call by their kind."""
        kinds = BUTTONS | CHOICES | FIELDS
        return [s.role for s in self.all() if s.role in kinds and s.is_usable and not s.name]

    def until(self, look: Callable[[], T | None], what: str, limit: float | None = None) -> T:
        """What `look` finds once there is something."""
        end = time.monotonic() + (LIMIT if limit is None else limit)
        while True:
            try:
                found = look()
            except Gone:
                found = None
            if found:
                return found
            if time.monotonic() > end:
                raise Missing(f"never came: {what}")
            time.sleep(_PAUSE)

    def rest(self) -> None:
        """Wait until nothing changes any more."""
        time.sleep(_REST)
        end = time.monotonic() + _SETTLED_BY
        before = self._state()
        while time.monotonic() < end:
            time.sleep(_PAUSE)
            now = self._state()
            if now == before:
                return
            before = now

    def _state(self) -> list[Seen]:
        try:
            return list(self.all())
        except Gone:
            return []

    def _text(self, seen: Seen) -> str:
        return self._bus.text(seen) if seen.role in FIELDS else ""
