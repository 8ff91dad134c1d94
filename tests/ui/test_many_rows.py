"""Rows made as they come into view."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui import widgets as w
from tests import pictures


def _row(index: int) -> QWidget:
    row = w.RowBase(40)
    row.row.addWidget(QPushButton(str(index)))
    return row


def _page(qtbot: QtBot, count: int) -> tuple[w.Page, w.ManyRows]:
    page, rows = w.Page("许多行"), w.ManyRows(count, _row)
    page.add(rows)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    pictures.settle(page)
    return page, rows


def test_only_rows_near_the_visible_part_are_made(qtbot: QtBot, qapp: QApplication) -> None:
    pictures.dress(qapp)
    page, rows = _page(qtbot, 500)
    qtbot.waitUntil(lambda: 3 in rows.made())
    assert len(rows.made()) < 20
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 499 in rows.made())
    assert 250 not in rows.made()
    last = rows.made()[499]
    assert last.geometry().bottom() <= rows.height()
    assert last.height() == rows.made()[0].height() >= 40


def test_tab_walks_through_rows_in_their_order(qtbot: QtBot, qapp: QApplication) -> None:
    pictures.dress(qapp)
    _page_, rows = _page(qtbot, 60)
    qtbot.waitUntil(lambda: 2 in rows.made())
    first = rows.made()[0].findChild(QPushButton)
    assert isinstance(first, QPushButton)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        seen.append(focused.text())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        pictures.settle(_page_)
    assert seen == [str(n) for n in range(60)]
