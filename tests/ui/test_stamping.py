"""The materials page where papers need the seal: printed from there, put back as a pile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.intake.read import Intake
from jifen_desktop.services.print_pack import print_bytes
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from jifen_desktop.ui.wizard.pages.materials.pile import PileDialog
from tests import pictures
from tests.support.cases import make_session, open_sample
from tests.support.inline import InlinePool
from tests.ui import gates
from tests.ui.materials import await_end, chooser_of, drop, image_file, show

WAIT = 20_000


def unstamped(submission: Submission) -> Submission:
    """Without the scans that a sample has already."""

    def papers(files: tuple[Document, ...]) -> tuple[Document, ...]:
        return tuple(f for f in files if not f.stamped) or files

    return replace(submission, documents=tuple((m, papers(f)) for m, f in submission.documents))


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session that works in this process."""
    pictures.dress(qapp)
    made = make_session(tmp_path / "session")
    made.pool = InlinePool()
    made.intake = Intake(made.pool)
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def page(qtbot: QtBot, session: Session, tmp_path: Path) -> MaterialsPage:
    """The company's papers of a registration: a licence and a card need the seal, a letter bears it."""
    case = open_sample(session, tmp_path, District.BAOSHAN, Service.REGISTER_COMPANY)
    session.change(unstamped(case.submission))
    made = MaterialsPage(session)
    session.case_changed.connect(made.show_case)
    session.saved.connect(made.show_case)
    made.show_case()
    show(qtbot, made)
    return made


def state(page: MaterialsPage) -> str:
    return page.aside.stamp_card._state.text()


def printed(page: MaterialsPage, folder: Path) -> Path:
    """The sheets, as if scanned without a seal."""
    picture = page.case.picture
    path = folder / "扫描.pdf"
    path.write_bytes(print_bytes(picture.context, picture.outputs.stamps, page.session.pool))
    return path


def asked(qtbot: QtBot, page: MaterialsPage) -> PileDialog:
    await_end(qtbot, page)
    qtbot.waitUntil(lambda: page.stamping.dialog is not None and page.stamping.dialog.isVisible())
    assert page.stamping.dialog is not None
    pictures.settle(page.stamping.dialog)
    return page.stamping.dialog


def scans(page: MaterialsPage) -> list[tuple[str, str, tuple[int, ...]]]:
    """(paper, file, pages) of the stamped scans that were put back."""
    return [
        (m, d.name, d.pages)
        for m, files in page.case.submission.documents
        for d in files
        if d.stamped and m != "letter_of_introduction"
    ]


def test_a_dropped_pile_is_shown_confirmed_and_taken_back(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    before = page.case.submission
    stamps = page.case.picture.outputs.stamps
    count = len(stamps)
    assert count >= 2
    assert state(page) == f"{count} 页要盖章，已放回 0 页"
    drop(page, printed(page, tmp_path))
    dialog = asked(qtbot, page)
    assert page.case.submission == before  # nothing before the user said so
    told = [line.about.text() for line in dialog.lines()]
    assert told == ["按页脚二维码认出 · 没看到红章，请看一眼"] * count
    assert dialog.add_button.caption == f"放入 {count} 页"
    assert gates.check_all(dialog) == []
    dialog.accept()
    pictures.settle(page)
    assert scans(page) == [
        (sheet.material.id, "扫描.pdf", (number,)) for number, sheet in enumerate(stamps)
    ]
    assert state(page) == f"{count} 页要盖章，已放回 {count} 页"
    assert page.tray.undo_bar.accessibleName() == f"已放入 {count} 页盖章的扫描件"
    page.undo()
    assert page.case.submission == before


def test_a_page_can_be_put_elsewhere_or_nowhere(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that bear no mark, given with the button, are taken in order."""
    count = len(page.case.picture.outputs.stamps)
    images = [str(image_file(tmp_path, f"{n}.jpg", 240 + 3 * n)) for n in range(count + 1)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (images, ""))
    page.aside.stamp_card.pick_button.click()
    dialog = asked(qtbot, page)
    fields = [line.field for line in dialog.lines()]
    chosen = [f.currentText().partition(".")[0] for f in fields]
    assert chosen == [*(str(n) for n in range(1, count + 1)), "不放"]
    fields[0].setCurrentIndex(0)
    fields[0].activated.emit(0)
    assert dialog.add_button.caption == f"放入 {count - 1} 页"
    assert dialog.left_out.text() == "还差 1 页没有放回"
    fields[-1].setCurrentIndex(2)
    fields[-1].activated.emit(2)
    assert dialog.left_out.text() == "还差 1 页没有放回；有 1 页选了同一页，用后面的"
    dialog.accept()
    pictures.settle(page)
    placed = scans(page)
    assert len(placed) == count - 1
    assert f"{count}.jpg" in [name for _, name, _ in placed]
    assert not {"0.jpg", "1.jpg"} & {name for _, name, _ in placed}


def test_declined_nothing_is_changed(qtbot: QtBot, page: MaterialsPage, tmp_path: Path) -> None:
    before = page.case.submission
    drop(page, printed(page, tmp_path))
    asked(qtbot, page).reject()
    pictures.settle(page)
    assert page.case.submission == before
    assert page.stamping.dialog is None


def test_other_files_are_asked_about_as_ever(
    qtbot: QtBot, page: MaterialsPage, tmp_path: Path
) -> None:
    drop(page, image_file(tmp_path, "营业执照 副本.jpg", 300))
    await_end(qtbot, page)
    chooser = chooser_of(page)
    qtbot.waitUntil(chooser.isVisible)
    assert page.stamping.dialog is None
    chooser.reject()


def test_the_sheets_are_shown_before_they_are_printed(qtbot: QtBot, page: MaterialsPage) -> None:
    preview = page.stamping.print_out()
    with qtbot.waitSignal(preview.drawn, timeout=WAIT):
        pass
    assert len(preview._sizes) == len(page.case.picture.outputs.stamps)
    assert preview.windowTitle() == "打印预览：盖章件"
    preview.reject()


def test_no_card_where_no_seal_is_asked_for(page: MaterialsPage) -> None:
    assert not page.aside.stamp_card.isHidden()
    page.session.change(replace(page.case.submission, district=District.XUHUI))
    page.show_case()
    assert page.aside.stamp_card.isHidden()
    pictures.settle(page)
    assert gates.check_all(page) == []
