"""Write the golden matrix of all plans: `python -m tests.golden`; the change is then read as a diff."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jifen_desktop.domain.ids import Basis, District, Level, Origin, PointsPath, Service
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Education
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances

PATH = Path(__file__).parent / "rulebook" / "golden.txt"
ON = date(2026, 11, 23)

_S, _A, _B, _M, _D = Level
LEVELS: dict[str, tuple[Education, ...]] = {
    "高中": (Education(_S),),
    "专科": (Education(_A),),
    "本科": (Education(_B),),
    "专科+本科": (Education(_A), Education(_B)),
    "本科+硕士": (Education(_B), Education(_M)),
    "博士": (Education(_D),),
    "境外硕士": (Education(_M, Origin.OVERSEAS),),
    "高中+本科": (Education(_S), Education(_B)),
}


def matrix() -> str:
    """Every pair, and for the education papers every set of levels that the rules tell apart."""
    book = load_rulebook()
    lines = []
    for district in District:
        for service in Service:
            lines += _pair(make_plan(book, district, service, on=ON))
        education = book.districts[district].education
        for service in education.services if education else ():
            for title, levels in LEVELS.items():
                who = Circumstances(levels, (PointsPath.EDUCATION,))
                plan = make_plan(book, district, service, who, on=ON)
                lines += _education(plan, title)
    for path in PointsPath:
        plan = make_plan(book, District.XUHUI, Service.NEW, Circumstances((), (path,)), on=ON)
        lines.append(f"\n## 徐汇区 积分申请（新办） · {path}")
        lines += [_material(m) for m in plan.materials if m.group not in ("basic", "company")]
    return "\n".join(lines) + "\n"


def _pair(plan: Plan) -> list[str]:
    lines = [f"\n# {plan.district} {plan.service} → {plan.outcome} {_source(plan.source)}"]
    lines[0] += f" → {plan.merged_into}" if plan.merged_into else ""
    for c in plan.channels:
        parts = [c.kind, "preferred" if c.preferred else "", c.mailbox or "", c.address or ""]
        parts += [c.addressee or "" if c.address else "", c.remark or ""]
        parts.append("sender phone required" if c.sender_phone_required else "")
        lines.append(f"  via {' '.join(p for p in parts if p)} {_source(c.source)}")
    if plan.subject:
        joint = " joint" if plan.subject.joint else ""
        lines.append(f"  subject {plan.subject.template}{joint} {_source(plan.subject.source)}")
    if plan.archive:
        form = plan.archive
        lines.append(f"  archive {form.template} {form.image_format} {_source(form.source)}")
    lines += [_material(m) for m in plan.materials]
    lines += [f"  condition {n.code}: {n.text} {_source(n.source)}" for n in plan.conditions]
    lines += [f"  step {n.code}: {n.text} {_source(n.source)}" for n in plan.steps]
    lines += [f"  advice {n.code}: {n.text} {_source(n.source)}" for n in plan.advice]
    if plan.postponed_source:
        lines.append(f"  postponed {' '.join(plan.postponed)} {_source(plan.postponed_source)}")
    if plan.companions:
        lines.append(f"  companions {' '.join(plan.companions)}")
    if plan.permit_source:
        lines.append(f"  permit until {plan.permit_until} {_source(plan.permit_source)}")
    if plan.contact_in_mail:
        lines.append(f"  contact in mail {_source(plan.contact_in_mail)}")
    return lines


def _education(plan: Plan, title: str) -> list[str]:
    lines = [f"\n## {plan.district} {plan.service} · {title}"]
    lines += [_material(m) for m in plan.materials if m.education or m.id == "id_card"]
    lines += [
        f"  need {n.id}: {' | '.join(' + '.join(g) for g in n.any_of)}"
        f"{' (any one)' if n.partial else ''} {_source(n.source)}"
        for n in plan.needs
        if "." in n.id or n.id == "id_card"
    ]
    return lines + (
        [f"  word {plan.word.template} {_source(plan.word.source)}"] if plan.word else []
    )


def _material(m: Material) -> str:
    marks = [m.scope, "required" if m.required else "optional", m.form]
    marks += [m.set_name or "", "in validity" if m.validity_stated else ""]
    form = "" if m.form_source.lines == m.source.lines else f" form {_source(m.form_source)}"
    return f"  - {m.id} {' '.join(x for x in marks if x)} {_source(m.source)}{form}"


def _source(source: Source) -> str:
    """Basis, the district a carried rule comes from, lines."""
    origin = f" {source.origin}" if source.origin else ""
    kind = " reading" if source.own_reading else ""
    outside = source.basis == Basis.CARRIED and not source.lines and not source.own_reading
    where = " guidance" if outside else f" {list(source.lines)}" if source.lines else ""
    return f"({source.basis}{origin}{kind}{where})"


if __name__ == "__main__":
    PATH.write_text(matrix(), encoding="utf-8")
