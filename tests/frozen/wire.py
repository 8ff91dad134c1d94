"""Calls over D-Bus, one or many at a time: a screen has hundreds of objects, and an answer a question is slow."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Final

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

_ANSWER_SECONDS: Final = 20.0
_AT_ONCE: Final = 120  # so that neither side waits for the other to read

Answer = tuple[Any, ...]


class Gone(Exception):
    """The object went away between two calls, or the program did."""


def call(ref: tuple[str, str], interface: str, method: str, signature: str = "", *body: Any) -> Any:
    """A call of an object's method; `ref` is whose and which object."""
    return new_method_call(
        DBusAddress(ref[1], ref[0], interface), method, signature or None, tuple(body)
    )


class Wire:
    """A connection to a bus at an address."""

    def __init__(self, address: str) -> None:
        self._bus: DBusConnection = open_dbus_connection(address)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def ask(self, message: Message) -> Answer:
        """The answer to one call; Gone where it is an error."""
        (answer,) = self.ask_all([message])
        if answer is None:
            raise Gone
        return answer

    def ask_all(self, messages: Sequence[Message]) -> list[Answer | None]:
        """The answers to all calls in their order; None where one is an error."""
        found: list[Answer | None] = []
        for start in range(0, len(messages), _AT_ONCE):
            found += self._ask_some(messages[start : start + _AT_ONCE])
        return found

    def tell(self, message: Message) -> None:
        """A call whose answer nobody waits for."""
        message.header.flags |= MessageFlag.no_reply_expected
        self._bus.send(message)

    def _ask_some(self, messages: Sequence[Message]) -> list[Answer | None]:
        serials = [next(self._bus.outgoing_serial) for _ in messages]
        for serial, message in zip(serials, messages, strict=True):
            self._bus.send(message, serial=serial)
        answers: dict[int, Answer | None] = {}
        end = time.monotonic() + _ANSWER_SECONDS
        while not answers.keys() >= set(serials):
            got = self._bus.receive(timeout=end - time.monotonic())
            serial = got.header.fields.get(HeaderFields.reply_serial, -1)
            is_error = got.header.message_type is MessageType.error
            answers[serial] = None if is_error else tuple(got.body)
        return [answers[serial] for serial in serials]
