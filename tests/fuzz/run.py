"""Takes broken files in, page by page out again, and watches the program while it does."""

from __future__ import annotations

import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ImageFormat
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.intake.read import Intake
from jifen_desktop.messages import error_line
from jifen_desktop.services.take_in import TakenIn, take_in
from jifen_desktop.worker.pool import WorkerPool
from tests.fuzz.mutate import mutated
from tests.fuzz.samples import SECRET, samples

BATCH = 25  # files dropped at once
PAGES = 3  # pages of a file that are written
MEMORY = 1 << 30  # bytes, of all processes together
# What a taking in may say of a file; the rest of the codes are about disks and the program.
CLOSED = frozenset(code for code in Code if code.startswith(("file_", "archive_")))
PARAMETERS = frozenset({"name", "size", "limit"})
SUFFIXES = ("jpg", "png", "pdf", "heic", "tif", "zip", "docx", "")


@dataclass
class Report:
    """What came of it. `faults` is empty where every promise held."""

    seed: int
    files: int = 0
    pages: int = 0
    seconds: float = 0.0
    peak: int = 0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    later: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def totals(self) -> Counter[str]:
        """Files by outcome."""
        found: Counter[str] = Counter()
        for (_, outcome), count in self.outcomes.items():
            found[outcome] += count
        return found


def broken_file(seed: int, number: int) -> tuple[str, bytes]:
    """(kind, bytes) of one file of a run; the same ones at every run but for PDF identifiers."""
    random = Random(f"{seed}:{number}")
    known = samples()
    kind, data = known[number % len(known)]
    return kind, mutated(data, random, [other for _, other in known])


def fuzz(seed: int, files: int, folder: Path) -> Report:
    """Run so many files through the workers; all happens below `folder`, which must be empty."""
    report = Report(seed)
    start = time.monotonic()
    own = folder / "temp"
    own.mkdir()
    kept, tempfile.tempdir = tempfile.tempdir, str(own)
    try:
        with WorkerPool() as pool, _Memory() as memory:
            for first in range(0, files, BATCH):
                numbers = range(first, min(first + BATCH, files))
                _batch(report, Intake(pool), numbers, folder)
            report.peak = memory.peak
    finally:
        tempfile.tempdir = kept
    report.seconds = time.monotonic() - start
    report.faults += [f"left over: {path.name}" for path in own.rglob("*")]
    if report.peak > MEMORY:
        report.faults.append(f"memory: {report.peak >> 20} MB")
    return report


def _batch(report: Report, intake: Intake, numbers: range, folder: Path) -> None:
    drop, out = folder / "drop", folder / "out"
    store = OriginalStore(folder / "library")
    drop.mkdir(exist_ok=True)
    out.mkdir(exist_ok=True)
    kinds: dict[str, str] = {}
    for number in numbers:
        kind, data = broken_file(report.seed, number)
        name = f"{number}.{SUFFIXES[number % len(SUFFIXES)]}"
        kinds[str(number)] = kind
        (drop / name).write_bytes(data)
    try:
        taken = take_in(store, intake, [drop], None, None)
    except Exception as error:  # the promise is that there is none
        report.faults.append(f"files {numbers}: {type(error).__name__} {error}")
        return
    report.files += len(numbers)
    _judge(report, taken, kinds)
    _write(report, intake, taken, out)
    _sweep(report, numbers, (drop, out, store.root))


def _judge(report: Report, taken: TakenIn, kinds: dict[str, str]) -> None:
    for error in taken.refused:
        name = str(error.params["name"])
        report.outcomes[kinds.get(name.split(".", maxsplit=1)[0], "zip entry"), error.code] += 1
        if error.code not in CLOSED or not set(error.params) <= PARAMETERS:
            report.faults.append(f"{name}: {error.code} {error.params}")
        if SECRET in error_line(error):
            report.faults.append(f"{name}: a message repeats the file")
    for document in taken.documents:
        report.outcomes[kinds.get(document.name.split(".")[0], "zip entry"), "taken in"] += 1


def _write(report: Report, intake: Intake, taken: TakenIn, out: Path) -> None:
    """Each page as it would be shown and exported; a page that fails now is told, never dropped."""
    facts = dict(taken.facts)
    for document in taken.documents:
        for page in facts[document.sha256].pages[:PAGES]:
            target = out / f"{document.sha256[:12]}-{page.index}"
            report.pages += 1
            try:
                intake.thumbnail(document.path, page.index, 96)
                intake.write_page(document.path, page.index, ImageFormat.JPG, target)
            except JifenError as error:
                report.later[error.code] += 1
                if target.exists() or error.code not in CLOSED:
                    report.faults.append(f"{document.name}: {error.code} while writing")
            else:
                if not target.read_bytes().startswith(b"\xff\xd8\xff"):
                    report.faults.append(f"{document.name}: page {page.index} is no JPEG")


def _sweep(report: Report, numbers: range, folders: tuple[Path, ...]) -> None:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.name.endswith(".tmp") or path.name.startswith(".jifen"):
                report.faults.append(f"files {numbers}: left over {path.name}")
            if path.is_file():
                path.chmod(0o600)
                path.unlink()


class _Memory:
    """The most that this process and the workers held together, shared pages counted once."""

    def __init__(self) -> None:
        self.peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> _Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        me = psutil.Process()
        while not self._done.wait(0.1):
            self.peak = max(self.peak, sum(map(_held, [me, *me.children(recursive=True)])))


def _held(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(found, "pss", found.uss))
