"""`scanners`: which scanners there are; `scan`: pages of one of them as files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.cli.stopping import Work, working
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.aside import folder_aside, sweep_aside
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.files.names import display_name
from jifen_desktop.library.place import Library, library_root
from jifen_desktop.messages import error_line
from jifen_desktop.messages.scan_words import change_line, untried_lines
from jifen_desktop.scanning.port import Device, Page, Progress, Request
from jifen_desktop.scanning.snap import Change
from jifen_desktop.services.scan_folder import ScanFolder
from jifen_desktop.services.scanning import Outcome, Scanners, name_of, scanners


def scanners_command(options: argparse.Namespace, _today: date) -> int:
    """List what was found; none is no failure."""
    lists: list[tuple[Device, ...]] = [()]
    with _scanners() as (work, known):
        failed = known.discover(lists.append, work.stopped)
        work.check()
    for error in failed:
        console.reason(error_line(error))
    for line in untried_lines(lists[-1]):
        console.reason(line)
    if options.json:
        console.out_json(
            {
                "scanners": [_described(one) for one in lists[-1]],
                "problems": [{"code": e.code, "message": error_line(e)} for e in failed],
            }
        )
        return console.OK
    for one in lists[-1]:
        console.out("  ".join(filter(None, (name_of(one), one.name, one.address))))
    if not lists[-1]:
        console.out(
            "没有找到扫描仪。检查它是否开机、和这台电脑在同一个网络；网络扫描仪也可以用它的地址"
        )
    return console.OK


def _described(device: Device) -> dict[str, str]:
    return {
        "device": name_of(device),
        "name": device.name,
        "address": device.address,
        "uuid": device.uuid,
    }


def scan_command(options: argparse.Namespace, _today: date) -> int:
    """Scan into a folder; 0 done, 1 it failed or was stopped, 2 it can't be done so. Whole pages stay in any case."""
    with _scanners() as (work, known):
        wish = Request(
            known.named(options.device),
            options.source,
            options.mode,
            options.dpi,
            pages=options.pages,
        )
        request, changes = known.fitted(wish)
        for change in changes:
            console.reason(change_line(change))
        work.check()
        Library(library_root()).keep_out(options.out)
        _make(options.out)
        written: list[tuple[Page, Path]] = []
        outcome = _scan(work, known, request, options, written)
    return _told(options, outcome, changes, written)


def _make(folder: Path) -> None:
    with mapped(folder / "x"):  # the folder is what the message names
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
        if not there.is_dir():
            raise JifenError(Code.TARGET_NOT_FOLDER, name=display_name(there.name))
        disk().make_folders(folder)


@contextmanager
def _scanners() -> Iterator[tuple[Work, Scanners]]:
    with working() as work:
        yield work, scanners(work.pool.run, Library(library_root()))


def _scan(
    work: Work,
    known: Scanners,
    request: Request,
    options: argparse.Namespace,
    written: list[tuple[Page, Path]],
) -> Outcome:
    target = ScanFolder(options.out)

    def take(page: Page) -> None:
        path = target.take(page)
        disk().unlink(page.path)
        written.append((page, path))
        if not options.json:
            console.out(str(path))

    with mapped(options.out):
        # beside the pages: where the process is killed, papers lie nowhere that the user didn't name
        sweep_aside(options.out)
        aside = folder_aside(options.out)
    with aside as folder:
        try:
            return known.scan(request, Path(folder), take, _quiet, work.stopped)
        except JifenError as error:  # of the target
            return Outcome((), error)


def _quiet(_progress: Progress) -> None:
    """A page is told when it is there."""


def _told(
    options: argparse.Namespace,
    outcome: Outcome,
    changes: tuple[Change, ...],
    written: list[tuple[Page, Path]],
) -> int:
    pages = [_page(page, path) for page, path in written]
    report: dict[str, Any] = {
        "written": pages,
        "changes": [change_line(one) for one in changes],
        "problem": None,
    }
    status = console.OK
    if outcome.failure is not None:
        line = error_line(outcome.failure)
        status = console.status_of(outcome.failure)
        report["problem"] = {"code": outcome.failure.code, "message": line}
        console.reason(f"{line}。{_kept(len(written))}")
    elif outcome.stopped:
        status = console.FAILED
        report["problem"] = {"code": "cancelled", "message": f"已停止。{_kept(len(written))}"}
        console.reason(report["problem"]["message"])
    if options.json:
        console.out_json(report)
    return status


def _kept(pages: int) -> str:
    return f"已扫描的 {pages} 页都在" if pages else "没有留下文件"


def _page(page: Page, path: Path) -> dict[str, Any]:
    return {
        "path": str(path),
        "dpi": page.dpi,
        "width": page.width,
        "height": page.height,
        "bytes": path.stat().st_size,
    }
