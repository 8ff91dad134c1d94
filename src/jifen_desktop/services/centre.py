"""Centre data and the submissions that use it: pure functions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from jifen_desktop.domain.ids import ChannelKind, District, Purpose
from jifen_desktop.domain.submission import Centre, Submission, postal_text
from jifen_desktop.rulebook.load import Rulebook


def purposes_of(book: Rulebook, district: District) -> tuple[Purpose, ...]:
    """What the district has mailboxes for, in the closed set's order."""
    rules = book.districts[district]
    found = {
        channel.mailbox
        for pair in rules.services.values()
        for channel in pair.channels
        if channel.kind == ChannelKind.EMAIL and channel.mailbox
    }
    if rules.word is not None:
        found.add(Purpose.EDUCATION_WORD)
    return tuple(purpose for purpose in Purpose if purpose in found)


def confirm_address(centre: Centre, address: str, addressee: str, on: date) -> Centre:
    """The centre's data with this address confirmed on that day; another address later is not."""
    confirmed = postal_text(address, addressee)
    return replace(centre, address_confirmed=confirmed, address_confirmed_on=on)


def doubt_address(centre: Centre) -> Centre:
    """The centre's data with the address not confirmed any more."""
    return replace(centre, address_confirmed="", address_confirmed_on=None)


def flow_into(submission: Submission, centres: Mapping[District, Centre]) -> Submission:
    """The submission with its district's new data, where there is some."""
    centre = centres.get(submission.district)
    return submission if centre is None else replace(submission, centre=centre)
