"""Mails as they are written: counted to the byte, shared out, made to fit only with the user's yes."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import Method
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.budget import pinned
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.services.size import learnt
from jifen_desktop.services.trial import try_squeeze
from tests.imaging.test_squeeze import jpeg, noisy
from tests.support.commands import tree
from tests.support.exports import content
from tests.support.inline import InlinePool
from tests.support.submissions import CENTRE, ON, Person, Submission

MB = 1 << 20
SMALL = CENTRE | {"mailbox_limits": {"points": 1, "accounts": 1}}
RESET = Submission("minhang", "reset_personal", centre=SMALL)
YES = {"confirmed": ["mail_compress"]}
POOL = InlinePool()


def look(folder: Path, submission: Submission, **pictures: bytes) -> Picture:
    """The submission with those contents of ID cards: `a1` is side a of person 1."""
    path = submission.write(folder)
    for name, data in pictures.items():
        (folder / f"person-{name[1:]}/id_card-{name[0]}.jpg").write_bytes(data)
    book = load_rulebook()
    read = read_submission(path, book, today=ON)
    return look_at(book, read, read_facts(Intake(POOL), read))


def heavy(seed: int) -> bytes:
    """A photo of about half a megabyte."""
    return jpeg(noisy(seed, (1000, 800)), 96, subsampling="4:2:0")


def written(picture: Picture, target: Path) -> tuple[Exported, list[int]]:
    """The export and the bytes of its mails."""
    done = export(picture, target, POOL)
    return done, [w.size for w in done.written if w.kind == "mail"]


def webp(seed: int) -> bytes:
    """A picture that its own format packs much tighter than a JPEG can."""
    buffer = io.BytesIO()
    noisy(seed, (1100, 1100), 0.2).save(buffer, "WEBP", quality=70)
    return buffer.getvalue()


def codes(done: Exported) -> list[str]:
    """What is said of mails; of how the pictures print nothing here is about."""
    return [f.code for f in done.findings if f.code != "card_uncut"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_size_shown_is_the_size_written(tmp_path: Path, people: int) -> None:
    submission = Submission("minhang", "new", [Person(name=f"样本{i}") for i in range(people)])
    shown = look(tmp_path / "in", submission, **{f"a{i}": heavy(i) for i in range(1, people + 1)})
    done, sizes = written(shown, tmp_path / "out")
    assert [m.size for m in shown.outputs.mails] == pytest.approx(sizes, rel=0.01)
    assert codes(done) == []


def test_a_word_document_is_counted(tmp_path: Path) -> None:
    jingan = Submission("jingan", "education", [Person(levels=["associate", "bachelor"])])
    shown = look(tmp_path / "in", jingan)
    (tmp_path / "in/person-1/diploma.bachelor.jpg").write_bytes(heavy(1))
    shown = look(tmp_path / "in", jingan)
    _, sizes = written(shown, tmp_path / "out")
    assert [m.size for m in shown.outputs.mails] == pytest.approx(sizes, rel=0.01)


def test_without_a_yes_nothing_is_changed(tmp_path: Path) -> None:
    shown = look(tmp_path / "in", RESET, a1=heavy(1), b1=heavy(2))
    assert [f.code for f in shown.findings if f.code.startswith("mail_")] == ["mail_compress"]
    done, sizes = written(shown, tmp_path / "out")
    assert sizes[0] > MB
    assert {p.method for p in done.pages} == {Method.COPIED}
    assert (done.squeezed, codes(done)) == ((), [])


def test_with_a_yes_the_mail_fits_and_every_changed_page_is_named(tmp_path: Path) -> None:
    shown = look(tmp_path / "in", RESET.but(more=YES), a1=heavy(1), b1=heavy(2))
    trial = try_squeeze(shown, shown.outputs.mails[0], POOL, lambda *_: None, lambda: False)
    done, sizes = written(shown, tmp_path / "out")
    assert 0.9 * MB < sizes[0] <= MB  # steps of quality are coarse for a page or two
    assert [(s.page.name, s.out) for s in trial.pages] == [
        (s.page.name, s.out) for s in done.squeezed
    ]
    encoded = {p.name for p in done.pages if p.method == Method.ENCODED}
    assert encoded == {s.page.name for s in done.squeezed}
    inside = content(tmp_path / "out/张样本.zip")
    for smaller in done.squeezed:
        with Image.open(io.BytesIO(inside[smaller.page.name])) as image:
            assert image.size == smaller.pixels
        assert len(inside[smaller.page.name]) == smaller.out.size < smaller.old_size
    assert (tmp_path / "in/person-1/id_card-a.jpg").read_bytes() == heavy(1)


def test_a_small_page_stays_as_it_is(tmp_path: Path) -> None:
    big = jpeg(noisy(1, (1400, 1100)), 96, subsampling="4:2:0")
    done, sizes = written(look(tmp_path / "in", RESET.but(more=YES), a1=big), tmp_path / "out")
    assert 0.9 * MB < sizes[0] <= MB  # steps of quality are coarse for a page or two
    methods = {p.name: p.method for p in done.pages}
    assert methods == {
        "01-身份证-人像面.jpg": Method.ENCODED,
        "02-身份证-国徽面.jpg": Method.COPIED,
    }


def test_an_impossible_limit_changes_nothing_and_names_other_ways(tmp_path: Path) -> None:
    big = {f"{side}1": jpeg(noisy(i, (2200, 1700), 0.3), 90) for i, side in enumerate("ab")}
    plain, _ = written(look(tmp_path / "in", RESET, **big), tmp_path / "a")
    shown = look(tmp_path / "in", RESET.but(more=YES), **big)
    done, sizes = written(shown, tmp_path / "b")
    assert codes(done) == ["mail_least_too_large"]
    assert sizes[0] > MB
    assert {p.method for p in done.pages} == {Method.COPIED}
    assert [w.sha256 for w in done.written] == [w.sha256 for w in plain.written]


def test_jingan_is_never_compressed(tmp_path: Path) -> None:
    jingan = Submission("jingan", "new", centre=SMALL, more=YES)
    shown = look(tmp_path / "in", jingan, a1=heavy(1), b1=heavy(2))
    assert [f.code for f in shown.findings if f.code.startswith("mail_")] == [
        "mail_too_large_by_mail_only"
    ]
    done, sizes = written(shown, tmp_path / "out")
    assert sizes[0] > MB
    assert done.squeezed == ()
    assert {p.method for p in done.pages} == {Method.COPIED}


def test_pages_heavier_than_foretold_share_the_mails_out_anew(tmp_path: Path) -> None:
    people = [Person(name=f"样本{i}", papers=["id_card"]) for i in range(2)]
    two = Submission("minhang", "new", people, papers=[], centre=SMALL)
    shown = look(tmp_path / "in", two, a1=webp(1), a2=webp(2))
    assert len(shown.outputs.mails) == 1
    done, sizes = written(shown, tmp_path / "out")
    assert len(sizes) == 2
    assert max(sizes) <= MB
    assert codes(done) == ["mail_split"]
    assert [s.endswith("共1人") for s in done.subjects] == [True, True]
    # what was learnt makes the next look the same as what lies there
    known = {
        path: learnt(f, [(stamp, size) for sha, stamp, size in done.sizes if sha == f.sha256])
        for path, f in shown.context.facts.items()
    }
    again = look_at(shown.context.book, shown.submission, known)
    assert [m.size for m in again.outputs.mails] == sizes

    (tmp_path / "other").mkdir()
    (tmp_path / "other/邮件-2.eml").write_bytes(b"theirs")
    with pytest.raises(JifenError) as caught:
        export(shown, tmp_path / "other", POOL)
    assert caught.value.code == Code.TARGET_EXISTS
    assert tree(tmp_path / "other") == {"邮件-2.eml": b"theirs"}


def test_stopped_at_every_point_nothing_is_left(tmp_path: Path) -> None:
    shown = look(tmp_path / "in", RESET.but(more=YES), a1=heavy(1), b1=heavy(2))
    before = tree(tmp_path)
    steps: list[tuple[int, int]] = []
    for stop_at in count(1):
        asked = count(1)
        steps.clear()
        try:
            export(
                shown,
                tmp_path / "out",
                POOL,
                progress=lambda _, done, total: steps.append((done, total)),
                cancelled=lambda asked=asked, at=stop_at: next(asked) >= at,  # type: ignore[misc]
            )
        except Cancelled:
            assert tree(tmp_path) == before
        else:
            break
    assert stop_at > 15
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_another_file_voids_the_yes(tmp_path: Path) -> None:
    shown = look(tmp_path / "in", RESET, a1=heavy(1), b1=heavy(2))
    (key,) = [f.key for f in shown.findings if f.code == "mail_compress"]
    agreed = replace(shown.submission, confirmed=frozenset({key}))
    done, _ = written(look_at(shown.context.book, agreed, shown.context.facts), tmp_path / "a")
    assert done.squeezed
    other = look(tmp_path / "in", RESET.but(more={"confirmed": [key]}), a1=heavy(1), b1=heavy(3))
    done, _ = written(other, tmp_path / "b")
    assert done.squeezed == ()


def test_a_yes_by_code_becomes_one_for_these_pages(tmp_path: Path) -> None:
    shown = look(tmp_path / "in", RESET.but(more=YES), a1=heavy(1), b1=heavy(2))
    kept = pinned(shown.findings, shown.submission)
    assert len(kept.confirmed) == 1
    assert "mail_compress" not in kept.confirmed
    (one,) = [f for f in shown.findings if f.code == "mail_compress"]
    assert is_confirmed(one, kept)
    other = look(tmp_path / "in", RESET, a1=heavy(3), b1=heavy(2))
    (two,) = [f for f in other.findings if f.code == "mail_compress"]
    assert not is_confirmed(two, kept)
