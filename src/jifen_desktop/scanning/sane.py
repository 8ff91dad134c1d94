"""Scanners by SANE's `scanimage`, one process a job.

Its `--batch` writes page after page aside and names each when it is whole; its lines tell pages, progress and SANE's
status, which its exit status doesn't after the last page or after an error in which the driver hangs.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.files.failures import mapped
from jifen_desktop.scanning import sane_status
from jifen_desktop.scanning.pages import Pages, Run, here
from jifen_desktop.scanning.port import Caps, Device, Page, Progress, Request, Source
from jifen_desktop.scanning.sane_child import Child, Stalled
from jifen_desktop.scanning.sane_options import Options, arguments, listed, source_caps, sources

LISTING: Final = 30.0  # seconds for all drivers to look for devices; 3.6 with none connected
OPENING: Final = 120.0  # seconds until a page begins: lamps warm up for a minute
STALL: Final = 60.0  # seconds without a byte amid a page

_FIELDS: Final = "%d\t%v\t%m\t%t%n"
_CAMERA: Final = "v4l:"
_ADDRESS: Final = re.compile(
    r"(?:\bip=|//)(\[[0-9a-fA-F:]+\]|[^/?&:\s]+)|\b(\d{1,3}(?:\.\d{1,3}){3})\b"
)
_PROGRESS: Final = re.compile(r"Progress: (\d+(?:\.\d+)?)%")
_SCANNING: Final = re.compile(r"Scanning page (\d+)$")
_SCANNED: Final = re.compile(r"Scanned page \d+\. \(scanner status = (\d+)\)")


class SaneBackend:
    """SANE, where `scanimage` is installed. `run` calls what decodes a page (`pages.Run`)."""

    name = "sane"

    def __init__(
        self,
        run: Run = here,
        program: str = "scanimage",
        opening: float = OPENING,
        stall: float = STALL,
    ) -> None:
        self._run = run
        self._program = program
        self._opening = opening
        self._stall = stall
        # Opening a real device takes a second or more: a scan doesn't ask again what `capabilities` has asked.
        self._known: dict[tuple[str, tuple[str, ...]], Options] = {}

    def available(self) -> bool:
        """Whether there is a `scanimage`; on Windows and macOS the system's own way is used."""
        return sys.platform not in ("win32", "darwin") and shutil.which(self._program) is not None

    def discover(self, found: Callable[[Device], None], stop: Callable[[], bool]) -> None:
        """All devices of all drivers; they are told at once, when the slowest driver has looked.

        Raises JifenError SCAN_TIMEOUT, SCAN_DRIVER_MISSING or SCAN_DRIVER_CRASHED.
        """
        try:
            answers = self._answers([f"--formatted-device-list={_FIELDS}"], "SANE", stop)
        except Cancelled:
            return
        for line in answers:
            fields = line.split("\t")
            if len(fields) == 4 and not fields[0].startswith(_CAMERA):
                found(_device(*fields))

    def capabilities(self, device: Device) -> Caps:
        """What the device can, each source asked for itself. Raises JifenError."""
        first = self._options(device)
        each = sources(first)
        return Caps(
            tuple(
                (kind, source_caps(self._options(device, chosen) if len(each) > 1 else first))
                for kind, chosen in each.items()
            )
        )

    def scan(
        self,
        request: Request,
        folder: Path,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> Generator[Page]:
        """As the port promises; a page that scanimage has finished is handed out even if the next one fails."""
        options = self._known_options(request.device, (), cancelled)
        if chosen := sources(options).get(request.source, ()):
            # the settings of one source may be hidden while another is chosen
            options = self._known_options(request.device, chosen, cancelled)
        with mapped(folder):
            aside = tempfile.TemporaryDirectory(prefix=".sane-", dir=folder)
        with aside as place:
            pages = Pages(folder, request.device.name, self._run)
            job = _Job(request, pages, Path(place), progress)
            command = [*self._command(request.device), *arguments(options, request), *job.batch()]
            patience = job.patience(self._opening, self._stall)
            with self._child(command, Path(place), patience) as child:
                yield from self._pages(child, job, cancelled)
                job.end(child.status())

    def _pages(self, child: Child, job: _Job, cancelled: Callable[[], bool]) -> Iterator[Page]:
        try:
            for said, named in child.rounds(cancelled):
                for line in said:
                    job.hear(line)
                for line in named:
                    yield job.page(line)
                if job.failed:
                    return  # the driver may hang now
        except Stalled as error:
            raise JifenError(Code.SCAN_TIMEOUT, name=job.name) from error

    def _known_options(
        self, device: Device, chosen: tuple[str, ...], cancelled: Callable[[], bool]
    ) -> Options:
        known = self._known.get((device.id, chosen))
        return self._options(device, chosen, cancelled) if known is None else known

    def _options(
        self,
        device: Device,
        chosen: tuple[str, ...] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Options:
        command = [*self._command(device)[1:], *chosen, "--all-options"]
        options = listed("\n".join(self._answers(command, device.name, cancelled)))
        self._known[device.id, chosen] = options
        return options

    def _command(self, device: Device) -> list[str]:
        return [self._program, f"--device-name={device.id}"]

    def _answers(self, command: list[str], name: str, stop: Callable[[], bool]) -> list[str]:
        """What scanimage prints on stdout. Raises JifenError, Cancelled."""
        complaints: list[str] = []
        answers: list[str] = []
        with self._child([self._program, *command], None, lambda: LISTING) as child:
            try:
                for said, answered in child.rounds(stop):
                    complaints += said
                    answers += answered
            except Stalled as error:
                raise JifenError(Code.SCAN_TIMEOUT, name=name) from error
            status = child.status()
        if complaint := sane_status.complaint(complaints, name):
            raise complaint
        if status != 0:
            code = Code.SCAN_DRIVER_CRASHED if _crashed(status) else Code.SCAN_FAILED
            raise JifenError(code, name=name)
        return answers

    def _child(
        self, command: list[str], folder: Path | None, patience: Callable[[], float]
    ) -> Child:
        if shutil.which(self._program) is None:
            raise JifenError(Code.SCAN_DRIVER_MISSING)
        return Child(command, folder, patience)


class _Job:
    """What is known of one scan under way."""

    def __init__(
        self, request: Request, pages: Pages, aside: Path, progress: Callable[[Progress], None]
    ) -> None:
        self.name = request.device.name
        self._request = request
        self._pages = pages
        self._aside = aside
        self._progress = progress
        self._page = 0
        self._begun = False
        self._status = sane_status.GOOD
        self._complaints: list[str] = []

    @property
    def failed(self) -> bool:
        """Whether SANE told a status after which nothing more comes."""
        return self._status not in (sane_status.GOOD, sane_status.EOF)

    def batch(self) -> Iterator[str]:
        """Raw pixels, since scanimage's PNG takes 0.45 s a page and its JPEG is of quality 75; TIFF tells when it is
        short. One page of a flatbed; a feeder until it is empty.
        """
        yield from ("--format=tiff", "--batch=%d.tif", "--batch-print", "--progress")
        yield "--buffer-size=256"
        pages = 1 if self._request.source == Source.FLATBED else self._request.pages
        if pages is not None:
            yield f"--batch-count={pages}"

    def patience(self, opening: float, stall: float) -> Callable[[], float]:
        """How long the next word may take."""
        return lambda: stall if self._begun else opening

    def page(self, line: str) -> Page:
        """The page that scanimage has named. Raises JifenError."""
        return self._pages.keep(self._request.dpi, self._aside / Path(line).name)

    def hear(self, line: str) -> None:
        """One line on stderr: progress, a page's end, or a complaint."""
        if hit := _PROGRESS.search(line):
            self._begun = True
            self._progress(Progress(self._page, min(1.0, float(hit[1]) / 100)))
        elif hit := _SCANNING.search(line):
            self._page, self._begun = int(hit[1]) - 1, False
        elif hit := _SCANNED.search(line):
            self._status = int(hit[1])
        elif (status := sane_status.status_of(line)) is not None:
            self._status = status
        else:
            self._complaints.append(line)

    def end(self, exit_status: int) -> None:
        """Raise what the scan failed of, if it did; an empty feeder after a page is its end."""
        if self._status == sane_status.NO_DOCS and self._pages.done:
            return
        if self.failed:
            raise sane_status.failure(self._status, self.name)
        if complaint := sane_status.complaint(self._complaints, self.name):
            raise complaint
        if _crashed(exit_status):
            raise JifenError(Code.SCAN_DRIVER_CRASHED, name=self.name)
        if exit_status or not self._pages.done:
            raise JifenError(Code.SCAN_FAILED, name=self.name)


def _crashed(status: int) -> bool:
    return status < 0


def _device(id_: str, vendor: str, model: str, kind: str) -> Device:
    """A device as listed: AirScan's own vendor is a protocol, and its type is the address."""
    known = vendor if vendor not in ("eSCL", "WSD", "Noname") else ""
    name = " ".join(f"{known} {model}".replace("_", " ").split()) or id_
    hit = _ADDRESS.search(kind) or _ADDRESS.search(id_)
    return Device("sane", id_, name, (hit[1] or hit[2]) if hit else "")
