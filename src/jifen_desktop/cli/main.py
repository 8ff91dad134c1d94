"""The choice of the command, and every way it can end."""

import argparse
import os
import traceback
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from jifen_desktop.cli import console
from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.messages import error_line
from jifen_desktop.startup import has_display

CANCELLED = "已取消，没有留下文件"


OpenWindow = Callable[[date, Path | None], int]


def run(arguments: Sequence[str], open_window: OpenWindow | None = None) -> int:
    """Run one command; exit statuses 0 done, 1 failed outside the input, 2 input not acceptable, 3 no display.

    `open_window` opens the window as of that day, with a file where one is named; no command does.
    """
    try:
        return _run(arguments, open_window)
    except console.ConsoleError:
        console.reason("无法写到标准输出，写出了哪些文件以目标文件夹为准。检查输出所在的磁盘")
        return console.FAILED


def _run(arguments: Sequence[str], open_window: OpenWindow | None) -> int:
    if (
        not arguments
    ):  # a window that is opened by a click doesn't wait for the table of the commands
        options = argparse.Namespace(command=None, library=None, as_of=None, file=None, json=False)
        return _done(options, open_window)
    from jifen_desktop.cli.arguments import UsageError, parse

    try:
        options = parse(arguments)
    except UsageError as error:
        return _fail(console.UNACCEPTABLE, str(error), "usage", "--json" in arguments)
    except SystemExit:  # after help and version
        return console.OK
    return _done(options, open_window)


def _done(options: argparse.Namespace, open_window: OpenWindow | None) -> int:
    if options.library:
        os.environ["JIFEN_LIBRARY"] = options.library
    try:
        today = options.as_of or date.today()  # noqa: DTZ011 - the user's own calendar day
        if options.command is None:
            return _window(today, options.file, open_window)
        return _command(options, today)
    except JifenError as error:
        return _fail(console.status_of(error), error_line(error), error.code, options.json)
    except (Cancelled, KeyboardInterrupt):
        return _fail(console.FAILED, CANCELLED, "cancelled", options.json)
    except console.ConsoleError:
        raise
    except Exception as error:
        if options.command is None:
            raise
        return _fail(console.FAILED, _unexpected(error), "unexpected", options.json)


def _fail(status: int, text: str, code: str, as_json: bool) -> int:
    console.reason(text)
    if as_json:
        console.out_json(console.failure([(code, text)]))
    return status


def _unexpected(error: Exception) -> str:
    """A mistake of ours in one line: its kind and place, no text that may come from a file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}，{Path(last.filename).name} 第 {last.lineno} 行"
    return f"程序出错，没有留下写了一半的文件（{place}）。请把这一行告诉维护者"


def _command(options: argparse.Namespace, today: date) -> int:
    # each command imports what it needs, so that `plan` starts fast
    if options.command == "plan":
        from jifen_desktop.cli.plan import plan_command

        return plan_command(options, today)
    if options.command == "sample":
        from jifen_desktop.cli.sample import sample_command

        return sample_command(options, today)
    if options.command == "labels":
        from jifen_desktop.cli.labels import labels_command

        return labels_command(options, today)
    if options.command == "import":
        from jifen_desktop.cli.roster import import_command

        return import_command(options, today)
    if options.command in ("list", "backup", "restore", "verify"):
        from jifen_desktop.cli import library

        return {
            "list": library.list_command,
            "backup": library.backup_command,
            "restore": library.restore_command,
            "verify": library.verify_command,
        }[options.command](options, today)
    if options.command in ("dates", "receipts", "holidays"):
        from jifen_desktop.cli import papers

        return {
            "dates": papers.dates_command,
            "receipts": papers.receipts_command,
            "holidays": papers.holidays_command,
        }[options.command](options, today)
    if options.command in ("scanners", "scan"):
        return _scanning(options, today)
    return _submission(options, today)


def _submission(options: argparse.Namespace, today: date) -> int:
    if options.command == "export" and options.all:
        from jifen_desktop.cli.export_all import export_all_command

        return export_all_command(options, today)
    from jifen_desktop.cli.submission import check_command, export_command

    command = check_command if options.command == "check" else export_command
    return command(options, today)


def _scanning(options: argparse.Namespace, today: date) -> int:
    from jifen_desktop.cli.scanners import scan_command, scanners_command

    command = scan_command if options.command == "scan" else scanners_command
    return command(options, today)


def _window(today: date, file: Path | None, open_window: OpenWindow | None) -> int:
    if open_window is None or not has_display():
        raise JifenError(Code.NO_DISPLAY)
    return open_window(today, file)
