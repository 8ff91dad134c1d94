"""The materials page: missing, problem and confirm states, choosing, details."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget

from jifen_desktop.domain.ids import District, PointsPath, Service
from jifen_desktop.domain.submission import Documents, Submission
from jifen_desktop.flow.step import Step
from jifen_desktop.services.edit import mark_not_applicable, set_documents
from jifen_desktop.services.pile import read_pile
from jifen_desktop.services.print_pack import print_bytes
from jifen_desktop.services.take_in import take_in
from jifen_desktop.ui.thumbnails import Thumbnails
from jifen_desktop.ui.wizard.frame import WizardFrame
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.detail import Detail
from jifen_desktop.ui.wizard.pages.materials.pile import PileDialog
from jifen_desktop.ui.wizard.pages.materials.views import Spot, person_views
from tests.pictures import scene
from tests.scenes.education import at_step
from tests.scenes.review import wait_for


def await_pictures(owner: QObject, page: MaterialsPage) -> None:
    """Let the thumbnails come in; only for pictures, where nobody waits on a signal."""
    loader = Thumbnails.of(page.session)
    for _round in range(400):
        QApplication.processEvents()
        if not loader.busy:
            break
        QThread.msleep(20)
    assert owner is not None


def with_gaps(submission: Submission, who: int = 1) -> Submission:
    """Some papers taken away from one person, one marked as not applicable."""
    key = submission.applicants[who].key
    for material in (
        "residence_permit",
        "chsi_filing.bachelor",
        "degree.bachelor",
        "chsi_status.bachelor",
    ):
        submission = set_documents(submission, key, material, ())
    return mark_not_applicable(submission, key, "chsi_status.bachelor", "毕业后查不到学籍")


def one_sided(submission: Submission, who: int = 1) -> Submission:
    """Only one side of an ID card: to be confirmed."""
    applicant = submission.applicants[who]
    files = dict(applicant.documents)["id_card"]
    return set_documents(submission, applicant.key, "id_card", files[:1])


def materials_page(
    district: District = District.XUHUI, service: Service | None = None, people: int = 3
) -> tuple[WizardFrame, MaterialsPage]:
    """The page on a sample."""
    frame, page = at_step(Step.MATERIALS, district, service, people)
    assert isinstance(page, MaterialsPage)
    return frame, page


def add_locked(page: MaterialsPage, folder: Path, who: int = 1) -> None:
    """A PDF with a password in a row, as a submission file may bring it."""
    path = folder / "备案表.pdf"
    with pymupdf.open() as document:
        document.new_page()
        document.save(path, encryption=5, user_pw="1234", owner_pw="5")
    session = page.session
    sha, copy = session.store.originals.add_file(path)
    facts = session.intake.inspect(copy)
    from jifen_desktop.domain.submission import Document
    from jifen_desktop.services.take_in import TakenIn

    key = session.case.submission.applicants[who].key
    files = (Document(copy, path.name, sha),)
    changed = set_documents(session.case.submission, key, "chsi_filing.bachelor", files)
    session.attach(TakenIn(files, ((sha, facts),)), changed)


@scene("materials")
def materials() -> QWidget:
    """Picture D: something of everything."""
    frame, page = materials_page()
    case = page.session.case
    page.session.change(one_sided(with_gaps(case.submission)))
    add_locked(page, page.session.library.root)
    page.show_person(case.submission.applicants[1].key)
    await_pictures(frame, page)
    return frame


@scene("materials-done")
def done() -> QWidget:
    """Everything is given; groups unfolded by hand."""
    frame, page = materials_page(people=1)
    page.show_person(page.session.case.submission.applicants[0].key)
    header = next(iter(page.checklist._headers.values()))
    header.click()
    await_pictures(frame, page)
    return frame


@scene("materials-choices")
def choices() -> QWidget:
    """Sets of papers of which one is enough, and nothing given yet."""
    frame, page = materials_page(District.JINGAN, Service.NEW, 1)
    submission = page.session.case.submission
    paths = (PointsPath.EDUCATION, PointsPath.SKILLS, PointsPath.DEPENDANTS)
    applicant = replace(submission.applicants[0], points_paths=paths, documents=())
    page.session.change(submission.with_applicant(applicant))
    page.show_person(applicant.key)
    page.tray.banner.hide()
    await_pictures(frame, page)
    return frame


@scene("materials-chooser")
def chooser() -> QWidget:
    """Where do these files go?"""
    from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser

    frame, page = materials_page(people=1)
    session = page.session
    folder = Path(session.library.root).parent
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix in {".jpg", ".pdf"}][:5]
    taken = take_in(session.store.originals, session.intake, paths)
    key = session.case.submission.applicants[0].key
    names = [document.name for document in taken.documents]
    dialog = Chooser(frame, session.case, names, key, page.thumbnails)
    dialog.take(taken)
    dialog.destroyed.connect(frame.deleteLater)
    dialog.show()
    while len(dialog.lines()) < len(names):
        QApplication.processEvents()
    await_pictures(dialog, page)
    return dialog


def detail_of(page: MaterialsPage, frame: WizardFrame, spot: Spot) -> QWidget:
    view = next(r for v in person_views(page.case) for r in v.rows if r.spot == spot)
    dialog = Detail(frame, page.desk, page.thumbnails, view)
    dialog.destroyed.connect(frame.deleteLater)
    await_pictures(dialog, page)
    return dialog


@scene("materials-detail")
def detail() -> QWidget:
    """Several files in a row, one doubt."""
    frame, page = materials_page(people=1)
    key = page.session.case.submission.applicants[0].key
    page.session.change(one_sided(page.session.case.submission, 0))
    page.show_case()
    return detail_of(page, frame, Spot(key, "id_card"))


@scene("materials-detail-stamped")
def detail_stamped() -> QWidget:
    """Both sides of a card and the scan of their stamped sheet."""
    frame, page = materials_page(District.BAOSHAN, Service.NEW, 1)
    key = page.session.case.submission.applicants[0].key
    return detail_of(page, frame, Spot(key, "id_card"))


@scene("materials-detail-pages")
def detail_pages() -> QWidget:
    """A document of several pages, and something to undo."""
    frame, page = materials_page(people=1)
    key = page.session.case.submission.applicants[0].key
    dialog = detail_of(page, frame, Spot(key, "labour_contract"))
    assert isinstance(dialog, Detail)
    dialog.acts.set_pages(0, (0, 1))
    await_pictures(dialog, page)
    return dialog


@scene("materials-detail-empty")
def detail_empty() -> QWidget:
    """A row without files."""
    frame, page = materials_page(people=3)
    page.session.change(with_gaps(page.session.case.submission))
    key = page.session.case.submission.applicants[1].key
    return detail_of(page, frame, Spot(key, "chsi_filing.bachelor"))


def stamping() -> MaterialsPage:
    """A page where papers need the seal and none is back."""
    _, page = materials_page(District.BAOSHAN, Service.NEW, 1)
    submission = page.session.case.submission
    people = tuple(replace(a, documents=_unstamped(a.documents)) for a in submission.applicants)
    changed = replace(submission, applicants=people, documents=_unstamped(submission.documents))
    page.session.change(changed)
    return page


def _unstamped(documents: Documents) -> Documents:
    return tuple((m, tuple(d for d in files if not d.stamped) or files) for m, files in documents)


@scene("materials-stamp")
def stamp() -> QWidget:
    """What is printed and put back where the company's seal is wanted."""
    page = stamping()
    await_pictures(page, page)
    return page.window()


@scene("materials-pile")
def pile() -> QWidget:
    """The pile that came back: marks read, one page by order, one that isn't known."""
    page = stamping()
    session, picture = page.session, page.session.case.picture
    path = session.library.root / "扫描件.pdf"
    path.write_bytes(print_bytes(picture.context, picture.outputs.stamps[:4], session.pool))
    with pymupdf.open(path) as scan:
        scan[1].draw_rect(pymupdf.Rect(30, 770, 120, 830), color=None, fill=(1, 1, 1))
        scan[2].draw_circle(pymupdf.Point(480, 700), 55, color=(0.8, 0.1, 0.15), width=5)
        scan.new_page(width=595, height=842).insert_text((80, 80), "?")
        scan.saveIncr()
    originals = session.store.originals
    taken = take_in(originals, session.intake, [path])
    dialog = PileDialog(
        page, read_pile(taken, session.pool), picture.outputs.stamps, page.thumbnails
    )
    dialog.show()
    wait_for(lambda: len(dialog.lines()) == len(dialog.pages))
    await_pictures(dialog, page)
    return dialog
