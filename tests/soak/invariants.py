"""What has to hold after every failure, as the next start finds it."""

from __future__ import annotations

import zipfile
from contextlib import closing

from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.database import Reader
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.bundle import read_bundle
from jifen_desktop.library.reading import read_entry
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.interrupted import take_back_interrupted
from jifen_desktop.services.opening import open_library
from tests.soak.script import Places
from tests.support.commands import tree

State = tuple[tuple[object, ...], ...]


def state_of(db: Reader, originals: OriginalStore) -> State:
    """What the library holds, without what differs from run to run: ids, keys, times, places."""
    if not db.rows("SELECT 1 FROM sqlite_master WHERE name = 'submission'"):
        return ()
    found = []
    for entry_id, deleted in db.rows("SELECT id, deleted IS NOT NULL FROM submission"):
        entry = read_entry(db, originals, entry_id)
        shape = _shape(entry.submission)
        found.append((shape, entry.step, entry.exported is not None, bool(deleted)))
    return tuple(sorted(found, key=repr))


def _shape(submission: Submission) -> tuple[object, ...]:
    people = tuple(
        (
            a.name,
            a.id_number,
            tuple((m, tuple((d.name, d.sha256, d.edits) for d in fs)) for m, fs in a.documents),
        )
        for a in submission.applicants
    )
    return (submission.district, submission.service, submission.company.name, people)


def check(places: Places, sources: dict[str, bytes | None], allowed: set[State]) -> State:
    """Open the library as the next start does, and assert all that was promised; returns what it holds."""
    assert tree(places.sources) == sources, "an original of the user was changed"
    opened = open_library(load_rulebook, places.library)
    with closing(opened.store) as store:
        assert opened.trouble is None, opened.trouble
        assert opened.damaged == ()
        take_back_interrupted(store)  # as the window does next
        assert store.db.faults() == []
        found = state_of(store.db, store.originals)
        used = {row[0] for row in store.db.rows("SELECT DISTINCT sha256 FROM document")}
        for sha in used:
            assert sha256_file(store.originals.path_of(sha)) == sha, "an original was lost"
    assert found in allowed, f"neither old nor new: {found}"
    _no_leftovers(places)
    return found


def _no_leftovers(places: Places) -> None:
    root = places.library.root
    temps = list(root.rglob(".jifen-*"))
    assert temps == [], temps
    if places.bundle.exists():
        assert read_bundle(places.bundle).files
    if places.out.is_dir():
        archives = list(places.out.glob("*.zip"))
        for archive in archives:
            with zipfile.ZipFile(archive) as opened:
                assert opened.testzip() is None
        names = {p.name for p in places.out.iterdir()}
        assert not names or {"张样本.zip", "邮件-1.eml", "材料清单.pdf"} <= names, names
