"""How a scanner and its jobs are: ScannerStatus, and what failure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from jifen_desktop.domain.errors import Code
from jifen_desktop.scanning.escl import xml

# AdfState, without "ScannerAdf". A sheet pulled askew or two at once are taken out and fed again like a jam.
_FEEDER: Final = {
    "Jam": Code.SCAN_JAM,
    "Mispick": Code.SCAN_JAM,
    "MultipickDetected": Code.SCAN_JAM,
    "DuplexPageTooShort": Code.SCAN_JAM,
    "DuplexPageTooLong": Code.SCAN_JAM,
    "DoorOpen": Code.SCAN_COVER_OPEN,
    "HatchOpen": Code.SCAN_COVER_OPEN,
}
# Parts of JobStateReasons, in lower case.
_REASONS: Final = (
    ("jam", Code.SCAN_JAM),
    ("cover", Code.SCAN_COVER_OPEN),
    ("door", Code.SCAN_COVER_OPEN),
    ("interlock", Code.SCAN_COVER_OPEN),
    ("scanticket", Code.SCAN_UNSUPPORTED),
    ("unsupported", Code.SCAN_UNSUPPORTED),
    ("authoriz", Code.SCAN_ACCESS),
    ("authentic", Code.SCAN_ACCESS),
)


@dataclass(frozen=True)
class JobStatus:
    """A job: the last part of its path, its state (Pending, Processing, Completed, Aborted, Canceled), the reasons."""

    key: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Status:
    """The scanner: Idle, Processing, Testing, Stopped or Down; its feeder's state without "ScannerAdf"; its jobs."""

    state: str = ""
    feeder: str = ""
    jobs: tuple[JobStatus, ...] = ()

    def job(self, path: str) -> JobStatus | None:
        """The job at that path."""
        key = path.rpartition("/")[2]
        return next((one for one in self.jobs if one.key == key), None)

    def trouble(self, job: JobStatus | None, *, feeding: bool) -> Code | None:
        """What keeps it from scanning, where it says so. The feeder's state is of no account for a flatbed."""
        if feeding and self.feeder in _FEEDER:
            return _FEEDER[self.feeder]
        said = " ".join(job.reasons).lower() if job else ""
        return next((code for part, code in _REASONS if part in said), None)


def status_of(data: bytes) -> Status:
    """Read ScannerStatus; one that can't be read says nothing."""
    try:
        root = xml.parsed(data, "ScannerStatus")
    except xml.NotXml:
        return Status()
    jobs = tuple(
        JobStatus(
            xml.child(one, "JobUri").rstrip("/").rpartition("/")[2],
            xml.child(one, "JobState"),
            tuple(xml.texts(one, "JobStateReason")),
        )
        for one in xml.all_of(root, "JobInfo")
    )
    feeder = xml.child(root, "AdfState").removeprefix("ScannerAdf")
    return Status(xml.child(root, "State"), feeder, jobs)
