"""Everything of a plan that rests on a source, as (what, words, source): the rows of the pages' tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jifen_desktop.delivery.phrases import channel_words
from jifen_desktop.domain.ids import ChannelKind
from jifen_desktop.domain.plan import Channel, Note, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.words import CHANNEL, IMAGE_FORMAT, OUTCOME, POSTPONED

_PLACES = {
    "company": "单位全称",
    "company_short": "单位简称",
    "name": "姓名",
    "id_number": "身份证号码",
    "service_name": "业务名称",
    "date": "年月日8位",
    "n": "人数",
}


class Fact(NamedTuple):
    """One thing that is asked for or said."""

    what: str
    words: str
    source: Source


def facts_of(plan: Plan) -> list[Fact]:
    """The way, the channels, the names and what else holds for the whole submission."""
    return [
        Fact("怎么办", OUTCOME[plan.outcome], plan.source),
        *(fact for channel in plan.channels for fact in _channel(channel)),
        *_names(plan),
        *_rest(plan),
    ]


def notes_of(plan: Plan) -> list[Fact]:
    """Conditions, steps and advice."""
    return [
        *(Fact("先确认", _undated(note), note.source) for note in plan.conditions),
        *(Fact("步骤", note.text, note.source) for note in plan.steps),
        *(Fact("提示", note.text, note.source) for note in plan.advice),
    ]


def filled(template: str, token: str) -> str:
    """A name's format with its places in Chinese: 【〈单位全称〉】+【〈姓名〉】."""
    words = {**_PLACES, "token": token}
    name = re.sub(
        r"\{(\w+)\}", lambda m: words[m[1]] if m[1] == "token" else f"〈{words[m[1]]}〉", template
    )
    return f"`{name}`"


def _channel(channel: Channel) -> Iterator[Fact]:
    kind = CHANNEL[channel.kind]
    title = f"{kind}（中心优先）" if channel.preferred else kind
    words = channel_words(channel)
    yield Fact(title, words, channel.source)
    if channel.kind == ChannelKind.COURIER and channel.address_source:
        where = f"{channel.address}，{channel.addressee}收"
        yield Fact("收件地址", where, channel.address_source)


def _names(plan: Plan) -> Iterator[Fact]:
    token = plan.subject.token if plan.subject else ""
    if plan.subject:
        words = filled(plan.subject.template, token)
        if plan.subject.joint:
            words += "；几位申请人合一封，各写“姓名（业务）”，用 + 连起来"
        if plan.subject.riders:
            words += "；续办的人可以随同"
        yield Fact("邮件标题", words, plan.subject.source)
    if plan.archive:
        words = f"{filled(plan.archive.template, token)}，内容：{IMAGE_FORMAT[plan.archive.image_format]}"
        yield Fact("压缩包", words, plan.archive.source)
    if plan.contact_in_mail:
        yield Fact("邮件正文", "写明单位联系人和电话", plan.contact_in_mail)


def _rest(plan: Plan) -> Iterator[Fact]:
    if plan.postponed:
        words = "、".join(f"暂缓{POSTPONED[name]}" for name in plan.postponed)
        yield Fact("暂缓事项", words, plan.postponed_source or plan.source)


def _undated(note: Note) -> str:
    """The permit's validity without the days of the example."""
    return note.text.partition("（")[0] if note.code == "permit_validity" else note.text
