"""One scan at a scanner: begun, fetched page by page, and always ended, so that the scanner is free for the next."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPMessage

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.scanning.escl.description import Description
from jifen_desktop.scanning.escl.line import Ask
from jifen_desktop.scanning.escl.status import Status, status_of
from jifen_desktop.scanning.escl.talk import Body, Talk
from jifen_desktop.scanning.escl.ticket import ticket
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import Page, Progress, Request, Source

_CREATED, _UNAVAILABLE, _CONFLICT = 201, 503, 409
_NO_PAGE = frozenset({404, 409, 410})
_ACCESS = frozenset({401, 403})
_WRONG = frozenset({400, 415, 422})
_LONGEST_PAUSE = 10.0  # a scanner that asks for more is asked sooner
_UNDER_WAY = frozenset({"Pending", "Processing"})
# Tries while the job is said to go on and yet has no page: a Xerox B205 means "not yet" by it, most others the end.
_STALE_TRIES = 5
_NO_PAPER = frozenset({"Empty", "Processing"})  # the latter is a Kyocera's word for it
# Drawing in paper that isn't there jams it, physically (sane-airscan): the feeder is asked first. Elsewhere its state
# before a scan is often wrong.
_JAMS_WHEN_EMPTY = "MF410"


@dataclass
class Job:
    """`talk` asks whether the user stopped; `ask` does so between waits. Used by one thread."""

    talk: Talk
    request: Request
    description: Description
    pages: Pages
    progress: Callable[[Progress], None]
    ask: Ask
    _path: str = ""
    _open: bool = False
    _spent: float = field(default=0.0, init=False)  # on the page before, s

    @property
    def feeding(self) -> bool:
        """Whether paper is drawn in."""
        return self.request.source != Source.FLATBED

    def run(self) -> Iterator[Page]:
        """Its pages; ends the job whatever happens. Raises JifenError and Cancelled."""
        try:
            self._begin()
            while self._wants_more() and (page := self._next()):
                yield page
        finally:
            self.pages.drop()
            self._end()

    def _wants_more(self) -> bool:
        if not self.feeding:
            return self.pages.done == 0
        return self.request.pages is None or self.pages.done < self.request.pages

    def _begin(self) -> None:
        if self.feeding and _JAMS_WHEN_EMPTY in self.description.model:
            now = self._status()
            if now.feeder in ("Empty", "Jam"):
                raise self.talk.failure(now.trouble(None, feeding=True) or Code.SCAN_FEEDER_EMPTY)
        settings = ticket(self.request, self.description)
        # Whoever leaves before the answer can't end the job, whose name it tells.
        patient = self.talk.asking(_late(self.ask, self.talk.limits.leave))
        for _ in range(self.talk.limits.job_tries):
            answer = patient.call("POST", self.talk.place.path("ScanJobs"), settings)
            if answer.status == _CREATED:
                self._path = self.talk.place.path_of(answer.headers.get("Location", "")) or ""
                self._open = bool(self._path)
                if not self._open:
                    raise self.talk.failure(Code.SCAN_FAILED)
                self.ask()
                return
            if answer.status != _UNAVAILABLE:
                raise self.talk.failure(self._refusal(answer.status))
            self._raise_trouble(self._status())
            self._rest(_pause(answer.headers, self.talk.limits.retry))
        warming = self._status().state == "Testing"
        raise self.talk.failure(Code.SCAN_WARMING_UP if warming else Code.SCAN_BUSY)

    def _refusal(self, status: int) -> Code:
        """What it means that no job was made."""
        if status in _ACCESS:
            return Code.SCAN_ACCESS
        if status in _WRONG:
            return Code.SCAN_UNSUPPORTED
        if status != _CONFLICT:
            return Code.SCAN_FAILED
        now = self._status()
        if code := now.trouble(None, feeding=self.feeding):
            return code
        if self.feeding and now.feeder in _NO_PAPER:
            return Code.SCAN_FEEDER_EMPTY
        # A scanner with nothing wrong refuses the settings, most often black and white (NAPS2).
        return Code.SCAN_BUSY if now.state == "Processing" else Code.SCAN_UNSUPPORTED

    def _next(self) -> Page | None:
        """The next page; None after the last."""
        self._rest(min(self._spent / 2, 1.0) if self._is_hasty() else 0.0)
        stale = 0
        for _ in range(self.talk.limits.page_tries):
            begun = time.monotonic()
            with self.talk.page(f"{self._path}/NextDocument", self._end) as body:
                status, headers = body.status, body.headers
                if status == 200:
                    page = self._fetched(body)
                    self._spent = time.monotonic() - begun
                    return page
            if status in _NO_PAGE:
                if not self._goes_on(stale):
                    return None
                stale += 1
            elif status == _UNAVAILABLE:
                self._raise_trouble(self._status())
            else:
                raise self.talk.failure(Code.SCAN_FAILED)
            self._rest(_pause(headers, self.talk.limits.retry))
        raise self.talk.failure(Code.SCAN_TIMEOUT)

    def _is_hasty(self) -> bool:
        """Whether the next page has to be asked for after a pause: a Brother says "no more" to an early question."""
        return self.feeding and "brother" in self.description.model.lower()

    def _fetched(self, body: Body) -> Page | None:
        try:
            if self._written(body):
                return self.pages.keep(self.request.dpi)
        except JifenError as error:
            if error.code != Code.SCAN_PAGE_DAMAGED:
                raise
            self._raise_trouble(self._status())
            raise
        # Empty: AirSane sends nothing where the paper jams or ends amid a job, and says so in the job's state.
        now = self._status()
        self._raise_trouble(now)
        job = now.job(self._path)
        if job and job.state == "Completed":
            self._check_some()
            return None
        raise self.talk.failure(Code.SCAN_PAGE_DAMAGED)

    def _written(self, body: Body) -> int:
        """Write the page aside; its bytes."""
        part, size, index = self.pages.aside(), 0, self.pages.done
        with mapped(part):
            file = disk().create(part, private=True)
        with file:
            for piece in body.pieces():
                with mapped(part):
                    disk().write(file, piece)
                size += len(piece)
                fraction = min(size / body.size, 1.0) if body.size else None
                self.progress(Progress(index, fraction, size))
                self.ask()
        return size

    def _goes_on(self, stale: int) -> bool:
        """After "no such page": whether to ask again; False at the end. Raises what went wrong."""
        now = self._status()
        self._raise_trouble(now)
        job = now.job(self._path)
        drained = self.feeding and now.feeder == "Empty" and self.pages.done
        if job and job.state in _UNDER_WAY and not drained and stale < _STALE_TRIES:
            return True
        self._open = bool(job and job.state in _UNDER_WAY)
        self._check_some()
        return False

    def _check_some(self) -> None:
        """No more pages, which is a failure where there was none."""
        if not self.pages.done:
            code = Code.SCAN_FEEDER_EMPTY if self.feeding else Code.SCAN_FAILED
            raise self.talk.failure(code)

    def _raise_trouble(self, now: Status) -> None:
        job = now.job(self._path) if self._path else None
        state = job.state if job else ""
        if state == "Canceled":
            raise Cancelled  # at the scanner
        if state == "Completed":
            return  # "jam" is also what some say of an empty feeder
        if code := now.trouble(job, feeding=self.feeding):
            raise self.talk.failure(code)
        if state == "Aborted":
            raise self.talk.failure(Code.SCAN_FAILED)

    def _status(self) -> Status:
        """The scanner's own word; nothing where it has none, since what is at hand is told then."""
        try:
            answer = self.talk.call("GET", self.talk.place.path("ScannerStatus"))
        except JifenError:
            return Status()
        return status_of(answer.body) if answer.status == 200 else Status()

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.ask()
            time.sleep(min(left, 0.1))

    def _end(self) -> None:
        """Tell the scanner that nobody wants more; its answer, also that it knows no such job, is all the same.

        A slow one is told in the background, so that stopping takes no longer.
        """
        if not self._open:
            return
        self._open = False
        talk, path = self.talk.asking(lambda: None), self._path

        def farewell() -> None:
            with suppress(JifenError):
                talk.call("DELETE", path)

        thread = threading.Thread(target=farewell, name="escl-end", daemon=True)
        thread.start()
        thread.join(self.talk.limits.leave)


def _late(ask: Ask, seconds: float) -> Ask:
    """`ask` whose stopping comes that much later."""
    since: list[float] = []

    def later() -> None:
        try:
            ask()
        except Cancelled:
            since.append(time.monotonic())
            if since[-1] - since[0] > seconds:
                raise

    return later


def _pause(headers: HTTPMessage, usual: float) -> float:
    """How long to wait before the next try: what the scanner asks for, in seconds."""
    asked = headers.get("Retry-After", "").strip()
    return min(float(asked), _LONGEST_PAUSE) if asked.isascii() and asked.isdigit() else usual
