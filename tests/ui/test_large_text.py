"""What grows with the text beside the words; messages that are whole wherever there is less room; the grey count."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.theme import SchemeChoice, Size, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from tests import pictures
from tests.ui import gates

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

for module in pictures.SCENE_MODULES:
    importlib.import_module(module)
SCALES = (1.0, 1.5, 2.0)


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    """No theme is left over."""
    yield
    qapp.setStyleSheet("")


def _shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    pictures.settle(widget)
    return widget


@pytest.mark.parametrize("scale", SCALES)
def test_icons_and_what_is_as_large_as_one_grow_with_the_text(
    qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    pictures.dress(qapp, SchemeChoice.LIGHT, scale)
    side = round(Size.ICON * scale)
    assert paint.icon_side() == side
    icon = _shown(qtbot, w.Icon("check", Tone.OK))
    assert (icon.width(), icon.height()) == (side, side)
    box = _shown(qtbot, w.CheckLine("样本"))
    assert isinstance(box, w.CheckLine)
    words = theme.font(TextRole.BODY)
    box.setChecked(True)
    pictures.settle(box)
    image = box.grab().toImage()
    accent = QColor(theme.tokens().accent)
    filled = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 2) == accent]
    assert filled
    assert filled[-1] - filled[0] + 1 == pytest.approx(side, abs=2)
    assert box.width() >= side + words.pointSizeF()


def test_words_under_marks_stay_under_the_words_beside_them(
    qtbot: QtBot, qapp: QApplication
) -> None:
    for scale in SCALES:
        pictures.dress(qapp, SchemeChoice.LIGHT, scale)
        under = w.hint("下面的话")
        holder = _shown(qtbot, w.Indented(under, Size.ICON, 8))
        assert under.x() == paint.icon_side() + 8
        assert under.width() == holder.width() - under.x()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", sorted(pictures.AS_IT_IS))
def test_a_small_dialog_is_whole_in_its_own_size(
    qapp: QApplication, name: str, scale: float
) -> None:
    pictures.dress(qapp, SchemeChoice.LIGHT, scale)
    dialog = pictures.SCENES[name]()
    dialog.show()
    pictures.settle(dialog)
    assert gates.check_no_clipping(dialog) == []
    session = getattr(dialog.parent(), "session", None)
    if session is not None:
        session.close()
    dialog.close()
    dialog.deleteLater()


def test_a_message_that_is_narrower_than_it_wants_becomes_higher(
    qtbot: QtBot, qapp: QApplication
) -> None:
    pictures.dress(qapp)
    message = Message(
        None, "样本", "这里的话比一行长，屏幕窄的时候要写成两行以上。" * 3, act="知道了"
    )
    message.resize(message.minimumSize())
    _shown(qtbot, message)
    assert message.text_label.text_fits()


def test_the_count_behind_a_heading_is_grey(qtbot: QtBot, qapp: QApplication) -> None:
    pictures.dress(qapp)
    head = w.PageHead("")
    head.set_title("申报", count="88888")
    _shown(qtbot, head)
    label = head.findChildren(w.Label)[0]
    assert label.text() == "申报 88888"
    image = label.grab().toImage()
    split = paint.text_width("申报", TextRole.HEADING)

    def darkest(left: int, right: int) -> int:
        rows = range(image.height())
        return min(image.pixelColor(x, y).lightness() for x in range(left, right) for y in rows)

    text, grey = (QColor(c).lightness() for c in (theme.tokens().text, theme.tokens().text2))
    assert darkest(0, split) == pytest.approx(text, abs=6)
    assert darkest(split + 2, image.width()) == pytest.approx(grey, abs=6)
    head.set_title("申报")
    pictures.settle(head)
    assert label.text() == "申报"
