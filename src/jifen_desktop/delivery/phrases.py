"""Pieces of a plan in words, shared by the lists that are printed from it."""

from collections.abc import Iterable, Sequence
from datetime import date

from jifen_desktop.delivery.label import ADDRESS_NOTE
from jifen_desktop.delivery.sheet import Column, Section
from jifen_desktop.domain.ids import ChannelKind
from jifen_desktop.domain.plan import Channel, Material, Note, Plan
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.rulebook.words import CHANNEL, MAILBOX, POSTPONED

NOTE_COLUMNS = (Column("内容", 3), Column("依据", 1.3))
CHANNEL_COLUMNS = (Column("方式", 1.1, strong=True), Column("怎么办", 2.3), Column("依据", 1.4))


def note_section(title: str, notes: Sequence[Note]) -> list[Section]:
    """The notes with their clauses under a heading; no section where there are none."""
    rows = tuple((note.text, clause_text(note.source)) for note in notes)
    return [Section(title, columns=NOTE_COLUMNS, rows=rows)] if rows else []


def channel_section(plan: Plan) -> list[Section]:
    """The ways to the centre with their clauses."""
    rows = tuple(
        (_kind(channel), channel_words(channel), clause_text(channel.source))
        for channel in plan.channels
    )
    return [Section("办理渠道", columns=CHANNEL_COLUMNS, rows=rows)] if rows else []


def postponed_section(plan: Plan) -> list[Section]:
    """What the centre puts off for the time being (调档, 外调联系函)."""
    if not plan.postponed:
        return []
    words = "，".join(f"暂缓{POSTPONED.get(name, name)}" for name in plan.postponed)
    source = plan.postponed_source or plan.source
    row = (words, clause_text(source))
    return [Section("暂缓事项", columns=NOTE_COLUMNS, rows=(row,))]


def channel_words(channel: Channel) -> str:
    """Where to, in words; an address or mailbox that isn't known is named as missing."""
    if channel.kind == ChannelKind.EMAIL:
        mailbox = MAILBOX[channel.mailbox] if channel.mailbox else "中心邮箱"
        return f"发到{mailbox}（地址没有随通知留下，请向中心核实）"
    if channel.kind == ChannelKind.COURIER:
        return _courier(channel)
    return {
        ChannelKind.ONLINE: "单位或个人自己在网上办理",
        ChannelKind.WINDOW: "到中心窗口办理",
        ChannelKind.TELEPHONE: "先给中心打电话",
    }[channel.kind]


def grouped(plan: Plan, materials: Iterable[Material]) -> list[tuple[str, list[Material]]]:
    """The materials under their group's title, in the plan's order; unknown groups come last."""
    found: dict[str, list[Material]] = {key: [] for key, _ in plan.groups}
    for material in materials:
        level = f"{material.group}.{material.education}"
        key = level if level in found else material.group
        found.setdefault(key, []).append(material)
    titles = dict(plan.groups)
    return [(titles.get(key, "其他材料"), rows) for key, rows in found.items() if rows]


def instead(plan: Plan, material: Material) -> str:
    """The papers that do instead of this one: 或用书面学历认证报告（本科）代替."""
    rows = {row.id: row for row in (*plan.materials, *plan.to_have)}
    names = [rows[key].name for key in material.alternatives if key in rows]
    return f"可用{'和'.join(names)}代替" if names else ""


def day(on: date) -> str:
    """A date as people write it: 2026年11月23日."""
    return f"{on.year}年{on.month}月{on.day}日"


def address_origin(channel: Channel, *, checked: bool = False) -> str:
    """Where a courier channel's address is from, and when it was checked: 2020年通知的地址，2026年11月23日核对过.

    `checked`: the user has checked it, nobody knows on which day.
    """
    whose = "用户填写的地址" if channel.user_filled else "2020年通知的地址"
    if channel.confirmed_on is not None:
        return f"{whose}，{day(channel.confirmed_on)}核对过"
    if channel.user_filled:
        return whose
    return f"{whose}，已核对" if checked else ADDRESS_NOTE


def _kind(channel: Channel) -> str:
    return f"{CHANNEL[channel.kind]}（中心优先）" if channel.preferred else CHANNEL[channel.kind]


def _courier(channel: Channel) -> str:
    if not channel.address:
        return "通知没有写邮寄地址，请向中心核实"
    parts = [f"寄到{channel.address}"]
    if channel.addressee:
        parts.append(f"{channel.addressee}收")
    if channel.remark:
        parts.append(f"备注：{channel.remark}")
    if channel.sender_phone_required:
        parts.append("必须写清寄件人的联系电话")
    parts.append(address_origin(channel))
    return "；".join(parts)
