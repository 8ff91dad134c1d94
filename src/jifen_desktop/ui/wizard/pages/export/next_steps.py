"""What to do after the export, from the plan; each step with the clause it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jifen_desktop.domain.ids import ChannelKind, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.words import CHANNEL, POSTPONED
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.pile import stamped_back
from jifen_desktop.services.unstamped import PARTLY, UNSTAMPED
from jifen_desktop.ui.wizard.pages.export.mail_page import fixed_sender

_LATER = frozenset({"print_after_approval"})


@dataclass(frozen=True)
class NextStep:
    """One step in words."""

    text: str
    source: Source | None = None


def next_steps(picture: Picture) -> tuple[NextStep, ...]:
    """How to hand the export in, and what comes afterwards."""
    plan = picture.plans.base
    return (
        *_choice(picture),
        *_seal(picture),
        *_by_mail(picture, plan),
        *_by_post(picture),
        *_afterwards(picture, plan),
    )


def _choice(picture: Picture) -> Iterator[NextStep]:
    outputs = picture.outputs
    if not (outputs.mails and outputs.courier):
        return
    channels = picture.plans.base.channels
    best = next((c for c in channels if c.preferred), None)
    if best is None:
        yield NextStep("电子邮件或快递，选一种报送")
    else:
        yield NextStep(f"电子邮件或快递，选一种报送；中心优先收{CHANNEL[best.kind]}", best.source)


def _seal(picture: Picture) -> Iterator[NextStep]:
    """Mails carry what is there: without the stamped scans, copies that may bear no seal."""
    stamps = picture.outputs.stamps
    missing = len(stamps) - stamped_back(picture.submission, stamps)
    told = [f for f in picture.findings if f.code in (UNSTAMPED, PARTLY)]
    if any(not is_confirmed(f, picture.submission) for f in told):
        words = (
            f"有 {missing} 页还没放回盖章的扫描件：打印盖章件，盖章后放回“材料”，重新导出再发邮件"
        )
        yield NextStep(words, stamps[0].material.form_source)


def _by_mail(picture: Picture, plan: Plan) -> Iterator[NextStep]:
    mails = picture.outputs.mails
    if not mails:
        return
    fixed = fixed_sender(picture)
    if fixed is not None:
        own = picture.submission.company.email or "（还没填写）"
        yield NextStep(f"只用本单位固定的邮箱 {own} 发送", fixed)
    if len(mails) == 1:
        count = len(mails[0].attachments)
        words = f"邮件：把 {count} 个压缩包作为附件，照“邮件”一栏的收件人和标题发出"
    else:
        words = f"邮件：照“邮件”一栏发出 {len(mails)} 封，附件列在每封的正文下面"
    channel = plan.channel(ChannelKind.EMAIL)
    yield NextStep(words, None if fixed or channel is None else channel.source)


def _by_post(picture: Picture) -> Iterator[NextStep]:
    courier = picture.outputs.courier
    if courier is not None:
        remark = f"，快件备注写“{courier.remark}”" if courier.remark else ""
        words = "快递：打印材料，要盖章的盖好章" if picture.outputs.stamps else "快递：打印材料"
        yield NextStep(f"{words}，照寄件清单装袋，贴上地址标签寄出{remark}", courier.source)


def _afterwards(picture: Picture, plan: Plan) -> Iterator[NextStep]:
    if plan.postponed:
        words = "、".join(POSTPONED.get(name, name) for name in plan.postponed)
        yield NextStep(f"{words}暂缓，现在不用办", plan.postponed_source)
    studied = any(a.education for a in picture.submission.applicants)
    if Service.EDUCATION in plan.companions and studied:
        yield NextStep("学历还要另做一份“教育背景核实”报送")
    for note in plan.advice:
        if note.code in _LATER:
            yield NextStep(note.text, note.source)
