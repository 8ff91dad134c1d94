"""One export under way: where its files go, how far it is, and whether it is to stop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.pages import OutPage
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.staging import Staging
from jifen_desktop.intake.sheet import Side
from jifen_desktop.library.entry import SentPage
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.worker.pool import WorkerPool

PDF_TIMEOUT = 60.0

Progress = Callable[[str, int, int], None]
# What a page is made of: its sides, and whether the place is taken out.
Making = tuple[tuple[Side, ...], bool]


@dataclass
class Run:
    """One export under way."""

    picture: Picture
    pool: WorkerPool
    staging: Staging
    progress: Progress
    cancelled: Callable[[], bool]
    steps: int
    before: tuple[SentPage, ...] = ()
    done: int = 0
    made: list[tuple[str, str, str | None]] = field(default_factory=list)
    encoded: dict[Making, tuple[Path, OutPage]] = field(default_factory=dict)
    squeezed: dict[PageOut, Squeezed] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def check(self) -> None:
        """The cancel point."""
        if self.cancelled():
            raise Cancelled

    def step(self, what: str) -> None:
        """One more piece of work is done."""
        self.check()
        self.done = min(
            self.done + 1, self.steps - 1
        )  # the last one belongs to the check at the end
        self.progress(what, self.done, self.steps)

    def add(self, name: str, kind: str, data: bytes, applicant: str | None = None) -> None:
        """Write one small file."""
        write_bytes(self.staging.path(name), data)
        self.made.append((name, kind, applicant))
        self.step(name)

    def call(self, fn: Callable[..., bytes], *args: object) -> bytes:
        """Run a writer of PDF or Word in the worker."""
        self.check()
        return self.pool.run(fn, *args, timeout=PDF_TIMEOUT)
