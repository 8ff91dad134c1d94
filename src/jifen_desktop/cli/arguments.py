"""The commands' arguments, and what is wrong with them in one Chinese line."""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

from jifen_desktop import __version__
from jifen_desktop.cli import console, values
from jifen_desktop.domain.ids import District, LabelSize, Service
from jifen_desktop.scanning.port import Mode, Source

# How argparse says it, in all its versions, and how we do.
_WORDING: Final = (
    (r"the following arguments are required: (.*)", "缺少 {0}"),
    (r"unrecognized arguments: (.*)", "不认识 {0}"),
    (r"argument (.*): expected (?:one|at least one|\d+) arguments?", "{0} 后面要写一个值"),
    (r"argument (.*): ignored explicit argument .*", "{0} 后面不能带值"),
    (r"argument 命令: invalid choice: '?([^',(]*)'?.*", "没有“{0}”这个命令，可用：{commands}"),
    (r"argument (.*): invalid \w+ value: '(.*)'", "{0}：“{1}”写法不对"),
    (r"argument (.*): (.*[^\x00-\x7f].*)", "{0}：{1}"),
)
_COMMANDS: Final = (
    "plan、check、export、labels、sample、import、list、dates、receipts、holidays、"
    "backup、restore、verify、scanners、scan"
)


class UsageError(Exception):
    """The arguments can't be used; the text is one Chinese line."""


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Reports instead of printing and ending the program; help in Chinese."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how, allow_abbrev=False, add_help=False, formatter_class=_Help)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{_in_chinese(message)}。用 {self.prog} --help 看写法")

    def _print_message(self, message: str, file: object = None) -> None:
        console.out(message.rstrip("\n"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; raises UsageError, or SystemExit after help and version."""
    defaults = argparse.Namespace(library=None, as_of=None, json=False, file=None)
    if file := _file_to_open(arguments):
        defaults.file = file
        arguments = arguments[:-1]
    options = _parser().parse_args(arguments, defaults)
    if options.command == "export":
        _check_export(options)
    if options.command == "receipts" and options.pdf is not None and options.number is None:
        raise UsageError("--pdf 写一次导出的回执，前面写上它的编号")
    if options.command == "labels":
        _check_labels(options)
    return options


def _check_export(options: argparse.Namespace) -> None:
    """A submission file, or `--all` for the library's; never both. Raises UsageError."""
    if options.submission is None and not options.all:
        raise UsageError("缺少 SUBMISSION.toml，或写 --all 导出资料库里的申报")
    if options.all and options.submission is not None:
        raise UsageError("--all 导出资料库里的申报，不能再写 SUBMISSION.toml")
    if options.all and options.replace:
        raise UsageError("--all 每份写到一个新文件夹，不能加 --replace")


def _check_labels(options: argparse.Namespace) -> None:
    """Submission files, or `--all` for the library's; never both. Raises UsageError."""
    if bool(options.submissions) == options.all:
        raise UsageError("写上 SUBMISSION.toml，或写 --all 用资料库里未完成的申报，两样选一样")


def _file_to_open(arguments: Sequence[str]) -> Path | None:
    """The file that a desktop starts the program with: alone, or after options of the window.

    A file of another kind too, as somebody drops one on the program's icon: only the window can say there what is
    wrong with it. No command's name has a suffix.
    """
    rest = list(arguments)
    while rest and rest[0].partition("=")[0] in ("--library", "--as-of"):
        rest = rest[1:] if "=" in rest[0] else rest[2:]
    if len(rest) != 1:
        return None
    path = Path(rest[0])
    return path if path.suffix == ".toml" or (path.suffix and path.is_file()) else None


def _in_chinese(message: str) -> str:
    for pattern, wording in _WORDING:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return wording.format(*found.groups(), commands=_COMMANDS).replace(", ", "、")
    return "参数写法不对"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="jifen-desktop", description="居住证积分材料助手。不带命令时打开窗口。")
    parser.add_argument(
        "--version",
        action="version",
        version=f"jifen-desktop {__version__}",
        help="显示版本",
    )
    _add_everywhere(parser)
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)

    def command(name: str, what: str) -> argparse.ArgumentParser:
        own: argparse.ArgumentParser = commands.add_parser(name, help=what, description=what)
        _add_everywhere(own)
        return own

    _plan(command("plan", "一个区、一项业务的办法"))
    _submission(command("check", "检查一份申报，不写文件"))
    _export(command("export", "检查后写出全部文件"))
    _labels(command("labels", "几份申报的地址标签排在一起"))
    _sample(command("sample", "写出一份虚构的示例"))
    _import(command("import", "从名单新建一份申报"))
    command("list", "列出资料库里的申报")
    _dates(command("dates", "列出资料库里要留意的日期"))
    _receipts(command("receipts", "列出每次导出：什么时候、到哪里、校验值"))
    _holidays(command("holidays", "列出已知的节假日安排，或录入一年"))
    _backup(command("backup", "把整个资料库写成一个文件"))
    _restore(command("restore", "用备份文件替换资料库"))
    command("verify", "检查资料库是否完好")
    command("scanners", "列出找到的扫描仪")
    _scan(command("scan", "用一台扫描仪扫描，每页一个文件"))
    return parser


