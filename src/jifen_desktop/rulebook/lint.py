"""Errors of the rulebook that its shape alone doesn't show; shared by the loader, the tests and the
command.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from jifen_desktop.domain.ids import Basis, District, Outcome, PointsPath, Service
from jifen_desktop.resources import resource_path
from jifen_desktop.rulebook.load import Rulebook, RuleError, read_rulebook
from jifen_desktop.rulebook.naming import PLACEHOLDERS, placeholders_in
from jifen_desktop.rulebook.schema import DistrictFile, PlaceRow, SetRow, SourceRow
from jifen_desktop.rulebook.sources import named_place

NOTICE_LINES = range(1, 182)
# [2] counts the centres and names the standard; [179] speaks of all other districts: any district
# may cite them.
SHARED_LINES = frozenset({2, 179})


def find_rule_errors(root: Path | None = None) -> list[RuleError]:
    """All errors of the rulebook under `root` (default: the shipped one), in file order; empty when
    sound.
    """
    book, errors = read_rulebook(root or resource_path("rulebook"))
    return errors if book is None else errors + find_errors_in(book)


def find_errors_in(book: Rulebook) -> list[RuleError]:
    """The errors of a rulebook whose files all have their shape."""
    return [
        *_completeness(book),
        *_catalogue(book),
        *_education(book),
        *(error for district in book.districts.values() for error in _district(book, district)),
    ]


def _completeness(book: Rulebook) -> Iterator[RuleError]:
    for district in District:
        if district not in book.districts:
            yield RuleError(f"districts/{district}.toml", "", "缺少这个区的文件")
    for service in Service:
        if service not in book.services.services:
            yield RuleError("services.toml", f"services.{service}", "缺少这项业务")


def _catalogue(book: Rulebook) -> Iterator[RuleError]:
    for name, row in book.materials.materials.items():
        if row.group not in book.materials.groups:
            yield RuleError(
                "materials.toml", f"materials.{name}.group", _one_of(book.materials.groups)
            )
    for i, entry in enumerate(book.materials.sets):
        key = f"sets[{i}]"
        if entry.path not in ("always", *PointsPath):
            yield RuleError("materials.toml", f"{key}.path", _one_of(["always", *PointsPath]))
        if entry.group and entry.group not in book.materials.groups:
            yield RuleError("materials.toml", f"{key}.group", _one_of(book.materials.groups))
        for material in _papers_of(entry):
            if material not in book.materials.materials:
                yield RuleError("materials.toml", key, f"「{material}」不在材料目录里")
        yield from _source_errors(book, "materials.toml", f"{key}.source", entry.source, None)


def _papers_of(entry: SetRow) -> list[str]:
    return [*entry.required, *entry.optional, *(m for group in entry.any_of for m in group)]


def _education(book: Rulebook) -> Iterator[RuleError]:
    rules = book.education
    named = {
        "certificate_only.certificate": (rules.certificate_only.certificate,),
        "domestic.certificate": (rules.domestic.certificate,),
        "domestic.electronic": rules.domestic.electronic,
        "domestic.written": rules.domestic.written,
        "domestic.degree": (rules.domestic.degree,),
        "domestic.degree_electronic": rules.domestic.degree_electronic,
        "domestic.degree_written": rules.domestic.degree_written,
        "overseas.certificate": (rules.overseas.certificate,),
        "overseas.report": (rules.overseas.report,),
    }
    for key, materials in named.items():
        for material in materials:
            row = book.materials.materials.get(material)
            if row is None or row.per != "level":
                yield RuleError(
                    "education.toml", key, f"「{material}」应是材料目录里按学历分的材料"
                )


def _district(book: Rulebook, district: DistrictFile) -> Iterator[RuleError]:
    file = f"districts/{district.id}.toml"
    for key, source in _sources(district):
        yield from _source_errors(book, file, key, source, district)
    yield from _pairs(book, file, district)
    yield from _placeholder_errors(file, district)
    for i, place in enumerate(district.places):
        if not _covers(district, place):
            yield RuleError(
                file, f"places[{i}]", f"行号应在本区 {district.lines} 之内，且 first 不大于 last"
            )


def _covers(district: DistrictFile, place: PlaceRow) -> bool:
    if district.lines is None:
        return False
    return district.lines[0] <= place.first <= place.last <= district.lines[1]


def _pairs(book: Rulebook, file: str, district: DistrictFile) -> Iterator[RuleError]:
    for service in Service:
        if service not in district.services:
            yield RuleError(file, f"services.{service}", "必须填写：每项业务都要有答案")
    for service, pair in district.services.items():
        key = f"services.{service}"
        for i, use in enumerate(pair.materials):
            if book.material(use.id) is None:
                yield RuleError(file, f"{key}.materials[{i}].id", f"「{use.id}」不在材料目录里")
        if pair.outcome == Outcome.SUBMIT and not (
            pair.channels and pair.subject and district.archive
        ):
            yield RuleError(file, key, "submit 要有 channels、subject，区里要有 archive")
        if pair.outcome != Outcome.SUBMIT and (pair.channels or pair.subject or pair.materials):
            yield RuleError(file, key, "只有 submit 才写 channels、subject、materials")
        if (pair.outcome == Outcome.MERGED) != (pair.merged_into is not None):
            yield RuleError(file, f"{key}.merged_into", "merged 必须写，其他结果不写")
        if bool(pair.postponed) != (pair.postponed_source is not None):
            yield RuleError(file, f"{key}.postponed_source", "与 postponed 同时写")


def _placeholder_errors(file: str, district: DistrictFile) -> Iterator[RuleError]:
    for key, template in _templates(district):
        for name in placeholders_in(template):
            if name not in PLACEHOLDERS:
                yield RuleError(file, key, f"占位符 {{{name}}} 不可用，{_one_of(PLACEHOLDERS)}")
        if re.sub(r"\{\w+\}", "", template).strip("{}") != re.sub(r"\{\w+\}", "", template):
            yield RuleError(file, key, "花括号不成对")
    for service, pair in district.services.items():
        if pair.subject and pair.subject.people not in pair.subject.template:
            yield RuleError(file, f"services.{service}.subject.people", "应是 template 里的一段")


def _templates(district: DistrictFile) -> Iterator[tuple[str, str]]:
    if district.archive:
        yield "archive.template", district.archive.template
    if district.word:
        yield "word.template", district.word.template
    for service, pair in district.services.items():
        if pair.subject:
            yield f"services.{service}.subject.template", pair.subject.template
        if pair.archive:
            yield f"services.{service}.archive.template", pair.archive.template


def _sources(node: object, key: str = "") -> Iterator[tuple[str, SourceRow]]:
    """Every source under a struct, with its dotted key."""
    if isinstance(node, SourceRow):
        yield key, node
    elif isinstance(node, msgspec.Struct):
        for name in node.__struct_fields__:
            yield from _sources(getattr(node, name), f"{key}.{name}" if key else name)
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _sources(value, f"{key}.{name}")
    elif isinstance(node, tuple):
        for i, value in enumerate(node):
            yield from _sources(value, f"{key}[{i}]")


def _source_errors(
    book: Rulebook, file: str, key: str, source: SourceRow, district: DistrictFile | None
) -> Iterator[RuleError]:
    if source.basis == Basis.STATED and not source.lines:
        yield RuleError(file, f"{key}.lines", "stated 必须写行号")
    if source.basis == Basis.CARRIED and source.origin and not source.lines:
        yield RuleError(file, f"{key}.lines", "写了 origin 就必须写行号")
    if source.basis != Basis.CARRIED and source.origin:
        yield RuleError(file, f"{key}.origin", "只有 carried 才写来源区")
    if source.checked == "guidance" and (source.basis != Basis.CARRIED or source.lines):
        yield RuleError(file, f"{key}.checked", "通知以外的说法只能是 carried，且没有行号")
    owner = book.districts.get(source.origin) if source.origin else district
    for line in source.lines:
        if line not in NOTICE_LINES:
            yield RuleError(file, f"{key}.lines", f"[{line}] 不在通知的 1-181 行之内")
        elif line not in SHARED_LINES and not _in_range(owner, line):
            whose = owner.name if owner else "本区"
            yield RuleError(file, f"{key}.lines", f"[{line}] 不在{whose}的行号范围之内")
        elif not named_place(book, owner, line):
            yield RuleError(file, f"{key}.lines", f"[{line}] 在 places 里没有名称")


def _in_range(district: DistrictFile | None, line: int) -> bool:
    return bool(district and district.lines and district.lines[0] <= line <= district.lines[1])


def _one_of(values: Iterable[str]) -> str:
    return "应为其中之一：" + "、".join(values)
