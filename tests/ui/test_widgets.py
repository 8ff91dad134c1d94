"""The gates catch what they are for; the widget kit passes them; widgets keep their promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from jifen_desktop.resources import resource_path
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import DARK, LIGHT, SchemeChoice, Space
from tests import gallery, pictures
from tests.ui import gates

# The offscreen platform says this for every window that has a minimum size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

SCENES = sorted(name for name in pictures.SCENES if name.startswith("kit-"))
assert gallery.STEPS


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[theme.ThemeManager]:
    """The light theme with the packaged font, and no widget left over."""
    yield pictures.dress(qapp)
    qapp.setStyleSheet("")


def show(qtbot: QtBot, widget: QWidget, size: tuple[int, int] | None = None) -> None:
    """Show `widget` as an active window and let its layouts settle."""
    qtbot.addWidget(widget)
    if size is not None:
        widget.resize(*size)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    pictures.settle(widget)


def stack(*widgets: QWidget) -> QWidget:
    """Widgets under each other in one window."""
    root = QWidget()
    column = QVBoxLayout(root)
    for widget in widgets:
        column.addWidget(widget)
    return root


# --- the gates themselves ---------------------------------------------------------------------


def test_gate_finds_a_focusable_widget_without_a_name(qtbot: QtBot) -> None:
    root = stack(QLineEdit())
    show(qtbot, root)
    assert gates.check_accessible_names(root)
    root.findChildren(QLineEdit)[0].setAccessibleName("姓名")
    assert gates.check_accessible_names(root) == []


def test_gate_finds_a_button_that_is_called_otherwise(qtbot: QtBot) -> None:
    good, bad = QPushButton("添加文件…"), QPushButton("没有？")
    good.setAccessibleName("添加文件：身份证")
    bad.setAccessibleName("没有这份材料")
    root = stack(good, bad)
    show(qtbot, root)
    (fault,) = gates.check_accessible_names(root)
    assert fault == "called otherwise: QPushButton '没有？' is '没有这份材料'"


def test_gate_finds_a_tab_trap(qtbot: QtBot) -> None:
    text = QPlainTextEdit()
    root = stack(QPushButton("前"), text, QPushButton("后"))
    show(qtbot, root)
    assert gates.check_tab_order(root)
    text.setTabChangesFocus(True)
    assert gates.check_tab_order(root) == []


def test_gate_finds_a_widget_that_tab_skips(qtbot: QtBot) -> None:
    class Skipper(QPushButton):
        def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802
            return True

    root = stack(Skipper("第一"), QPushButton("第二"))
    show(qtbot, root)
    assert any("第二" in fault for fault in gates.check_tab_order(root))


@pytest.mark.parametrize("make", [QLabel, QPushButton, w.Label, w.SecondaryButton])
def test_gate_finds_cut_text(qtbot: QtBot, make: Callable[[str], QWidget]) -> None:
    widget = make("这是一段放不下的文字")
    root = QWidget()
    widget.setParent(root)
    widget.setGeometry(0, 0, 40, 18)
    show(qtbot, root, (200, 100))
    assert any("cut" in fault for fault in gates.check_no_clipping(root))
    widget.setGeometry(0, 0, 190, 40)
    assert gates.check_no_clipping(root) == []


def test_gate_finds_a_cut_placeholder(qtbot: QtBot) -> None:
    field = w.TextField("搜索", placeholder="搜索单位、姓名、区，以及更多的内容")
    root = QWidget()
    field.setParent(root)
    field.setGeometry(0, 0, 100, 40)
    show(qtbot, root, (400, 100))
    assert gates.check_no_clipping(root)


def test_gate_finds_text_outside_its_parent_and_overlaps(qtbot: QtBot) -> None:
    root = QWidget()
    first, second = QLabel("第一段", root), QLabel("第二段", root)
    first.setGeometry(0, 0, 100, 30)
    second.setGeometry(20, 10, 100, 30)
    show(qtbot, root, (200, 100))
    assert any("overlap" in fault for fault in gates.check_no_clipping(root))
    second.setGeometry(150, 50, 100, 30)
    assert any("sticks out" in fault for fault in gates.check_no_clipping(root))


def test_gate_finds_an_elided_text_without_its_whole(qtbot: QtBot) -> None:
    label = w.ElidedLabel("一个很长很长的文件名_第一页.jpg")
    root = QWidget()
    label.setParent(root)
    label.setGeometry(0, 0, 80, 24)
    show(qtbot, root, (200, 100))
    assert label.is_elided
    assert gates.check_no_clipping(root) == []
    label.setToolTip("")
    assert gates.check_no_clipping(root)


@pytest.mark.parametrize("text", ["Save", "保存 File", "取消Cancel"])
def test_gate_finds_latin_text(qtbot: QtBot, text: str) -> None:
    root = stack(QLabel(text))
    show(qtbot, root)
    assert gates.check_no_latin(root)


def test_gate_finds_latin_tooltips_and_names(qtbot: QtBot) -> None:
    label = QLabel("好")
    root = stack(label)
    show(qtbot, root)
    label.setToolTip("Open")
    assert gates.check_no_latin(root)
    label.setToolTip("")
    label.setAccessibleName("Open")
    assert gates.check_no_latin(root)


@pytest.mark.parametrize(
    "text",
    [
        "导出 3 人的材料（ZIP）",
        "1 页 · IMG_2031.jpg",
        "D:\\积分申报\\a b.zip",
        "jifen@example.com",
        "300 dpi",
    ],
)
def test_gate_lets_formats_units_and_user_data_pass(qtbot: QtBot, text: str) -> None:
    root = stack(QLabel(text))
    show(qtbot, root)
    faults = gates.check_no_latin(root)
    assert faults == []


def test_contrast_gate() -> None:
    assert gates.check_contrast(LIGHT) == []
    assert gates.check_contrast(DARK) == []
    assert gates.check_contrast(LIGHT, (("line", "surface"),))


# --- the kit passes the gates -----------------------------------------------------------------


@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
@pytest.mark.parametrize("size", [(1120, 720), (1024, 700), (1440, 900)])
@pytest.mark.parametrize("name", SCENES)
def test_scenes_pass_all_gates(
    qtbot: QtBot,
    qapp: QApplication,
    name: str,
    size: tuple[int, int],
    scheme: SchemeChoice,
) -> None:
    pictures.dress(qapp, scheme)
    root = pictures.SCENES[name]()
    show(qtbot, root, size)
    assert (root.width(), root.height()) == size
    assert gates.check_all(root) == []


@pytest.mark.parametrize("name", SCENES)
def test_scenes_are_not_cut_with_text_half_as_large_again(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    pictures.dress(qapp, text_scale=1.5)
    root = pictures.SCENES[name]()
    show(qtbot, root, (1536, 1000))
    assert gates.check_no_clipping(root) == []


def test_the_rail_is_visited_from_top_to_bottom(qtbot: QtBot) -> None:
    rail = gallery.rail(3)
    show(qtbot, rail)
    tops = [widget.mapTo(rail, widget.rect().topLeft()).y() for widget in gates.tab_sequence(rail)]
    assert tops == sorted(tops)


# --- theme ------------------------------------------------------------------------------------


def test_theme_changes_live(qtbot: QtBot, qapp: QApplication) -> None:
    manager = pictures.dress(qapp)
    badge = w.StatusBadge(w.Status.PROBLEM)
    show(qtbot, badge)
    light = badge.grab().toImage().pixelColor(80, 4)
    with qtbot.waitSignal(manager.changed):
        manager.set_choice(SchemeChoice.DARK)
    dark = badge.grab().toImage().pixelColor(80, 4)
    assert light == QColor(LIGHT.bad_soft)
    assert dark == QColor(DARK.bad_soft)
    assert qapp.palette().window().color() == QColor(DARK.canvas)


def test_theme_follows_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = pictures.dress(qapp, SchemeChoice.SYSTEM)
    hints = qapp.styleHints()
    seen: list[str] = []
    manager.changed.connect(lambda: seen.append(manager.tokens.name))
    monkeypatch.setattr(type(hints), "colorScheme", lambda _self: Qt.ColorScheme.Dark)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert seen[-1] == "dark"
    manager.set_choice(SchemeChoice.LIGHT)
    assert manager.tokens is LIGHT


def test_text_scale_grows_labels_and_rows(qtbot: QtBot, qapp: QApplication) -> None:
    manager = pictures.dress(qapp)
    label, button = w.body("材料"), w.SecondaryButton("添加")
    root = stack(label, button)
    show(qtbot, root)
    before = label.sizeHint().height(), button.sizeHint().height()
    manager.set_text_scale(2.0)
    assert label.sizeHint().height() > before[0]
    assert button.sizeHint().height() > before[1]


def test_every_icon_is_there_and_takes_its_colour() -> None:
    names = [path.stem for path in resource_path("icons").glob("*.svg")]
    assert names
    for name in names:
        image = theme.icon_pixmap(name, "#FF0000", 24, 2.0).toImage()
        assert (image.width(), image.height()) == (48, 48)
        solid = [
            image.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert solid, name
        assert all(color == QColor("#FF0000") for color in solid), name


def test_icons_carry_their_licence() -> None:
    assert "ISC" in resource_path("icons", "LICENSE").read_text(encoding="utf-8")


# --- widgets ----------------------------------------------------------------------------------


def test_focus_ring_follows_the_keyboard_focus_outside_the_control(
    qtbot: QtBot, qapp: QApplication
) -> None:
    ring = w.FocusRing(qapp)
    first, second = w.SecondaryButton("上一步"), w.SecondaryButton("继续")
    root = stack(first, second)
    show(qtbot, root)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    shown = [c for c in root.findChildren(QWidget, "focus-ring") if c.isVisible()]
    assert len(shown) == 1
    assert shown[0].geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    second.hide()
    assert not shown[0].isVisible() or shown[0].geometry() != second.geometry()
    ring.deleteLater()


def test_arrow_keys_move_in_a_segmented_control(qtbot: QtBot) -> None:
    control = w.SegmentedControl("取得地", (("in", "境内"), ("out", "境外")), "in")
    show(qtbot, control)
    assert len(gates.tab_stops(control)) == 1
    gates.tab_stops(control)[0].setFocus()
    with qtbot.waitSignal(control.value_chosen) as caught:
        QTest.keyClick(cast(QWidget, QApplication.focusWidget()), Qt.Key.Key_Right)
    assert caught.args == ["out"]
    assert control.value() == "out"
    control.set_value("")
    assert control.value() == ""
    assert len(gates.tab_stops(control)) == 1


def test_person_tabs_keep_chips_and_report_the_choice(qtbot: QtBot) -> None:
    tabs = w.PersonTabs()
    people = [w.PersonState(str(i), f"张{i}", w.Status.MISSING, "3") for i in range(30)]
    tabs.set_people(people, "0")
    show(qtbot, tabs, (500, 400))
    chips = tabs.findChildren(QWidget)
    tabs.set_people([*people[:-1], w.PersonState("29", "张29", w.Status.PROVIDED)], "1")
    assert tabs.findChildren(QWidget) == chips
    assert gates.check_no_clipping(tabs) == []


def test_a_page_head_has_room_for_many_people(qtbot: QtBot) -> None:
    tabs = w.PersonTabs()
    people = [w.PersonState(str(i), f"欧阳小{i}", w.Status.CONFIRM, "3") for i in range(8)]
    tabs.set_people(people, "0")
    page = w.Page("材料")
    page.add(w.PageHead("欧阳小0还差 3 项", "身份证国徽面、学位证书", tabs))
    show(qtbot, page, (800, 600))
    assert gates.check_no_clipping(page) == []
    heading, lead = page.findChildren(w.Label)[:2]
    assert heading.y() < Space.STEP, "many chips don't push the heading down"
    assert tabs.y() > lead.geometry().bottom()
    tabs.set_people(people[:2], "0")
    pictures.settle(page)
    assert tabs.geometry().center().y() == heading.geometry().center().y()
    assert tabs.geometry().right() > lead.width() // 2


def test_a_scroll_bar_takes_its_room_from_the_margin(qtbot: QtBot) -> None:
    page = w.Page("一页")
    line = w.body("一行")
    page.add(line)
    show(qtbot, page, (600, 400))
    wide = line.width()
    for number in range(60):
        page.add(w.body(f"第 {number} 行"))
    pictures.settle(page)
    assert page.verticalScrollBar().isVisible()
    assert line.width() == wide


def test_many_people_are_a_list_with_a_way_to_the_next(qtbot: QtBot) -> None:
    tabs = w.PersonTabs()
    people = [w.PersonState(str(i), f"张{i}", w.Status.MISSING, "未填") for i in range(30)]
    tabs.set_people(people, "28")
    show(qtbot, tabs, (500, 80))
    chosen = tabs.findChild(w.SelectField)
    assert chosen is not None
    assert chosen.currentText() == "29. 张28 · 未填"
    following = tabs.findChild(w.SecondaryButton)
    assert following is not None
    with qtbot.waitSignal(tabs.person_chosen) as caught:
        following.click()
    assert caught.args == ["29"]
    tabs.set_people(people, "29")
    with qtbot.waitSignal(tabs.person_chosen) as caught:
        following.click()
    assert caught.args == ["0"]
    assert gates.check_all(tabs) == []
    tabs.set_people(people[:3], "0")
    assert len(tabs.findChildren(QRadioButton)) == 3


def test_the_second_click_of_a_double_click_does_not_count(qtbot: QtBot) -> None:
    button = w.PrimaryButton("继续")
    show(qtbot, button)
    clicks: list[bool] = []
    button.clicked.connect(lambda: clicks.append(True))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert len(clicks) == 1
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(clicks) == 2


def test_long_names_leave_the_rail_to_the_steps_and_fields_show_their_beginning(
    qtbot: QtBot,
) -> None:
    rail = w.StepRail()
    name = f"上海{'样本' * 40}有限公司"
    rail.set_case(name, "徐汇区")
    assert len(rail._title.text()) < 40
    assert rail._title.text().endswith("有限公司")
    assert rail._title.toolTip() == rail._title.accessibleName() == name
    rail.set_case("上海样本有限公司", "徐汇区")
    assert rail._title.toolTip() == ""
    field = w.TextField("单位名称")
    show(qtbot, field, (200, 40))
    field.clearFocus()
    field.setText(name)
    assert field.cursorPosition() == 0
    rail.deleteLater()


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    button = w.PrimaryButton("继续")
    show(qtbot, button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_group_header_folds_and_says_so(qtbot: QtBot) -> None:
    header = w.GroupHeader("基本材料", "4 项")
    show(qtbot, header)
    with qtbot.waitSignal(header.folded_changed) as caught:
        QTest.keyClick(header, Qt.Key.Key_Space)
    assert caught.args == [True]
    assert "已折叠" in gates.name_of(header)


def test_list_card_hides_the_line_of_a_hidden_row(qtbot: QtBot) -> None:
    rows = [w.Row(f"材料{number}") for number in range(3)]
    card = w.ListCard(*rows)
    show(qtbot, card)
    before = card.sizeHint().height()
    rows[1].hide()
    pictures.settle(card)
    assert card.sizeHint().height() < before


def _drag(paths: list[str]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def test_drop_zone_takes_local_files_and_refuses_others(qtbot: QtBot) -> None:
    zone = w.DropZone("把文件拖到这里")
    show(qtbot, zone)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    mime = _drag(["/tmp/一.jpg"])
    zone.dragEnterEvent(QDragEnterEvent(QPointF(5, 5).toPoint(), copy, mime, left, none.NoModifier))
    states = [zone.drag_state]
    with qtbot.waitSignal(zone.files_dropped) as caught:
        zone.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, left, none.NoModifier))
    assert caught.args == [["/tmp/一.jpg"]]
    web = QMimeData()
    web.setUrls([QUrl("https://example.com/a.jpg")])
    zone.dragEnterEvent(QDragEnterEvent(QPointF(5, 5).toPoint(), copy, web, left, none.NoModifier))
    states.append(zone.drag_state)
    assert gates.check_no_clipping(zone) == []
    zone.dragLeaveEvent(QDragLeaveEvent())
    assert [*states, zone.drag_state] == [True, False, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-03-05", date(2027, 3, 5)),
        ("2027/3/5", date(2027, 3, 5)),
        ("20270305", date(2027, 3, 5)),
        ("2027年3月5日", date(2027, 3, 5)),
        ("2027-02-30", None),
        ("明年", None),
        ("", None),
    ],
)
def test_dates_are_read_in_the_usual_forms(text: str, expected: date | None) -> None:
    assert w.parse_date(text) == expected


def test_date_field_may_stay_empty(qtbot: QtBot) -> None:
    field = w.DateField("到期日", date(2027, 3, 5))
    show(qtbot, field)
    with qtbot.waitSignal(field.date_changed) as caught:
        field.clear()
    assert caught.args == [None]
    assert field.is_readable()
    field.setText("不知道")
    assert not field.is_readable()


def test_field_row_shows_its_error_and_gives_it_to_screen_readers(qtbot: QtBot) -> None:
    field = w.TextField("身份证号码")
    row = w.FieldRow("身份证号码", field)
    show(qtbot, row)
    row.set_error("身份证号码应为 18 位")
    assert row.error() == field.accessibleDescription() == "身份证号码应为 18 位"
    row.set_error("")
    assert row.error() == ""


def test_progress_never_runs_backwards(qtbot: QtBot) -> None:
    line = w.ProgressLine("正在导出")
    qtbot.addWidget(line)
    line.set_progress(3, 5)
    line.set_progress(1, 5)
    assert line.value() == pytest.approx(0.6)
    line.start("正在核对")
    assert line.value() == 0
    with qtbot.waitSignal(line.cancelled):
        line.cancel_button.click()


def test_copy_row_emits_the_whole_text(qtbot: QtBot) -> None:
    row = w.KeyValueCopyRow("正文", "您好：全文", preview="您好…")
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.copy_requested) as caught:
        row.button.click()
    assert caught.args == ["您好：全文"]
    row.set_copied(True)
    assert row.button.caption == "已复制"


def test_a_name_with_an_ampersand_is_shown_as_it_is(qtbot: QtBot) -> None:
    button = w.SecondaryButton("张&李事务所")
    show(qtbot, button)
    assert gates.visible_text(button) == "张&李事务所"
    assert gates.name_of(button) == "张&李事务所"


def test_two_columns_stack_when_there_is_no_room(qtbot: QtBot) -> None:
    left, right = w.Card(w.body("左")), w.Card(w.body("右"))
    left.setMinimumWidth(300)
    columns = w.TwoColumns(left, right, 240)
    show(qtbot, columns, (700, 300))
    assert right.x() == 700 - 240
    columns.resize(400, 300)
    pictures.settle(columns)
    assert right.x() == 0
    assert right.y() >= left.height()


def test_select_field_ignores_the_wheel_and_reports_the_choice(qtbot: QtBot) -> None:
    field = w.SelectField("证件", [("a", "身份证"), ("b", "护照")])
    show(qtbot, field)
    field.set_value("b")
    assert field.value() == "b"
    with qtbot.waitSignal(field.value_chosen) as caught:
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert caught.args == ["a"]


def test_undo_bar_speaks_and_asks(qtbot: QtBot) -> None:
    bar = w.UndoBar()
    show(qtbot, bar)
    bar.show_message("已移除「学位证书」第 2 页")
    assert "学位证书" in gates.name_of(bar.undo_button)
    with qtbot.waitSignal(bar.undo_requested):
        bar.undo_button.click()


def test_footer_puts_its_notes_above_the_buttons_where_there_is_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    footer = w.FooterBar()
    footer.setParent(holder)
    footer.set_saved("已自动保存 · 14:32")
    holder.resize(1000, 200)
    holder.show()

    def places(width: int) -> tuple[list[int], list[int]]:
        footer.resize(width, 120)
        pictures.settle(holder)
        parts = (footer.back_button, footer._saved, footer._basis, footer.primary_button)
        return [p.x() for p in parts], [p.geometry().center().y() for p in parts]

    for _ in range(2):
        across, _down = places(1000)
        assert across == sorted(across)
        across, down = places(420)
        assert max(down[1:3]) < min(down[0], down[3])
        assert footer.primary_button.geometry().right() < 420
        assert footer.primary_button.text_fits()


def test_what_was_hidden_while_the_text_changed_its_size_is_laid_out_anew(
    qtbot: QtBot, dressed: theme.ThemeManager
) -> None:
    search = w.SearchField("搜索", "搜索单位")
    head = w.PageHead("标题", extra=w.Flow(search, w.SecondaryButton("新建"), to_right=True))
    page = w.Page("页")
    page.add(head)
    show(qtbot, page, (900, 400))
    before = search.geometry(), head.height()
    page.hide()
    for scale in (2.0, 1.0):
        dressed.set_text_scale(scale)
    page.show()
    pictures.settle(page)
    assert (search.geometry(), head.height()) == before
    page.hide()
    dressed.set_text_scale(2.0)
    page.show()
    pictures.settle(page)
    assert search.height() == search.minimumHeight() > before[1]
    assert head.height() >= search.height()
