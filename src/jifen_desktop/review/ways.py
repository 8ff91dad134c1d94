"""Checks of the ways out: channels that can't be prepared, mailboxes and telephones that nobody gave."""

from collections.abc import Iterator
from dataclasses import replace

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import ChannelKind, Purpose, Severity
from jifen_desktop.domain.plan import Channel, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.names import display_name
from jifen_desktop.review.context import Context, finding
from jifen_desktop.review.mailbox import looks_like_mailbox
from jifen_desktop.rulebook.mail_text import CONTACT, has_place

ADDRESS_OF_2020 = "address_of_2020"


def channel_obstacle(channel: Channel, submission: Submission) -> str | None:
    """Why a courier channel can't be prepared: `no_address` or `no_sender_phone`; None if it can."""
    if channel.kind != ChannelKind.COURIER:
        return None
    if not channel.address:
        return "no_address"
    if channel.sender_phone_required and not submission.company.phone.strip():
        return "no_sender_phone"
    return None


def prepared_channels(context: Context) -> tuple[Channel, ...]:
    """The channels to prepare: those asked for, or all that the data allows."""
    wanted = context.submission.channels
    return tuple(
        c
        for c in context.plans.base.channels
        if (not wanted or c.kind in wanted) and channel_obstacle(c, context.submission) is None
    )


def check_channels(context: Context) -> Iterator[Finding]:
    """A named channel that can't be prepared blocks; by default it is left out with a warning."""
    submission = context.submission
    offered = {c.kind: c for c in context.plans.base.channels}
    for kind in submission.channels:
        if kind not in offered:
            yield finding("channel_not_offered", Severity.BLOCK, "channel", channel=kind)
    for kind, channel in offered.items():
        if submission.channels and kind not in submission.channels:
            continue
        obstacle = channel_obstacle(channel, submission)
        if obstacle:
            severity = Severity.BLOCK if submission.channels else Severity.WARN
            field = "centre.address" if obstacle == "no_address" else "company.phone"
            yield finding(f"courier_{obstacle}", severity, field, source=channel.source)
        elif kind == ChannelKind.COURIER:
            yield from _courier(channel, submission)
        elif kind == ChannelKind.EMAIL:
            yield from _email(context, channel)


def _courier(channel: Channel, submission: Submission) -> Iterator[Finding]:
    if not submission.centre.phone.strip():
        yield finding("centre_phone_missing", Severity.WARN, "centre.phone", source=channel.source)
    if not channel.user_filled:
        source = channel.address_source
        found = finding(ADDRESS_OF_2020, Severity.WARN, "centre.address", source=source)
        yield replace(found, settled_on=channel.confirmed_on)
    if not channel.sender_phone_required and not submission.company.phone.strip():
        yield finding("sender_phone_missing", Severity.WARN, "company.phone")


def _email(context: Context, channel: Channel) -> Iterator[Finding]:
    centre = context.submission.centre
    purposes = [(channel.mailbox, channel.source)]
    words = next((plan for _, plan in context.plans.people if plan.word), None)
    if words is not None:
        purposes.append((Purpose.EDUCATION_WORD, _asks_for_word(words) or channel.source))
    for purpose, source in purposes:
        address = centre.mailbox(purpose)
        if purpose and address and not looks_like_mailbox(address):
            field = f"centre.mailbox.{purpose}"
            yield finding("mailbox_invalid", Severity.WARN, field, address=display_name(address))
        if purpose and not address:
            yield finding(
                f"mailbox_missing_{purpose}",
                Severity.WARN,
                f"centre.mailbox.{purpose}",
                source=source,
            )
    asked = context.plans.base.contact_in_mail
    if asked and not has_place(centre.mail_text, CONTACT):
        yield finding("mail_text_no_contact", Severity.WARN, "centre.mail_text", source=asked)


def _asks_for_word(plan: Plan) -> Source | None:
    """The clause that names the Word document's own mailbox: 静安 [76]."""
    return next((note.source for note in plan.advice if note.code == "word_document"), None)
