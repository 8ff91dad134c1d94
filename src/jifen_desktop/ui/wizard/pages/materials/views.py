"""What the materials page shows, as plain values derived from the case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from jifen_desktop.domain.checklist import Item, ItemState, PersonChecklist
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.plan import Material, Need, Plan
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.words import ORIGIN
from jifen_desktop.services.case import Case
from jifen_desktop.services.page_edits import Editing, editing_of

NOT_APPLICABLE = "不适用："
_ABSENT = ("material_missing", "report_missing", "not_applicable")
_MISSING = ("material_missing", "report_missing")
_NAMES_SHOWN = 5


@dataclass(frozen=True)
class Spot:
    """One row: an applicant's key (empty for the company) and a material."""

    owner: str
    material: str


class Kind(Enum):
    """How a row takes part in folding."""

    TODO = auto()
    DONE = auto()
    SPARE = auto()


@dataclass(frozen=True)
class RowView:
    """One row as shown. `choice` is said where one of several sets of papers is enough."""

    spot: Spot
    item: Item
    title: str
    kind: Kind
    doubts: tuple[Finding, ...] = ()
    choice: str = ""


@dataclass(frozen=True)
class GroupView:
    """Rows under one header; `explained` says which sets of papers are alternatives."""

    key: str
    title: str
    rows: tuple[RowView, ...]
    explained: str = ""

    def of(self, kind: Kind) -> tuple[RowView, ...]:
        """The rows of one kind."""
        return tuple(r for r in self.rows if r.kind is kind)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return not any(r.kind is Kind.TODO and not _waived(r) for r in self.rows)


@dataclass(frozen=True)
class PersonView:
    """One person's (or the company's) checklist."""

    key: str
    name: str
    groups: tuple[GroupView, ...]
    missing: tuple[str, ...]
    problems: int
    doubts: int

    @property
    def rows(self) -> tuple[RowView, ...]:
        """All rows from top to bottom."""
        return tuple(r for g in self.groups for r in g.rows)


def person_views(case: Case) -> tuple[PersonView, ...]:
    """Everybody who has rows, the company last; made once for a picture, since rail and page both ask."""
    picture = case.picture
    return picture.context.memo.of(
        "person views", (picture,), lambda: tuple(_person(case, p) for p in picture.people)
    )


def owner_name(case: Case, key: str) -> str:
    """How a person is called on this page."""
    if not key:
        return "单位"
    people = case.submission.applicants
    applicant = next(a for a in people if a.key == key)
    if applicant.name.strip():
        return applicant.name.strip()
    return "申请人" if len(people) == 1 else f"申请人 {people.index(applicant) + 1}"


def editing_at(case: Case, material: Material) -> Editing:
    """How far a row's pages may be edited in this submission."""
    return editing_of(case.picture.plans.base, material)


def findings_of(case: Case, spot: Spot) -> tuple[Finding, ...]:
    """What the review says about one row, apart from its being empty."""
    told = case.picture.by_row.get((spot.owner, spot.material), ())
    return tuple(f for f in told if f.code not in _ABSENT)


def heading(view: PersonView) -> tuple[str, str]:
    """The page's heading and the line under it."""
    if view.missing:
        names = "、".join(view.missing[:_NAMES_SHOWN])
        more = f" 等 {len(view.missing)} 项" if len(view.missing) > _NAMES_SHOWN else ""
        return f"{view.name}还差 {len(view.missing)} 项", names + more
    if view.problems:
        return f"{view.name}有 {view.problems} 项有问题", "换一个能打开的文件"
    if view.doubts:
        return f"{view.name}的材料齐了，{view.doubts} 项要确认", "看过没有问题的，点“去确认”"
    return f"{view.name}的材料齐了", "还可以添加、替换或调整顺序"


def summary(group: GroupView) -> str:
    """The grey words of a group's header."""
    counted = [r for r in group.rows if r.kind is not Kind.SPARE]
    if not counted:
        return f"{len(group.rows)} 项 · 需要时再放"
    states = [r.item.state for r in counted]
    parts = [f"{len(counted)} 项"]
    missing = sum(s == ItemState.TO_PROVIDE for s in states)
    problems = states.count(ItemState.PROBLEM)
    doubts = states.count(ItemState.TO_CONFIRM)
    if missing:
        parts.append(f"还差 {missing} 项")
    if any(r.choice for r in group.rows):
        parts.append("任选一组")
    if problems:
        parts.append(f"{problems} 项有问题")
    if doubts:
        parts.append(f"{doubts} 项要确认")
    return " · ".join(parts if len(parts) > 1 else [*parts, "已齐"])


