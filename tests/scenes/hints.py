"""Pages that give hints: in the list of materials, in a row's details, in the review."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop.flow.step import Step
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.views import Spot, findings_of, person_views
from tests.pictures import scene
from tests.scenes.materials import await_pictures, materials_page
from tests.scenes.review import framed, wait_for
from tests.support.spoiling import dark, sideways, spoil, spoil_some


@scene("materials-hints")
def materials() -> QWidget:
    """Rows to be confirmed, each saying what its page looks like."""
    frame, page = materials_page(people=1)
    spoil_some(page.session)
    page.show_person(page.session.case.submission.applicants[0].key)
    await_pictures(frame, page)
    return frame


def _detail(material: str) -> tuple[Detail, QWidget]:
    frame, page = materials_page(people=1)
    spoil_some(page.session)
    if material == "id_card":
        spoil(page.session, "id_card", lambda p: sideways(dark(p)), "IMG_2031.jpg")
    page.show_case()
    key = page.session.case.submission.applicants[0].key
    spot = Spot(key, material)
    view = next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)
    dialog = Detail(frame, page.desk, page.thumbnails, view)
    dialog.destroyed.connect(frame.deleteLater)
    dialog.show_place(findings_of(page.case, spot)[0].place)
    await_pictures(dialog, page)
    return dialog, frame


@scene("materials-detail-hints")
def detail() -> QWidget:
    """A page that is blurred: seen, confirmed or replaced."""
    return _detail("diploma.bachelor")[0]


@scene("materials-detail-turn")
def detail_turn() -> QWidget:
    """A page that lies on its side, with the way to turn it."""
    return _detail("degree.bachelor")[0]


@scene("review-hints")
def review() -> QWidget:
    """Hints among the findings, one of them confirmed."""
    frame, session, _folder = framed(Step.REVIEW, people=1)
    spoil_some(session)
    found = next(f for f in session.case.picture.findings if f.code == "page_blurred")
    changed = session.case.submission
    from jifen_desktop.services.edit import confirm

    session.change(confirm(changed, found.key))
    frame.go_to(Step.REVIEW)
    wait_for(lambda: not Thumbnails.of(session).busy)
    return frame
