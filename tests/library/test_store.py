"""The library: old or new after every failure; what is damaged is named and stops nobody."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import ENVIRONMENT, Code, JifenError
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.files.disk import swapped
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.people import find_people
from jifen_desktop.library.store import FILE, KEEP_ALL, LibraryStore, facts_by_path
from tests.files.faulty import FaultyDisk
from tests.library.making import add, entry_with, summary


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LibraryStore]:
    with closing(LibraryStore(tmp_path / "library")) as made:
        yield made


def again(store: LibraryStore) -> LibraryStore:
    """The same library as another start finds it."""
    return LibraryStore(store.root)


def ids(store: LibraryStore) -> list[str]:
    """All entries, the last saved first."""
    return [row[0] for row in store.db.rows("SELECT id FROM submission ORDER BY seq DESC")]


def test_everything_comes_back(store: LibraryStore) -> None:
    kept = store.save(entry_with(store, add(store, b"one"), add(store, b"two")), summary())
    with closing(again(store)) as other:
        found = other.load(kept.id)
    assert (found, set(found.facts)) == (replace(kept, facts=found.facts), set(kept.facts))
    sha, facts = kept.facts[0]
    assert facts_by_path(store, dict(kept.facts))[store.originals.path_of(sha)] == facts


def changes(entry: Entry, store: LibraryStore) -> Iterator[Entry]:
    """What a user does to a submission, one after the other."""
    whole = entry.submission
    (first,) = whole.applicants
    second = Applicant(key="k2", name="李样本", documents=(("id_card", (add(store, b"3")[0],)),))

    def people(*those: Applicant) -> Entry:
        return replace(entry, submission=replace(whole, applicants=those), exported=None)

    yield replace(entry, step="export")
    yield people(first, second)
    yield people(second, first)
    yield people(second, replace(first, name="张样本丙", documents=()))
    yield people(second)
    yield people()
    yield replace(entry, submission=replace(whole, confirmed=frozenset({"a", "b"})))
    licence = (("business_licence", (add(store, b"4")[0], add(store, b"5")[0])),)
    yield replace(entry, submission=replace(whole, documents=licence))
    yield entry


def test_what_is_saved_after_each_change_is_what_another_start_finds(store: LibraryStore) -> None:
    entry = store.save(entry_with(store, add(store, b"one"), add(store, b"two")))
    for changed in changes(entry, store):
        kept = store.save(changed)
        with closing(again(store)) as other:
            found = other.load(entry.id)
        assert replace(found, facts=()) == replace(kept, facts=())


def test_saving_again_writes_only_what_changed(store: LibraryStore) -> None:
    people = tuple(
        Applicant(f"k{n}", f"样本{n}", documents=(("id_card", (add(store, b"%d" % n)[0],)),))
        for n in range(20)
    )
    entry = entry_with(store)
    entry = store.save(replace(entry, submission=replace(entry.submission, applicants=people)))
    before = store.db.rows("SELECT total_changes()")[0][0]
    renamed = (replace(people[0], name="另一样本"), *people[1:])
    store.save(replace(entry, submission=replace(entry.submission, applicants=renamed)))
    assert store.db.rows("SELECT total_changes()")[0][0] - before < 12


def test_a_library_may_be_moved(store: LibraryStore, tmp_path: Path) -> None:
    kept = store.save(entry_with(store, add(store, b"one")))
    store.close()
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    with closing(LibraryStore(tmp_path / "elsewhere")) as moved:
        (document,) = moved.load(kept.id).submission.applicants[0].documents[0][1]
    assert document.path.read_bytes() == b"one"


def test_no_path_of_this_computer_is_kept(store: LibraryStore, tmp_path: Path) -> None:
    store.save(entry_with(store, add(store, b"one")))
    store.close()
    assert os.fsencode(tmp_path) not in (store.root / FILE).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_only_the_user_may_read_it(store: LibraryStore) -> None:
    store.save(entry_with(store, add(store, b"one")))
    for path in store.root.iterdir():
        assert oct(path.stat().st_mode & 0o777) == ("0o700" if path.is_dir() else "0o600")


def _failure(disk: FaultyDisk, action: Callable[[], object]) -> JifenError | None:
    """How the action failed on that disk."""
    try:
        with swapped(disk):
            action()
    except JifenError as error:
        return error
    return None


@pytest.mark.parametrize("kind", ["ENOSPC", "EIO", "EACCES", "win33"])
def test_a_failed_save_leaves_the_old_or_the_new(store: LibraryStore, kind: str) -> None:
    old = store.save(entry_with(store, add(store, b"one")))
    new = replace(old, step="export", submission=replace(old.submission, applicants=()))
    for nth in count(1):
        disk = FaultyDisk(nth, kind)
        failure = _failure(disk, lambda: store.save(new))
        with closing(again(store)) as other:
            found = other.load(old.id)
        assert found.step == ("review" if failure else "export")
        assert failure is None or failure.code in ENVIRONMENT
        store.save(old)
        if not disk.fired:
            break
    assert nth >= 3


SPOILT = {
    "a name": "UPDATE applicant SET body = replace(body, '张样本', '李样本')",
    "a hash": "UPDATE applicant SET digest = ''",
    "no JSON": "UPDATE submission SET body = 'x'",
    "another district": "UPDATE submission SET body = replace(body, 'jingan', 'suzhou')",
    "a document less": "DELETE FROM document",
    "a confirmation more": "INSERT INTO confirmation SELECT id, 'more' FROM submission",
    "a person less": "DELETE FROM applicant",
    "no time": "UPDATE submission SET saved = 'yesterday'",
    "no zone": "UPDATE submission SET saved = '2026-11-23T08:00:00'",
    "an export without a body": "UPDATE export SET body = '{}'",
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_damage_is_named_and_stops_nobody(store: LibraryStore, spoil: str) -> None:
    good = store.save(entry_with(store))
    bad = store.save(entry_with(store, add(store, b"one")))
    with store.db.transaction() as db:
        db.execute(f"{spoil} WHERE {_whose(spoil)} = ?", (bad.id,))
    with closing(again(store)) as other:
        assert other.load(good.id).id == good.id
        with pytest.raises(JifenError) as caught:
            other.load(bad.id)
    assert caught.value.code == Code.ENTRY_DAMAGED
    assert caught.value.params == {"name": bad.id[:8]}


def _whose(statement: str) -> str:
    return "id" if " submission " in f"{statement} " else "submission"


def test_an_entry_that_isnt_there_is_damage(store: LibraryStore) -> None:
    with pytest.raises(JifenError) as caught:
        store.load("0" * 32)
    assert caught.value.code == Code.ENTRY_DAMAGED


def test_a_newer_version_is_refused_kindly_and_left_alone(store: LibraryStore) -> None:
    store.close()
    path = store.root / FILE
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(JifenError) as caught:
        again(store)
    assert caught.value.code == Code.LIBRARY_NEWER
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"no database" * 1000, b"\0" * 8192])
def test_a_file_that_is_no_library_is_told(store: LibraryStore, data: bytes) -> None:
    store.close()
    (store.root / FILE).write_bytes(data)
    with pytest.raises(JifenError) as caught:
        again(store)
    assert caught.value.code == Code.LIBRARY_DAMAGED
    assert (store.root / FILE).read_bytes() == data


def test_a_broken_file_name_can_be_kept(store: LibraryStore) -> None:
    document, facts = add(store, b"one", "scan-\udcff.jpg")
    kept = store.save(entry_with(store, (document, facts)))
    assert store.load(kept.id).submission == kept.submission


def test_purging_deletes_what_nobody_else_uses(store: LibraryStore) -> None:
    own, shared = add(store, b"own"), add(store, b"shared")
    gone = store.save(entry_with(store, own, shared))
    kept = store.save(entry_with(store, shared))
    store.purge(gone.id)
    assert ids(store) == [kept.id]
    assert not own[0].path.exists()
    assert shared[0].path.read_bytes() == b"shared"
    store.purge(kept.id)
    assert not shared[0].path.exists()
    store.close()
    assert "张样本".encode() not in (store.root / FILE).read_bytes()
    assert "张样本".encode().hex().encode() not in (store.root / FILE).read_bytes()


def test_originals_are_spared_after_an_older_file_took_the_place(store: LibraryStore) -> None:
    lost = add(store, b"lost")[0]
    store.mark(KEEP_ALL, "restored")
    assert store.sweep() == 0
    assert lost.path.exists()
    store.mark(KEEP_ALL, "")
    assert store.sweep() == 1
    assert not lost.path.exists()


@pytest.mark.parametrize("nth", range(4))
def test_a_flipped_bit_in_a_hash_sweeps_nothing_away(store: LibraryStore, nth: int) -> None:
    """The hash stands in two tables and in the index of one; `quick_check` finds it changed in none of them."""
    kept = add(store, b"kept")
    store.save(entry_with(store, kept))
    root, sha = store.root, kept[0].sha256.encode()
    store.close()
    data = (root / FILE).read_bytes()
    places = [at for at in range(len(data)) if data.startswith(sha, at)]
    at = places[nth % len(places)]
    (root / FILE).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    with closing(LibraryStore(root)) as damaged:
        damaged.sweep()
    assert kept[0].path.exists()


@pytest.mark.parametrize("kind", ["EIO", "EACCES"])
def test_a_failed_purge_can_be_tried_again(store: LibraryStore, kind: str) -> None:
    for nth in count(1):
        papers = [add(store, f"{nth} {i}".encode()) for i in range(2)]
        entry = store.save(entry_with(store, *papers))
        disk = FaultyDisk(nth, kind)
        failure = _failure(disk, lambda: store.purge(entry.id))  # noqa: B023 - called at once
        if failure is not None:
            assert failure.code in ENVIRONMENT
            store.purge(entry.id)
        assert ids(store) == []
        store.sweep()
        assert not [d.path for d, _ in papers if d.path.exists()]
        if not disk.fired:
            break
    assert nth >= 5


@pytest.mark.parametrize("entry_id", ["", "..", "../settings", "A" * 32, "0" * 31])
def test_ids_are_ours(store: LibraryStore, entry_id: str) -> None:
    with pytest.raises(ValueError, match="id"):
        store.save(replace(entry_with(store), id=entry_id))


def test_the_last_saved_stands_first_whatever_the_clock(store: LibraryStore) -> None:
    first = store.save(entry_with(store))
    second = store.save(entry_with(store))
    assert ids(store) == [second.id, first.id]
    store.save(first)
    assert ids(store) == [first.id, second.id]


def test_two_applicants_of_one_key_are_refused(store: LibraryStore) -> None:
    entry = entry_with(store)
    twice = entry.submission.applicants * 2
    with pytest.raises(ValueError, match="key"):
        store.save(replace(entry, submission=replace(entry.submission, applicants=twice)))
    assert ids(store) == []


def named(store: LibraryStore, entry: Entry, **values: str) -> Entry:
    """The same entry with its first person changed."""
    people = (replace(entry.submission.applicants[0], **values),)  # type: ignore[arg-type]
    return store.save(replace(entry, submission=replace(entry.submission, applicants=people)))


def real(store: LibraryStore, key: str, **values: str) -> Entry:
    """An entry that is no sample, about a person with a key of their own."""
    entry = replace(entry_with(store), sample=False)
    person = replace(entry.submission.applicants[0], key=key, **values)  # type: ignore[arg-type]
    return store.save(replace(entry, submission=replace(entry.submission, applicants=(person,))))


def test_a_person_typed_letter_by_letter_is_one_person(store: LibraryStore) -> None:
    entry = real(store, "k1", name="张", id_number="")
    for number in range(1, 19):
        entry = named(store, entry, name="张样本", id_number="000000198603070013"[:number])
    (person,) = find_people(store.db, "张样本")
    assert person.applicant.id_number == "000000198603070013"
    assert person.applicant.documents == ()
    assert person.company == "上海样本信息技术有限公司"


def test_the_same_number_is_the_same_person_in_every_submission(store: LibraryStore) -> None:
    real(store, "k1", name="张样本")
    other = real(store, "k2", name="李样本", id_number="")
    assert len(find_people(store.db, "样本")) == 2
    named(store, other, name="张样本", id_number="000000198603070013")
    (person,) = find_people(store.db, "")
    assert person.applicant.name == "张样本"
    store.purge(other.id)
    assert find_people(store.db, "0307") == [person]


def test_a_sample_is_nobody(store: LibraryStore) -> None:
    store.save(entry_with(store))
    assert find_people(store.db, "") == []


def test_an_empty_submission_can_be_kept(store: LibraryStore) -> None:
    blank: Submission = replace(entry_with(store).submission, applicants=())
    kept = store.save(store.new(blank))
    assert store.load(kept.id) == kept
