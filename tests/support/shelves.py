"""A library with cases in every state, for tests and pictures of the start screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.domain.submission import Applicant, Company, Education, Submission
from jifen_desktop.library.entry import Entry, ExportRecord
from jifen_desktop.services.summary import save_entry
from jifen_desktop.ui.session import Session
from tests.support.cases import open_sample

NUMBER = "310101199001010012"


def company(name: str) -> Company:
    """A company with everything that is asked for."""
    return Company(
        name=name, short_name=name[2:4], contact="王样本", phone="021-00000000", address="样本路1号"
    )


def person(name: str, **more: object) -> Applicant:
    """An applicant."""
    blank = Applicant(key=f"key-{name}", name=name)
    return replace(blank, **more)  # type: ignore[arg-type]


def put(session: Session, submission: Submission, *, step: str = "people", days: int = 0) -> Entry:
    """An entry that was saved so many days ago."""
    entry = replace(session.store.new(submission), step=step)
    saved = save_entry(session.book, session.store, entry)
    moment = datetime.combine(session.today - timedelta(days=days), time(6, 32), UTC)
    with session.store.db.transaction() as db:
        db.execute(
            "UPDATE submission SET saved = ?, seq = ? WHERE id = ?",
            (moment.isoformat(), 100 - days, saved.id),
        )
    return session.store.load(saved.id)


def fill_shelf(session: Session, folder: Path, *, exported: int = 2) -> list[Entry]:
    """A sample with three papers missing, others in other states, and exported ones."""
    today = session.today
    others = [
        put(session, _resets(today), days=4),
        put(session, _jingan(today), days=1),
        put(session, _wrong(today), days=3),
        put(session, _renewal(today), step="pair", days=2),
    ]
    others += [exported_case(session, folder, number) for number in range(exported)]
    hero = _hero(session, folder)
    return [hero, *others]


def _hero(session: Session, folder: Path) -> Entry:
    case = open_sample(session, folder, people=3)
    people = list(case.submission.applicants)
    people[1] = replace(people[1], name="李样本", documents=people[1].documents[3:])
    case.change(replace(case.submission, applicants=tuple(people)))
    session.open(None)
    return case.entry


def _jingan(today: date) -> Submission:
    who = person(
        "赵样本",
        id_number=NUMBER,
        permit_valid_until=today + timedelta(days=66),
        education=(Education(Level.BACHELOR, report_valid_until=today + timedelta(days=3)),),
    )
    return Submission(
        District.JINGAN,
        Service.NEW,
        today,
        company=company("上海示范贸易有限公司"),
        applicants=(who,),
    )


def _wrong(today: date) -> Submission:
    who = person("钱样本", id_number="310101199001010019")
    return Submission(
        District.MINHANG,
        Service.ADD_DEPENDANT,
        today,
        company=company("上海例证餐饮管理有限公司"),
        applicants=(who,),
    )


def _renewal(today: date) -> Submission:
    who = person("孙样本", permit_renewed_on=today + timedelta(days=1))
    return Submission(
        District.BAOSHAN,
        Service.RENEWAL,
        today,
        company=company("上海试用科技有限公司"),
        applicants=(who,),
    )


def _resets(today: date) -> Submission:
    return Submission(District.XUHUI, Service.RESET_COMPANY, today, company=Company())


def exported_case(session: Session, folder: Path, number: int) -> Entry:
    """One of 虹口 that went out some days ago."""
    submission = Submission(
        District.HONGKOU,
        Service.NEW,
        session.today,
        company=company(f"上海样板物流{'一二三四五六'[number]}有限公司"),
        applicants=(person("周样本", id_number=NUMBER),),
    )
    at = datetime.combine(session.today - timedelta(days=5 + number), time(3, 0), UTC)
    record = ExportRecord(at, str(folder), ())
    entry = replace(session.store.new(submission), exported=record, step="export")
    return save_entry(session.book, session.store, entry)
