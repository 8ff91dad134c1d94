"""A district's page, and the index of all of them."""

from __future__ import annotations

from jifen_desktop.domain.ids import District, Outcome, Service
from jifen_desktop.domain.plan import BASIS_NOTE, Plan
from jifen_desktop.rulebook.load import Rulebook, load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.words import OUTCOME
from tests.rules_pages.facts import Fact, facts_of, notes_of
from tests.rules_pages.markdown import backed, clause, table
from tests.rules_pages.papers import (
    ON,
    channels_in_short,
    education_plans,
    education_tables,
    forms_table,
    papers_table,
    path_table,
    to_have_table,
)
from tests.rules_pages.uses import Use, all_uses, carried_table, lines_table, shared_table

_MADE = "<!-- 由 ./dev rules 从 resources/rulebook 写出，不要手改。 -->"
_FACTS = ("项目", "要求", "依据", "条款")


def all_pages() -> dict[str, str]:
    """File names and texts of `docs/rules/`."""
    book = load_rulebook()
    uses = all_uses(book)
    pages = {f"{district}.md": _page(book, district, uses) for district in District}
    return {"README.md": _index(book, uses), **pages}


def _page(book: Rulebook, district: District, uses: list[Use]) -> str:
    rules = book.districts[district]
    plans = [make_plan(book, district, service, on=ON) for service in Service]
    stretch = f"通知第 {rules.lines[0]}–{rules.lines[1]} 行。" if rules.lines else ""
    lines = [_MADE, f"# {rules.name}", "", f"{stretch}{BASIS_NOTE}。[各区](README.md)", ""]
    lines += table(("业务", "怎么办", "渠道", "依据", "条款"), map(_overview, plans))
    for plan in plans:
        lines += [f"## {plan.service_name}", "", *_service(book, plan)]
    for title, part in (
        ("逐行对照", lines_table(book, district, uses)),
        ("本区条款没有写明的", carried_table(district, uses)),
    ):
        lines += [f"## {title}", "", *part] if part else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _service(book: Rulebook, plan: Plan) -> list[str]:
    """The service's tables, without its heading."""
    lines = table(_FACTS, map(_fact, (*facts_of(plan), *notes_of(plan))))
    if plan.outcome != Outcome.SUBMIT:
        return lines + to_have_table(plan)
    lines += ["### 材料", "", *papers_table(plan)]
    by_level = education_plans(book, plan.district, plan.service)
    if by_level:
        lines += ["### 学历材料", "", *education_tables(by_level)]
    lines += ["### 材料的形式", "", *forms_table([plan, *by_level.values()])]
    paths = path_table(book, plan.district, plan.service)
    if paths:
        lines += ["### 按积分途径另加", "", *paths]
    return lines


def _fact(fact: Fact) -> tuple[str, ...]:
    return (fact.what, fact.words, *backed(fact.source))


def _overview(plan: Plan) -> tuple[str, ...]:
    outcome = OUTCOME[plan.outcome]
    return (plan.service_name, outcome, channels_in_short(plan), *backed(plan.source))


def _index(book: Rulebook, uses: list[Use]) -> str:
    names = {service: book.services.services[service].name for service in Service}
    described = [d for d in District if book.districts[d].lines]
    others = [d for d in District if not book.districts[d].lines]
    rows = (
        (name, *(_cell(make_plan(book, d, service, on=ON)) for d in described))
        for service, name in names.items()
    )
    heads = [f"[{book.districts[d].name}]({d}.md)" for d in described]
    links = "、".join(f"[{book.districts[d].name}]({d}.md)" for d in others)
    return "\n".join(
        [
            *(_MADE, *_INTRODUCTION, *table(("业务", *heads), rows)),
            *(f"其他各区：{links}。", "", "## 不属于哪一个区的行", "", *shared_table(book, uses)),
        ]
    )


def _cell(plan: Plan) -> str:
    way = channels_in_short(plan) if plan.outcome == Outcome.SUBMIT else OUTCOME[plan.outcome]
    return f"{way} {clause(plan.source).rpartition(' ')[2]}".strip()


_INTRODUCTION = [
    "# 程序里的规则，按区列出",
    "",
    f"这些页面由程序自己的规则写出，供人对照通知逐行核对。**{BASIS_NOTE}。**",
    "",
    "- 方括号里是通知原文的行号，前面是程序里显示的位置。",
    "- **写明**：本区的条款这样说。**参照**：本区没有说，来自另一区的条款或公开办事指南。",
    "  **我们的理解**：没有条款，是我们的读法。**通知未说明**：谁都没有说，先打电话问。",
    "- **缺了**一栏：只有写明的材料缺了才“不能导出”；参照来的“只提醒”。",
    "- 通知里遗失的邮箱、电话和日期不会编造，由用户填写。",
    "- 每页末尾有“逐行对照”（每一行通知被哪些规则引用）和“本区条款没有写明的”。",
    "",
]
