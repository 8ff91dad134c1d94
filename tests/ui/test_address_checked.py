"""An address that was checked with the centre: kept with its day for every later parcel, until it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import ChannelKind, District, Service
from jifen_desktop.domain.plan import Channel
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.library.settings import load_settings
from jifen_desktop.services.case import Case
from jifen_desktop.services.edit import set_pair
from jifen_desktop.ui.centre_data import keep_address_confirmed
from jifen_desktop.ui.session import Session
from tests.support.cases import make_session, open_new
from tests.support.submissions import ON


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


def opened(session: Session, centre: Centre | None = None, *, sample: bool = False) -> None:
    """Open a submission to 闵行."""
    own = centre or session.settings.centre(District.MINHANG)
    submission = Submission(District.MINHANG, Service.NEW, ON, centre=own)
    entry = session.store.new(submission, sample=sample)
    session.open(Case(session.book, session.store, entry))


def courier(session: Session) -> Channel:
    """The way by courier as the open case has it."""
    found = session.case.picture.plans.base.channel(ChannelKind.COURIER)
    assert found is not None
    return found


def test_it_holds_for_later_submissions_to_the_same_centre(session: Session) -> None:
    opened(session)
    assert courier(session).is_doubtful
    assert keep_address_confirmed(session, confirmed=True) is None
    assert courier(session).confirmed_on == session.today
    assert not courier(session).is_doubtful
    stored = load_settings(session.library.settings_path)[0]
    assert stored.centre(District.MINHANG).address_confirmed_on == session.today
    assert stored.centre(District.XUHUI).address_confirmed_on is None
    later = open_new(session)
    centre = session.settings.centre(District.MINHANG)
    session.change(set_pair(later.submission, District.MINHANG, Service.NEW, centre))
    assert courier(session).confirmed_on == session.today


def test_another_address_has_to_be_checked_again(session: Session) -> None:
    opened(session)
    keep_address_confirmed(session, confirmed=True)
    submission = session.case.submission
    moved = replace(submission.centre, address="上海市样本区样本路2号")
    session.change(replace(submission, centre=moved))
    assert courier(session).confirmed_on is None
    assert not courier(session).is_doubtful  # it isn't the notice's of 2020
    keep_address_confirmed(session, confirmed=True)
    assert courier(session).confirmed_on == session.today
    session.change(submission)
    assert courier(session).confirmed_on == session.today


def test_it_can_be_taken_back(session: Session) -> None:
    opened(session)
    keep_address_confirmed(session, confirmed=True)
    keep_address_confirmed(session, confirmed=False)
    assert courier(session).is_doubtful
    assert session.settings.centre(District.MINHANG).address_confirmed == ""


def test_what_a_file_knows_of_the_centre_stays_and_a_sample_teaches_nothing(
    session: Session,
) -> None:
    opened(session, Centre(phone="021-00000000"))
    keep_address_confirmed(session, confirmed=True)
    assert session.case.submission.centre.phone == "021-00000000"
    assert session.settings.centre(District.MINHANG).phone == ""
    opened(session, Centre(), sample=True)
    keep_address_confirmed(session, confirmed=False)
    assert session.settings.centre(District.MINHANG).address_confirmed_on == session.today


def test_a_failure_to_keep_it_is_handed_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(session)
    failure = JifenError(Code.DISK_FULL)
    monkeypatch.setattr(session, "save_settings", lambda _settings: failure)
    assert keep_address_confirmed(session, confirmed=True) is failure
    assert courier(session).confirmed_on == session.today
