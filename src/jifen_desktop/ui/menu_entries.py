"""What stands in the menus: every act with its keys. The menu bar and the list of shortcuts are made from this table.

Keys are the system's own where it has one for the act. The others keep clear of what takes keys before the program
does: input methods (Ctrl+Space, Ctrl+., Ctrl+Shift+F, B, K), chat programs (Ctrl+Alt with a letter), macOS
(Cmd+H, Cmd+M, Cmd+Shift+3 to 5, Cmd+Shift+Q).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence

_Role = QAction.MenuRole
_Key = QKeySequence.StandardKey
PLACES: Final = 8
"""Entries of the rail that have a key; the menu names those of the rail that is shown."""


@dataclass(frozen=True)
class Entry:
    """One act. `key` names it, `needs_case` greys it without an open case, `choice` makes it one of a group.

    The keys of an act that is `shown_only` belong to the field or page in focus; the menu merely names them. `mac_only`
    is an act that other systems offer in the window's frame. `also` are further keys for the same act.
    """

    key: str
    text: str
    shortcut: QKeySequence | _Key | None = None
    role: _Role = _Role.NoRole
    needs_case: bool = False
    choice: str = ""
    shown_only: bool = False
    mac_only: bool = False
    also: tuple[str, ...] = ()


SEPARATOR: Final = Entry("", "")


def place_key(number: int) -> str:
    """The act that goes to an entry of the rail, counted from 1."""
    return f"place-{number}"


def _keys(text: str) -> QKeySequence:
    return QKeySequence(text)


_PLACES: Final = tuple(
    Entry(place_key(n), f"左侧第 {n} 项", _keys(f"Ctrl+{n}")) for n in range(1, PLACES + 1)
)

MENUS: Final[tuple[tuple[str, str, tuple[Entry, ...]], ...]] = (
    (
        "文件",
        "F",
        (
            Entry("new", "新建申报", _Key.New),
            Entry("open_file", "打开申报文件…", _Key.Open),
            Entry("sample", "打开示例", _keys("Ctrl+Shift+O")),
            SEPARATOR,
            Entry("home", "返回全部申报", _keys("Ctrl+Shift+H"), needs_case=True),
            SEPARATOR,
            Entry("quit", "退出", _keys("Ctrl+Q"), _Role.QuitRole),
        ),
    ),
    (
        "编辑",
        "E",
        (
            Entry("undo", "撤销", _Key.Undo, shown_only=True),
            Entry("redo", "重做", _Key.Redo, shown_only=True),
            SEPARATOR,
            Entry("cut", "剪切", _Key.Cut, shown_only=True),
            Entry("copy", "复制", _Key.Copy, shown_only=True),
            Entry("paste", "粘贴", _Key.Paste, shown_only=True),
            Entry("select_all", "全选", _Key.SelectAll, shown_only=True),
            SEPARATOR,
            Entry("search", "搜索申报", _Key.Find, also=("Ctrl+K",)),
        ),
    ),
    (
        "查看",
        "V",
        (
            Entry("back", "上一步", _Key.Back, needs_case=True),
            Entry("forward", "继续", _Key.Forward, needs_case=True),
            SEPARATOR,
            *_PLACES,
            SEPARATOR,
            Entry("light", "浅色", _keys("Ctrl+Shift+L"), choice="theme"),
            Entry("dark", "深色", _keys("Ctrl+Shift+D"), choice="theme"),
            Entry("system", "跟随系统", _keys("Ctrl+Shift+A"), choice="theme"),
            SEPARATOR,
            # + needs Shift on most keyboards
            Entry("larger", "放大字号", _Key.ZoomIn, also=("Ctrl+=",)),
            Entry("smaller", "缩小字号", _Key.ZoomOut),
            Entry("normal", "恢复字号", _keys("Ctrl+0")),
            SEPARATOR,
            Entry("full_screen", "全屏", _Key.FullScreen),
        ),
    ),
    (
        "工具",
        "T",
        (
            Entry("company", "单位资料", _keys("Ctrl+Shift+C")),
            Entry("centre", "中心资料", _keys("Ctrl+Shift+X")),
            Entry("privacy", "隐私与数据", _keys("Ctrl+Shift+Y")),
            SEPARATOR,
            Entry("labels", "打印几份地址标签…", _keys("Ctrl+Shift+P")),
            SEPARATOR,
            Entry("backup", "另存备份…", _keys("Ctrl+Shift+S")),
            Entry("restore", "从备份恢复…", _keys("Ctrl+Shift+R")),
            Entry("check", "检查资料库", _keys("Ctrl+Shift+I")),
            Entry("trash", "最近删除", _keys("Ctrl+Shift+J")),
            SEPARATOR,
            Entry("settings", "设置…", _keys("Ctrl+,"), _Role.PreferencesRole),
        ),
    ),
    (
        "窗口",
        "W",
        (
            Entry("minimize", "最小化", _keys("Ctrl+M"), mac_only=True),
            Entry("zoom", "缩放", _keys("Ctrl+Shift+M"), mac_only=True),
        ),
    ),
    (
        "帮助",
        "H",
        (
            Entry("help", "使用说明", _Key.HelpContents),
            Entry("shortcuts", "快捷键", _keys("Ctrl+/")),
            SEPARATOR,
            Entry("about", "关于", _keys("Shift+F1"), _Role.AboutRole),
        ),
    ),
)


def menus_of(platform: str) -> list[tuple[str, tuple[Entry, ...]]]:
    """The menus of a system, by `sys.platform`: the name with its access key, and the entries.

    Access keys are a habit of Windows and Linux; a Mac would show the letter.
    """
    mac = platform == "darwin"
    made = []
    for title, letter, entries in MENUS:
        shown = tuple(entry for entry in entries if mac or not entry.mac_only)
        if shown:
            made.append((title if mac else f"{title}(&{letter})", shown))
    return made


def shortcuts_of(entry: Entry) -> list[QKeySequence]:
    """An act's keys, the one that the menu shows first."""
    main = [] if entry.shortcut is None else [QKeySequence(entry.shortcut)]
    return [*main, *(QKeySequence(keys) for keys in entry.also)]
