"""Who shares a mail, what it says, and how heavy it gets.

A mail that its mailbox wouldn't take is first made into several, since that changes no picture: people stay in
their order, and a mail takes as many as have room. Only what one person alone brings can still be too much then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jifen_desktop.delivery.archive import stored_size
from jifen_desktop.delivery.compose_mail import mail_body
from jifen_desktop.delivery.mail import Attachment, Mail, attached_size, eml_size
from jifen_desktop.domain.ids import Purpose
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.review.context import Context
from jifen_desktop.rulebook.case_plan import named
from jifen_desktop.rulebook.naming import subject_of, word_stem
from jifen_desktop.services.outputs import ArchiveOut, MailOut, Outputs, WordOut
from jifen_desktop.services.size import archive_size, word_size

# What a mail has besides its attachments: headers, subject and text, and of these what each person adds. Generous:
# a name has up to 50 characters, and stands in subject, text and the attachment's header.
_LETTER = 32 << 10
_PERSON = 4 << 10
_LINE = 57  # bytes that a line of base64 holds


@dataclass(frozen=True)
class _Group:
    """The people of one mail and its attachments."""

    people: tuple[Applicant, ...]
    attachments: tuple[str, ...]
    part: tuple[int, int] = (1, 1)


def mails_of(
    context: Context,
    purpose: Purpose | None,
    archives: tuple[ArchiveOut, ...],
    words: tuple[WordOut, ...],
) -> tuple[MailOut, ...]:
    """Every mail, with its size; the Word documents go last, each by itself."""
    sizes = _sizes(context, archives, words)
    groups = _groups(context, archives, sizes, context.submission.centre.mail_limit(purpose))
    mails = [_mail(context, i, purpose, group) for i, group in enumerate(groups, 1)]
    for word in words:
        applicant = next(a for a in context.submission.applicants if a.key == word.applicant)
        mails.append(_word_mail(context, len(mails) + 1, word, applicant))
    return tuple(weighed(context, mail, sizes) for mail in mails)


def attachment_sizes(context: Context, outputs: Outputs) -> dict[str, int]:
    """About how many bytes each file has that goes out by mail, by its name."""
    return _sizes(context, outputs.archives, outputs.words)


def _sizes(
    context: Context, archives: tuple[ArchiveOut, ...], words: tuple[WordOut, ...]
) -> dict[str, int]:
    sizes = {a.name: archive_size(context, a) for a in archives}
    return sizes | {w.name: word_size(context, w) for w in words}


def weighed(context: Context, mail: MailOut, sizes: Mapping[str, int]) -> MailOut:
    """The mail with its size; `sizes` are its attachments' bytes by name."""
    return replace(mail, size=eml_size(compose(context, mail), sizes))


def room_for_pages(context: Context, mail: MailOut, archive: ArchiveOut) -> int:
    """How many bytes the pages of a mail's only attachment may have, so that its mailbox takes it."""
    letter = eml_size(compose(context, mail), {archive.name: 0})
    lines = max(0, mail.limit - letter) // attached_size(_LINE)
    return lines * _LINE - stored_size(archive.folder, ((page.name, 0) for page in archive.pages))


def compose(context: Context, out: MailOut, folder: Path = Path()) -> Mail:
    """The mail as it is written; its attachments lie in `folder`."""
    submission = context.submission
    body = mail_body(
        submission.company,
        context.plans.base.service_name,
        out.people,
        out.attachments,
        out.education_word,
        out.part,
        submission.centre.mail_text,
    )
    attachments = tuple(Attachment(name, folder / name) for name in out.attachments)
    return Mail(out.to, out.subject, body, attachments)


def _groups(
    context: Context, archives: tuple[ArchiveOut, ...], sizes: Mapping[str, int], limit: int
) -> list[_Group]:
    """Everybody together where the subject has room for all or for none, and the mailbox too; else one each."""
    form = context.plans.base.subject
    together = form is None or form.joint or "{name}" not in form.template
    by_key = {a.applicant: a.name for a in archives}
    # a company's own business is nobody's: {name} is the contact's
    people = () if context.plans.base.about_company_only else context.submission.applicants
    if not people:
        return [_Group((), tuple(a.name for a in archives))] if archives else []
    if not together:
        return [_Group((p,), (by_key[p.key],)) for p in people if p.key in by_key]
    loads = [(p, by_key.get(p.key, "")) for p in people]
    groups = _filled(loads, sizes, limit) if archives else []
    return [replace(group, part=(i, len(groups))) for i, group in enumerate(groups, 1)]


def _filled(
    loads: Iterable[tuple[Applicant, str]], sizes: Mapping[str, int], limit: int
) -> list[_Group]:
    """As many people a mail as its mailbox takes, in their order; who brings no archive goes with the one before."""
    groups = [_Group((), ())]
    used = _LETTER
    for person, name in loads:
        load = _PERSON + (attached_size(sizes[name]) if name else 0)
        if name and groups[-1].attachments and used + load > limit:
            groups.append(_Group((), ()))
            used = _LETTER
        last = groups[-1]
        attachments = (*last.attachments, name) if name else last.attachments
        groups[-1] = _Group((*last.people, person), attachments)
        used += load
    return groups


def _mail(context: Context, number: int, purpose: Purpose | None, group: _Group) -> MailOut:
    submission, base = context.submission, context.plans.base
    names = [named(context.book, person, submission.service) for person in group.people]
    return MailOut(
        number=number,
        to=submission.centre.mailbox(purpose),
        purpose=purpose,
        subject=subject_of(base, submission.company, names, submission.on, submission.centre),
        people=tuple((p.name, p.token if _mixed(submission) else "") for p in names),
        attachments=group.attachments,
        limit=submission.centre.mail_limit(purpose),
        part=group.part,
    )


def _mixed(submission: Submission) -> bool:
    """Whether somebody rides along with another business."""
    return any(a.service not in (None, submission.service) for a in submission.applicants)


def _word_mail(context: Context, number: int, word: WordOut, applicant: Applicant) -> MailOut:
    submission = context.submission
    plan: Plan = context.plans.of(applicant)
    person = named(context.book, applicant, submission.service)
    return MailOut(
        number=number,
        to=submission.centre.mailbox(Purpose.EDUCATION_WORD),
        purpose=Purpose.EDUCATION_WORD,
        subject=word_stem(plan, submission.company, person, submission.on, submission.centre),
        people=((person.name, ""),),
        attachments=(word.name,),
        education_word=True,
        limit=submission.centre.mail_limit(Purpose.EDUCATION_WORD),
    )
