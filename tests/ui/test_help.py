"""The manual inside the program: opened where a page is told of, read, searched, beside the work."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.help import styling
from jifen_desktop.ui.help.chapters import chapters, manual_folder
from jifen_desktop.ui.help.places import PLACES
from jifen_desktop.ui.help.window import HelpWindow
from jifen_desktop.ui.settings import SettingsDialog
from jifen_desktop.ui.theme import SchemeChoice
from tests.support.cases import open_new
from tests.ui.conftest import Shell

# the offscreen platform can't bring a window forward, and says so
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)

UI = Path(__file__).parents[2] / "src" / "jifen_desktop" / "ui"
F1 = Qt.Key.Key_F1


def asked_places() -> set[str]:
    """Every place that the source names."""
    found = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = [k.value for k in node.keywords if k.arg == "help_place"]
            if getattr(node.func, "attr", "") == "HelpButton":
                named += node.args[:1]
            found |= {n.value for n in named if isinstance(n, ast.Constant)}
    return {str(place) for place in found if place}


def opened(shell: Shell) -> HelpWindow:
    """The window, once its pictures are drawn."""
    window = shell.window.manual.window
    assert window is not None
    shell.qtbot.waitUntil(window.isActiveWindow)
    come_to_rest(shell, window)
    return window


def come_to_rest(shell: Shell, window: HelpWindow) -> None:
    """Pictures fit the room there is, and words that were typed are looked for."""
    shell.settle()
    waiting = window.findChildren(QTimer)
    shell.qtbot.waitUntil(
        lambda: not shell.session.quiet.busy and not any(timer.isActive() for timer in waiting),
        timeout=20_000,
    )


def heading_at_top(window: HelpWindow) -> str:
    """The heading that stands at the top of what is seen."""
    reader = window.reader
    return reader.cursorForPosition(reader.rect().topLeft()).block().text()


def shown_chapter(window: HelpWindow) -> str:
    """Its key."""
    assert window.reader.chapter is not None
    return window.reader.chapter.key


def test_every_place_of_the_table_is_in_the_manual_and_asked_for() -> None:
    known = {chapter.key: chapter.headings() for chapter in chapters()}
    for place, (key, heading) in PLACES.items():
        assert key in known, place
        assert not heading or heading in known[key], place
    assert asked_places() == set(PLACES)


def test_every_heading_is_found_in_its_document(qapp: QApplication) -> None:
    assert qapp is not None
    for chapter in chapters():
        document = QTextDocument()
        styling.fill(document, chapter.text)
        for heading in chapter.headings()[1:]:
            assert styling.heading_position(document, heading) > 0, (chapter.key, heading)


def test_f1_opens_the_page_s_place_and_the_next_one_in_the_same_window(shell: Shell) -> None:
    QTest.keyClick(shell.window, F1)
    window = opened(shell)
    assert (shown_chapter(window), window.contents.currentRow()) == ("start", 0)
    open_new(shell.session)
    shell.settle()
    shell.window.activateWindow()
    shell.qtbot.waitUntil(shell.window.isActiveWindow)
    QTest.keyClick(shell.window, F1)
    assert shell.window.manual.window is window
    assert shown_chapter(window) == "people"
    shell.window.manual.close()


def test_the_button_beside_a_heading_and_the_one_of_the_rail(shell: Shell) -> None:
    open_new(shell.session)
    shell.settle()
    (button,) = [b for b in shell.window.findChildren(w.HelpButton) if b.isVisible()]
    assert button.place == "pair"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window = opened(shell)
    assert heading_at_top(window) == "业务与区"
    window.contents.setCurrentRow(0)
    shell.click("帮助")
    assert heading_at_top(window) == "业务与区"
    shell.window.manual.close()


def test_f1_in_a_dialog_and_work_beside_it(shell: Shell) -> None:
    dialog = SettingsDialog(shell.session, shell.window, "privacy")
    dialog.open()
    shell.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, F1)
    window = opened(shell)
    assert shown_chapter(window) == "privacy"
    assert not window.isModal()
    QTest.keyClicks(window.search, "x")  # a window behind a modal dialog would take no keys
    assert window.search.text() == "x"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert dialog.isVisible()
    dialog.close()
    shell.window.manual.close()


def test_words_are_found_through_all_chapters_and_round(shell: Shell) -> None:
    shell.window.show_help()
    window = opened(shell)
    QTest.keyClicks(window.search, "U")
    window.search.setText("固定的邮箱")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    total = sum(c.text.count("固定的邮箱") for c in chapters())
    assert total >= 2
    assert window.told.text() == f"第 1 / {total} 处"
    assert shown_chapter(window) == "walk-jingan"
    assert window.reader.textCursor().selectedText() == "固定的邮箱"
    window.back_button.click()
    assert window.told.text() == f"第 {total} / {total} 处"
    window.on_button.click()
    assert window.told.text() == f"第 1 / {total} 处"
    window.search.setText("没有这样的词")
    come_to_rest(shell, window)
    assert window.told.text() == "没有找到。换一个词。"
    assert not window.on_button.isEnabled()
    shell.window.manual.close()


def test_pictures_come_from_the_manual_s_folder_alone(shell: Shell) -> None:
    shell.window.show_help("sealed")
    window = opened(shell)
    reader, kind = window.reader, QTextDocument.ResourceType.ImageResource.value
    assert reader.chapter is not None
    names = reader.chapter.pictures()
    assert len(names) >= 5
    assert all((manual_folder() / name).is_file() for name in names)
    assert not any(reader.document().resource(kind, name).isNull() for name in names)
    for elsewhere in ("https://example.com/a.png", "/etc/hostname", "file:///a.png"):
        assert reader.loadResource(kind, elsewhere).isNull()  # type: ignore[attr-defined]
    shell.window.manual.close()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_the_window_nor_the_window_than_the_screen(
    shell: Shell, scale: float
) -> None:
    theme.manager().set_text_scale(scale)
    shell.window.show_help("sealed")
    window = opened(shell)
    room = window.screen().availableSize().expandedTo(window.minimumSizeHint())
    assert window.width() <= room.width()
    assert window.height() <= room.height()
    for width in (window.width(), 820 if scale == 1 else 1000, 1400):
        window.resize(width, 600)
        QTest.qWait(300)
        reader = window.reader
        layout = reader.document().documentLayout()
        assert layout.documentSize().width() <= reader.viewport().width(), width
    shell.window.manual.close()


def test_the_place_stays_when_the_window_and_the_text_change(shell: Shell) -> None:
    shell.window.show_help("sealed")
    window = opened(shell)
    assert heading_at_top(window) == "整叠放回"
    window.resize(820, 700)
    come_to_rest(shell, window)
    assert heading_at_top(window) == "整叠放回"
    theme.manager().set_text_scale(1.5)
    come_to_rest(shell, window)
    assert heading_at_top(window) == "整叠放回"
    shell.window.manual.close()


@pytest.mark.parametrize("choice", [SchemeChoice.DARK, SchemeChoice.LIGHT])
def test_colours_follow_the_scheme_while_it_is_open(shell: Shell, choice: SchemeChoice) -> None:
    shell.window.show_help("keys")
    window = opened(shell)
    theme.manager().set_choice(choice)
    shell.settle()
    document = window.reader.document()
    grounds = {
        fragment.charFormat().background().color().name().upper()
        for block in styling.blocks(document)
        for fragment in styling.fragments(block)
        if fragment.charFormat().background().style() != Qt.BrushStyle.NoBrush
    }
    assert grounds == {theme.tokens().accent_soft}
    shell.window.manual.close()


def test_it_goes_with_the_program_s_window(shell: Shell) -> None:
    shell.window.show_help()
    window: QWidget = opened(shell)
    shell.window.close()
    assert not window.isVisible()
    assert shell.window.manual.window is None
