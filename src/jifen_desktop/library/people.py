"""The people of all submissions, so that next year's renewal starts filled in."""

import sqlite3
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.files.database import Database
from jifen_desktop.library.texts import packed, stored_text

ID_LENGTH: Final = 18  # characters of a whole ID number, GB 11643-1999


@dataclass(frozen=True)
class Person:
    """Somebody as last entered: everything but papers and the submission's own choices; `company` is the last one."""

    number: int
    applicant: Applicant
    company: str


def remember(
    db: sqlite3.Connection, submission_id: str, applicant: Applicant, submission: Submission
) -> None:
    """Keep an applicant as a person, known by the ID number or else by the applicant's key."""
    if not applicant.name.strip() and not applicant.id_number.strip():
        return
    number, linked = _number_of(db, applicant)
    bare = replace(
        applicant,
        service=None,
        points_paths=None,
        documents=(),
        not_applicable=(),
    )
    body = packed(
        {
            "applicant": msgspec.to_builtins(bare),
            "company": submission.company.name,
        }
    )
    values = (
        stored_text(applicant.name.strip()),
        stored_text(applicant.id_number.strip()),
        body,
    )
    if number is None:
        made = db.execute(
            "INSERT INTO person (name, id_number, seq, body)"
            " VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM person), ?)",
            values,
        )
        number = made.lastrowid
    else:
        db.execute(
            "UPDATE person SET name = ?, id_number = ?, body = ?,"
            " seq = (SELECT max(seq) + 1 FROM person) WHERE id = ?",
            (*values, number),
        )
    db.execute(
        "UPDATE applicant SET person = ? WHERE submission = ? AND key = ?",
        (number, submission_id, applicant.key),
    )
    if linked not in (None, number):
        forget_unused(db)


def forget_unused(db: sqlite3.Connection) -> None:
    """Delete the people whom no submission names any more."""
    db.execute(
        "DELETE FROM person WHERE NOT EXISTS (SELECT 1 FROM applicant WHERE applicant.person = person.id)"
    )


def find_people(db: Database, text: str, limit: int = 50) -> list[Person]:
    """Those whose name or ID number contains the text, the latest first."""
    words = text.split() or [""]
    where = " AND ".join("(instr(name, ?) OR instr(id_number, ?))" for _ in words)
    values = [word for word in words for _ in (1, 2)]
    rows = db.rows(
        f"SELECT id, body FROM person WHERE {where} ORDER BY seq DESC LIMIT {int(limit)}",
        *values,
    )
    return [_person(number, body) for number, body in rows]


class _Body(msgspec.Struct, frozen=True):
    applicant: Applicant
    company: str


def _person(number: int, body: str) -> Person:
    found = msgspec.json.decode(body, type=_Body)
    return Person(number, found.applicant, found.company)


def _number_of(db: sqlite3.Connection, applicant: Applicant) -> tuple[int | None, int | None]:
    """(the person to write, the one linked so far). A number that is still being typed stays with its person."""
    linked = _one(
        db,
        "SELECT person FROM applicant WHERE key = ? AND person IS NOT NULL LIMIT 1",
        applicant.key,
    )
    id_number = stored_text(applicant.id_number.strip())
    if len(id_number) == ID_LENGTH:
        same = _one(db, "SELECT id FROM person WHERE id_number = ? ORDER BY id LIMIT 1", id_number)
        if same is not None:
            return same, linked
    if linked is None or _one(
        db, "SELECT 1 FROM applicant WHERE person = ? AND key <> ? LIMIT 1", linked, applicant.key
    ):
        return None, linked
    return linked, linked


def _one(db: sqlite3.Connection, sql: str, *values: object) -> int | None:
    row = db.execute(sql, values).fetchone()
    return int(row[0]) if row is not None else None
