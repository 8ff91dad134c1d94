"""A pool that remembers, for the whole test run, what its workers made of the samples' files.

Tests of pages are about the window, and drawing one sample's pages anew for each of them took most of a run. Only
files of samples as they were drawn are remembered; any other file goes to real workers.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

from jifen_desktop.intake.inspect import inspect_file
from jifen_desktop.intake.pages import write_page
from jifen_desktop.intake.printed import write_printed
from jifen_desktop.intake.stamped import look_at_scan
from jifen_desktop.intake.thumbnail import thumbnail_png
from jifen_desktop.services.samples.documents import draw_document
from jifen_desktop.worker.pool import WorkerPool
from tests.support.shared import shared_folder

READS = (inspect_file, thumbnail_png, look_at_scan)
WRITES = (write_page, write_printed)
_SAMPLES: set[str] = set()


def know(folder: Path) -> None:
    """Let the files below a folder be remembered."""
    _SAMPLES.update(_sha256(path) for path in folder.rglob("*") if path.is_file())


class RememberingPool(WorkerPool):
    """Real workers for what wasn't asked before; they start at the first such call."""

    def _submit(
        self, fn: Callable[..., Any], args: tuple[Any, ...], timeout: float, *, counted: bool
    ) -> Future[Any]:
        name = _key(fn, args)
        if name is None:
            return super()._submit(fn, args, timeout, counted=counted)
        if (known := _recall(name)) is not None:
            return _done(*known, args)
        future = super()._submit(fn, args, timeout, counted=counted)
        future.add_done_callback(lambda done: _remember(name, done, args))
        return future


def _key(fn: Callable[..., Any], args: tuple[Any, ...]) -> str | None:
    """What names the call and its file's content; None where it isn't remembered."""
    if fn is draw_document:
        return _named(args)
    if fn not in READS and fn not in WRITES:
        return None
    path, *rest = args
    sha256 = _sha256(path)
    if sha256 not in _SAMPLES:
        return None
    settings = [a for a in rest if not isinstance(a, Path)]
    return _named((fn.__name__, sha256, path.suffix, settings))


def _named(what: tuple[Any, ...]) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _target(args: tuple[Any, ...]) -> Path | None:
    """Where the call writes its page to, if it does."""
    return next((a for a in args[1:] if isinstance(a, Path)), None)


def _recall(name: str) -> tuple[Any, bytes | None] | None:
    path = shared_folder() / "made" / name
    return _loaded(path) if path.exists() else None


@cache
def _loaded(path: Path) -> tuple[Any, bytes | None]:
    found: tuple[Any, bytes | None] = pickle.loads(path.read_bytes())
    return found


def _done(result: Any, written: bytes | None, args: tuple[Any, ...]) -> Future[Any]:
    future: Future[Any] = Future()
    target = _target(args)
    if target is not None and written is not None:
        target.write_bytes(written)  # past the disk's door, as a worker does
        _SAMPLES.add(_sha256(target))  # what is printed is made of the archive's pages
    future.set_result(result)
    return future


def _remember(name: str, done: Future[Any], args: tuple[Any, ...]) -> None:
    if done.cancelled() or done.exception() is not None:
        return
    target = _target(args)
    if target is not None:
        _SAMPLES.add(_sha256(target))
    kept = (done.result(), target.read_bytes() if target is not None else None)
    path = shared_folder() / "made" / name
    path.parent.mkdir(exist_ok=True)
    own = path.with_name(f"{name}-{os.getpid()}")
    own.write_bytes(pickle.dumps(kept))
    own.replace(path)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
