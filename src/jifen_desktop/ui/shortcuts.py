"""快捷键: the list of all keys, made from the menus and from what pages and dialogs know besides."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.menu_entries import SEPARATOR, menus_of, shortcuts_of

_MOVING: Final = (
    ("下一个、上一个位置", "Tab、Shift+Tab"),
    ("在一组选项里移动", "方向键"),
    ("按下按钮、勾选", "空格"),
    ("打开菜单栏", "F10"),
    ("关闭提示或对话框；没有提示时回到上一步", "Esc"),
)
_MATERIALS: Final = (
    ("粘贴复制的图片或文件到所在的一项", "Ctrl+V"),
    ("在材料的详情里编辑选中的图片", "Enter 或 E"),
    ("把选中的文件前移、后移", "Alt+↑、Alt+↓"),
    ("移除选中的文件", "Del"),
)
_EDITOR: Final = (
    ("右转、左转", "R、Shift+R"),
    ("裁剪、四角拉直", "C、P"),
    ("移动选中的边或角，按住 Shift 走得更远", "方向键"),
    ("看原图，再按回来", "B"),
    ("适合窗口、100%", "0、1"),
    ("上一页、下一页", "PgUp、PgDn"),
)
_MAC_ONLY_WITHOUT: Final = "F10"


def shortcut_groups(platform: str = sys.platform) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each menu with its acts and keys as this system writes them, then what works inside pages."""
    groups = []
    for title, entries in menus_of(platform):
        rows = [(e.text, _native(shortcuts_of(e)[0])) for e in entries if e is not SEPARATOR]
        groups.append((title.partition("(")[0], rows))
    groups += [("走动", list(_MOVING)), ("材料", list(_MATERIALS)), ("编辑图片时", list(_EDITOR))]
    return [(title, list(_of_platform(rows, platform))) for title, rows in groups]


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _of_platform(rows: Iterable[tuple[str, str]], platform: str) -> Iterable[tuple[str, str]]:
    """A Mac has no key for the menu bar that the program could name, and calls Ctrl and Alt otherwise."""
    for text, keys in rows:
        if platform != "darwin":
            yield text, keys
        elif keys != _MAC_ONLY_WITHOUT:
            yield text, keys.replace("Ctrl+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧")


def _card(rows: Iterable[tuple[str, str]]) -> w.Card:
    card = w.Card(gap=12)
    for text, keys in rows:
        line = w.Line(gap=16)
        line.add(w.body(text), stretch=1)
        line.add(w.MethodPill(keys))
        card.add(line)
    return card


def shortcuts_dialog(parent: QWidget | None) -> PageDialog:
    """快捷键"""
    page = w.Page("快捷键")
    page.add(
        w.PageHead("快捷键", "所有操作也都在菜单里，或用 Tab 键走到。", help_place="shortcuts")
    )
    for title, rows in shortcut_groups():
        page.add(w.section(title), 20)
        page.add(_card(rows), 8)
    return PageDialog(parent, "快捷键", page)
