"""Where each line of the notice is used, and what does not come from the district's own clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jifen_desktop.domain.ids import Basis, District, PointsPath, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.sources import named_place
from jifen_desktop.rulebook.who import Circumstances
from tests.rules_pages.facts import facts_of, notes_of
from tests.rules_pages.markdown import basis_word, clause, table
from tests.rules_pages.papers import ON, education_plans


class Use(NamedTuple):
    """A source that a rule of a district's service rests on; `service` is the short name."""

    district: District
    service: str
    what: str
    source: Source


def all_uses(book: Rulebook) -> list[Use]:
    """Every source of every plan, in the order of districts and services."""
    return [
        Use(district, book.services.services[service].token, what, source)
        for district in District
        for service in Service
        for plan in _plans(book, district, service)
        for what, source in _sources(plan)
    ]


def lines_table(book: Rulebook, district: District, uses: list[Use]) -> list[str]:
    """The district's lines one by one, with what rests on each, here and in other districts."""
    rules = book.districts[district]
    if rules.lines is None:
        return []
    rows = []
    for line in range(rules.lines[0], rules.lines[1] + 1):
        place = named_place(book, rules, line).removeprefix(f"{rules.name}·")
        here = [u for u in uses if u.district == district and _owner(u) == district]
        there = [u for u in uses if u.district != district and _owner(u) == district]
        own = _merged(u for u in here if line in u.source.lines)
        names = (book.districts[u.district].name for u in there if line in u.source.lines)
        others = "、".join(dict.fromkeys(names))
        rows.append((str(line), place, own or "—", others))
    return table(("行", "位置", "这里据此的规则", "参照它的区"), rows)


def shared_table(book: Rulebook, uses: list[Use]) -> list[str]:
    """The lines that stand outside every district, with what rests on each, and where."""
    rows = []
    for place in book.services.places:
        for line in range(place.first, place.last + 1):
            found = [(book.districts[u.district].name, u) for u in uses if line in u.source.lines]
            whats = dict.fromkeys(use.what.replace(name, "该区") for name, use in found)
            districts = dict.fromkeys(name for name, _use in found)
            rows.append((str(line), place.name, "、".join(whats) or "—", "、".join(districts)))
    return table(("行", "位置", "据此的规则", "区"), rows)


def carried_table(district: District, uses: list[Use]) -> list[str]:
    """What the district's own clauses don't say, by where it comes from."""
    found: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        if use.district == district and use.source.basis != Basis.STATED:
            key = (basis_word(use.source), clause(use.source))
            found.setdefault(key, []).append(use)
    rows = ((*key, _merged(iter(each))) for key, each in sorted(found.items()))
    return table(("依据", "来自", "规则"), rows)


def _plans(book: Rulebook, district: District, service: Service) -> Iterator[Plan]:
    yield make_plan(book, district, service, on=ON)
    yield from education_plans(book, district, service).values()
    for path in PointsPath:
        yield make_plan(book, district, service, Circumstances((), (path,)), on=ON)


def _sources(plan: Plan) -> Iterator[tuple[str, Source]]:
    for fact in facts_of(plan):
        yield fact.what, fact.source
    for note in notes_of(plan):
        yield f"{note.what}“{note.words}”", note.source
    for row in plan.materials:
        yield row.label, row.source
        yield "材料的形式", row.form_source
    for need in plan.needs:
        if need.partial:
            yield need.name, need.source
    if plan.word:
        yield "Word 文档", plan.word.source


def _owner(use: Use) -> District:
    return use.source.origin or use.district


def _merged(uses: Iterator[Use]) -> str:
    """What, each once, with its services: 电子邮件、邮件标题（新办、续办）."""
    services: dict[str, list[str]] = {}
    for use in uses:
        names = services.setdefault(use.what, [])
        if use.service not in names:
            names.append(use.service)
    groups: dict[tuple[str, ...], list[str]] = {}
    for what, names in services.items():
        groups.setdefault(tuple(names), []).append(what)
    return "<br>".join(f"{'、'.join(whats)}（{'、'.join(n)}）" for n, whats in groups.items())
