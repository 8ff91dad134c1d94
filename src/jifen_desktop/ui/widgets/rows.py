"""Rows of list cards: group headers, material rows, quiet rows and findings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.badges import (
    SEVERITY_LOOK,
    Severity,
    Status,
    StatusBadge,
    status_icon,
)
from jifen_desktop.ui.widgets.base import Painted
from jifen_desktop.ui.widgets.buttons import Button, LinkButton
from jifen_desktop.ui.widgets.cards import SUNKEN
from jifen_desktop.ui.widgets.dropping import FileDropMixin
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.layout import Column, Line
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.wrapping import Flow, Tagged

_PAD = 16
ACTION_WIDTH = 80
CASE_ACTION_WIDTH = 96
_WORDS = 168  # what words keep before badge and action go below them
_LONG_NAME = 200  # pixels of a group's name that always have room; more of it is shortened


class RowBase(QWidget):
    """A horizontal row with the list's padding and a minimum height; grows with its text."""

    def __init__(
        self, least_height: int, *, pad: int = _PAD, gap: int = 12, vertical: int = 4
    ) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(pad, vertical, pad, vertical)
        self.row.setSpacing(gap)
        # A strut, because an explicit minimum height would override what larger text needs.
        self.row.addStrut(max(0, least_height - 2 * vertical))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_words(self, *labels: QWidget) -> None:
        """Labels above each other, taking the row's spare width."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addStretch(1)
        for label in labels:
            column.addWidget(label)
        column.addStretch(1)
        self.row.addLayout(column, 1)

    def add_action(
        self, action: QWidget | None, width: int = ACTION_WIDTH, *, at_end: bool = False
    ) -> None:
        """A button or link in the action column, centred so that links stand under buttons; `at_end` where none do."""
        if action is None:
            return
        self.row.addWidget(_cell(action, width, at_end=at_end))


def _cell(action: QWidget, width: int, *, at_end: bool = False) -> QWidget:
    holder = QWidget()
    cell = QVBoxLayout(holder)
    cell.setContentsMargins(0, 0, 0, 0)
    cell.addStrut(theme.scaled(width))
    if isinstance(action, Button) and not isinstance(action, LinkButton):
        action.set_least_width(width)
    middle = Qt.AlignmentFlag.AlignVCenter
    across = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignHCenter
    cell.addWidget(action, 0, middle | across)
    return holder


class GroupTitle(RowBase):
    """The header of a group that does not fold: bold name and a grey summary on a sunken ground."""

    def __init__(self, title: str, summary: str = "") -> None:
        super().__init__(Size.GROUP_HEADER, gap=8)
        self.setProperty("ground", SUNKEN)
        self._summary = Label(summary, TextRole.HINT, Tone.TEXT2)
        name = Label(title, TextRole.BODY_BOLD, wrap=False)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.row.addWidget(name)
        self.row.addWidget(self._summary, 1)

    def set_summary(self, summary: str) -> None:
        """Change the grey words."""
        self._summary.setText(summary)


class GroupHeader(Painted, QPushButton):
    """The header of a group that folds; `folded_changed(bool)` says what the user did.

    The summary goes below the name where they have no room in one line; `chevron_right` puts the arrow at the end, as
    in the list of images.
    """

    folded_changed = Signal(bool)
    ring_radius = Radius.TAG

    def __init__(
        self,
        title: str,
        summary: str = "",
        *,
        folded: bool = False,
        chevron_right: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("ground", SUNKEN)
        self.setAutoDefault(False)
        self._summary = summary
        self._folded = folded
        self._at_right = chevron_right
        self.set_up_button(title)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._toggle)
        self._tell()

    @property
    def folded(self) -> bool:
        """Whether the rows below are meant to be hidden."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Show the other arrow, without a signal."""
        self._folded = folded
        self._tell()

    def set_summary(self, summary: str) -> None:
        """Change the grey words."""
        self._summary = summary
        self._tell()

    def _toggle(self) -> None:
        self.set_folded(not self._folded)
        self.folded_changed.emit(self._folded)

    def _tell(self) -> None:
        state = "已折叠" if self._folded else "已展开"
        self.setAccessibleName("，".join(p for p in (self.caption, self._summary, state) if p))
        self.setToolTip("，".join(part for part in (self.caption, self._summary) if part))
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        width = min(self._name_width(), theme.scaled(_LONG_NAME)) + 2 * _PAD + paint.icon_side() + 8
        height = max(Size.GROUP_HEADER, theme.line_height(TextRole.BODY_BOLD) + 8)
        return QSize(width, height)

    def _name_width(self) -> int:
        return paint.text_width(self.caption, TextRole.BODY_BOLD)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self.needed_size().height()
        return height if self._in_one_line(width) else height + theme.line_height(TextRole.HINT)

    def _in_one_line(self, width: float) -> bool:
        beside = paint.text_width(self._summary, TextRole.HINT) + 8 if self._summary else 0
        return self._name_width() + 2 * _PAD + paint.icon_side() + 8 + beside <= width

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        arrow = "chevron-right" if self._folded else "chevron-down"
        middle = rect.center().y()
        left, right = rect.x() + _PAD, rect.right() - _PAD
        if self._at_right:
            right -= paint.icon_side()
            paint.icon(painter, arrow, "text2", right, middle)
        else:
            paint.icon(painter, arrow, "text2", left, middle)
            left += paint.icon_side() + 8
        name = QRectF(left, rect.y(), max(0.0, right - left), rect.height())
        if self._in_one_line(rect.width()):
            left += self._name_width() + 8
            rest = QRectF(left, rect.y(), max(0.0, right - left), rect.height())
        else:
            lines = theme.line_height(TextRole.BODY_BOLD), theme.line_height(TextRole.HINT)
            top = middle - sum(lines) / 2
            name.setRect(left, top, name.width(), lines[0])
            rest = QRectF(left, top + lines[0], name.width(), lines[1])
        paint.text_line(painter, name, self.caption, TextRole.BODY_BOLD, "text")
        paint.text_line(painter, rest, self._summary, TextRole.HINT, "text2")


