"""The menu bar: every act with its shortcut; a table, so that the list of shortcuts is made from it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

_Role = QAction.MenuRole
_Key = QKeySequence.StandardKey


@dataclass(frozen=True)
class Entry:
    """One act. `key` names it, `needs_case` greys it without an open case, `choice` makes it one of a group.

    The keys of an act that is `shown_only` belong to the field or page in focus; the menu merely names them.
    """

    key: str
    text: str
    shortcut: QKeySequence | _Key | None = None
    role: _Role = _Role.NoRole
    needs_case: bool = False
    choice: str = ""
    shown_only: bool = False


SEPARATOR: Final = Entry("", "")

MENUS: Final[tuple[tuple[str, str, tuple[Entry, ...]], ...]] = (
    (
        "文件",
        "F",
        (
            Entry("new", "新建申报", _Key.New),
            Entry("open_file", "打开申报文件…", _Key.Open),
            Entry("sample", "打开示例"),
            SEPARATOR,
            Entry("home", "返回全部申报", QKeySequence("Ctrl+Shift+H"), needs_case=True),
            SEPARATOR,
            Entry("quit", "退出", QKeySequence("Ctrl+Q"), _Role.QuitRole),
        ),
    ),
    (
        "编辑",
        "E",
        (
            Entry("undo", "撤销", _Key.Undo, shown_only=True),
            Entry("redo", "重做", QKeySequence("Ctrl+Shift+Z"), shown_only=True),
            Entry("cut", "剪切", _Key.Cut, shown_only=True),
            Entry("copy", "复制", _Key.Copy, shown_only=True),
            Entry("paste", "粘贴", _Key.Paste, shown_only=True),
            Entry("select_all", "全选", _Key.SelectAll, shown_only=True),
            SEPARATOR,
            Entry("search", "搜索申报", QKeySequence("Ctrl+K")),
        ),
    ),
    (
        "查看",
        "V",
        (
            Entry("light", "浅色", choice="theme"),
            Entry("dark", "深色", choice="theme"),
            Entry("system", "跟随系统", choice="theme"),
            SEPARATOR,
            Entry("larger", "放大字号", _Key.ZoomIn),
            Entry("smaller", "缩小字号", _Key.ZoomOut),
            Entry("normal", "恢复字号", QKeySequence("Ctrl+0")),
            SEPARATOR,
            Entry("back", "上一步", _Key.Back, needs_case=True),
            Entry("forward", "继续", _Key.Forward, needs_case=True),
        ),
    ),
    (
        "工具",
        "T",
        (
            Entry("company", "单位资料"),
            Entry("centre", "中心资料"),
            Entry("privacy", "隐私与数据"),
            SEPARATOR,
            Entry("labels", "打印几份地址标签…"),
            SEPARATOR,
            Entry("backup", "另存备份…"),
            Entry("restore", "从备份恢复…"),
            Entry("check", "检查资料库"),
            Entry("trash", "最近删除"),
            SEPARATOR,
            Entry("settings", "设置…", QKeySequence("Ctrl+,"), _Role.PreferencesRole),
        ),
    ),
    (
        "帮助",
        "H",
        (
            Entry("help", "使用说明", QKeySequence("F1")),
            Entry("shortcuts", "快捷键"),
            SEPARATOR,
            Entry("about", "关于", role=_Role.AboutRole),
        ),
    ),
)


class Menus:
    """The window's menus; `actions` by key."""

    def __init__(
        self,
        window: QMainWindow,
        act: Callable[[str], None],
        undo_texts: Callable[[], tuple[str, str]],
    ) -> None:
        self.actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._window = window
        self._act = act
        for title, letter, entries in MENUS:
            # access keys are a habit of Windows and Linux; a Mac would show the letter
            name = title if sys.platform == "darwin" else f"{title}(&{letter})"
            menu = window.menuBar().addMenu(name)
            self._fill(menu, entries)
            if title == "编辑":
                menu.aboutToShow.connect(lambda: self._name_undo(*undo_texts()))

    def set_case_open(self, is_open: bool) -> None:
        """Grey what only makes sense in a case."""
        for _, _, entries in MENUS:
            for entry in entries:
                if entry.needs_case:
                    self.actions[entry.key].setEnabled(is_open)

    def check(self, key: str) -> None:
        """Mark one of a group."""
        self.actions[key].setChecked(True)

    def _name_undo(self, undo: str, redo: str) -> None:
        """Say what is undone and redone; an & in a file's name is no access key."""
        self.actions["undo"].setText(undo.replace("&", "&&"))
        self.actions["redo"].setText(redo.replace("&", "&&"))

    def _fill(self, menu: QMenu, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry is SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(self._make(entry))

    def _make(self, entry: Entry) -> QAction:
        action = QAction(entry.text, self._window)
        action.setMenuRole(entry.role)
        if entry.shortcut is not None:
            action.setShortcut(entry.shortcut)
        if entry.key == "larger":  # + needs Shift on most keyboards
            action.setShortcuts([*action.shortcuts(), QKeySequence("Ctrl+=")])
        if entry.shown_only:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if entry.choice:
            group = self._groups.setdefault(entry.choice, QActionGroup(self._window))
            action.setCheckable(True)
            group.addAction(action)
        key = entry.key
        action.triggered.connect(lambda _checked=False: self._act(key))
        self.actions[key] = action
        return action


def shortcut_list() -> list[tuple[str, str]]:
    """Every act that has a shortcut, with the keys as this system writes them."""
    found = []
    for _, _, entries in MENUS:
        for entry in entries:
            if entry.shortcut is not None:
                keys = QKeySequence(entry.shortcut)
                found.append((entry.text, keys.toString(QKeySequence.SequenceFormat.NativeText)))
    return found
