"""Commands on the library: `list`, `backup`, `restore`, `verify`. The window must be closed: one writer at a time."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.cli.stopping import Work, working
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.lock import FolderLock
from jifen_desktop.library.backups import list_backups
from jifen_desktop.library.bundle import write_bundle
from jifen_desktop.library.checking import CheckReport, check_library
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, list_entries
from jifen_desktop.library.place import Library, library_root
from jifen_desktop.library.settings import load_settings
from jifen_desktop.library.store import FILE
from jifen_desktop.rulebook.holidays import with_years
from jifen_desktop.rulebook.load import Rulebook, load_rulebook
from jifen_desktop.services.keeping import Progress, restore_bundle
from jifen_desktop.services.listed import ListedCase, listed_cases
from jifen_desktop.services.opening import Opened, open_library

EVERYTHING = 1_000_000


@contextmanager
def own_library() -> Iterator[Library]:
    """The library, locked for this command; raises JifenError LIBRARY_IN_USE while the window is open."""
    library = Library(library_root())
    with FolderLock(library.root):
        yield library


@contextmanager
def opened_library() -> Iterator[Opened]:
    """The library opened; what is wrong with it is said on stderr."""
    with own_library() as library:
        opened = open_library(load_rulebook, library)
        try:
            for trouble in opened.damaged:
                console.reason(f"「{trouble.name}」已损坏，无法打开")
            if opened.trouble is not None:
                console.reason(
                    "资料库的文件已损坏或不见了，读出的部分可以继续用；用 restore 从备份恢复"
                )
            yield opened
        finally:
            opened.store.close()


def library_rules(root: Path) -> Rulebook:
    """The rules, with the years whose holidays the user entered."""
    settings, _aside = load_settings(Library(root).settings_path)
    return with_years(load_rulebook(), dict(settings.holidays))


def list_command(options: argparse.Namespace, _today: date) -> int:
    """Print the submissions, the last saved first."""
    with opened_library() as opened:
        cases = {
            shelf: listed_cases(list_entries(opened.store.db, Wanted(shelf, limit=EVERYTHING))[0])
            for shelf in (Shelf.OPEN, Shelf.EXPORTED, Shelf.DELETED)
        }
    if options.json:
        console.out_json(
            {"submissions": [_line(c, s) for s, found in cases.items() for c in found]}
        )
        return console.OK
    for shelf, title in (
        (Shelf.OPEN, "未完成"),
        (Shelf.EXPORTED, "已导出"),
        (Shelf.DELETED, "最近删除"),
    ):
        if cases[shelf]:
            console.out(f"{title} {len(cases[shelf])} 份")
        for case in cases[shelf]:
            found = case.overview
            people = "、".join(found.people)
            parts = (case.id[:8], found.district, found.service, found.company, people)
            console.out("  " + "  ".join(part for part in parts if part))
    if not any(cases.values()):
        console.out("还没有申报")
    return console.OK


def _line(case: ListedCase, shelf: Shelf) -> dict[str, Any]:
    found, listed = case.overview, case.listed
    return {
        "id": case.id,
        "shelf": shelf,
        "district": found.district,
        "service": found.service,
        "company": found.company,
        "people": list(found.people),
        "standing": found.standing,
        "missing": len(found.missing),
        "saved": listed.saved.isoformat(),
        "exported": listed.exported_at.isoformat() if listed.exported_at else None,
        "sample": listed.sample,
    }


def backup_command(options: argparse.Namespace, _today: date) -> int:
    """Write the whole library into one file."""
    target: Path = options.file
    if target.exists() and not options.replace:
        raise JifenError(Code.TARGET_EXISTS, name=target.name, folder=str(target.parent))
    with working() as work, opened_library() as opened:
        library = Library(opened.store.root)
        bundle = write_bundle(library, target, _progress(work))
    if options.json:
        console.out_json(
            {
                "path": str(target),
                "bytes": target.stat().st_size,
                "sha256": sha256_file(target),
                "originals": bundle.originals,
                "altered": bundle.altered,
            }
        )
    else:
        console.out(f"已备份并核对：{bundle.originals} 个证件文件，写在 {target}")
    if bundle.altered:
        console.reason(
            f"另有 {bundle.altered} 个证件文件的内容已经变了，恢复时不会用；打开申报重新添加"
        )
    return console.OK


def restore_command(options: argparse.Namespace, _today: date) -> int:
    """Put a backup in the library's place; what was there goes into an automatic backup."""
    with working() as work, own_library() as library:
        before = set(_kept(library))
        bundle = restore_bundle(library, options.file, _progress(work))
        kept = sorted(set(_kept(library)) - before)
    if options.json:
        console.out_json({"made": bundle.made.isoformat(), "originals": bundle.originals})
    else:
        console.out(
            f"已恢复 {bundle.made.astimezone():%Y-%m-%d %H:%M} 的备份，{bundle.originals} 个证件文件"
        )
        for path in kept:
            console.out(f"恢复前的内容另存为 {path}")
    return console.OK


def _kept(library: Library) -> Iterator[Path]:
    """The automatic backups, and damaged files that were put aside."""
    yield from (backup.path for backup in list_backups(library.root))
    yield from library.root.glob(f"{FILE}.damaged-?*")


def verify_command(options: argparse.Namespace, _today: date) -> int:
    """Read everything once; 1 where something is lost."""
    with working() as work, opened_library() as opened:
        report = check_library(opened.store, _progress(work))
    if options.json:
        console.out_json(_report(report))
    else:
        console.out(f"检查了 {report.entries} 份申报、{report.originals} 个证件文件")
        for text in _faults(report):
            console.reason(text)
        if report.is_sound:
            console.out("全部完好")
    return console.OK if report.is_sound else console.FAILED


def _progress(work: Work) -> Progress:
    return lambda _done, _total: work.check()


def _report(report: CheckReport) -> dict[str, Any]:
    return {
        "sound": report.is_sound,
        "submissions": report.entries,
        "originals": report.originals,
        "file_faults": report.file_faults,
        "damaged": [damaged.name for damaged in report.damaged],
        "missing": list(report.missing),
        "altered": list(report.altered),
        "unused": list(report.unused),
        "mended": report.mended,
    }


def _faults(report: CheckReport) -> Iterator[str]:
    if report.file_faults:
        yield f"资料库的文件有 {report.file_faults} 处损坏，从备份恢复"
    for damaged in report.damaged:
        yield f"申报 {damaged.name} 已损坏，无法打开；从备份恢复"
    if report.missing:
        yield f"{len(report.missing)} 个证件文件不见了，重新添加或从备份恢复"
    if report.altered:
        yield f"{len(report.altered)} 个证件文件的内容变了，重新添加或从备份恢复"