def _add_everywhere(parser: argparse.ArgumentParser) -> None:
    """Options that may stand before or after the command; the later one counts."""
    parser.add_argument(
        "--library",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="资料放在这个文件夹（也可用环境变量 JIFEN_LIBRARY）",
    )
    parser.add_argument(
        "--as-of",
        type=values.day,
        metavar="YYYY-MM-DD",
        default=argparse.SUPPRESS,
        help="按这一天办理",
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="输出一个 JSON 对象"
    )


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--district", type=values.district, required=True, metavar="D", help="区")
    parser.add_argument("--service", type=values.service, required=True, metavar="S", help="业务")
    parser.add_argument(
        "--education",
        type=values.education,
        action="append",
        default=[],
        metavar="LEVEL[:overseas][:no-degree][:written]",
        help="学历，可写多次",
    )


def _submission(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("submission", type=Path, metavar="SUBMISSION.toml", help="申报文件")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submission", type=Path, nargs="?", metavar="SUBMISSION.toml", help="申报文件"
    )
    parser.add_argument("--all", action="store_true", help="资料库里所有未完成的申报")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到这个文件夹")
    parser.add_argument("--replace", action="store_true", help="替换已有的同名文件")


def _labels(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions", type=Path, nargs="*", metavar="SUBMISSION.toml", help="申报文件，可写几个"
    )
    parser.add_argument("--all", action="store_true", help="资料库里所有未完成的申报")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf", help="写到这个文件")
    parser.add_argument(
        "--paper",
        type=values.paper,
        default=LabelSize.A4_FOUR,
        metavar="PAPER",
        help=f"纸张：{'、'.join(LabelSize)}，默认 a4x4",
    )
    parser.add_argument("--replace", action="store_true", help="替换已有的同名文件")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("roster", type=Path, metavar="ROSTER", help="名单：.xlsx 或 .csv")
    parser.add_argument("--district", type=values.district, required=True, metavar="D", help="区")
    parser.add_argument(
        "--service", type=values.service, default=Service.NEW, metavar="S", help="业务，默认 new"
    )
    parser.add_argument("--company", default="", metavar="NAME", help="单位，默认设置里的单位")


def _dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="不限 60 天内")
    _pdf(parser)


def _receipts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "number", type=int, nargs="?", metavar="NUMBER", help="只看这一次导出的回执"
    )
    parser.add_argument("--find", default="", metavar="TEXT", help="只列含有这些词的")
    _pdf(parser)


def _pdf(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pdf", type=Path, default=None, metavar="FILE", help="写成这个 PDF 文件")
    parser.add_argument("--replace", action="store_true", help="替换已有的同名文件")


def _holidays(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="放假通知的文字，或同事导出的安排"
    )


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="备份写到这个文件")
    parser.add_argument("--replace", action="store_true", help="替换已有的同名文件")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="用 backup 写出的文件")


def _scan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device", required=True, metavar="ID", help="scanners 列出的编号，或网络扫描仪的地址"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到这个文件夹")
    parser.add_argument(
        "--source",
        type=values.source,
        default=Source.FLATBED,
        metavar="SOURCE",
        help=f"来源：{'、'.join(Source)}，默认 flatbed",
    )
    parser.add_argument(
        "--dpi", type=values.number, default=300, metavar="N", help="分辨率，默认 300"
    )
    parser.add_argument(
        "--mode",
        type=values.mode,
        default=Mode.COLOR,
        metavar="MODE",
        help=f"颜色：{'、'.join(Mode)}，默认 color",
    )
    parser.add_argument(
        "--pages", type=values.number, default=None, metavar="N", help="最多几页，默认到进纸器空"
    )


def _sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="写到这个文件夹")
    parser.add_argument(
        "--district",
        type=values.district,
        default=District.XUHUI,
        metavar="D",
        help="区，默认 xuhui",
    )
    parser.add_argument(
        "--service", type=values.service, default=None, metavar="S", help="业务，默认该区的新办"
    )
