"""Look for, ask, scan and stop with the program's own code; one JSON object on stdout. Runs on Windows."""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from jifen_desktop.domain.errors import Cancelled, JifenError
from jifen_desktop.scanning.apart import Talk, run_apart
from jifen_desktop.scanning.port import Device, Request, Source
from jifen_desktop.scanning.wia.backend import Wia


def hang(talk: Talk) -> None:
    """As a driver that doesn't come back."""
    talk.tell("begun")
    threading.Event().wait()


def crash(_talk: Talk) -> None:
    """As a driver that takes its process with it."""
    import os

    os._exit(5)


def main(folder: Path) -> dict[str, Any]:
    """What came of everything."""
    wia = Wia()
    found: list[Device] = []
    wia.discover(found.append, lambda: False)
    caps = wia.capabilities(found[0])
    pages, code = scan(wia, Request(found[0], Source.FEEDER), folder)
    window, _ = scan(wia, Request(found[1]), folder)
    return {
        "available": wia.available(),
        "found": [one.name for one in found],
        "sources": [str(source) for source, _ in caps.sources],
        "pages": pages,
        "code": code,
        "window": window,
        "left": sorted(path.name for path in folder.iterdir()),
        "stopped": stop(),
        "crashed": ends_of(crash),
    }


def scan(wia: Wia, request: Request, folder: Path) -> tuple[list[str], str | None]:
    """The pages' names, and the failure after them."""
    pages = []
    try:
        for page in wia.scan(request, folder, lambda _: None, lambda: False):
            pages.append(page.path.name)  # noqa: PERF401 - what came before a failure counts
    except JifenError as error:
        return pages, error.code
    return pages, None


def stop() -> float:
    """The seconds until a call that hangs was given up."""
    asked: list[float] = []
    run = run_apart(hang, (), "", lambda: bool(asked), None)
    next(run)
    asked.append(time.monotonic())
    try:
        next(run)
    except Cancelled:
        return time.monotonic() - asked[0]
    raise AssertionError


def ends_of(work: Any) -> str | None:
    """The failure that it is told as."""
    try:
        list(run_apart(work, (), "", lambda: False, 60))
    except JifenError as error:
        return error.code
    return None


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
