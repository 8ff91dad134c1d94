"""What a screen reader is told without being asked: what was done, politely; what went wrong, at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest

from jifen_desktop.files.disk import swapped
from jifen_desktop.flow.step import Step
from jifen_desktop.ui.widgets import feedback
from jifen_desktop.ui.wizard.pages.export import ExportPage
from jifen_desktop.ui.wizard.pages.materials import MaterialsPage
from tests.files.faulty import FullDisk
from tests.support.cases import open_sample
from tests.ui.conftest import Shell
from tests.ui.materials import drop, image_file, spot_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


@dataclass
class Ear:
    """Stands for the way to the screen reader: the events are real."""

    heard: list[tuple[str, QAccessible.AnnouncementPoliteness]] = field(default_factory=list)
    AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 -- Qt's name
        """Take an event."""
        self.heard.append((event.message(), event.politeness()))

    def how(self, words: str) -> QAccessible.AnnouncementPoliteness | None:
        """How the last message that begins so was told; None where it wasn't."""
        return next((p for text, p in reversed(self.heard) if text.startswith(words)), None)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ear]:
    """Everything that is announced."""
    made = Ear()
    monkeypatch.setattr(feedback, "QAccessible", made)
    yield made
    assert all(text.strip() for text, _ in made.heard)


def materials(shell: Shell) -> MaterialsPage:
    """The materials page on the sample."""
    open_sample(shell.session, shell.folder)
    shell.window.frame.go_to(Step.MATERIALS)
    page = shell.window.frame.page
    assert isinstance(page, MaterialsPage)
    return page


def test_steps_and_problems(shell: Shell, ear: Ear) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    assert ear.how("第 2 步，单位与申请人") is POLITE
    shell.window.frame.go_on()
    assert ear.how("有 2 处需要处理") is ASSERTIVE


def test_files_that_come_and_files_that_do_not(shell: Shell, ear: Ear, tmp_path: Path) -> None:
    page = materials(shell)
    page.checklist.focus_spot(spot_of(page, "id_card"))
    row = page.checklist.material_rows[spot_of(page, "id_card")]
    drop(row, image_file(tmp_path, "人像面.jpg", 250))
    shell.qtbot.waitUntil(lambda: ear.how("“身份证”添加了") is not None, timeout=20_000)
    assert ear.how("“身份证”添加了") is POLITE
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"")
    row = page.checklist.material_rows[spot_of(page, "id_card")]
    drop(row, bad)
    shell.qtbot.waitUntil(lambda: "坏.pdf" in " ".join(t for t, _ in ear.heard), timeout=20_000)
    assert next(p for text, p in ear.heard if "坏.pdf" in text) is ASSERTIVE
    page.undo()
    assert ear.how("已撤销添加") is POLITE


def test_what_is_not_saved_and_what_is_again(shell: Shell, ear: Ear) -> None:
    shell.window.act("new")
    with swapped(FullDisk()):
        shell.window.frame.go_to(Step.PEOPLE)
    assert ear.how("有改动还没保存") is ASSERTIVE
    shell.click("重试")
    assert ear.how("改动已经保存") is POLITE


def test_the_export(shell: Shell, ear: Ear, monkeypatch: pytest.MonkeyPatch) -> None:
    open_sample(shell.session, shell.folder)
    shell.window.frame.go_to(Step.EXPORT)
    page = shell.window.frame.page
    assert isinstance(page, ExportPage)
    monkeypatch.setattr(type(shell.session), "export_parent", lambda _self: shell.folder / "out")
    shell.qtbot.waitUntil(lambda: page.target.folder is not None, timeout=20_000)
    page.primary()
    shell.qtbot.waitUntil(lambda: page.record is not None, timeout=60_000)
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy, timeout=20_000)
    assert ear.how("已导出并核对，全部一致") is POLITE


def test_what_is_deleted(shell: Shell, ear: Ear) -> None:
    case = open_sample(shell.session, shell.folder)
    shell.window.act("home")
    shell.window.start.deleting.trash(case.entry.id)
    QTest.qWait(0)
    assert ear.heard[-1][1] is POLITE
    assert "最近删除" in ear.heard[-1][0]
