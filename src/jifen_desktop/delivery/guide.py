"""办理说明: the way to go where nothing is collected and sent."""

from collections.abc import Sequence
from datetime import date

from jifen_desktop.delivery.phrases import channel_section, day, note_section, postponed_section
from jifen_desktop.delivery.sheet import Section, Sheet
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Company
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import OUTCOME


def guide_sheet(
    plan: Plan,
    people: Sequence[str] = (),
    facts: Sequence[tuple[str, str]] = (),
    *,
    company: Company | None = None,
    on: date | None = None,
) -> Sheet:
    """The outcome in words, the steps, the channels, what to confirm, advice, and what is put off.

    `people` are the applicants' names, `facts` computed lines to show on top, such as
    ("最早申报日", "张样本：2026年11月26日"). Never empty: a plan without steps says whom to ask.
    """
    head = [
        ("单位", company.name if company else ""),
        ("申请人", "、".join(name for name in people if name)),
        ("怎么办", OUTCOME[plan.outcome]),
        ("依据", clause_text(plan.source)),
        *facts,
        ("日期", day(on) if on else ""),
    ]
    sections = [
        *note_section("办理步骤", plan.steps),
        *channel_section(plan),
        *note_section("办理前先确认", plan.conditions),
        *note_section("提示", plan.advice),
        *postponed_section(plan),
    ]
    if not plan.steps:
        ask = f"请先打电话问{plan.district_name}人才服务中心，问清后再办理。"
        sections.insert(0, Section("办理步骤", (ask,)))
    return Sheet(
        "办理说明",
        f"{plan.district_name} · {plan.service_name}",
        tuple((name, value) for name, value in head if value),
        tuple(sections),
    )
