"""How much of a mail's limit is used: a quiet bar, red only where the mailbox won't take it."""

from __future__ import annotations

from collections.abc import Sequence

from jifen_desktop.services.budget import agreed
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Tone

MOST_SHOWN = 3
_MB = 1 << 20


class MailMeters(w.Column):
    """The mails of an export, the heaviest where they are many."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(gap=12)
        mails = picture.outputs.mails
        agreed_to = {mail.number for mail, _ in agreed(picture.context, picture.outputs)}
        for mail in heaviest(mails):
            self.add(MailMeter(mail, alone=len(mails) == 1, agreed=mail.number in agreed_to))
        if len(mails) > MOST_SHOWN:
            self.add(w.hint(f"共 {len(mails)} 封，其余的更小"))
        self.add(w.hint("连邮件编码一起算，上限可在中心资料里改"), 8)


class MailMeter(w.Column):
    """One mail: whose it is, the bar, what is used and left.

    Where the user agreed that its pictures are made smaller, too much is no problem any more.
    """

    def __init__(self, mail: MailOut, *, alone: bool = False, agreed: bool = False) -> None:
        super().__init__(gap=8)
        title = "整封邮件" if alone else f"第 {mail.number} 封 · {whose_mail(mail)}"
        words = size_words(mail, agreed=agreed)
        bad = mail.is_over and not agreed
        self.meter = w.Meter(
            f"{title}：{words}", min(mail.size, mail.limit) >> 10, mail.limit >> 10
        )
        self.meter.set_bad(bad)
        self.add(w.body(title))
        self.add(self.meter)
        self.add(w.hint(words, Tone.BAD if bad else Tone.TEXT2))


def size_words(mail: MailOut, *, agreed: bool = False) -> str:
    """What is used and left of a mail: 约 20.3 / 50 MB，还剩 29.7 MB."""
    used, limit = mail.size / _MB, mail.limit // _MB
    start = f"约 {used:.1f} / {limit} MB"
    if not mail.is_over:
        return f"{start}，还剩 {limit - used:.1f}\u00a0MB"
    return f"{start}，导出时压缩" if agreed else f"{start}，超出 {max(0.1, used - limit):.1f} MB"


def heaviest(mails: Sequence[MailOut], most: int = MOST_SHOWN) -> list[MailOut]:
    """The heaviest mails, in their order."""
    found = sorted(mails, key=lambda m: m.limit - m.size)[:most]
    return sorted(found, key=lambda m: m.number)


def whose_mail(mail: MailOut) -> str:
    """Whose papers it brings, in a few words."""
    names = [name for name, _ in mail.people]
    if mail.education_word:
        return f"学历 Word 文档（{'、'.join(names)}）"
    if not names:
        return "单位"
    return names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 人"
