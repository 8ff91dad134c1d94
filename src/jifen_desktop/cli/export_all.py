"""`export --all`: every unfinished submission of the library, a line and a folder each."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.cli.library import library_rules, opened_library
from jifen_desktop.cli.stopping import working
from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.messages import error_line, finding_line
from jifen_desktop.review.review import blocks
from jifen_desktop.services.export_all import Ended, Ending, export_all


def export_all_command(options: argparse.Namespace, _today: date) -> int:
    """Export what can be; 1 where one failed outside the input or was stopped, 2 where a finding blocks one."""
    out: Path = options.out
    ended: list[Ended] = []
    stopped = False
    with working() as work, opened_library() as opened:
        try:
            rules = library_rules(opened.store.root)
            for one in export_all(rules, opened.store, out, work.pool, work.stopped):
                ended.append(one)
                _tell(one, quiet=options.json)
        except Cancelled:
            stopped = True
    if options.json:
        console.out_json({"submissions": [_line(one) for one in ended], "cancelled": stopped})
    elif not ended and not stopped:
        console.out("没有未完成的申报")
    if stopped:
        done = sum(one.ending is Ending.EXPORTED for one in ended)
        console.reason(f"已取消，前面导出的 {done} 份留着，没有留下写了一半的文件")
        return console.FAILED
    return max((_status(one) for one in ended), key=_weight, default=console.OK)


def _weight(status: int) -> int:
    """A failure outside the input is the one to tell first."""
    return (console.OK, console.UNACCEPTABLE, console.FAILED).index(status)


def _status(one: Ended) -> int:
    if one.failure is not None:
        return console.status_of(one.failure)
    return console.UNACCEPTABLE if one.ending is Ending.BLOCKED else console.OK


def _tell(one: Ended, *, quiet: bool) -> None:
    short = one.id[:8]
    for finding in blocks(one.findings):
        console.reason(f"{short} 必须处理：{finding_line(finding)}")
    if one.failure is not None:
        led = "已导出，但资料库没有记下：" if one.unrecorded else ""
        console.reason(f"{short} {led}{error_line(one.failure)}")
    if one.exported is not None and not quiet:
        console.out(f"{short}  已导出 {len(one.exported.written)} 个文件，保存在 {one.folder}")


def _line(one: Ended) -> dict[str, Any]:
    reasons = [{"code": f.code, "message": finding_line(f)} for f in blocks(one.findings)]
    if one.failure is not None:
        reasons.append({"code": one.failure.code, "message": error_line(one.failure)})
    written = one.exported.written if one.exported is not None else ()
    return {
        "id": one.id,
        "outcome": one.ending,
        "folder": str(one.folder) if one.folder is not None else None,
        "written": [
            {"path": str(w.path), "kind": w.kind, "bytes": w.size, "sha256": w.sha256}
            for w in written
        ],
        "to_confirm": len(one.findings) if one.exported is not None else 0,
        "reasons": reasons,
    }
