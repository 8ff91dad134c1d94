"""Deriving only what changed gives just what deriving everything gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import District, Level, PointsPath, Service
from jifen_desktop.domain.memo import Memo
from jifen_desktop.domain.submission import Applicant, Education
from jifen_desktop.domain.submission import Submission as Filled
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.case import Case, case_from_file
from jifen_desktop.services.edit import new_key
from jifen_desktop.services.facts import look_at
from jifen_desktop.services.size import archive_size
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission

BOOK = load_rulebook()
STEPS = 60


def _case(folder: Path, people: int) -> Case:
    persons = [Person(f"样本{n}", levels=("bachelor",)) for n in range(people)]
    path = Submission("xuhui", "new", persons).write(folder / "in")
    return case_from_file(BOOK, LibraryStore(folder / "library"), Intake(InlinePool()), path, ON)


def _someone(s: Filled, dice: random.Random) -> Applicant:
    return dice.choice(s.applicants)


def _drop_paper(s: Filled, dice: random.Random) -> Filled:
    who = _someone(s, dice)
    left = list(who.documents)
    if left:
        left.pop(dice.randrange(len(left)))
    return s.with_applicant(replace(who, documents=tuple(left)))


def _turn_page(s: Filled, dice: random.Random) -> Filled:
    who = _someone(s, dice)
    if not who.documents:
        return s
    material, files = who.documents[0]
    edited = files[0].with_edit(0, Edit(turns=dice.randrange(4)))
    rest = who.documents[1:]
    return s.with_applicant(replace(who, documents=((material, (edited, *files[1:])), *rest)))


def _levels(s: Filled, dice: random.Random) -> Filled:
    held = tuple(Education(level) for level in dice.sample(list(Level), 2))
    paths = (PointsPath.EDUCATION, dice.choice(list(PointsPath)))
    return s.with_applicant(replace(_someone(s, dice), education=held, points_paths=paths))


def _repeat(s: Filled, dice: random.Random) -> Filled:
    """One more person with another's papers."""
    return replace(s, applicants=(*s.applicants, replace(_someone(s, dice), key=new_key())))


ACTS: tuple[Callable[[Filled, random.Random], Filled], ...] = (
    _drop_paper,
    _turn_page,
    _levels,
    _repeat,
    lambda s, dice: s.with_applicant(replace(_someone(s, dice), name=f"样本{dice.random()}")),
    lambda s, dice: replace(
        s, applicants=s.applicants[:-1] if len(s.applicants) > 2 else s.applicants
    ),
    lambda s, dice: replace(s, applicants=s.applicants[::-1]),
    lambda s, dice: replace(
        s, district=dice.choice([District.JINGAN, District.XUHUI, District.MINHANG])
    ),
    lambda s, dice: replace(
        s, service=dice.choice([Service.NEW, Service.EDUCATION, Service.REGISTER_COMPANY])
    ),
    lambda s, dice: replace(s, remove_location=not s.remove_location),
    lambda s, dice: s.with_applicant(replace(_someone(s, dice), one_sheet=("id_card",))),
    lambda s, dice: s.with_applicant(replace(_someone(s, dice), service=Service.RENEWAL)),
)


def test_whatever_is_changed_in_whatever_order_all_that_follows_is_as_if_derived_anew(
    tmp_path: Path,
) -> None:
    case, dice = _case(tmp_path, 3), random.Random(20261129)
    gone = [case.submission]
    for step in range(STEPS):
        back = step % 7 == 6
        case.change(dice.choice(gone) if back else dice.choice(ACTS)(case.submission, dice))
        gone.append(case.submission)
        kept, anew = case.picture, look_at(BOOK, case.submission, case.picture.context.facts)
        assert kept == anew, f"step {step}"
        sizes = [[archive_size(p.context, a) for a in p.outputs.archives] for p in (kept, anew)]
        assert sizes[0] == sizes[1], f"step {step}"
    case.store.close()


def test_a_name_that_is_typed_makes_only_its_owners_pages_anew(tmp_path: Path) -> None:
    case = _case(tmp_path, 3)
    before = case.picture.outputs.archives
    first = case.submission.applicants[0]
    case.change(case.submission.with_applicant(replace(first, name="别的样本")))
    after = case.picture.outputs.archives
    assert after[0].name != before[0].name
    assert [a.pages is b.pages for a, b in zip(after, before, strict=True)] == [False, True, True]
    case.store.close()


def test_what_was_made_from_other_objects_is_made_again() -> None:
    memo, one, other = Memo(), [1], [1]
    made = [memo.of("a", inputs, object) for inputs in ((one,), (one,), (other,), ())]
    assert made[0] is made[1]
    assert len({id(each) for each in made}) == 3
