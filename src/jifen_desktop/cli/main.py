"""Arguments and the choice of the command."""

import argparse
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jifen_desktop import __version__
from jifen_desktop.cli import console
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.messages import error_line
from jifen_desktop.startup import has_display


def run(arguments: Sequence[str]) -> int:
    """Run one command; exit statuses 0 done, 1 failed outside the input, 2 input not acceptable, 3 no display."""
    options = _parser().parse_args(arguments)
    if options.library:
        os.environ["JIFEN_LIBRARY"] = options.library
    try:
        return _dispatch(options)
    except JifenError as error:
        return console.fail(error)
    except KeyboardInterrupt:
        console.reason("已取消，没有留下文件")
        return console.FAILED


def _dispatch(options: argparse.Namespace) -> int:
    today = options.as_of or date.today()  # noqa: DTZ011 - the user's own calendar day
    if options.command is None:
        return _window(today)
    # each command imports what it needs, so that `plan` starts fast
    if options.command == "plan":
        from jifen_desktop.cli.plan import plan_command

        return plan_command(options, today)
    if options.command == "sample":
        from jifen_desktop.cli.sample import sample_command

        return sample_command(options, today)
    from jifen_desktop.cli.submission import check_command, export_command

    command = check_command if options.command == "check" else export_command
    return command(options, today)


def _window(today: date) -> int:
    if not has_display():
        console.reason(error_line(JifenError(Code.NO_DISPLAY)))
        return console.NO_DISPLAY
    from jifen_desktop.ui.app import run_window

    return run_window(today)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jifen-desktop",
        description="居住证积分材料助手。不带命令时打开窗口。",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"jifen-desktop {__version__}")
    parser.add_argument(
        "--library", metavar="DIR", help="资料放在这个文件夹（也可用环境变量 JIFEN_LIBRARY）"
    )
    parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="按这一天办理")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    _plan(commands.add_parser("plan", help="一个区、一项业务的办法"))
    check = commands.add_parser("check", help="检查一份申报，不写文件")
    check.add_argument("submission", type=Path, metavar="SUBMISSION.toml")
    export = commands.add_parser("export", help="检查后写出全部文件")
    export.add_argument("submission", type=Path, metavar="SUBMISSION.toml")
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument("--replace", action="store_true", help="替换已有的同名文件")
    sample = commands.add_parser("sample", help="写出一份虚构的示例")
    sample.add_argument("folder", type=Path, metavar="DIR")
    sample.add_argument("--district", type=_district, default=District.XUHUI, metavar="D")
    sample.add_argument("--service", type=_service, default=None, metavar="S")
    for command in (check, export, sample):
        command.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    return parser


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--district", type=_district, required=True, metavar="D")
    parser.add_argument("--service", type=_service, required=True, metavar="S")
    parser.add_argument(
        "--education",
        action="append",
        default=[],
        metavar="LEVEL[:overseas][:no-degree][:written]",
        help="学历，可写多次",
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _district(text: str) -> District:
    try:
        return District(text)
    except ValueError:
        allowed = "、".join(District)
        raise argparse.ArgumentTypeError(f"没有“{text}”这个区，可用：{allowed}") from None


def _service(text: str) -> Service:
    try:
        return Service(text)
    except ValueError:
        allowed = "、".join(Service)
        raise argparse.ArgumentTypeError(f"没有“{text}”这项业务，可用：{allowed}") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应像 2026-11-23") from None
