"""Centre data kept in the settings, and taken over by the open case of the district."""

from __future__ import annotations

from collections.abc import Mapping

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.ids import District
from jifen_desktop.domain.submission import Centre
from jifen_desktop.services.centre import flow_into
from jifen_desktop.ui.session import Session


def keep_centres(session: Session, centres: Mapping[District, Centre]) -> JifenError | None:
    """Save these districts' data; returns the failure where they could not be written."""
    settings = session.settings
    for district, centre in centres.items():
        settings = settings.with_centre(district, centre)
    error = session.save_settings(settings)
    if session.has_case:
        changed = flow_into(session.case.submission, centres)
        if changed != session.case.submission:
            session.change(changed)
    return error
