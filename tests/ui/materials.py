"""What tests of the materials page share: a page on a case, dropped files, small pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.library.entry import Entry
from jifen_desktop.services.case import Case
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.chooser import Chooser
from jifen_desktop.ui.wizard.pages.materials.views import Spot
from tests import pictures
from tests.intake.makers import jpeg, pdf, picture, stored


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    return stored(pymupdf.open(stream=pdf(jpeg())), encryption=5, user_pw="1234", owner_pw="5")


def page_on(qtbot: QtBot, session: Session, sample: Entry, submission: Submission) -> MaterialsPage:
    """The page on a case of its own."""
    entry = replace(session.store.new(submission), facts=sample.facts)
    session.open(Case(session.book, session.store, entry))
    made = MaterialsPage(session)
    made.show_case()
    session.saved.connect(made.show_case)
    show(qtbot, made)
    return made


def without(submission: Submission, *materials: str) -> Submission:
    """The submission with rows of the first applicant emptied."""
    for material in materials:
        submission = set_documents(submission, submission.applicants[0].key, material, ())
    return submission


def show(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (896, 656)) -> None:
    """Show a widget as the active window."""
    qtbot.addWidget(widget)
    widget.resize(*size)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    pictures.settle(widget)


def spot_of(page: MaterialsPage, material: str) -> Spot:
    """A row of the first applicant."""
    return Spot(page.case.submission.applicants[0].key, material)


def files(page: MaterialsPage, material: str) -> tuple[Document, ...]:
    """The files of a row of the first applicant."""
    spot = spot_of(page, material)
    return documents_for(page.case.submission, spot.owner, spot.material)


def drop(target: QWidget, *paths: Path) -> None:
    """Drag files over a widget and let them go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    nothing = Qt.KeyboardModifier.NoModifier
    middle = target.rect().center()
    enter = QDragEnterEvent(middle, action, mime, button, nothing)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(middle), action, mime, button, nothing))


def await_end(qtbot: QtBot, page: MaterialsPage) -> None:
    """Wait until nothing is being taken in."""
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)
    pictures.settle(page)


def image_file(folder: Path, name: str, width: int = 240) -> Path:
    """A picture; another width is another content."""
    path = folder / name
    path.write_bytes(jpeg(picture(width)))
    return path


def chooser_of(page: MaterialsPage) -> Chooser:
    """The dialog that asks where files go."""
    found = page.findChild(Chooser)
    assert isinstance(found, Chooser)
    return found
