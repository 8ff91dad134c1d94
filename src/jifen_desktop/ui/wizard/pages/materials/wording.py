"""Words of a row by its state: hint, badge, act."""

from __future__ import annotations

from dataclasses import dataclass

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.ids import Report, Severity
from jifen_desktop.messages import finding_lines, short_finding
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.materials.views import PersonView, RowView

STATUS = {
    ItemState.TO_PROVIDE: w.Status.MISSING,
    ItemState.PROVIDED: w.Status.PROVIDED,
    ItemState.TO_CONFIRM: w.Status.CONFIRM,
    ItemState.NOT_NEEDED: w.Status.NOT_NEEDED,
    ItemState.PROBLEM: w.Status.PROBLEM,
}


@dataclass(frozen=True)
class Act:
    """The row's button or link: its words, whether it picks files, and whether those replace the old ones."""

    words: str
    picks: bool = False
    replaces: bool = False
    quiet: bool = False
    more: str = ""


def act_of(row: RowView) -> Act:
    """What the row offers first; `more` is a second, smaller way into its details."""
    state = row.item.state
    if state == ItemState.PROBLEM:
        return Act("更换", picks=True, replaces=True, more="查看")
    if state == ItemState.TO_CONFIRM:
        return Act("去确认")
    if state == ItemState.PROVIDED:
        return Act("查看", quiet=True)
    if row.choice:
        return Act("添加", picks=True, more="说明")
    if state == ItemState.TO_PROVIDE:
        return Act("添加", picks=True, more="没有？")
    marked = row.item.reason.startswith("不适用")
    return Act("更改", quiet=True) if marked else Act("添加", picks=True, quiet=True)


def badge_of(row: RowView) -> tuple[w.Status, str]:
    """State and words of the badge."""
    if row.choice:
        return w.Status.MISSING, row.choice
    return STATUS[row.item.state], ""


def hint_of(row: RowView) -> tuple[str, bool]:
    """The second line, and whether it tells a problem."""
    item = row.item
    if item.state == ItemState.PROBLEM:
        told = next((f for f in row.doubts if f.severity == Severity.BLOCK), None)
        return ("，".join(finding_lines(told)), True) if told else ("文件无法使用", True)
    if item.state == ItemState.TO_CONFIRM and row.doubts:
        more = f"（共 {len(row.doubts)} 处）" if len(row.doubts) > 1 else ""
        return finding_lines(short_finding(row.doubts[0]))[0] + more, False
    if item.documents:
        return _given(row), False
    if item.state == ItemState.NOT_NEEDED and not row.choice:
        return item.reason, False
    return _wanted(row), False


def _given(row: RowView) -> str:
    files = row.item.documents
    more = f" 等 {len(files)} 个文件" if len(files) > 1 else ""
    return f"{row.item.pages} 页 · {files[0].name}{more}"


def _wanted(row: RowView) -> str:
    material = row.item.material
    if material.hint:
        return material.hint
    if material.page_names:
        return "、".join(material.page_names) + "各 1 张"
    if material.alternatives:
        other = "书面" if material.set_name == Report.ELECTRONIC else "电子"
        return f"也可以改交{other}报告，任选一种"
    return "可放多页，按顺序导出"


def person_state(view: PersonView) -> w.PersonState:
    """The chip of one person."""
    if view.problems:
        return w.PersonState(view.key, view.name, w.Status.PROBLEM, str(view.problems))
    if view.missing:
        return w.PersonState(view.key, view.name, w.Status.MISSING, str(len(view.missing)))
    if view.doubts:
        return w.PersonState(view.key, view.name, w.Status.CONFIRM, str(view.doubts))
    return w.PersonState(view.key, view.name, w.Status.PROVIDED)
