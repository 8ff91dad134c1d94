"""Words of the start screen: when, how a case stands, what a deadline is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from jifen_desktop.domain.errors import Code
from jifen_desktop.library.follow_up import Stage
from jifen_desktop.services.listed import ListedCase, Missing, Standing
from jifen_desktop.services.shelf import Sought
from jifen_desktop.services.stages import STAGES
from jifen_desktop.ui.widgets import Status
from jifen_desktop.ui.wizard.titles import TITLES

if TYPE_CHECKING:
    from jifen_desktop.services.opening import Trouble

_WEEKDAYS = "一二三四五六日"
_MOST_NAMED = 3
UNNAMED = "还没有填写单位"
STATES = (
    (Standing.PROBLEM, "有问题"),
    (Standing.FILL, "待填写"),
    (Standing.PAPERS, "还差材料"),
    (Standing.CONFIRM, "需确认"),
    (Standing.READY, "可以导出"),
    (Standing.GUIDE, "不用交材料"),
)


def stage_words(found: ListedCase, known: Sequence[Stage]) -> str:
    """2 人已寄出，1 人退回补正; nothing where nobody's papers went out."""
    told: list[Stage] = [stage for stage in known if stage is not Stage.NOT_SENT]
    if not told:
        return ""
    names = dict(STAGES)
    if len(found.overview.people) <= 1:
        return names[told[0]]
    left = len(found.overview.people) - len(told)
    counts = [(told.count(stage), names[stage]) for stage, _ in STAGES]
    parts = [f"{count} 人{name}" for count, name in counts if count]
    return "，".join([*parts, f"{left} 人未寄"] if left > 0 else parts)


def nothing_found(sought: Sought) -> str:
    """That the list is empty, and what to do."""
    text = sought.text.strip()
    if text and sought == Sought(text=sought.text):
        return f"没有找到“{text}”。换一个词，或清空搜索。"
    return "没有符合的申报。换一个词，或点“全部显示”。"


def trouble_words(trouble: Trouble, today: date) -> tuple[str, str]:
    """What happened to the library's file, and what was saved of it."""
    if trouble.code == Code.LIBRARY_MISSING:
        title = "资料库文件不见了，先用一个新的"
        parts = ["证件文件还在原处，没有删除"]
    else:
        title = f"资料库文件损坏了，已找回 {trouble.saved} 份申报"
        lost = f"，{trouble.lost} 份没能找回" if trouble.lost else ""
        parts = [f"证件文件都在原处{lost}"]
        if trouble.aside is not None:
            parts.append(f"损坏的文件没有删除，保留为 {trouble.aside.name}")
    if trouble.backup is not None:
        moment = when(trouble.backup.at, today, with_time=True)
        parts.append(f"最近的自动备份：{moment}")
    else:
        parts.append("没有自动备份；有另存的备份文件时，可以从它恢复")
    return title, "。".join(parts) + "。"


def about(found: ListedCase) -> str:
    """District, business, people; a sample is named as one."""
    count = f"{len(found.overview.people)} 人" if found.overview.people else ""
    parts = (
        found.overview.district,
        found.overview.service,
        "单位业务" if found.overview.company_only else count,
    )
    text = " · ".join(part for part in parts if part)
    return f"示例 · {text}" if found.listed.sample else text


def when(moment: datetime, today: date, *, with_time: bool = False) -> str:
    """今天 14:32, 昨天, 12月3日, and with the year where it is another."""
    local = moment.astimezone()
    days = (today - local.date()).days
    if days == 0:
        return f"今天 {local:%H:%M}"
    if days == 1:
        return f"昨天 {local:%H:%M}" if with_time else "昨天"
    return day_words(local.date(), today)


def damaged_name(saved: datetime | None, name: str, today: date) -> str:
    """What to call a submission whose content is unknown."""
    return f"{when(saved, today)} 保存的申报" if saved is not None else name


def day_words(day: date, today: date) -> str:
    """12月3日, with the year where it is another one."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == today.year else f"{day.year}年{words}"


def today_words(today: date) -> str:
    """今天 12月7日 周一"""
    return f"今天 {today.month}月{today.day}日 周{_WEEKDAYS[today.weekday()]}"


def badge(found: ListedCase) -> tuple[Status, str]:
    """The state of a case."""
    return {
        Standing.PROBLEM: (Status.PROBLEM, f"{found.overview.count} 处问题"),
        Standing.FILL: (Status.MISSING, "待填写"),
        Standing.PAPERS: (Status.MISSING, f"还差 {found.overview.count} 项"),
        Standing.CONFIRM: (Status.CONFIRM, f"{found.overview.count} 项需确认"),
        Standing.READY: (Status.PROVIDED, "可以导出"),
        Standing.GUIDE: (Status.NOT_NEEDED, "不用交材料"),
    }[found.overview.standing]


def act(found: ListedCase) -> str:
    """The button of a case in the list."""
    return {
        Standing.PROBLEM: "去处理",
        Standing.FILL: "去填写",
        Standing.PAPERS: "去补齐",
        Standing.CONFIRM: "去确认",
        Standing.READY: "去核对",
        Standing.GUIDE: "看办法",
    }[found.overview.standing]


def hero_act(found: ListedCase) -> str:
    """The primary button: where the work goes on."""
    return f"继续：{TITLES[found.overview.step]}"


def what_is_next(found: ListedCase) -> str:
    """What the badge of the latest case is about."""
    if found.overview.standing == Standing.PAPERS and found.overview.missing:
        return missing_words(found.overview.missing)
    return {
        Standing.PROBLEM: "号码、日期或文件有不对的地方，改好才能导出",
        Standing.FILL: "单位、申请人或学历还没有填完",
        Standing.PAPERS: "还有必须交的材料没有放进来",
        Standing.CONFIRM: "材料齐了，导出前再看一遍",
        Standing.READY: "材料齐了，可以导出",
        Standing.GUIDE: "这项业务不用交材料，程序给出办理说明",
    }[found.overview.standing]


def missing_words(missing: tuple[Missing, ...]) -> str:
    """身份证、学位证书（都是李四的）; a few names, then how many more."""
    people = {m.person for m in missing}
    names = list(dict.fromkeys(m.name for m in missing))
    shown = "、".join(names[:_MOST_NAMED])
    if len(names) > _MOST_NAMED:
        shown += "等"
    whose = next(iter(people)) if len(people) == 1 else ""
    if whose and len(names) > 1:
        return f"{shown}（都是{whose}的）"
    return f"{shown}（{whose}的）" if whose else shown


def progress_words(found: ListedCase) -> str:
    """30 项中已齐 25 项，另有 2 处请确认"""
    words = f"{found.overview.total} 项中已齐 {found.overview.done} 项"
    confirm = found.overview.confirm
    return f"{words}，另有 {confirm} 处请确认" if confirm else words
