"""The Chinese text of a mail to the centre; says only what the submission holds."""

from collections.abc import Sequence

from jifen_desktop.delivery.plain import many_lines, one_line
from jifen_desktop.domain.submission import Company
from jifen_desktop.rulebook.mail_text import filled


def mail_body(
    company: Company,
    service_name: str,
    people: Sequence[tuple[str, str]],
    attachments: Sequence[str],
    education_word: bool = False,
    part: tuple[int, int] = (1, 1),
    template: str = "",
) -> str:
    """The body of one mail, with plain line ends.

    `people` are (name, service word) of each applicant, empty for services about the company alone;
    a person's service is written only where it isn't the mail's own. `education_word` says what the
    Word document is (静安 [76]), in the mail that brings it. The company's contact is written whenever it is
    given: 宝山 [52], 虹口 [110] and 黄浦 [160] ask for it. `part` says which of how many mails it is,
    where the mailbox doesn't take all people's at once. `template` is the user's own wording (see
    `rulebook.mail_text`); an empty one is ours.
    """
    blocks = {
        "我单位": [_sender(company, len(people))],
        "单位": [one_line(company.name)],
        "业务": [one_line(service_name)],
        "申请人": _people(service_name, people),
        "附件": _attachments(attachments, education_word),
        "分封": _part(*part),
        "联系方式": _contact(company),
    }
    own = "\n".join(many_lines(template))
    return filled(own, {name: "\n".join(lines) for name, lines in blocks.items()})


def _sender(company: Company, count: int) -> str:
    name = one_line(company.name)
    who = f"我单位（{name}）" if name else "我单位 "
    of = f"{count} 人" if count > 1 else ""
    return (who + of).rstrip()


def _people(service_name: str, people: Sequence[tuple[str, str]]) -> list[str]:
    if not people:
        return []
    lines = [f"申请人（共 {len(people)} 人）："]
    for number, (name, service) in enumerate(people, start=1):
        own = one_line(service)
        word = f"（{own}）" if own and own != one_line(service_name) else ""
        lines.append(f"{number}. {one_line(name)}{word}")
    return lines


def _attachments(attachments: Sequence[str], education_word: bool) -> list[str]:
    lines = []
    if attachments:
        lines = [f"附件（共 {len(attachments)} 个）："]
        lines += [f"{n}. {one_line(name)}" for n, name in enumerate(attachments, start=1)]
    if education_word:
        lines.append("学历附件的图片已按要求放在这个 Word 文档里。")
    return lines


def _part(number: int, count: int) -> list[str]:
    if count == 1:
        return []
    return [f"因附件较大，本次材料分 {count} 封邮件发送，这是第 {number} 封。"]


def _contact(company: Company) -> list[str]:
    fields = [
        ("联系人", company.contact),
        ("联系电话", company.phone),
        ("电子邮箱", company.email),
    ]
    given = [f"{label}：{one_line(value)}" for label, value in fields if one_line(value)]
    return ["单位联系方式：", *given] if given else []
