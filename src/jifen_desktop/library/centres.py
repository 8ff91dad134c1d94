"""Centre data: mailboxes, telephones and addresses that the user learnt, by district; strict, exchangeable."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import msgspec
import tomli_w

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import District, Purpose
from jifen_desktop.domain.submission import Centre
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.names import display_name
from jifen_desktop.library.schema import CentresFile, CentreTable
from jifen_desktop.library.toml_file import TomlSyntaxError, read_toml
from jifen_desktop.review.mailbox import looks_like_mailbox
from jifen_desktop.rulebook.mail_text import template_problem
from jifen_desktop.rulebook.strict import Problem, decode

KIND = "jifen-centre-data"
VERSION = 1
MOST_MEGABYTES = 1000
EXPECTED_LIMIT = f"应为 1 到 {MOST_MEGABYTES} 的整数（MB）"
_HEAD = "# 居住证积分材料助手：各区中心资料（由用户填写，未经核实的请先向中心核实）\n\n"


class CentresFileError(Exception):
    """A centre data file can't be used; nothing of it was taken over."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


def centre_of(table: CentreTable) -> Centre:
    """The domain's centre; empty mailboxes are dropped."""
    return Centre(
        mailboxes=tuple((p, m.strip()) for p, m in table.mailboxes.items() if m.strip()),
        **{
            name: getattr(table, name).strip()
            for name in (
                "phone",
                "dossier_phone",
                "addressee",
                "address",
                "address_confirmed",
                "mail_text",
            )
        },
        joiner=table.joiner,
        brackets=table.brackets,
        mailbox_limits=tuple(table.mailbox_limits.items()),
        address_confirmed_on=table.address_confirmed_on,
    )


def table_of(centre: Centre) -> CentreTable:
    """The table that keeps a centre."""
    return CentreTable(
        mailboxes=dict(centre.mailboxes),
        phone=centre.phone,
        dossier_phone=centre.dossier_phone,
        addressee=centre.addressee,
        address=centre.address,
        joiner=centre.joiner,
        brackets=centre.brackets,
        mailbox_limits=dict(centre.mailbox_limits),
        mail_text=centre.mail_text,
        address_confirmed=centre.address_confirmed,
        address_confirmed_on=centre.address_confirmed_on,
    )


def read_centres(path: Path) -> dict[District, Centre]:
    """Centre data from a file that a colleague exported.

    Raises `CentresFileError` with every problem, `JifenError` where the file can't be read.
    """
    name = display_name(path.name)
    try:
        raw = read_toml(path)
    except TomlSyntaxError as error:
        problem = Problem("", Code.TOML_SYNTAX, error.where)
        raise CentresFileError(name, [problem]) from error
    table, problems = decode(raw, CentresFile)
    if table is not None:
        problems = _check(table)
    if table is None or problems:
        raise CentresFileError(name, problems)
    return {district: centre_of(row) for district, row in table.centres.items()}


def write_centres(path: Path, centres: Mapping[District, Centre]) -> None:
    """Write centre data for a colleague; atomic, raises JifenError."""
    rows = {d: table_of(c) for d, c in centres.items() if c != Centre()}
    table = CentresFile(kind=KIND, version=VERSION, centres=rows)
    write_bytes(
        path, (_HEAD + tomli_w.dumps(msgspec.to_builtins(table, builtin_types=(date,)))).encode()
    )


def centre_problems(centre: Centre, key: str) -> list[Problem]:
    """What is wrong with one centre's data: addresses of mailboxes, brackets, line breaks."""
    expected = "应像 name@example.com，一个邮箱，没有空格"
    problems = [
        Problem(f"{key}.mailboxes.{purpose}", Code.TOML_WRONG_VALUE, expected)
        for purpose, address in centre.mailboxes
        if not looks_like_mailbox(address)
    ]
    if len(centre.brackets) not in (0, 2):
        problems.append(Problem(f"{key}.brackets", Code.TOML_WRONG_VALUE, "应为一对括号，如 ()"))
    problems += [
        *limit_problems(centre.mailbox_limits, key),
        *text_problems(centre.mail_text, key),
    ]
    problems += [
        Problem(f"{key}.{name}", Code.TOML_WRONG_VALUE, "应为一行文字")
        for name in (
            "phone",
            "dossier_phone",
            "addressee",
            "address",
            "joiner",
            "address_confirmed",
        )
        if any(not c.isprintable() for c in getattr(centre, name))
    ]
    return problems


def limit_problems(limits: Iterable[tuple[Purpose, int]], key: str) -> list[Problem]:
    """Sizes that no mailbox has."""
    return [
        Problem(f"{key}.mailbox_limits.{purpose}", Code.TOML_WRONG_VALUE, EXPECTED_LIMIT)
        for purpose, megabytes in limits
        if not 1 <= megabytes <= MOST_MEGABYTES
    ]


def text_problems(template: str, key: str) -> list[Problem]:
    """A mail's text with places that don't exist."""
    expected = template_problem(template)
    return [Problem(f"{key}.mail_text", Code.TOML_WRONG_VALUE, expected)] if expected else []


def _check(table: CentresFile) -> list[Problem]:
    problems = []
    if table.kind != KIND:
        problems.append(Problem("kind", Code.TOML_WRONG_VALUE, f"应为 {KIND}"))
    if table.version != VERSION:
        problems.append(Problem("version", Code.TOML_WRONG_VALUE, f"应为 {VERSION}"))
    for district, row in table.centres.items():
        problems += centre_problems(centre_of(row), f"centres.{district}")
    return problems
