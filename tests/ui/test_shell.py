"""The window as a whole: going through the steps, closing, failures, its place on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import District, PointsPath, Service
from jifen_desktop.domain.submission import Centre
from jifen_desktop.files.disk import swapped
from jifen_desktop.flow.step import Step
from jifen_desktop.library.settings import WindowPlace, load_settings
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.services.edit import set_pair
from jifen_desktop.services.summary import snapshot
from jifen_desktop.ui.crash import CrashGuard, diagnosis
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.widgets import StepState
from jifen_desktop.ui.window import MainWindow, rescued
from jifen_desktop.ui.wizard.pages.materials.views import person_views
from jifen_desktop.ui.wizard.rail import rail_steps
from jifen_desktop.ui.wizard.step_page import StepPage
from tests.files.faulty import FullDisk
from tests.support.cases import make_session, open_sample
from tests.support.library import entries
from tests.support.shelves import company, person
from tests.ui.conftest import Shell
from tests.ui.materials import drop, image_file

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def page(shell: Shell) -> StepPage:
    """The page shown."""
    shown = shell.window.frame.page
    assert shown is not None
    return shown


def links(shell: Shell) -> list[str]:
    """The links of the list of problems."""
    return [link.text() for link in shell.window.frame.notices.problems._links]


# --- going --------------------------------------------------------------------------------------


def test_new_case_starts_with_the_pair_and_is_not_on_disk_before_anything_was_done(
    shell: Shell,
) -> None:
    shell.window.act("new")
    assert page(shell).step is Step.PAIR
    assert not entries(shell.session.store)
    shell.click("继续：单位与申请人")
    assert page(shell).step is Step.PEOPLE
    assert [d.step for d in entries(shell.session.store)] == ["people"]


def test_going_on_names_what_is_to_be_mended_and_links_to_the_fields(shell: Shell) -> None:
    shell.window.act("new")
    shell.click("继续：单位与申请人")
    shell.click("继续：学历与学位")
    assert page(shell).step is Step.PEOPLE
    assert links(shell) == ["单位名称还没填写", "申请人姓名还没填写"]
    assert QApplication.focusWidget() is shell.button("单位名称还没填写")
    assert shell.window.windowTitle().startswith("需要处理：")
    shell.click("申请人姓名还没填写")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    shell.type_on("张样本")
    page(shell).apply()
    assert links(shell)[0] == "单位名称还没填写"
    shell.settle()
    shell.click("单位名称还没填写")
    shell.type_on("上海样本信息技术有限公司")
    page(shell).apply()
    assert shell.window.frame.notices.problems.isHidden()
    assert "上海样本信息技术有限公司" in shell.window.windowTitle()
    shell.click("继续：学历与学位")
    assert page(shell).step is Step.EDUCATION


def test_problems_can_be_left_for_later(shell: Shell) -> None:
    shell.window.act("new")
    shell.click("继续：单位与申请人")
    shell.click("继续：学历与学位")
    shell.click("先跳过")
    assert page(shell).step is Step.EDUCATION
    assert shell.window.frame.notices.problems.isHidden()


def test_rail_goes_anywhere_and_back_loses_nothing(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    field = page(shell).findChildren(QLineEdit)[0]
    shell.type_into(field, "上海")
    shell.type_on("样本")
    shell.window.frame.go_back()
    assert page(shell).step is Step.PAIR
    assert shell.session.case.submission.company.name == "上海样本"
    rail = {b.key: b for b in shell.window.frame.rail._buttons.values()}
    QTest.mouseClick(rail["people"], Qt.MouseButton.LeftButton)
    assert page(shell).step is Step.PEOPLE
    assert page(shell).findChildren(QLineEdit)[0].text() == "上海样本"


def test_steps_that_are_not_needed_keep_their_number(shell: Shell) -> None:
    shell.window.act("new")
    changed = set_pair(shell.session.case.submission, District.XUHUI, Service.RENEWAL, Centre())
    shell.session.change(changed)
    buttons = list(shell.window.frame.rail._buttons.values())
    assert [b.note for b in buttons] == ["", "不需要", "不需要", "不需要", "不需要", ""]
    assert [b._number for b in buttons] == [1, 2, 3, 4, 5, 6]
    assert [b.isEnabled() for b in buttons] == [True, False, False, False, False, True]
    assert shell.window.frame.footer.primary_button.text() == "继续：办理说明"


def test_a_finding_leads_to_its_field_on_another_page(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.lead_to(Place("company.phone"))
    assert page(shell).step is Step.PEOPLE
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "联系电话"


def test_escape_closes_the_problems_then_goes_back(shell: Shell) -> None:
    shell.window.act("new")
    frame = shell.window.frame
    frame.go_to(Step.PEOPLE)
    frame.go_on()
    assert not frame.notices.problems.isHidden()
    frame._escape()
    assert frame.notices.problems.isHidden()
    frame.rail.back_button.setFocus()
    frame._escape()
    assert page(shell).step is Step.PAIR


def test_busy_page_is_not_left(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.window.act("new")
    frame = shell.window.frame
    monkeypatch.setattr(page(shell), "busy", lambda: "正在检查文件")
    frame.go_on()
    assert page(shell).step is Step.PAIR
    assert not frame.notices.busy.isHidden()
    frame.leave()
    assert shell.session.has_case


def test_menu_leaves_a_case_for_another(shell: Shell) -> None:
    shell.window.act("new")
    first = shell.session.case
    shell.window.act("new")
    assert shell.session.case is not first
    shell.window.act("home")
    assert not shell.session.has_case
    assert shell.window.stack.currentWidget() is shell.window.start
    assert not shell.window.menus.actions["home"].isEnabled()


def test_shortcut_goes_back(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    QTest.keyClick(shell.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page(shell).step is Step.PAIR


def test_sample_goes_through_all_steps_to_the_export(shell: Shell) -> None:
    open_sample(shell.session, shell.folder, people=2)
    frame = shell.window.frame
    seen = [frame.step]
    for _ in range(5):
        shell.settle()
        shell.qtbot.waitUntil(lambda: not page(shell).busy(), timeout=30_000)
        frame.go_on()
        seen.append(frame.step)
    assert seen == list(Step)
    for step in reversed(list(Step)[:-1]):
        shell.qtbot.waitUntil(lambda: not page(shell).busy(), timeout=30_000)
        frame.go_back()
        assert frame.step is step
    frame.leave()
    assert not shell.session.has_case


def test_the_busy_bar_goes_when_the_work_ends(shell: Shell, tmp_path: Path) -> None:
    open_sample(shell.session, shell.folder)
    frame = shell.window.frame
    frame.go_to(Step.MATERIALS)
    drop(page(shell), image_file(tmp_path, "居住证.jpg"))
    frame.go_on()
    assert frame.step is Step.MATERIALS
    assert frame.notices.busy.accessibleName() == "正在检查文件"
    shell.qtbot.waitUntil(lambda: not page(shell).busy(), timeout=30_000)
    assert frame.notices.busy.isHidden()


def test_the_rail_counts_what_the_materials_page_counts(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder)
    applicant = replace(case.submission.applicants[0], points_paths=(PointsPath.SKILLS,))
    shell.session.change(case.submission.with_applicant(applicant))
    frame = shell.window.frame
    frame.go_to(Step.MATERIALS)
    (entry,) = [s for s in rail_steps(shell.session.case, frame.step, Step.EXPORT) if s.note]
    assert entry.text == "材料"
    missing = sum(len(view.missing) for view in person_views(shell.session.case))
    assert missing
    assert entry.note == f"差 {missing}"
    later = rail_steps(shell.session.case, Step.EXPORT, Step.EXPORT)
    assert next(s.state for s in later if s.text == "材料") is StepState.TODO


# --- saving and failing -------------------------------------------------------------------------


def test_failed_save_is_a_bar_with_retry_and_nothing_is_lost(shell: Shell) -> None:
    shell.window.act("new")
    frame = shell.window.frame
    with swapped(FullDisk()):
        frame.go_to(Step.PEOPLE)
        assert not frame.notices.unsaved.isHidden()
        assert frame.footer._saved.label.text() == "还没有保存"
    shell.click("重试")
    assert frame.notices.unsaved.isHidden()
    assert frame.footer._saved.label.text().startswith("已自动保存 · ")
    assert len(entries(shell.session.store)) == 1


def test_unexpected_exception_keeps_the_case_and_tells_once(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.window.act("new")
    guard = CrashGuard(shell.session, shell.window)
    typed = "".join(("张", "三"))
    try:
        raise ValueError(typed)
    except ValueError as error:
        guard.handle(type(error), error, error.__traceback__)
        guard.handle(type(error), error, error.__traceback__)
        told = diagnosis(type(error), error.__traceback__)
    assert typed not in told + capsys.readouterr().err
    assert "ValueError" in told
    assert len(entries(shell.session.store)) == 1
    shown = [m for m in shell.window.findChildren(Message) if m.isVisible()]
    assert len(shown) == 1
    assert "保存" in shown[0].text_label.text()
    shown[0].accept()
    assert guard.message is None


def test_closing_asks_while_work_runs_and_then_stops_it(shell: Shell) -> None:
    stopped = Event()

    def work(report: Report) -> None:
        while not report.cancelled():
            stopped.wait(0.01)
        report.check()

    shell.session.jobs.make(work).start()
    assert not shell.window.close()
    question = next(m for m in shell.window.findChildren(Message) if m.isVisible())
    assert question.act_button.text() == "停止并退出"
    question.reject()
    assert shell.window.isVisible()
    assert not shell.window.close()
    question = next(m for m in shell.window.findChildren(Message) if m.isVisible())
    question.accept()
    shell.qtbot.waitUntil(lambda: not shell.window.isVisible())
    assert not shell.session.jobs.busy


def test_logging_off_keeps_what_was_typed_and_is_held_up_by_work(shell: Shell) -> None:
    """The system's end of the session closes the windows, as Qt asks them to."""
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.type_into(page(shell).findChildren(QLineEdit)[0], "上海样本")
    stopped = Event()

    def work(report: Report) -> None:
        while not report.cancelled():
            stopped.wait(0.01)
        report.check()

    job = shell.session.jobs.make(work)
    job.start()
    QApplication.closeAllWindows()
    assert shell.window.isVisible()
    assert entries(shell.session.store)[0].submission.company.name == "上海样本"
    next(m for m in shell.window.findChildren(Message) if m.isVisible()).reject()
    job.cancel()
    shell.qtbot.waitUntil(lambda: not shell.session.jobs.busy)
    QApplication.closeAllWindows()
    assert not shell.window.isVisible()


