"""What became of each applicant's papers after they went out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from jifen_desktop.files.database import Database
from jifen_desktop.library.texts import packed


class Stage(StrEnum):
    """How far an applicant's papers have come."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True)
class FollowUp:
    """The stage with its day, the waybill's number and a note of the user's."""

    stage: Stage = Stage.NOT_SENT
    on: date | None = None
    waybill: str = ""
    note: str = ""


def follow_ups(db: Database, entry_id: str) -> dict[str, FollowUp]:
    """What is known of each applicant by key (empty: the company's own papers); the others were not sent yet."""
    rows = db.rows("SELECT applicant, body FROM follow_up WHERE submission = ?", entry_id)
    found = {}
    for applicant, body in rows:
        try:
            found[str(applicant)] = msgspec.json.decode(body, type=FollowUp)
        except msgspec.DecodeError:
            continue
    return found


def set_follow_up(db: Database, entry_id: str, applicant: str, value: FollowUp) -> None:
    """Keep it; the default value is as good as none."""
    with db.transaction() as rows:
        rows.execute(
            "DELETE FROM follow_up WHERE submission = ? AND applicant = ?", (entry_id, applicant)
        )
        if value != FollowUp():
            body = packed(msgspec.to_builtins(value))
            rows.execute("INSERT INTO follow_up VALUES (?, ?, ?)", (entry_id, applicant, body))


def stages(db: Database) -> dict[str, tuple[Stage, ...]]:
    """The stages of every entry that has any, for lists."""
    found: dict[str, list[Stage]] = {}
    for entry_id, stage in db.rows(
        "SELECT submission, json_extract(body, '$.stage') FROM follow_up WHERE json_valid(body)"
    ):
        if stage in set(Stage):
            found.setdefault(str(entry_id), []).append(Stage(stage))
    return {entry_id: tuple(sorted(many)) for entry_id, many in found.items()}
