"""Questions to one scanner and its answers, with every failure of the network as a failure of the scanner."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.escl.limits import PAGE_BYTES, TEXT_BYTES, Limits
from jifen_desktop.scanning.escl.line import Ask, Line, connected
from jifen_desktop.scanning.escl.place import Place

_PIECE: Final = 1 << 16


@dataclass(frozen=True)
class Answer:
    """A small answer, whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Body:
    """A page's bytes as they come. `size`: as many as were promised, None where nothing was."""

    def __init__(self, response: http.client.HTTPResponse, line: Line, talk: Talk) -> None:
        self.status = response.status
        self.headers = response.headers
        self.size = response.length
        self._response, self._line, self._talk = response, line, talk

    def pieces(self) -> Iterator[bytes]:
        """Raises JifenError SCAN_PAGE_DAMAGED where the end is missing (the standard client says nothing of it),
        SCAN_CONNECTION_LOST, SCAN_TIMEOUT.
        """
        got = 0
        while True:
            self._line.allow(self._talk.limits.stall)
            with self._talk.mapped():
                piece = self._response.read1(_PIECE)
            if not piece:
                break
            got += len(piece)
            if got > PAGE_BYTES:
                raise self._talk.failure(Code.SCAN_PAGE_DAMAGED)
            yield piece
        if got and self.size is not None and got < self.size:
            raise self._talk.failure(Code.SCAN_PAGE_DAMAGED)


class Talk:
    """What is said to the scanner `name` at `place`. `check` is handed a certificate's fingerprint."""

    def __init__(
        self,
        name: str,
        place: Place,
        check: Callable[[str], None],
        limits: Limits,
        ask: Ask,
    ) -> None:
        self.name, self.place, self.limits = name, place, limits
        self._check, self._ask = check, ask
        self.host: str | None = None
        """What the Host header says instead of the scanner's own, for those that insist."""

    def failure(self, code: Code) -> JifenError:
        """That failure, with the scanner's name."""
        return JifenError(code, name=self.name)

    def asking(self, ask: Ask) -> Talk:
        """The same with another question in between."""
        other = Talk(self.name, self.place, self._check, self.limits, ask)
        other.host = self.host
        return other

    def call(
        self, method: str, path: str, body: bytes = b"", seconds: float | None = None
    ) -> Answer:
        """A small question. Raises JifenError SCAN_OFFLINE, SCAN_TIMEOUT, SCAN_CONNECTION_LOST, SCAN_CERTIFICATE."""
        with self._asked(method, path, body, seconds or self.limits.call) as (response, _):
            with self.mapped():
                # A Kyocera hangs up after the heads of an answer to POST; nothing else of it is wanted.
                text = b"" if method != "GET" else response.read(TEXT_BYTES)
            return Answer(response.status, response.headers, text)

    @contextmanager
    def page(self, path: str, leaving: Callable[[], None]) -> Iterator[Body]:
        """A page. `leaving` is called where the user stopped, before the connection is dropped. Raises like `call`."""
        with self._asked("GET", path, b"", self.limits.page, leaving) as (response, line):
            yield Body(response, line, self)

    @contextmanager
    def _asked(
        self,
        method: str,
        path: str,
        body: bytes,
        seconds: float,
        leaving: Callable[[], None] = lambda: None,
    ) -> Iterator[tuple[http.client.HTTPResponse, Line]]:
        line = self._line(seconds)
        try:
            with self.mapped():
                host = self.place.host.partition("%")[
                    0
                ]  # the cable's name is none of the scanner's
                connection = http.client.HTTPConnection(host, self.place.port)
                connection.sock = line  # the four calls that it makes are there
                connection.request(method, path, body or None, self._headers(body))
                response = connection.getresponse()
            yield response, line
        except Cancelled:
            leaving()
            raise
        finally:
            line.hang_up()

    def _line(self, seconds: float) -> Line:
        try:
            line = connected(self.place, min(seconds, self.limits.connect), self._ask)
        except (OSError, UnicodeError) as error:
            raise self.failure(Code.SCAN_OFFLINE) from error
        line.allow(seconds)
        try:
            if self.place.scheme == "https":
                line.secure(self._check)
        except OSError as error:
            line.hang_up()
            raise self.failure(Code.SCAN_OFFLINE) from error
        except BaseException:
            line.hang_up()
            raise
        return line

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"Connection": "close", "Accept-Encoding": "identity"}
        if body:
            headers["Content-Type"] = "text/xml"
        if self.host:
            headers["Host"] = self.host
        return headers

    @contextmanager
    def mapped(self) -> Iterator[None]:
        """The network's failures as the scanner's."""
        try:
            yield
        except TimeoutError as error:
            raise self.failure(Code.SCAN_TIMEOUT) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self.failure(Code.SCAN_CONNECTION_LOST) from error
