"""The menu bar: every act has its keys, no key has two acts, and a keyboard alone can open and use it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QMenu

from jifen_desktop.flow.step import Step
from jifen_desktop.ui.edit_acts import KEYS
from jifen_desktop.ui.licences import LicencesDialog
from jifen_desktop.ui.menu import Menus
from jifen_desktop.ui.menu_entries import SEPARATOR, Entry, menus_of, shortcuts_of
from jifen_desktop.ui.shortcuts import shortcut_groups, shortcuts_dialog
from tests.support.cases import open_sample
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

PLATFORMS = ("linux", "win32", "darwin")
Standard = QKeySequence.StandardKey
STANDARD = {
    "new": Standard.New,
    "open_file": Standard.Open,
    "undo": Standard.Undo,
    "redo": Standard.Redo,
    "cut": Standard.Cut,
    "copy": Standard.Copy,
    "paste": Standard.Paste,
    "select_all": Standard.SelectAll,
    "search": Standard.Find,
    "back": Standard.Back,
    "forward": Standard.Forward,
    "larger": Standard.ZoomIn,
    "smaller": Standard.ZoomOut,
    "full_screen": Standard.FullScreen,
    "help": Standard.HelpContents,
}
# Ctrl is Cmd on a Mac; the last are what it takes itself
INPUT_METHODS = (
    *("Ctrl+Space", "Shift+Space", "Ctrl+."),
    *(f"Ctrl+Shift+{letter}" for letter in "FBKUT"),
)
MAC = ("Ctrl+H", "Ctrl+Space", "Ctrl+Tab", "Ctrl+Shift+Q", *(f"Ctrl+Shift+{n}" for n in (3, 4, 5)))


def entries_of(platform: str) -> list[Entry]:
    """Every act in the menus of a system."""
    return [e for _, entries in menus_of(platform) for e in entries if e is not SEPARATOR]


def named(entries: list[Entry]) -> dict[str, str]:
    """Every key sequence with the act that has it."""
    found: dict[str, str] = {}
    for entry in entries:
        for keys in shortcuts_of(entry):
            assert keys.toString() not in found, (entry.key, found[keys.toString()])
            found[keys.toString()] = entry.key
    return found


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_act_has_keys_of_its_own(platform: str) -> None:
    entries = entries_of(platform)
    assert len({e.key for e in entries}) == len(entries)
    assert [e.key for e in entries if not shortcuts_of(e)] == []
    keys = named(entries)
    taken = {*INPUT_METHODS, *(MAC if platform == "darwin" else ())}
    assert taken & set(keys) == set()
    # chat programs take Ctrl+Alt and Alt with a letter everywhere
    assert [k for k in keys if "Alt+" in k and k.rpartition("+")[2].isalpha()] == [
        k for k in ("Alt+Left", "Alt+Right") if k in keys
    ]


@pytest.mark.usefixtures("qapp")
def test_acts_that_the_system_has_keys_for_use_these() -> None:
    by_key = {e.key: e for e in entries_of("linux")}
    for key, standard in STANDARD.items():
        assert shortcuts_of(by_key[key])[0] == QKeySequence(standard), key


def test_menus_follow_the_habits_of_each_system() -> None:
    assert [t for t, _ in menus_of("win32")] == [
        "文件(&F)",
        "编辑(&E)",
        "查看(&V)",
        "工具(&T)",
        "帮助(&H)",
    ]
    assert [t for t, _ in menus_of("darwin")] == ["文件", "编辑", "查看", "工具", "窗口", "帮助"]
    roles = {e.key: e.role for e in entries_of("darwin") if e.role != QAction.MenuRole.NoRole}
    assert roles == {
        "quit": QAction.MenuRole.QuitRole,
        "settings": QAction.MenuRole.PreferencesRole,
        "about": QAction.MenuRole.AboutRole,
    }
    letters = [t[t.index("&") + 1] for t, _ in menus_of("win32")]
    assert len(set(letters)) == len(letters)
    for platform in PLATFORMS:
        for _, entries in menus_of(platform):
            assert SEPARATOR not in (entries[0], entries[-1])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_mac_shows_no_access_keys_and_every_act_can_be_made(
    qapp: QApplication, platform: str
) -> None:
    window = QMainWindow()
    menus = Menus(window, lambda _key: None, lambda _title: None, platform)
    titles = [menu.title() for menu in window.menuBar().findChildren(QMenu)]
    assert all(("&" in title) == (platform != "darwin") for title in titles)
    assert set(menus.actions) == {e.key for e in entries_of(platform)}
    window.deleteLater()


def test_every_act_of_the_menus_is_done(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """No entry without something behind it: each ends in an act of the window, the commands or the start screen."""
    window = shell.window
    known = {
        *window.commands._acts,
        *("light", "dark", "system", "larger", "smaller", "normal", "home", "back", "forward"),
        *("company", "centre", "privacy", "settings", "search"),
        *("labels", "backup", "restore", "check", "trash"),
        *("undo", "redo", "cut", "copy", "paste", "select_all"),
        *("quit", "minimize", "zoom", "full_screen", "help"),
        *(f"place-{n}" for n in range(1, 9)),
    }
    assert {e.key for platform in PLATFORMS for e in entries_of(platform)} == known
    shown: list[str] = []
    monkeypatch.setattr(window.commands, "show_settings", shown.append)
    for key in ("company", "centre", "privacy", "settings"):
        window.menus.actions[key].trigger()
    assert shown == ["company", "centre", "privacy", ""]


def test_the_list_of_shortcuts_is_that_of_the_menus(shell: Shell) -> None:
    listed = dict(row for _, rows in shortcut_groups("linux")[:-3] for row in rows)
    assert listed == {
        e.text: shortcuts_of(e)[0].toString(QKeySequence.SequenceFormat.NativeText)
        for e in entries_of("linux")
    }
    dialog = shortcuts_dialog(shell.window)
    texts = {label.text() for label in dialog.findChildren(type(dialog.done_button))}
    assert texts == {"完成"}
    mac = [keys for _, rows in shortcut_groups("darwin")[-3:] for _, keys in rows]
    assert not any("Alt" in keys or "F10" in keys for keys in mac)
    dialog.close()


# --- places -------------------------------------------------------------------------------------


def press(shell: Shell, digit: int) -> None:
    """Ctrl and a digit, where the focus is."""
    key = Qt.Key(Qt.Key.Key_0.value + digit)
    QTest.keyClick(
        QApplication.focusWidget() or shell.window, key, Qt.KeyboardModifier.ControlModifier
    )
    shell.settle()


def test_digits_go_to_the_entries_of_the_rail_that_is_shown(shell: Shell) -> None:
    press(shell, 2)
    assert shell.window.start.stack.currentWidget() is shell.window.start.exported
    shown = [a.text() for k, a in shell.window.menus.actions.items() if k.startswith("place-")]
    assert shown[:3] == ["未完成", "已导出", "导出记录"]
    open_sample(shell.session, shell.folder)
    press(shell, 3)
    assert shell.window.frame.step is Step.EDUCATION
    actions = {k: a for k, a in shell.window.menus.actions.items() if k.startswith("place-")}
    assert [a.text() for a in actions.values() if a.isVisible()][:2] == ["业务与区", "单位与申请人"]
    assert not actions["place-7"].isVisible()
    press(shell, 7)
    assert shell.window.frame.step is Step.EDUCATION


# --- the edit menu ------------------------------------------------------------------------------


def test_the_edit_menu_says_what_is_undone_and_greys_the_rest(shell: Shell) -> None:
    case = open_sample(shell.session, shell.folder)
    frame = shell.window.frame
    frame.go_to(Step.MATERIALS)
    acts = shell.window.menus.actions
    shell.window._menu_opens("编辑")
    assert (acts["undo"].text(), acts["undo"].isEnabled()) == ("撤销", False)
    assert not acts["copy"].isEnabled()
    person = replace(case.submission.applicants[0], name="王&样本")
    shell.session.change(case.submission.with_applicant(person))
    shell.window._menu_opens("编辑")
    assert acts["undo"].isEnabled()
    assert acts["undo"].text() == frame.page.undo_texts()[0].replace("&", "&&")  # type: ignore[union-attr]
    acts["undo"].trigger()
    assert shell.session.case.submission.applicants[0].name == case.submission.applicants[0].name
    shell.window._menu_opens("编辑")
    assert acts["redo"].isEnabled()


def test_paste_is_offered_where_it_does_something(shell: Shell) -> None:
    open_sample(shell.session, shell.folder)
    offered = []
    for step in Step:
        shell.window.frame.go_to(step)
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        shell.window._menu_opens("编辑")
        if shell.window.menus.actions["paste"].isEnabled():
            offered.append(step)
    assert offered == [Step.PEOPLE, Step.MATERIALS]


def test_a_licence_can_be_copied_by_the_menu(shell: Shell) -> None:
    """A Mac's menu bar belongs to the dialogs too."""
    dialog = LicencesDialog(shell.session, shell.window)
    dialog.show()
    shell.qtbot.waitUntil(lambda: bool(dialog.text.toPlainText()))
    dialog.activateWindow()
    shell.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.text.setFocus()
    shell.window._menu_opens("编辑")
    acts = shell.window.menus.actions
    assert [k for k in KEYS if acts[k].isEnabled()] == ["select_all"]
    acts["select_all"].trigger()
    acts["copy"].setEnabled(True)
    acts["copy"].trigger()
    assert QApplication.clipboard().text() == dialog.text.toPlainText()
    dialog.close()


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_the_edit_menu_opened_by_keys_acts_on_the_field(shell: Shell) -> None:
    shell.window.act("new")
    shell.window.frame.go_to(Step.PEOPLE)
    field = shell.window.frame.page.findChildren(QLineEdit)[0]  # type: ignore[union-attr]
    shell.type_into(field, "上海样本")
    menu = next(
        m for m in shell.window.menuBar().findChildren(QMenu) if m.title().startswith("编辑")
    )
    QTest.keyClick(shell.window, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    shell.qtbot.waitUntil(menu.isVisible)
    acts = shell.window.menus.actions
    assert acts["undo"].isEnabled()
    assert not acts["copy"].isEnabled()
    assert acts["select_all"].isEnabled()
    menu.setActiveAction(acts["select_all"])
    QTest.keyClick(menu, Qt.Key.Key_Return)
    shell.settle()
    assert field.selectedText() == "上海样本"
    assert shell.window.focusWidget() is field


# --- dialogs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["settings", "company", "shortcuts", "about"])
def test_escape_closes_a_dialog_and_gives_the_focus_back(shell: Shell, key: str) -> None:
    opener = shell.window.start.rail.help_button
    opener.setFocus(Qt.FocusReason.TabFocusReason)
    shell.window.menus.actions[key].trigger()
    (dialog,) = [d for d in shell.window.findChildren(QDialog) if d.isVisible()]
    shell.qtbot.waitUntil(dialog.isActiveWindow)
    inside = QApplication.focusWidget()
    assert inside is not None
    assert dialog.isAncestorOf(inside), "the keyboard goes on in the dialog"
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    shell.qtbot.waitUntil(
        lambda: not [d for d in shell.window.findChildren(QDialog) if d.isVisible()]
    )
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    assert QApplication.focusWidget() is opener