def test_closing_takes_over_what_was_typed_last(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.type_into(page(shell).findChildren(QLineEdit)[0], "上海样本")
    assert shell.window.close()
    assert entries(shell.session.store)[0].submission.company.name == "上海样本"


# --- look and place -----------------------------------------------------------------------------


def test_theme_and_text_size_are_remembered(shell: Shell) -> None:
    shell.window.act("dark")
    shell.window.act("larger")
    shell.window.act("larger")
    kept, _ = load_settings(shell.session.library.settings_path)
    assert (kept.theme, kept.text_scale) == ("dark", 1.3)
    shell.window.act("normal")
    shell.window.act("smaller")
    assert shell.session.settings.text_scale == 1.0


def test_window_comes_back_where_it_was(shell: Shell) -> None:
    shell.window.setGeometry(20, 40, 1030, 710)
    shell.window.close()
    kept, _ = load_settings(shell.session.library.settings_path)
    assert kept.window == WindowPlace(20, 40, 1030, 710)


def test_window_is_rescued_from_a_screen_that_is_gone(qapp: QApplication) -> None:
    screen = qapp.primaryScreen().availableGeometry()
    fine = WindowPlace(screen.x() + 10, screen.y() + 10, 700, 500)
    assert rescued(fine).topLeft() == screen.topLeft() + rescued(fine).topLeft() - screen.topLeft()
    assert (rescued(fine).x(), rescued(fine).width()) == (screen.x() + 10, 700)
    for x, y in ((9000, 100), (-5000, 100), (100, -900), (100, 9000)):
        assert screen.contains(rescued(WindowPlace(x, y, 700, 500)).center())
    huge = rescued(WindowPlace(9000, 0, 9000, 9000))
    assert huge.width() <= screen.width()


def test_unknown_theme_in_the_settings_is_the_system(tmp_path: Path, qapp: QApplication) -> None:
    from jifen_desktop.ui import theme
    from jifen_desktop.ui.app import dress

    session: Session = make_session(tmp_path)
    session.settings = replace(session.settings, theme="purple", text_scale=9.0)
    dress(qapp, session)
    assert theme.manager().choice == "system"
    assert theme.manager().text_scale == 2.0
    session.close()
    qapp.setStyleSheet("")


def test_no_page_of_another_case_is_kept(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    first = page(shell)
    submission = replace(
        shell.session.case.submission,
        company=company("上海示范贸易有限公司"),
        applicants=(person("赵样本"),),
    )
    shell.session.change(submission)
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    assert page(shell) is not first
    assert page(shell).findChildren(QLineEdit)[0].text() == ""


# --- the program --------------------------------------------------------------------------------

START = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from jifen_desktop.ui import app
found = []
heavy = {"pymupdf", "PIL", "docx", "numpy"}
real = app.MainWindow
class Window(real):
    def showEvent(self, event):
        super().showEvent(event)
        found.extend(heavy & set(sys.modules))
        self.act("new")
        found.extend(heavy & set(sys.modules))
        QTimer.singleShot(200, self.close)
if __name__ == "__main__":
    app.MainWindow = Window
    code = app.run_window(date(2026, 11, 23))
    print(code, found, QApplication.instance().applicationDisplayName())
"""


def _start(folder: Path, script: str, library: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "start.py"
    path.write_text(script, encoding="utf-8")
    environment = {**os.environ, "JIFEN_LIBRARY": str(library), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, str(path)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def test_start_is_light_and_ends_clean(tmp_path: Path) -> None:
    done = _start(tmp_path, START, tmp_path / "library")
    assert done.stdout.strip() == "0 [] 居住证积分材料助手", done.stderr


def test_second_start_says_that_the_data_is_in_use(tmp_path: Path) -> None:
    from jifen_desktop.files.lock import FolderLock

    script = "from jifen_desktop.__main__ import main\nif __name__ == '__main__':\n    raise SystemExit(main())\n"
    with FolderLock(tmp_path / "library"):
        done = _start(tmp_path, script, tmp_path / "library")
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert lines == [
        "资料正被另一个窗口使用。回到已经打开的窗口；找不到那个窗口时，是别的用户或别的电脑打开的，先在那里退出"
    ]


def test_damaged_settings_are_told(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "settings.toml").write_text("theme = ", encoding="utf-8")
    session = make_session(tmp_path)
    window = MainWindow(session)
    assert not window.start.notes.damaged_note.isHidden()
    window.close()
    window.deleteLater()
    session.close()


def test_building_pages_shows_no_window_of_its_own(shell: Shell) -> None:
    """A widget that is made visible before it has a parent flashes as a window and takes the focus."""
    shell.window.start.show_page("company")
    shell.window.start.show_page("centre")
    shell.settle()
    assert shell.window.isActiveWindow()
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    assert shell.window.isActiveWindow()


def test_changed_rules_are_told_above_the_page_and_lead_to_the_review(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder)
    shell.window.frame.go_to(Step.REVIEW)
    older = replace(case.picture.plans.base, subject=None)
    with shell.session.store.db.transaction() as db:
        kept = snapshot(CasePlan(older, case.picture.plans.people))
        db.execute("UPDATE submission SET rulebook = 'older', plan = ?", (kept,))
    shell.session.open(None)
    shell.window.commands.open_entry(case.entry.id)
    shell.window.frame.go_to(Step.PEOPLE)
    shell.settle()
    banner = shell.window.frame.notices.rules
    assert banner.isVisible()
    assert banner.accessibleName() == "上次保存之后，这项业务的规则更新过"
    shell.click("重新核对")
    assert page(shell).step is Step.REVIEW
    assert banner.isHidden()
    shell.session.open(None)
    shell.window.commands.open_entry(case.entry.id)
    assert banner.isHidden()
