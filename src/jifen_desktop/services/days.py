"""The days that were kept with the submissions, read for a list without opening one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from jifen_desktop.domain.source import Source
from jifen_desktop.library.lists import list_deadlines
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.calendar import working_days_after
from jifen_desktop.rulebook.schema import HolidaysFile

AHEAD = 60  # days
BEHIND = 30
RENEWAL_DAYS = 3  # working days (续签后三个工作日)
_SHIFT = 20  # days by which holidays that were entered later can move a day


class DeadlineKind(StrEnum):
    """What happens on that day."""

    PERMIT_ENDS = "permit_ends"
    PERMIT_TOO_SHORT = "permit_too_short"
    REPORT_ENDS = "report_ends"
    RENEWAL_OPENS = "renewal_opens"
    ENDORSE_FROM = "endorse_from"
    ENDORSE_UNTIL = "endorse_until"
    REPORT_DOUBTED = "report_doubted"


@dataclass(frozen=True)
class Deadline:
    """A day for one person of one entry.

    For `PERMIT_TOO_SHORT` it is the last day on which the permit is valid long enough, `months` says how long and
    `until` the permit's end, after which nothing is left to tell; for `RENEWAL_OPENS` the first day, `since` is the
    permit's renewal that it is counted from; `certain` is False where a year's holidays are not published. `level` is
    the report's; `REPORT_DOUBTED` is from when one without a known end is doubted, `months` after it was made.
    """

    day: date
    kind: DeadlineKind
    person: str
    company: str
    district: str
    entry: str
    level: str = ""
    months: int = 0
    source: Source | None = None
    certain: bool = True
    until: date | None = None
    since: date | None = None

    def days_left(self, today: date) -> int:
        """Days from today; negative when it is over."""
        return (self.day - today).days


def recounted(holidays: HolidaysFile, deadline: Deadline) -> Deadline:
    """The same with the holidays that are known now: they may have come after it was kept."""
    if deadline.kind != DeadlineKind.RENEWAL_OPENS or deadline.since is None:
        return deadline
    now = working_days_after(holidays, deadline.since, RENEWAL_DAYS)
    if now == (deadline.day, deadline.certain):
        return deadline
    return replace(deadline, day=now[0], certain=now[1])


def near(found: tuple[Deadline, ...], today: date, ahead: int = AHEAD) -> tuple[Deadline, ...]:
    """What lies up to so many days ahead or 30 behind, the nearest first, the same day told once."""
    kept: dict[tuple[object, ...], Deadline] = {}
    for deadline in found:
        over = deadline.until is not None and deadline.until < today
        if not over and -BEHIND <= deadline.days_left(today) <= ahead:
            same = (deadline.day, deadline.kind, deadline.person, deadline.company, deadline.level)
            kept.setdefault(same, deadline)
    return tuple(sorted(kept.values(), key=lambda d: (d.day, d.kind, d.person)))


def near_deadlines(
    store: LibraryStore, holidays: Callable[[], HolidaysFile], today: date, ahead: int = AHEAD
) -> tuple[Deadline, ...]:
    """What lies up to so many days ahead or just behind, over all entries, the nearest first.

    The holidays are only asked for where a day depends on them.
    """
    first = today - timedelta(days=BEHIND + _SHIFT)
    last = today + timedelta(days=ahead + _SHIFT)
    found = []
    for _, _, body in list_deadlines(store.db, first, last):
        try:
            deadline = msgspec.json.decode(body, type=Deadline)
        except msgspec.DecodeError:
            continue
        if deadline.kind == DeadlineKind.RENEWAL_OPENS:
            deadline = recounted(holidays(), deadline)
        found.append(deadline)
    return near(tuple(found), today, ahead)
