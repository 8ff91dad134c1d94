"""The address labels of several submissions, to be printed together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from jifen_desktop.delivery.label import Label
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ChannelKind, Outcome
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.follow_up import Stage, stages
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, list_entries
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.review.ways import channel_obstacle
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.sheets import label_of

MOST: Final = 100  # submissions that are opened for a list
_NO_PARCEL = "不用快递交"
_OBSTACLES = {
    "no_address": "没有收件地址，向中心问到后填写",
    "no_sender_phone": "单位的联系电话还没填写",
}


@dataclass(frozen=True)
class Parcel:
    """One submission: what it is, whose, and its label; or why there is none.

    `waits`: it was exported, and nobody noted that it was sent.
    """

    id: str
    title: str
    detail: str
    label: Label | None = None
    trouble: str = ""
    waits: bool = False


def parcel_of(book: Rulebook, submission: Submission, entry_id: str = "") -> Parcel:
    """The parcel of a submission as it stands; its label is the one that its export writes."""
    plan = case_plan(book, submission).base
    title = f"{plan.district_name} · {plan.service_name}"
    people = "、".join(a.name for a in submission.applicants if a.name.strip())
    detail = " · ".join(part for part in (submission.company.name, people) if part)
    courier = plan.channel(ChannelKind.COURIER)
    named = not submission.channels or ChannelKind.COURIER in submission.channels
    if plan.outcome != Outcome.SUBMIT or courier is None or not named:
        return Parcel(entry_id, title, detail, trouble=_NO_PARCEL)
    obstacle = channel_obstacle(courier, submission)
    if obstacle:
        return Parcel(entry_id, title, detail, trouble=_OBSTACLES[obstacle])
    return Parcel(entry_id, title, detail, label_of(submission, courier))


def parcels(book: Rulebook, store: LibraryStore, shelves: Iterable[Shelf]) -> Iterator[Parcel]:
    """Those of the library that have a label or lack only what can be filled in, the last saved first.

    At most `MOST` of each shelf are looked at. Raises JifenError where the library can't be read; a submission that is
    damaged is left out.
    """
    gone = {key for key, found in stages(store.db).items() if set(found) - {Stage.NOT_SENT}}
    for shelf in shelves:
        listed, _ = list_entries(store.db, Wanted(shelf, limit=MOST))
        for line in listed:
            if line.sample:
                continue
            try:
                entry = store.load(line.id)
            except JifenError as error:
                if error.code != Code.ENTRY_DAMAGED:
                    raise
                continue
            found = parcel_of(book, entry.submission, entry.id)
            if found.trouble != _NO_PARCEL:
                waits = shelf == Shelf.EXPORTED and entry.id not in gone and found.label is not None
                yield replace(found, waits=waits)
