"""The accessibility bus: what a screen reader is told of another program, and what it may do there (AT-SPI 2).

Interfaces: https://gnome.pages.gitlab.gnome.org/at-spi2-core/libatspi/ — the calls of `org.a11y.atspi`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from tests.frozen.wire import Wire, call

Ref = tuple[str, str]
_ATSPI: Final = "org.a11y.atspi"
_OBJECT: Final = f"{_ATSPI}.Accessible"
_REGISTRY: Final = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


class State(IntEnum):
    """The bits of AT-SPI's state set that count here."""

    CHECKED = 4
    ENABLED = 8
    MODAL = 16
    SELECTED = 23
    VISIBLE = 30


@dataclass(frozen=True)
class Seen:
    """An object as the bus described it: whose and which it is, and what is said of it."""

    owner: str
    path: str
    name: str
    role: str
    states: int

    @property
    def ref(self) -> Ref:
        """Whose and which object it is."""
        return self.owner, self.path

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
        session = Wire(session_bus)
        door = ("org.a11y.Bus", "/org/a11y/bus")
        (address,) = session.ask(call(door, "org.a11y.Bus", "GetAddress"))
        session.close()
        self._wire = Wire(address)

    def close(self) -> None:
        """Leave the bus."""
        self._wire.close()

    def program(self, seconds: float) -> Ref:
        """The one program there, once it has come; TimeoutError without."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            (found,) = self._children([_REGISTRY])
            if found:
                return found[0]
            time.sleep(0.05)
        raise TimeoutError("no program on the accessibility bus")

    def windows(self, program: Ref) -> list[Seen]:
        """The program's windows that are on the screen, the newest last."""
        (refs,) = self._children([program])
        return self._shown(refs)

    def below(self, top: Seen) -> Iterator[Seen]:
        """The object and all that is shown in it, from top to bottom; what isn't shown is left out with all its own.

        Asked for level by level.
        """
        inside: dict[Ref, list[Seen]] = {}
        level = [top]
        while level:
            children = self._children([seen.ref for seen in level])
            shown = {
                seen.ref: seen for seen in self._shown([ref for row in children for ref in row])
            }
            for seen, row in zip(level, children, strict=True):
                inside[seen.ref] = [shown[ref] for ref in row if ref in shown]
            level = [seen for seen in shown.values() if seen.ref not in inside]
        return _in_order(top, inside)

    def actions(self, seen: Seen) -> list[str]:
        """The names of what can be done with it."""
        if not self._speaks(seen, "Action"):
            return []
        return [row[0] for row in self._ask(seen, "Action", "GetActions")]

    def act(self, seen: Seen, action: str) -> None:
        """Do one of its actions. Nobody waits for the answer: it comes only when a dialog that opens is closed."""
        number = self.actions(seen).index(action)
        self._wire.tell(call(seen.ref, f"{_ATSPI}.Action", "DoAction", "i", number))

    def focus(self, seen: Seen) -> None:
        """Give it the keyboard."""
        self._ask(seen, "Component", "GrabFocus")

    def place(self, seen: Seen) -> tuple[int, int, int, int]:
        """Left, top, width and height on the screen."""
        left, top, width, height = self._ask(seen, "Component", "GetExtents", "u", 0)
        return left, top, width, height

    def put(self, seen: Seen, text: str) -> None:
        """Put the whole text of a field in."""
        self._ask(seen, "EditableText", "SetTextContents", "s", text)

    def text(self, seen: Seen) -> str:
        """The text that can be edited or selected in it; empty where there is none."""
        if not self._speaks(seen, "Text"):
            return ""
        return str(self._ask(seen, "Text", "GetText", "ii", 0, -1))

    def _speaks(self, seen: Seen, interface: str) -> bool:
        return f"{_ATSPI}.{interface}" in self._ask(seen, "Accessible", "GetInterfaces")

    def _ask(self, seen: Seen, interface: str, method: str, signature: str = "", *body: Any) -> Any:
        answer = self._wire.ask(call(seen.ref, f"{_ATSPI}.{interface}", method, signature, *body))
        return answer[0] if answer else None

    def _children(self, refs: Sequence[Ref]) -> list[list[Ref]]:
        """Each one's children; none of what is gone."""
        answers = self._wire.ask_all([call(ref, _OBJECT, "GetChildren") for ref in refs])
        return [list(answer[0]) if answer else [] for answer in answers]

    def _shown(self, refs: Sequence[Ref]) -> list[Seen]:
        """Those of the objects that are shown, described."""
        properties = "org.freedesktop.DBus.Properties"
        names = [call(ref, properties, "Get", "ss", _OBJECT, "Name") for ref in refs]
        roles = [call(ref, _OBJECT, "GetRoleName") for ref in refs]
        states = [call(ref, _OBJECT, "GetState") for ref in refs]
        told = self._wire.ask_all([*names, *roles, *states])
        count = len(refs)
        rows = zip(refs, told, told[count:], told[2 * count :], strict=False)
        seen = [_seen(ref, name, role, state) for ref, name, role, state in rows]
        return [each for each in seen if each and each.has(State.VISIBLE)]


def _seen(ref: Ref, name: Any, role: Any, state: Any) -> Seen | None:
    """An object as it was described; none where one of the answers is missing."""
    if name is None or role is None or state is None:
        return None
    low, high = state[0]
    return Seen(*ref, name[0][1], role[0], low | high << 32)


def _in_order(top: Seen, inside: dict[Ref, list[Seen]]) -> Iterator[Seen]:
    yield top
    for child in inside.get(top.ref, ()):
        yield from _in_order(child, inside)
