"""Writing an entry's rows: only those that changed."""

from dataclasses import replace
from typing import Any

import msgspec

from jifen_desktop.library import people
from jifen_desktop.library.entry import Entry, Summary
from jifen_desktop.library.reading import hashes
from jifen_desktop.library.rows import PersonRows, applicant_rows, submission_rows
from jifen_desktop.library.texts import packed, stored_text


class EntryWriter:
    """Writes one entry inside a transaction; `before` is what the rows hold now, where that is known."""

    def __init__(self, db: Any, entry: Entry, before: Entry | None) -> None:
        self.db = db
        self.entry = entry
        self.before = before

    def write(self) -> Entry:
        """All of it; returns the entry with its export's number."""
        submission = self.entry.submission
        self._facts()
        self._own()
        kept = {a.key: a for a in self.before.submission.applicants} if self.before else {}
        keys = [a.key for a in submission.applicants]
        if len(set(keys)) != len(keys) or "" in keys:
            raise ValueError("every applicant needs a key of its own")
        if self.before is None or keys != list(kept):
            self._drop_people(keys)
        for position, applicant in enumerate(submission.applicants):
            if kept.get(applicant.key) is not applicant or keys != list(kept):
                self._person(position, applicant_rows(applicant))
                if not self.entry.sample:
                    people.remember(self.db, self.entry.id, applicant, submission)
        return self._exported()

    def summarize(self, summary: Summary) -> None:
        """Keep what lists show."""
        self.db.execute(
            "UPDATE submission SET summary = ?, search = ?, rulebook = ?,"
            " plan = coalesce(?, plan) WHERE id = ?",
            (
                summary.text,
                stored_text(summary.search),
                summary.rulebook,
                summary.plan,
                self.entry.id,
            ),
        )
        self.db.execute("DELETE FROM deadline WHERE submission = ?", (self.entry.id,))
        self.db.executemany(
            "INSERT INTO deadline VALUES (?, ?, ?)",
            [(self.entry.id, day.isoformat(), body) for day, body in summary.deadlines],
        )

    def _own(self) -> None:
        entry, rows = self.entry, submission_rows(self.entry.submission)
        submission = entry.submission
        values = {
            "id": entry.id,
            "district": submission.district,
            "service": submission.service,
            "company": stored_text(submission.company.name.strip()),
            "step": entry.step,
            "created": entry.created.isoformat(),
            "saved": entry.saved.isoformat(),
            "sample": int(entry.sample),
            "body": rows.body,
            "digest": rows.digest,
        }
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
        self.db.execute(
            f"INSERT INTO submission ({names}, seq, summary, search, rulebook) VALUES ({marks},"
            " (SELECT coalesce(max(seq), 0) + 1 FROM submission), '{}', '', '')"
            f" ON CONFLICT (id) DO UPDATE SET {updates}, seq = excluded.seq",
            values,
        )
        if self.before is None or self.before.submission.confirmed != submission.confirmed:
            self.db.execute("DELETE FROM confirmation WHERE submission = ?", (entry.id,))
            self.db.executemany(
                "INSERT INTO confirmation VALUES (?, ?)",
                [(entry.id, code) for code in sorted(submission.confirmed)],
            )
        if self.before is None or self.before.submission.documents != submission.documents:
            self._documents("", rows)

    def _drop_people(self, keys: list[str]) -> None:
        """Those who are no longer there; the others are written again with their new place."""
        marks = ", ".join("?" for _ in keys)
        for table, column in (("applicant", "key"), ("document", "applicant")):
            self.db.execute(
                f"DELETE FROM {table} WHERE submission = ? AND {column} <> ''"
                f" AND {column} NOT IN ({marks})",
                (self.entry.id, *keys),
            )

    def _person(self, position: int, rows: PersonRows) -> None:
        self.db.execute(
            "INSERT INTO applicant (submission, key, position, body, digest) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (submission, key) DO UPDATE SET position = excluded.position,"
            " body = excluded.body, digest = excluded.digest",
            (self.entry.id, rows.key, position, rows.body, rows.digest),
        )
        self._documents(rows.key, rows)

    def _documents(self, owner: str, rows: PersonRows) -> None:
        self.db.execute(
            "DELETE FROM document WHERE submission = ? AND applicant = ?", (self.entry.id, owner)
        )
        self.db.executemany(
            "INSERT INTO document (submission, applicant, material, row, position, sha256, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(self.entry.id, owner, *row) for row in rows.documents],
        )

    def _facts(self) -> None:
        """What is known of the originals; one that nothing is known of still has its row."""
        used = [(sha, "") for sha in set(hashes(self.entry.submission))]
        self.db.executemany("INSERT INTO original VALUES (?, ?) ON CONFLICT DO NOTHING", used)
        known = dict(self.before.facts) if self.before else {}
        given = dict(self.entry.facts)
        fresh = [(sha, facts) for sha, facts in given.items() if known.get(sha) is not facts]
        self.db.executemany(
            "INSERT INTO original VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET facts = excluded.facts",
            [(sha, msgspec.json.encode(facts).decode()) for sha, facts in fresh],
        )

    def _exported(self) -> Entry:
        record = self.entry.exported
        if record is not None and record.number == 0:
            body = packed(msgspec.to_builtins(record))
            made = self.db.execute(
                "INSERT INTO export (submission, at, body) VALUES (?, ?, ?)",
                (self.entry.id, record.at.isoformat(), body),
            )
            record = replace(record, number=int(made.lastrowid))
        self.db.execute(
            "UPDATE submission SET exported = ? WHERE id = ?",
            (record.number if record is not None and not record.part else None, self.entry.id),
        )
        return replace(self.entry, exported=record)
