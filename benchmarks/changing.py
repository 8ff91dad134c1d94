"""A process with a large submission in the window: `changing PEOPLE ROUNDS FOLDER`; prints ms a change as JSON."""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.changes import NAMES, PAGES
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Applicant, Document, Documents

if TYPE_CHECKING:
    from jifen_desktop.services.case import Case
    from jifen_desktop.ui.session import Session
    from jifen_desktop.ui.window import MainWindow

ON = date(2026, 11, 23)


def enlarged(case: Case, people: int) -> None:
    """Make the sample's only person many: the same pictures under hashes and measures of their own."""
    dice, first = random.Random(0), case.submission.applicants[0]
    known: list[tuple[str, FileFacts]] = []
    applicants = []
    for number in range(people):
        papers: list[tuple[str, tuple[Document, ...]]] = []
        for material, files in _filled(first.documents):
            own = [_own(case, d, f"{number}{material}{n}", dice) for n, d in enumerate(files)]
            known += [(document.sha256, facts) for document, facts in own]
            papers.append((material, tuple(document for document, _ in own)))
        person = replace(
            first, key=f"{number:032x}", name=f"张样本{number}", documents=tuple(papers)
        )
        applicants.append(person)
    from jifen_desktop.services.take_in import TakenIn

    submission = replace(case.submission, applicants=tuple(applicants))
    case.attach(TakenIn((), tuple(known)), submission)


def _filled(documents: Documents) -> Iterator[tuple[str, tuple[Document, ...]]]:
    """The person's papers, the first ones with more files until there are `PAGES`."""
    more = PAGES - sum(len(files) for _, files in documents)
    for material, files in documents:
        yield material, (*files, *([files[0]] if more > 0 else []))
        more -= 1


def _own(
    case: Case, document: Document, name: str, dice: random.Random
) -> tuple[Document, FileFacts]:
    facts = case.facts_of(document)
    assert facts is not None
    sha = hashlib.sha256(f"{name}{document.sha256}".encode()).hexdigest()
    pages = tuple(
        replace(
            page,
            quality=replace(
                page.quality,
                ink=page.quality.ink * dice.uniform(0.7, 1.4),
                contrast=page.quality.contrast + dice.randint(-20, 20),
            ),
        )
        if page.quality
        else page
        for page in facts.pages
    )
    path = case.store.originals.path_of(sha)
    return replace(document, sha256=sha, path=path), replace(facts, sha256=sha, pages=pages)


def changes(case: Case) -> tuple[Callable[[Applicant], Applicant], ...]:
    """What is done to one person, each in turn."""
    papers = case.submission.applicants[1].documents
    return (
        lambda person: replace(person, name=f"{person.name[:3]}{time.monotonic_ns() % 1000}"),
        lambda person: replace(person, documents=papers[1:]),
        lambda person: replace(person, documents=papers),
    )


def measured(session: Session, window: MainWindow, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of this thread's CPU, by the step that is shown."""
    from jifen_desktop.flow.step import Step

    found: dict[str, list[float]] = {}
    acts = changes(session.case)
    for step in NAMES:
        window.frame.go_to(Step(step))
        _settle(window)
        found[step] = []
        for number in range(len(acts) * (rounds + 1)):
            submission = session.case.submission
            changed = submission.with_applicant(acts[number % 3](submission.applicants[1]))
            start = time.thread_time()
            session.change(changed)
            _settle(window)
            if number >= len(acts):  # the first of each make what is kept
                found[step].append((time.thread_time() - start) * 1000)
    return found


def _settle(window: MainWindow) -> None:
    """Let layouts come to rest, and paint."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()
    window.repaint()


def main(people: int, rounds: int, folder: Path) -> None:
    """Draw the sample, make it large, change it."""
    from jifen_desktop.library.place import Library
    from jifen_desktop.services.case import case_from_file
    from jifen_desktop.services.sample import write_sample
    from jifen_desktop.ui import app as program
    from jifen_desktop.ui.collecting import Collecting
    from jifen_desktop.ui.session import Session
    from jifen_desktop.ui.window import MainWindow

    program.make_application()
    session = Session(Library(folder / "library"), ON)
    program.dress(program.make_application(), session)
    window = MainWindow(session)
    window.show()
    Collecting(window)
    path = write_sample(folder / "sample", District.XUHUI, Service.NEW, ON, session.pool, people=1)
    case = case_from_file(session.book, session.store, session.intake, path, ON, sample=True)
    enlarged(case, people)
    session.open(case)
    print(json.dumps(measured(session, window, rounds)))
    window.close()
    session.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
