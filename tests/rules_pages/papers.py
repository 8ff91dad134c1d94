"""The papers of a plan in tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from jifen_desktop.delivery.phrases import instead
from jifen_desktop.domain.ids import Basis, ChannelKind, District, PointsPath, Service
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances
from jifen_desktop.rulebook.words import CHANNEL, FORM, FORM_ON_PAPER, POINTS_PATH, SCOPE
from tests.golden import LEVELS
from tests.rules_pages.facts import filled
from tests.rules_pages.markdown import backed, table

ON = date(2026, 11, 23)  # a plan is for a day; no page says which

_PAPERS = ("材料", "谁的", "缺了", "依据", "条款")
_LEVELS = ("学历", "材料", "缺了", "依据", "条款")
_NEEDS = ("学历", "要求", "有其中一组就够", "缺了", "依据", "条款")


def papers_table(plan: Plan) -> list[str]:
    """Every paper that is asked for whatever the applicant's education is."""
    return table(_PAPERS, (_paper(plan, row) for row in plan.materials if not row.education))


def forms_table(plans: Iterable[Plan]) -> list[str]:
    """In which form the papers are wanted; which ones is said where not all are wanted alike."""
    found: dict[tuple[str, ...], list[str]] = {}
    for plan, row in ((each, row) for each in plans for row in each.materials):
        names = found.setdefault((*_forms(plan, row), *backed(row.form_source)), [])
        if row.label not in names:
            names.append(row.label)
    of = ["全部"] if len(found) == 1 else ["、".join(names) for names in found.values()]
    rows = ((names, *key) for names, key in zip(of, found, strict=True))
    return table(("材料", "邮件发送", "快递邮寄", "依据", "条款"), rows)


def education_plans(book: Rulebook, district: District, service: Service) -> Mapping[str, Plan]:
    """The plan for every set of levels that the rules tell apart; none where levels give no paper."""
    rules = book.districts[district].education
    if rules is None or service not in rules.services:
        return {}
    return {
        title: make_plan(
            book, district, service, Circumstances(levels, (PointsPath.EDUCATION,)), on=ON
        )
        for title, levels in LEVELS.items()
    }


def education_tables(plans: Mapping[str, Plan]) -> list[str]:
    """The education papers by level, what of them is needed, and the Word document."""
    lines = [*table(_LEVELS, _told_once(_levels(plans))), *table(_NEEDS, _told_once(_needs(plans)))]
    word = next((plan.word for plan in plans.values() if plan.word), None)
    if word:
        words, where = backed(word.source)
        lines += [f"学历附件另做 Word 文档 {filled(word.template, '')}（{words}：{where}）。", ""]
    return lines


def path_table(book: Rulebook, district: District, service: Service) -> list[str]:
    """What reaching the score in another way than by education adds."""
    base = {m.id for m in make_plan(book, district, service, on=ON).materials}
    rows = []
    for path in PointsPath:
        plan = make_plan(book, district, service, Circumstances((), (path,)), on=ON)
        for row in plan.materials:
            if row.id not in base:
                must = "要交" if row.required else "按情况"
                rows.append((POINTS_PATH[path], _named(plan, row), must, *backed(row.source)))
    return table(("积分途径", "材料", "", "依据", "条款"), _told_once(rows))


def to_have_table(plan: Plan) -> list[str]:
    """What is listed to be had at hand where nothing is collected, one row a clause."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in plan.to_have:
        found.setdefault(backed(row.source), []).append(row.name)
    rows = (("、".join(names), *words) for words, names in found.items())
    return table(("可能要用到的材料（列出备查，不是要求）", "依据", "条款"), rows)


def lacking(required: bool, basis: Basis) -> str:
    """What the program does when it is missing."""
    if not required:
        return "不提醒，有才交"
    return "不能导出" if basis == Basis.STATED else "只提醒"


def _levels(plans: Mapping[str, Plan]) -> list[tuple[str, ...]]:
    """One row for the papers of a set that rest on the same clause."""
    rows: list[tuple[str, ...]] = []
    for title, plan in plans.items():
        found: dict[tuple[str, ...], list[str]] = {}
        for row in (row for row in plan.materials if row.education):
            key = (lacking(row.required, row.source.basis), *backed(row.source))
            name = f"{row.name}（须在有效期内）" if row.validity_stated else row.name
            found.setdefault(key, []).append(name)
        rows += [(title, "、".join(names), *key) for key, names in found.items()]
    return rows


def _needs(plans: Mapping[str, Plan]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for title, plan in plans.items():
        names = {row.id: row.name for row in plan.materials}
        for need in plan.needs:
            if "." not in need.id or len(need.any_of) < 2:
                continue
            sets = "；或 ".join(" + ".join(names[m] for m in group) for group in need.any_of)
            missing = lacking(True, need.source.basis)
            rows.append((title, need.name, sets, missing, *backed(need.source)))
    return rows


def _paper(plan: Plan, row: Material) -> tuple[str, ...]:
    missing = lacking(row.required, row.source.basis)
    return (_named(plan, row), SCOPE[row.scope], missing, *backed(row.source))


def _forms(plan: Plan, row: Material) -> tuple[str, str]:
    mailed = FORM[row.form] if plan.channel(ChannelKind.EMAIL) else "—"
    return mailed, FORM_ON_PAPER[row.form] if plan.channel(ChannelKind.COURIER) else "—"


def _named(plan: Plan, row: Material) -> str:
    """The name with its hint and what does instead."""
    more = [row.hint, "须在有效期内" if row.validity_stated else "", instead(plan, row)]
    details = "；".join(part for part in more if part)
    return f"**{row.name}** {details}".strip()


def _told_once(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The first column only where it changes."""
    shown, before = [], ""
    for row in rows:
        shown.append((f"**{row[0]}**" if row[0] != before else "", *row[1:]))
        before = row[0]
    return shown


def channels_in_short(plan: Plan) -> str:
    """电子邮件（优先）、快递邮寄 — for the overview."""
    names = [CHANNEL[c.kind] + ("（优先）" if c.preferred else "") for c in plan.channels]
    return "、".join(names)