class Row(FileDropMixin, RowBase):
    """A material or a case: picture, title and hint, badge, action; badge and action go below the words where
    those would become too narrow.

    `strong` is a bold title, `tall` the 64-px row of a case. After `accept_files(True)` files can be
    dropped on the row: `files_dropped(list)` carries their paths.
    """

    files_dropped = Signal(list)

    def __init__(
        self,
        title: str,
        hint: str = "",
        *,
        picture: QWidget | None = None,
        badge: StatusBadge | None = None,
        action: Button | None = None,
        strong: bool = False,
        tall: bool = False,
    ) -> None:
        least = Size.ROW_TALL if tall else Size.ROW
        super().__init__(least, pad=24 if tall else _PAD, vertical=8)
        role = TextRole.BODY_BOLD if strong else TextRole.BODY
        self.title_label = Label(title, role)
        self.hint_label = Label(hint, TextRole.HINT, Tone.TEXT2)
        if not hint:
            self.hint_label.hide()
        if picture is not None:
            self.row.addWidget(picture)
        width = CASE_ACTION_WIDTH if tall else ACTION_WIDTH
        if badge is None:
            self.add_words(self.title_label, self.hint_label)
        else:
            marks = Line(badge, gap=12)
            if action is not None:
                marks.add(_cell(action, width))
            words = Column(self.title_label, self.hint_label, gap=0)
            self.row.addWidget(
                Tagged(words, marks, least=_WORDS, even=True, below=Space.STEP, gap=12), 1
            )
        if badge is None:
            self.add_action(action, width)
        self.badge = badge
        self.action = action
        if action is not None:
            action.setAccessibleName(f"{action.caption}：{title}")

    def links_behind_hint(self) -> Line:
        """Room for links behind the hint, or under it where its line is full."""
        links, line = Line(), Flow(row_gap=0)
        holder = self.hint_label.parentWidget()
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.replaceWidget(self.hint_label, line)
        for part in (self.hint_label, links):
            line.add(part)
        return links

    def add_link(self, link: LinkButton) -> None:
        """The row's act, in a list whose acts are all links: at the right end instead of in the middle of a column."""
        link.setAccessibleName(f"{link.caption}：{self.title_label.text()}")
        self.add_action(link, 0, at_end=True)
        self.action = link

    def set_hint(self, hint: str, *, bad: bool = False) -> None:
        """Change the second line; `bad` colours it as a problem."""
        self.hint_label.setText(hint)
        self.hint_label.set_tone(Tone.BAD if bad else Tone.TEXT2)
        self.hint_label.setVisible(bool(hint))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.drag_state is None:
            return
        painter = paint.begin(self)
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        soft, line = ("accent_soft", "accent") if self.drag_state else ("bad_soft", "bad")
        paint.box(painter, rect, Radius.CONTROL, fill=paint.color(soft), border=paint.color(line))
        painter.end()


class QuietRow(RowBase):
    """Finished rows folded into one: "另有 2 项已提供", and a link to unfold them.

    `person` puts a name before the words, with the larger mark of the findings' column.
    """

    activated = Signal()

    def __init__(self, text: str, link: str = "", *, person: str = "") -> None:
        super().__init__(Size.ROW_QUIET, gap=12 if person else 8)
        size = Size.ICON_ROW if person else Size.ICON
        self.row.addWidget(Icon(*status_icon(Status.PROVIDED), size))
        if person:
            name = Label(person, wrap=False)
            name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            self.row.addWidget(name)
        role = TextRole.HINT if person else TextRole.BODY
        self._words = Label(text, role, Tone.TEXT2)
        self.row.addWidget(self._words, 1)
        self.link = LinkButton(link) if link else None
        if self.link is not None:
            self.link.setAccessibleName(f"{link}：{text}")
            self.link.clicked.connect(self.activated)
            self.add_action(self.link)

    def set_text(self, text: str) -> None:
        """Change the grey words."""
        self._words.setText(text)


class FindingRow(RowBase):
    """A finding: severity icon, title, weight word and detail, and the link that leads to it.

    `activated` is emitted by the link.
    """

    activated = Signal()

    def __init__(self, severity: Severity, title: str, detail: str = "", link: str = "") -> None:
        super().__init__(Size.ROW_TALL)
        look = SEVERITY_LOOK[severity]
        mark = Icon(look.icon, look.tone, Size.ICON_ROW, line=TextRole.BODY)
        self.row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        # The mark belongs to the title's line, not to the middle of the row.
        mark.setContentsMargins(0, 8, 0, 0)
        role = TextRole.HINT_BOLD if look.bold else TextRole.HINT
        weight = Label(severity.value, role, look.word, wrap=False)
        weight.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(weight, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(Label(detail, TextRole.HINT, Tone.TEXT2), 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(Label(title))
        column.addLayout(below)
        column.addStretch(1)
        self.row.addLayout(column, 1)
        self.link = LinkButton(link) if link else None
        if self.link is not None:
            self.link.setAccessibleName(f"{link}：{title}")
            self.link.clicked.connect(self.activated)
            self.row.addWidget(self.link)
