"""Sessions of the window and open cases, for tests and pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.place import Library
from jifen_desktop.services.case import Case, case_from_file, new_case
from jifen_desktop.ui.session import Session
from tests.support.remembering import RememberingPool
from tests.support.samples import ON, locate, sample_in


def make_session(folder: Path, today: date = ON) -> Session:
    """A session on an empty library in `folder`; the caller closes it."""
    session = Session(Library(folder / "library"), today)
    session.pool = RememberingPool()
    session.intake = Intake(session.pool)
    return session


def open_new(session: Session) -> Case:
    """Open a new, empty case."""
    case = new_case(session.book, session.store, session.settings, session.today)
    session.open(case)
    return case


def open_sample(
    session: Session,
    folder: Path,
    district: District = District.XUHUI,
    service: Service | None = None,
    people: int = 1,
    located: int = 0,
) -> Case:
    """Open a filled sample case; so many of its photos tell where they were taken."""
    path = sample_in(folder, district, service, people)
    locate(path.parent, located)
    case = case_from_file(
        session.book, session.store, session.intake, path, session.today, sample=True
    )
    session.open(case)
    return case
