"""Keeping centre data: in the settings, and in the open case of that district."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.ids import ChannelKind, District
from jifen_desktop.domain.submission import Centre
from jifen_desktop.services.centre import confirm_address, doubt_address, flow_into
from jifen_desktop.ui.session import Session


def keep_centres(session: Session, centres: Mapping[District, Centre]) -> JifenError | None:
    """Keep the data; returns the failure where the settings could not be written."""
    settings = session.settings
    for district, centre in centres.items():
        settings = settings.with_centre(district, centre)
    error = session.save_settings(settings)
    if session.has_case:
        changed = flow_into(session.case.submission, centres)
        if changed != session.case.submission:
            session.change(changed)
    return error


def keep_address_confirmed(session: Session, confirmed: bool) -> JifenError | None:
    """Keep that the address of the open case's centre was checked today, or that it is doubted again.

    Of a sample nothing gets into the settings. Returns the failure where they could not be written.
    """
    case = session.case
    district = case.submission.district
    courier = case.picture.plans.base.channel(ChannelKind.COURIER)
    if courier is None or not courier.address:
        return None

    postal = courier.address, courier.addressee or ""

    def changed(centre: Centre) -> Centre:
        if not confirmed:
            return doubt_address(centre)
        return confirm_address(centre, *postal, session.today)

    error = None
    if not case.entry.sample:
        settings = session.settings
        kept = changed(settings.centre(district))
        error = session.save_settings(settings.with_centre(district, kept))
    # a case from a file may know other things of its centre than the settings do
    submission = replace(case.submission, centre=changed(case.submission.centre))
    if submission != case.submission:
        session.change(submission)
    return error
