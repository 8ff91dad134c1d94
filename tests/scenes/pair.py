"""The pair page for every kind of outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import District, Purpose, Service
from jifen_desktop.domain.submission import Centre
from jifen_desktop.services.edit import set_pair
from tests.pictures import scene
from tests.scenes.windows import make_window


def pair(district: District, service: Service, centre: Centre | None = None) -> QWidget:
    """A new case at that pair."""
    window, session, _folder = make_window()
    window.act("new")
    case = session.case
    session.change(set_pair(case.submission, district, service, centre or Centre()))
    return window


@scene("pair")
def xuhui() -> QWidget:
    """Picture B."""
    return pair(District.XUHUI, Service.NEW)


@scene("pair-minhang")
def minhang() -> QWidget:
    """A preferred channel, with its mailbox."""
    mailboxes = ((Purpose.EDUCATION, "name@example.com"),)
    return pair(District.MINHANG, Service.EDUCATION, Centre(mailboxes=mailboxes))


@scene("pair-jingan")
def jingan() -> QWidget:
    """Many conditions."""
    return pair(District.JINGAN, Service.NEW)


@scene("pair-online")
def online() -> QWidget:
    """Declared online, with the earliest day."""
    window, session, _folder = make_window()
    window.act("new")
    changed = set_pair(session.case.submission, District.BAOSHAN, Service.RENEWAL, Centre())
    who = replace(changed.applicants[0], name="张样本", permit_renewed_on=date(2026, 11, 20))
    session.change(changed.with_applicant(who))
    return window


@scene("pair-telephone")
def telephone() -> QWidget:
    """A district that the notice leaves to the telephone."""
    return pair(District.CHANGNING, Service.NEW)


@scene("pair-silent")
def silent() -> QWidget:
    """Nothing stated."""
    return pair(District.PUDONG, Service.EDUCATION)
