"""What the rules say otherwise than when a submission was saved last: found when it is opened, told until it was seen.

The snapshot of the plans is compared with the same submission's plans by the rules of today, so that only the rules
can be what differs.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.plan import Channel, Material, Note, Plan
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook, rulebook_version
from jifen_desktop.rulebook.words import CHANNEL, FORM, OUTCOME
from jifen_desktop.services.case import Case
from jifen_desktop.services.summary import plans_of

_MARK = "rules:"  # before an entry's id: what is still to be told of it
_REST = "说明或通知出处有改动，办法不变"


def open_case(book: Rulebook, store: LibraryStore, entry_id: str) -> Case:
    """A saved submission, with what the rules changed since in `rule_changes`. Raises JifenError as loading does."""
    case = Case(book, store, store.load(entry_id))
    kept = _kept_plans(store, entry_id)
    fresh = plan_changes(kept, case.picture.plans) if kept is not None else ()
    told = (*_told(store, entry_id), *fresh)
    case.rule_changes = tuple(dict.fromkeys(told))
    if fresh:
        with suppress(JifenError):  # shown now all the same
            store.mark(_MARK + entry_id, json.dumps(case.rule_changes, ensure_ascii=False))
    return case


def seen(case: Case) -> None:
    """The user knows; it isn't told again. Raises JifenError."""
    case.rule_changes = ()
    case.store.mark(_MARK + case.entry.id, "")


def _told(store: LibraryStore, entry_id: str) -> tuple[str, ...]:
    text = store.marked(_MARK + entry_id)
    return tuple(json.loads(text)) if text else ()


def _kept_plans(store: LibraryStore, entry_id: str) -> CasePlan | None:
    """The plans by older rules; None where the rules are the same, or the snapshot can't be read."""
    rows = store.db.rows("SELECT rulebook, plan FROM submission WHERE id = ?", entry_id)
    if not rows or not rows[0][0] or rows[0][0] == rulebook_version() or rows[0][1] is None:
        return None
    try:
        return plans_of(rows[0][1])
    except ValueError:
        return None


def plan_changes(before: CasePlan, now: CasePlan) -> tuple[str, ...]:
    """A line for each thing that is otherwise, papers first; empty where nothing is."""
    if before == now:
        return ()
    lines = [*_papers(before, now), *_ways(before.base, now.base), *_forms(before.base, now.base)]
    for old, new, what in (
        (before.base.conditions, now.base.conditions, "条件"),
        (before.base.steps, now.base.steps, "办理步骤"),
        (before.base.advice, now.base.advice, "提示"),
    ):
        lines += _notes(old, new, what)
    return tuple(dict.fromkeys(lines)) or (_REST,)


def _papers(before: CasePlan, now: CasePlan) -> Iterator[str]:
    old, new = _materials(before), _materials(now)
    for material_id in dict.fromkeys([*new, *old]):
        was, is_now = old.get(material_id), new.get(material_id)
        if was is None and is_now is not None:
            yield f"新增材料：{is_now.name}{'' if is_now.required else '（需要时再放）'}"
        elif is_now is None and was is not None:
            yield f"不再列出：{was.name}"
        elif was is not None and is_now is not None:
            yield from _paper(was, is_now)


def _materials(plans: CasePlan) -> dict[str, Material]:
    """Everybody's rows once; required where anybody's is."""
    found: dict[str, Material] = {}
    for plan in (plans.base, *(plan for _, plan in plans.people)):
        for row in plan.materials:
            if row.id not in found or row.required:
                found[row.id] = row
    return found


def _paper(was: Material, now: Material) -> Iterator[str]:
    if was.required != now.required:
        yield f"{now.name}：{'改为必须提供' if now.required else '改为需要时再放'}"
    if was.form != now.form:
        yield f"{now.name}：由{FORM[was.form]}改为{FORM[now.form]}"
    if was.name != now.name:
        yield f"{was.name}改称{now.name}"


def _ways(was: Plan, now: Plan) -> Iterator[str]:
    if was.outcome != now.outcome:
        yield f"办理方式：由“{OUTCOME[was.outcome]}”改为“{OUTCOME[now.outcome]}”"
    old, new = ({c.kind: c for c in plan.channels} for plan in (was, now))
    for kind in dict.fromkeys([*new, *old]):
        if kind not in old:
            yield f"新增报送方式：{CHANNEL[kind]}"
        elif kind not in new:
            yield f"不再提供：{CHANNEL[kind]}"
        else:
            yield from _way(old[kind], new[kind])


def _way(was: Channel, now: Channel) -> Iterator[str]:
    name = CHANNEL[now.kind]
    if was.address != now.address:
        yield f"{name}：收件地址改为{now.address or '未说明'}"
    if was.addressee != now.addressee:
        yield f"{name}：收件人改为{now.addressee or '未说明'}"
    if was.mailbox != now.mailbox:
        yield f"{name}：收件邮箱换了一个，看一下中心资料"
    if now.sender_phone_required and not was.sender_phone_required:
        yield f"{name}：寄件人要写电话"


def _forms(was: Plan, now: Plan) -> Iterator[str]:
    for old, new, what in (
        (was.subject, now.subject, "邮件标题"),
        (was.archive, now.archive, "压缩包名称"),
        (was.word, now.word, "Word 文件名称"),
    ):
        if (old and old.template) != (new and new.template):
            yield f"{what}的写法改了"
    if was.archive and now.archive and was.archive.image_format != now.archive.image_format:
        yield "图片格式的要求改了"


def _notes(was: Iterable[Note], now: Iterable[Note], what: str) -> Iterator[str]:
    old, new = {n.text for n in was}, {n.text for n in now}
    for note in now:
        if note.text not in old:
            yield f"新的{what}：{note.text}"
    for note in was:
        if note.text not in new:
            yield (
                f"不再要求的{what}：{note.text}" if what == "条件" else f"取消的{what}：{note.text}"
            )
