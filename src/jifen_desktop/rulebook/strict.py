"""Strict decoding: plain data into a struct, with every failure as (key, kind, what is expected).

msgspec refuses unknown keys but stops at the first failure, so the data is walked table by table
with the structs as the only description of the shape, and msgspec judges the leaves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import UnionType
from typing import Literal, TypeVar, Union, get_args, get_origin

import msgspec

from jifen_desktop.domain.errors import Code

S = TypeVar("S")


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a table: its dotted key, the kind of failure, and what was expected
    there.
    """

    key: str
    code: Code
    expected: str


_TYPES = {
    "str": "文字",
    "int": "整数",
    "float": "数字",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表",
    "date": "日期（如 2026-11-23）",
    "null": "空",
}


def decode(raw: object, kind: type[S], key: str = "") -> tuple[S | None, list[Problem]]:
    """Convert plain data into `kind`; None with all problems at once where anything is wrong.

    `key` stands before every problem's own key.
    """
    try:
        return msgspec.convert(raw, kind), []  # what is right, as nearly always, needs no walk
    except msgspec.ValidationError:
        problems = list(_walk(raw, kind, key))
        if not problems:
            raise
        return None, problems


def _walk(raw: object, kind: object, key: str) -> Iterator[Problem]:
    kind = _without_none(kind)
    args = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _walk_struct(raw, kind, key) if isinstance(raw, Mapping) else [_not(key, "表")]
    elif get_origin(kind) is dict:
        yield from (
            _walk_dict(raw, args[0], args[1], key)
            if isinstance(raw, Mapping)
            else [_not(key, "表")]
        )
    elif get_origin(kind) is tuple and args[-1] is Ellipsis:
        entries = raw if isinstance(raw, list) else None
        if entries is None:
            yield _not(key, "列表")
        else:
            for i, entry in enumerate(entries):
                yield from _walk(entry, args[0], f"{key}[{i}]")
    else:
        yield from _leaf(raw, kind, key)


def _walk_struct(
    raw: Mapping[str, object], kind: type[msgspec.Struct], key: str
) -> Iterator[Problem]:
    fields = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    for name in raw:
        if name not in fields:
            allowed = "、".join(sorted(fields))
            yield Problem(_join(key, name), Code.TOML_UNKNOWN_KEY, f"可用的键：{allowed}")
    for name, spec in fields.items():
        if name in raw:
            yield from _walk(raw[name], spec.type, _join(key, name))
        elif spec.required:
            yield Problem(_join(key, name), Code.TOML_MISSING_KEY, "必须填写")


def _walk_dict(
    raw: Mapping[str, object], names: object, kind: object, key: str
) -> Iterator[Problem]:
    for name, entry in raw.items():
        wrong = list(_leaf(name, names, _join(key, name)))
        yield from wrong or _walk(entry, kind, _join(key, name))


def _leaf(raw: object, kind: object, key: str) -> Iterator[Problem]:
    try:
        msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as error:
        choices = _choices(kind)
        if choices and isinstance(raw, str):
            expected = f"「{raw}」不在可用的值里：{'、'.join(choices)}"
            yield Problem(key, Code.UNKNOWN_ID, expected)
        else:
            yield _not(key, _expected(str(error)))


def _expected(message: str) -> str:
    types = re.search(r"Expected `([^`]*)`", message)
    if not types:
        return "另一种写法"
    return "或".join(_TYPES.get(t.strip(), t.strip()) for t in types[1].split("|"))


def _not(key: str, wanted: str) -> Problem:
    return Problem(key, Code.TOML_WRONG_VALUE, f"应为{wanted}")


def _join(key: str, name: str) -> str:
    """A dotted key; a name with a dot of its own is quoted as TOML would."""
    shown = f'"{name}"' if "." in name else name
    return f"{key}.{shown}" if key else shown


def _without_none(kind: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        rest = [a for a in get_args(kind) if a is not type(None)]
        return rest[0] if len(rest) == 1 else kind
    return kind


def _choices(kind: object) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(m.value) for m in kind]
    return [str(a) for a in get_args(kind)] if get_origin(kind) is Literal else []
