"""A connection that can be left at any moment: every wait is made of short ones, with a question in between.

A socket's own timeout can't do it: after one, the file that http.client reads from is spent.
"""

from __future__ import annotations

import errno
import hashlib
import io
import queue
import selectors
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from jifen_desktop.scanning.escl.place import Place, is_ip

_SLICE: Final = 0.1
# Windows' WSAEWOULDBLOCK isn't EWOULDBLOCK on every Python.
_UNDER_WAY: Final = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK, 10035})

_Found = tuple[Any, Any, int, str, tuple[Any, ...]]

Ask = Callable[[], None]
"""Raises Cancelled where the user stopped."""


class Line:
    """A connected socket as http.client uses one. `ask` is called every tenth of a second that it waits; it raises
    TimeoutError when `allow`'s time is over.
    """

    def __init__(self, sock: socket.socket, ask: Ask) -> None:
        self._sock = sock
        self._ask = ask
        self._until = 0.0
        sock.settimeout(_SLICE)

    def allow(self, seconds: float) -> None:
        """Everything from now on has so long, until it is allowed anew."""
        self._until = time.monotonic() + seconds

    def sendall(self, data: bytes) -> None:
        """Send; what we send is smaller than any system's buffer, so this doesn't wait for the scanner."""
        self._sock.settimeout(max(_SLICE, self._until - time.monotonic()))
        try:
            self._sock.sendall(data)
        finally:
            self._sock.settimeout(_SLICE)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the answer is read from."""
        return io.BufferedReader(_Reader(self))

    def close(self) -> None:
        """Nothing: http.client closes before it reads an answer that ends with the connection; see `hang_up`."""

    def hang_up(self) -> None:
        """End the connection."""
        self._sock.close()

    def receive(self, buffer: memoryview) -> int:
        """Fill the start of a buffer; 0 at the end."""
        while True:
            self.wait_on()  # each time: one who never stops talking is left too
            with suppress(TimeoutError):
                return self._sock.recv_into(buffer)

    def secure(self, check: Callable[[str], None]) -> None:
        """Start TLS and hand the certificate's SHA-256 (hexadecimal) to `check`, before anything is said."""
        secured = _context().wrap_socket(self._sock, do_handshake_on_connect=False)
        self._sock = secured
        while True:
            try:
                secured.do_handshake()
                break
            except TimeoutError:
                self.wait_on()
        check(hashlib.sha256(secured.getpeercert(binary_form=True) or b"").hexdigest())

    def wait_on(self) -> None:
        """Raise where it isn't worth waiting any longer."""
        self._ask()
        if time.monotonic() > self._until:
            raise TimeoutError


class _Reader(io.RawIOBase):
    def __init__(self, line: Line) -> None:
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._line.receive(buffer)


def connected(place: Place, seconds: float, ask: Ask) -> Line:
    """A line to a scanner. Raises OSError, also where nobody answers in that time."""
    until = time.monotonic() + seconds
    failure: OSError = TimeoutError()
    for family, kind, protocol, _, address in _addresses(place, until, ask):
        try:
            return Line(_opened(socket.socket(family, kind, protocol), address, until, ask), ask)
        except OSError as error:
            failure = error
    raise failure


def _addresses(place: Place, until: float, ask: Ask) -> Sequence[_Found]:
    """The addresses of a host. The system can't be interrupted when it looks up a name, only left alone with it."""
    answers: queue.SimpleQueue[Sequence[_Found] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            answers.put(socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    if is_ip(place.host):
        look()
    else:
        threading.Thread(target=look, name="escl-name", daemon=True).start()
    while True:
        with suppress(queue.Empty):
            found = answers.get(timeout=_SLICE)
            break
        ask()
        if time.monotonic() > until:
            raise TimeoutError
    if isinstance(found, Exception):
        raise found
    return found


def _opened(
    sock: socket.socket, address: tuple[object, ...], until: float, ask: Ask
) -> socket.socket:
    try:
        sock.setblocking(False)
        code = sock.connect_ex(address)
        if code not in _UNDER_WAY:
            raise OSError(code, "connect")
        with selectors.DefaultSelector() as selector:
            selector.register(sock, selectors.EVENT_WRITE)
            while not selector.select(_SLICE):
                ask()
                if time.monotonic() > until:
                    raise TimeoutError
        if code := sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(code, "connect")
    except BaseException:
        sock.close()
        raise
    return sock


def _context() -> ssl.SSLContext:
    """TLS as scanners have it: certificates of their own making, which are pinned instead, and old versions."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    return context
