"""The tables of the library, one function a version; a version that was released is never changed again.

A submission is spread over `submission`, `applicant` and `document`; what only ever travels whole is JSON in `body`.
Order follows `seq`, which only grows: clocks jump.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Final

from jifen_desktop.files.database import Migration

_FIRST: Final = """
CREATE TABLE submission (
    id TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    district TEXT NOT NULL,
    service TEXT NOT NULL,
    company TEXT NOT NULL,
    step TEXT NOT NULL,
    created TEXT NOT NULL,
    saved TEXT NOT NULL,
    sample INTEGER NOT NULL,
    deleted TEXT,
    exported INTEGER REFERENCES export (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    body TEXT NOT NULL,
    digest TEXT NOT NULL,
    summary TEXT NOT NULL,
    search TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    plan BLOB
) STRICT;
CREATE INDEX submission_order ON submission (deleted, exported, seq);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    id_number TEXT NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX person_number ON person (id_number);
CREATE INDEX person_name ON person (name);

CREATE TABLE applicant (
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    person INTEGER REFERENCES person (id) ON DELETE SET NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (submission, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX applicant_person ON applicant (person);
CREATE INDEX applicant_key ON applicant (key);

CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    applicant TEXT NOT NULL,
    material TEXT NOT NULL,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES original (sha256),
    body TEXT NOT NULL,
    PRIMARY KEY (submission, applicant, row, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_original ON document (sha256);

CREATE TABLE confirmation (
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    PRIMARY KEY (submission, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE export (
    id INTEGER PRIMARY KEY,
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX export_submission ON export (submission, id);

CREATE TABLE follow_up (
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    applicant TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (submission, applicant)
) STRICT, WITHOUT ROWID;

CREATE TABLE emptied (
    submission TEXT PRIMARY KEY REFERENCES submission (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deadline (
    submission TEXT NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX deadline_day ON deadline (day);
CREATE INDEX deadline_submission ON deadline (submission);

CREATE TABLE mark (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""


def _make_first(db: sqlite3.Connection) -> None:
    for statement in _FIRST.split(";\n"):
        if statement.strip():
            db.execute(statement)


def expected_schema() -> list[tuple[str, str]]:
    """(name, statement) of every table and index, as SQLite writes them down."""
    with closing(sqlite3.connect(":memory:")) as db:
        for migrate in MIGRATIONS:
            migrate(db)
        return schema_of(db.execute)


def schema_of(query: Callable[[str], Iterable[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The same of a library; one flipped bit in a statement changes what a column is called."""
    return list(query("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"))


MIGRATIONS: Final[tuple[Migration, ...]] = (_make_first,)