def _person(case: Case, person: PersonChecklist) -> PersonView:
    applicant = next((a for a in case.submission.applicants if a.key == person.key), None)
    choices = _open_choices(case, applicant)
    rows = tuple(_row(case, person.key, item, choices) for item in person.items)
    missing = [
        r.title if not r.item.material.education else r.item.material.name
        for r in rows
        if r.item.material.required and r.item.state == ItemState.TO_PROVIDE
    ]
    return PersonView(
        key=person.key,
        name=owner_name(case, person.key),
        groups=_groups(case, applicant, rows, choices),
        missing=(*missing, *(need.name for need in choices)),
        problems=sum(r.item.state == ItemState.PROBLEM for r in rows),
        doubts=sum(r.item.state == ItemState.TO_CONFIRM for r in rows),
    )


def _row(case: Case, owner: str, item: Item, choices: tuple[Need, ...]) -> RowView:
    spot = Spot(owner, item.material.id)
    title = item.material.label if item.material.education else item.material.name
    doubts = tuple(f for f in findings_of(case, spot) if not is_confirmed(f, case.submission))
    need = next((n for n in choices if any(spot.material in group for group in n.any_of)), None)
    choice = ""
    if need is not None and not item.documents:
        choice = "任选一份" if need.partial else "任选一组"
    kind = _kind(item, choice)
    return RowView(spot, item, title or item.material.name, kind, doubts, choice)


def _kind(item: Item, choice: str) -> Kind:
    if item.state == ItemState.PROVIDED:
        return Kind.DONE
    marked = item.reason.startswith(NOT_APPLICABLE)
    if item.state == ItemState.NOT_NEEDED and not choice and not marked:
        return Kind.SPARE
    return Kind.TODO


def _waived(row: RowView) -> bool:
    return row.item.state == ItemState.NOT_NEEDED and not row.choice


def _open_choices(case: Case, applicant: Applicant | None) -> tuple[Need, ...]:
    """Requirements that one of several sets meets, all of them optional rows, and none is given."""
    if applicant is None:
        return ()
    plan = case.picture.plans.of(applicant)
    lacking = {
        f.place.material
        for f in case.picture.findings
        if f.code in _MISSING and f.place.applicant == applicant.key
    }
    return tuple(n for n in plan.needs if len(n.any_of) > 1 and _is_choice(n, plan, lacking))


def _is_choice(need: Need, plan: Plan, lacking: set[str | None]) -> bool:
    ids = {m for group in need.any_of for m in group}
    rows = [plan.material(m) for m in ids]
    optional = all(row is not None and not row.required and not row.set_name for row in rows)
    return optional and bool(ids & lacking)


def _groups(
    case: Case, applicant: Applicant | None, rows: tuple[RowView, ...], choices: tuple[Need, ...]
) -> tuple[GroupView, ...]:
    plan = case.picture.plans.of(applicant) if applicant else case.picture.plans.base
    titles = dict(case.book.materials.groups) | dict(plan.groups)
    found: dict[str, list[RowView]] = {}
    for row in rows:
        found.setdefault(_group_key(row.item.material), []).append(row)
    return tuple(
        GroupView(key, _title(key, titles, applicant), tuple(own), _explained(case, own, choices))
        for key, own in found.items()
    )


def _group_key(material: Material) -> str:
    return f"education.{material.education}" if material.education else material.group


def _title(key: str, titles: dict[str, str], applicant: Applicant | None) -> str:
    level = key.partition(".")[2]
    title = titles.get(key) or titles.get(key.partition(".")[0], "其他")
    held = applicant.education if applicant else ()
    education = next((e for e in held if e.level == level), None)
    return f"{title} · {ORIGIN[education.origin]}" if education else title


def _explained(case: Case, rows: list[RowView], choices: tuple[Need, ...]) -> str:
    ids = {r.spot.material for r in rows}
    for need in choices:
        if not ids & {m for group in need.any_of for m in group}:
            continue
        if need.partial:
            return "同住人的材料按实际情况放，至少一份"
        sets = ["、".join(case.book.material_name(m) for m in group) for group in need.any_of]
        return "交齐下面任意一组就行：" + "；或者 ".join(sets)
    return ""
