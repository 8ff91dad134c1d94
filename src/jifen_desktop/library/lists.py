"""Lists over the library: what lies on a shelf, searched and counted; deadlines; the trash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from jifen_desktop.domain.errors import Code
from jifen_desktop.files.database import Database
from jifen_desktop.library.listed import Damaged, Listed, Shelf
from jifen_desktop.library.texts import UNUSABLE, moment

TRASH_DAYS: Final = 30
_WHERE: Final = {
    Shelf.OPEN: "deleted IS NULL AND exported IS NULL",
    Shelf.EXPORTED: "deleted IS NULL AND exported IS NOT NULL",
    Shelf.DELETED: "deleted IS NOT NULL",
}
_COLUMNS: Final = (
    "submission.id, submission.saved, sample, export.at,"
    " CASE WHEN json_valid(export.body) THEN json_extract(export.body, '$.folder') END,"
    " deleted, summary"
)

# Who has no row was not sent yet; a company's own submission has no applicant.
_STAGE: Final = (
    "? IN (SELECT coalesce(CASE WHEN json_valid(f.body) THEN json_extract(f.body, '$.stage') END, 'not_sent')"
    " FROM (SELECT key FROM applicant WHERE submission = submission.id"
    " UNION ALL SELECT '' WHERE NOT EXISTS (SELECT 1 FROM applicant WHERE submission = submission.id)) AS who"
    " LEFT JOIN follow_up AS f ON f.submission = submission.id AND f.applicant = who.key)"
)


@dataclass(frozen=True)
class Wanted:
    """What a list is to show: a shelf, all words of a search (folded), a district, a service, what the case needs next
    (a `standing` of the summaries), or the stage that one of its applicants has reached.
    """

    shelf: Shelf
    text: str = ""
    district: str = ""
    service: str = ""
    standing: str = ""
    stage: str = ""
    limit: int = 200


def list_entries(db: Database, wanted: Wanted) -> tuple[list[Listed], list[Damaged]]:
    """The lines in order, the last saved first, and those whose line can't be read."""
    where, values = _conditions(wanted)
    rows = db.rows(
        f"SELECT {_COLUMNS} FROM submission LEFT JOIN export ON export.id = submission.exported"
        f" WHERE {where} ORDER BY submission.seq DESC LIMIT ?",
        *values,
        wanted.limit,
    )
    found: list[Listed] = []
    damaged: list[Damaged] = []
    for row in rows:
        try:
            found.append(_listed(row))
        except UNUSABLE:
            damaged.append(_damaged(row, db))
    return found, damaged


def count_entries(db: Database, wanted: Wanted) -> int:
    """How many there are, whatever the limit."""
    where, values = _conditions(wanted)
    return int(db.rows(f"SELECT count(*) FROM submission WHERE {where}", *values)[0][0])


def pairs_listed(db: Database) -> list[tuple[str, str, str]]:
    """Each district with each service that is listed at all, and the summary of one such entry."""
    rows = db.rows(
        "SELECT district, service, summary FROM submission WHERE deleted IS NULL GROUP BY district, service"
    )
    return [(str(district), str(service), str(text)) for district, service, text in rows]


def list_deadlines(db: Database, first: date, last: date) -> list[tuple[str, date, str]]:
    """(entry, day, its maker's JSON) of the days from `first` to `last`, the nearest first; the trash has none."""
    rows = db.rows(
        "SELECT submission, day, deadline.body FROM deadline"
        " JOIN submission ON submission.id = deadline.submission"
        " WHERE day BETWEEN ? AND ? AND deleted IS NULL ORDER BY day, deadline.rowid",
        first.isoformat(),
        last.isoformat(),
    )
    return [(str(entry), date.fromisoformat(day), str(body)) for entry, day, body in rows]


def to_trash(db: Database, entry_id: str, now: datetime | None = None) -> None:
    """Put an entry aside; nothing of it is deleted yet."""
    at = (now or datetime.now(UTC)).isoformat()
    with db.transaction() as rows:
        rows.execute("UPDATE submission SET deleted = ? WHERE id = ?", (at, entry_id))


def from_trash(db: Database, entry_id: str) -> None:
    """Take an entry out of the trash again."""
    with db.transaction() as rows:
        rows.execute("UPDATE submission SET deleted = NULL WHERE id = ?", (entry_id,))


def expired(db: Database, now: datetime) -> list[str]:
    """The entries whose time in the trash is over; one from the future (a clock that jumped) isn't."""
    rows = db.rows("SELECT id, deleted FROM submission WHERE deleted IS NOT NULL")
    found = []
    for entry_id, deleted in rows:
        try:
            at = moment(str(deleted))
        except ValueError:
            continue
        if now - at >= timedelta(days=TRASH_DAYS):
            found.append(str(entry_id))
    return found


def sharing(db: Database, keys: Iterable[str], district: str, service: str) -> list[str]:
    """Entries of that district and service that name one of these applicants, the last saved first."""
    wanted = list(keys)
    marks = ", ".join("?" for _ in wanted)
    rows = db.rows(
        "SELECT DISTINCT submission.id, seq FROM submission"
        " JOIN applicant ON applicant.submission = submission.id"
        f" WHERE deleted IS NULL AND district = ? AND service = ? AND key IN ({marks})"
        " ORDER BY seq DESC",
        district,
        service,
        *wanted,
    )
    return [str(row[0]) for row in rows]


def only_in(db: Database, entries: Iterable[str]) -> int:
    """How many originals no other entry uses; these go with the entries."""
    wanted = list(entries)
    marks = ", ".join("?" for _ in wanted)
    rows = db.rows(
        f"SELECT count(DISTINCT sha256) FROM document AS own WHERE submission IN ({marks}) AND NOT EXISTS"
        f" (SELECT 1 FROM document WHERE sha256 = own.sha256 AND submission NOT IN ({marks}))",
        *wanted,
        *wanted,
    )
    return int(rows[0][0])


def in_trash(db: Database) -> list[str]:
    """All entries in the trash."""
    return [
        str(row[0]) for row in db.rows(f"SELECT id FROM submission WHERE {_WHERE[Shelf.DELETED]}")
    ]


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = [_WHERE[wanted.shelf]], []
    for word in wanted.text.casefold().split():
        parts.append("instr(search, ?) > 0")
        values.append(word)
    for column in ("district", "service"):
        if value := getattr(wanted, column):
            parts.append(f"{column} = ?")
            values.append(value)
    if wanted.standing:
        # a summary that a flipped bit made unreadable belongs nowhere
        parts.append(
            "CASE WHEN json_valid(summary) THEN json_extract(summary, '$.standing') END = ?"
        )
        values.append(wanted.standing)
    if wanted.stage:
        parts.append(_STAGE)
        values.append(wanted.stage)
    return " AND ".join(parts), values


def _damaged(row: tuple[Any, ...], db: Database) -> Damaged:
    try:
        saved = moment(str(row[1]))
    except ValueError:
        saved = None
    return Damaged(str(row[0])[:8], Code.ENTRY_DAMAGED, db.path, saved)


def _listed(row: tuple[Any, ...]) -> Listed:
    entry_id, saved, sample, at, folder, deleted, text = row
    return Listed(
        str(entry_id),
        moment(saved),
        bool(sample),
        moment(at) if at else None,
        str(folder or ""),
        moment(deleted) if deleted else None,
        str(text),
    )
