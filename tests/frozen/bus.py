"""The accessibility bus: what a screen reader is told of another program, and what it may do there (AT-SPI 2).

Interfaces: https://gnome.pages.gitlab.gnome.org/at-spi2-core/libatspi/ — the calls of `org.a11y.atspi`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from jeepney import DBusAddress, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ATSPI: Final = "org.a11y.atspi"
_REGISTRY: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ANSWER_SECONDS: Final = 20.0


class State(IntEnum):
    """The bits of AT-SPI's state set that count here."""

    ACTIVE = 1
    CHECKED = 4
    DEFUNCT = 6
    EDITABLE = 7
    ENABLED = 8
    FOCUSED = 12
    MODAL = 16
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25
    VISIBLE = 30


class Gone(Exception):
    """The object went away between two calls, or the program did."""


@dataclass(frozen=True)
class Seen:
    """An object as the bus described it: whose and which it is, and what is said of it."""

    owner: str
    path: str
    name: str
    role: str
    states: int
    depth: int

    def has(self, state: State) -> bool:
        """Whether the state's bit is set."""
        return bool(self.states >> state & 1)

    @property
    def is_usable(self) -> bool:
        """Whether it is there for the user and takes acts."""
        return self.has(State.VISIBLE) and self.has(State.ENABLED)


class Bus:
    """A connection to the accessibility bus that belongs to a session's bus."""

    def __init__(self, session_bus: str) -> None:
        with open_dbus_connection(session_bus) as session:
            door = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            answer = session.send_and_get_reply(new_method_call(door, "GetAddress"))
        self._bus: DBusConnection = open_dbus_connection(answer.body[0])

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def applications(self) -> list[tuple[str, str]]:
        """Every program that has told the bus of itself."""
        return list(self._call(_REGISTRY, "Accessible", "GetChildren")[0])

    def program(self, seconds: float) -> tuple[str, str]:
        """The one program there, once it has come; TimeoutError without."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            found = self.applications()
            if found:
                return found[0]
            time.sleep(0.05)
        raise TimeoutError("no program on the accessibility bus")

    def windows(self, program: tuple[str, str]) -> list[Seen]:
        """The program's windows that are on the screen, the newest last."""
        shown = (self._seen(ref, 0) for ref in self._children(program))
        return [window for window in shown if window.has(State.VISIBLE)]

    def below(self, top: Seen) -> Iterator[Seen]:
        """The object and all that is shown in it, from top to bottom; what isn't shown is left out with all its own."""
        yield top
        try:
            for ref in self._children((top.owner, top.path)):
                child = self._seen(ref, top.depth + 1)
                if child.has(State.VISIBLE):
                    yield from self.below(child)
        except Gone:
            return

    def actions(self, seen: Seen) -> list[str]:
        """The names of what can be done with it."""
        if not self._speaks(seen, "Action"):
            return []
        found = self._call((seen.owner, seen.path), "Action", "GetActions")[0]
        return [row[0] for row in found]

    def act(self, seen: Seen, action: str) -> None:
        """Do one of its actions. Nobody waits for the answer: it comes only when a dialog that opens is closed."""
        number = self.actions(seen).index(action)
        address = DBusAddress(seen.path, seen.owner, f"{_ATSPI}.Action")
        message = new_method_call(address, "DoAction", "i", (number,))
        message.header.flags |= MessageFlag.no_reply_expected
        self._bus.send(message)

    def focus(self, seen: Seen) -> None:
        """Give it the keyboard."""
        self._call((seen.owner, seen.path), "Component", "GrabFocus")

    def place(self, seen: Seen) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self._call(
            (seen.owner, seen.path), "Component", "GetExtents", "u", (0,)
        )[0]
        return left, top, width, height

    def put(self, seen: Seen, text: str) -> None:
        """Put the whole text of a field in."""
        self._call((seen.owner, seen.path), "EditableText", "SetTextContents", "s", (text,))

    def text(self, seen: Seen) -> str:
        """The text that can be edited or selected in it; empty where there is none."""
        if not self._speaks(seen, "Text"):
            return ""
        return str(self._call((seen.owner, seen.path), "Text", "GetText", "ii", (0, -1))[0])

    def again(self, seen: Seen) -> Seen:
        """The same object as it is now."""
        return self._seen((seen.owner, seen.path), seen.depth)

    def _speaks(self, seen: Seen, interface: str) -> bool:
        spoken = self._call((seen.owner, seen.path), "Accessible", "GetInterfaces")[0]
        return f"{_ATSPI}.{interface}" in spoken

    def _children(self, ref: tuple[str, str]) -> list[tuple[str, str]]:
        return list(self._call(ref, "Accessible", "GetChildren")[0])

    def _seen(self, ref: tuple[str, str], depth: int) -> Seen:
        name = self._property(ref, "Name")
        role = self._call(ref, "Accessible", "GetRoleName")[0]
        low, high = self._call(ref, "Accessible", "GetState")[0]
        return Seen(*ref, name, role, low | high << 32, depth)

    def _property(self, ref: tuple[str, str], name: str) -> str:
        address = DBusAddress(ref[1], ref[0], "org.freedesktop.DBus.Properties")
        body = (f"{_ATSPI}.Accessible", name)
        return str(self._send(new_method_call(address, "Get", "ss", body))[0][1])

    def _call(
        self,
        ref: tuple[str, str],
        interface: str,
        method: str,
        signature: str | None = None,
        body: tuple[Any, ...] = (),
    ) -> tuple[Any, ...]:
        address = DBusAddress(ref[1], ref[0], f"{_ATSPI}.{interface}")
        return self._send(new_method_call(address, method, signature, body))

    def _send(self, message: Any) -> tuple[Any, ...]:
        answer = self._bus.send_and_get_reply(message, timeout=_ANSWER_SECONDS)
        if answer.header.message_type is MessageType.error:
            raise Gone(str(answer.body))
        return tuple(answer.body)
