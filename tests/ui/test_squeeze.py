"""A mail that is too large: what making its pictures smaller would do, seen and agreed to in the window."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import Purpose
from jifen_desktop.domain.submission import Submission
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.budget import COMPRESS
from jifen_desktop.services.case import case_from_file
from jifen_desktop.services.edit import confirm, documents_for, set_documents
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.mail_meter import MailMeter, MailMeters
from jifen_desktop.ui.wizard.pages.review import ReviewPage
from jifen_desktop.ui.wizard.squeeze import SqueezeDialog
from tests import pictures
from tests.imaging.test_squeeze import jpeg, noisy
from tests.support.cases import open_sample
from tests.support.submissions import CENTRE
from tests.support.submissions import Submission as Card
from tests.ui.gates import shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def limited(submission: Submission, megabytes: int) -> Submission:
    """With a mailbox that takes no more than that."""
    limits = ((Purpose.POINTS, megabytes),)
    return replace(submission, centre=replace(submission.centre, mailbox_limits=limits))


def asked(session: Session) -> bool:
    """Whether the question about making pictures smaller is open."""
    found = [f for f in session.case.picture.findings if f.code == COMPRESS]
    return any(not is_confirmed(f, session.case.submission) for f in found)


def opened(
    qtbot: QtBot,
    session: Session,
    folder: Path,
    size: tuple[int, int] = (1000, 800),
    noise: float = 0.1,
) -> tuple[ReviewPage, SqueezeDialog]:
    """The dialog about two photos that are too much for a mailbox of 1 MB, opened by its link."""
    small = Card("minhang", "reset_personal", centre=CENTRE | {"mailbox_limits": {"accounts": 1}})
    path = small.write(folder / "in")
    for i, side in enumerate("ab"):
        photo = jpeg(noisy(i, size, noise + i / 20), 96, subsampling="4:2:0")
        (folder / f"in/person-1/id_card-{side}.jpg").write_bytes(photo)
    session.open(case_from_file(session.book, session.store, session.intake, path, session.today))
    page = ReviewPage(session)
    qtbot.addWidget(page)
    session.case_changed.connect(page.show_case)
    page.resize(1000, 700)
    page.show()
    page.show_case()
    pictures.settle(page)
    (link,) = [b for b in page.findChildren(w.LinkButton) if b.caption == "看压缩效果"]
    link.click()
    (dialog,) = page.findChildren(SqueezeDialog)
    return page, dialog


def words_in(dialog: SqueezeDialog) -> str:
    """All that is to be read."""
    pictures.settle(dialog)
    return "\n".join(visible_text(widget) for widget in shown_widgets(dialog))


def test_seen_then_agreed(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    page, dialog = opened(qtbot, session, tmp_path)
    assert not dialog.yes_button.isEnabled()
    qtbot.waitUntil(lambda: dialog.trial is not None and not dialog.busy, timeout=60_000)
    trial = dialog.trial
    assert trial is not None
    assert trial.pages
    words = words_in(dialog)
    assert all(f"{p.page.name}" in words for p in trial.pages)
    assert "变化最大的一张" in words
    assert not dialog.comparison.before._image.isNull()
    assert dialog.comparison.before._image != dialog.comparison.after._image
    other = min(trial.pages, key=lambda p: p.loss)
    assert "画质" in words
    dialog._choose(other)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=60_000)
    assert asked(session)
    QTest.mouseClick(dialog.yes_button, Qt.MouseButton.LeftButton)
    assert not asked(session)
    pictures.settle(page)
    assert any(b.caption == "撤回确认" for b in page.findChildren(w.LinkButton))

    person = session.case.submission.applicants[0]
    cards = documents_for(session.case.submission, person.key, "id_card")
    turned = (cards[0].with_edit(0, Edit(turns=1)), cards[1])
    session.change(set_documents(session.case.submission, person.key, "id_card", turned))
    assert asked(session)


def test_no_changes_nothing(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, session, tmp_path)
    before = session.case.submission
    QTest.keyClick(dialog, Qt.Key.Key_Escape)  # while it is trying
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=60_000)
    assert session.case.submission == before


def test_too_little_even_at_the_least(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    _, dialog = opened(qtbot, session, tmp_path, (2400, 1900), 0.4)
    qtbot.waitUntil(lambda: dialog.trial is not None, timeout=60_000)
    assert "压到最低画质仍超过收件邮箱的 1 MB" in words_in(dialog)
    assert not dialog.yes_button.isVisible()
    QTest.mouseClick(dialog.no_button, Qt.MouseButton.LeftButton)
    assert asked(session)


def test_bars_tell_used_and_left(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    case = open_sample(session, tmp_path, people=3)
    session.change(limited(case.submission, 22))
    meters = MailMeters(session.case.picture)
    qtbot.addWidget(meters)
    first, second = meters.findChildren(MailMeter)
    assert "第 1 封 · 张样本等 2 人" in first.meter.accessibleName()
    assert "还剩" in second.meter.accessibleName()
    session.change(limited(case.submission, 4))
    over = MailMeters(session.case.picture)
    qtbot.addWidget(over)
    assert all("超出" in m.meter.accessibleName() for m in over.findChildren(MailMeter))
    assert len(over.findChildren(MailMeter)) == 3
    session.change(confirm(session.case.submission, COMPRESS))
    agreed = MailMeters(session.case.picture)
    qtbot.addWidget(agreed)
    assert all("导出时压缩" in m.meter.accessibleName() for m in agreed.findChildren(MailMeter))


def test_packages_that_hand_on_their_parts_can_be_imported_first() -> None:
    """In a process of its own: here everything is imported already, and a circle wouldn't be seen."""
    for name in ("ui.wizard.squeeze", "ui.wizard.pages.review"):
        command = [sys.executable, "-c", f"import jifen_desktop.{name}"]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert ran.returncode == 0, ran.stderr
