"""Feedback: meter, banner, undo bar, progress line, and announcements for screen readers."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Radius, Size, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.buttons import LinkButton, SecondaryButton
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.picture import Icon

_CLEAR = 4  # above a link, for the focus ring around it


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say `text`; `urgent` interrupts what it is saying."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Meter(QProgressBar):
    """A bar of 8 px without words; what it shows stands beside it in words."""

    def __init__(self, accessible_name: str, value: int = 0, maximum: int = 100) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setTextVisible(False)
        self.setRange(0, max(1, maximum))
        self.setValue(value)
        self._bad = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bad(self, bad: bool) -> None:
        """Colour the bar as a problem (over the limit)."""
        self._bad = bad
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 8)

    def text_fits(self) -> bool:
        """It shows no words."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        radius = rect.height() / 2
        paint.box(painter, rect, radius, fill=paint.color("meter"))
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span > 0 else 0.0
        if share > 0:
            rect.setWidth(max(rect.height(), rect.width() * min(1.0, share)))
            paint.box(painter, rect, radius, fill=paint.color("bad" if self._bad else "accent"))
        painter.end()


class BannerKind(StrEnum):
    """What a banner says; the value is its colour token."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


_ICONS = {
    BannerKind.OK: "circle-check",
    BannerKind.WARN: "triangle-alert",
    BannerKind.BAD: "circle-x",
}


class Banner(QWidget):
    """A soft-coloured statement: proof line (lead size) or error summary (`compact`) with links."""

    def __init__(
        self, kind: BannerKind, title: str, detail: str = "", *, compact: bool = False
    ) -> None:
        super().__init__()
        self._kind = kind
        self.setAccessibleName(title)
        row = QHBoxLayout(self)
        across, down = (16, 12) if compact else (24, 16)
        row.setContentsMargins(across, down, across, down)
        row.setSpacing(12 if compact else 16)
        self._icon = Icon(
            _ICONS[kind],
            kind.value,
            Size.ICON_ROW if compact else Size.ICON_BANNER,
            line=TextRole.BODY_BOLD if compact else None,
        )
        where = Qt.AlignmentFlag.AlignTop if compact else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, 0, where)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        role = TextRole.BODY_BOLD if compact else TextRole.LEAD
        self._title = Label(title, role)
        self._detail = Label(detail, TextRole.HINT, Tone.TEXT2)
        if not detail:
            self._detail.hide()
        self._column.addWidget(self._title)
        self._column.addWidget(self._detail)
        self._link_column = QVBoxLayout()
        self._link_column.setSpacing(_CLEAR)
        self._column.addLayout(self._link_column)
        row.addLayout(self._column, 1)
        self._row = row
        self._links: list[LinkButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_message(self, kind: BannerKind, title: str, detail: str = "") -> None:
        """Change kind and words."""
        self._kind = kind
        self._icon.set_icon(_ICONS[kind], kind.value)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.update()

    def add_link(self, text: str) -> LinkButton:
        """A link under the words, e.g. to the field that an error is about."""
        link = LinkButton(text)
        self._links.append(link)
        self._link_column.setContentsMargins(0, _CLEAR, 0, 0)
        self._link_column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def clear_links(self) -> None:
        """Remove all links."""
        self._link_column.setContentsMargins(0, 0, 0, 0)
        for link in self._links:
            self._link_column.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links.clear()

    def add_action(self, button: QWidget) -> None:
        """A button at the right end."""
        self._row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        soft = paint.color(f"{self._kind.value}_soft")
        paint.box(painter, QRectF(self.rect()), Radius.CARD, fill=soft)
        painter.end()


class UndoBar(QWidget):
    """What was just done, with 撤销; it stays until the next act, so it needs no timer.

    `undo_requested` and `dismissed` leave the hiding to the page.
    """

    undo_requested = Signal()
    dismissed = Signal()

    def __init__(self, text: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        self._words = Label(text)
        row.addWidget(self._words, 1)
        self.undo_button = LinkButton("撤销", icon="undo-2")
        self.undo_button.clicked.connect(self.undo_requested)
        self.close_button = LinkButton("关闭")
        self.close_button.clicked.connect(self.dismissed)
        row.addWidget(self.undo_button)
        row.addWidget(self.close_button)
        self._name(text)

    def show_message(self, text: str, *, can_undo: bool = True) -> None:
        """Show the bar with `text` and have it read out."""
        self._words.setText(text)
        self._name(text)
        self.undo_button.setVisible(can_undo)
        self.show()
        announce(self, text)

    def _name(self, text: str) -> None:
        self.setAccessibleName(text)
        self.undo_button.setAccessibleName(f"撤销：{text}")
        self.close_button.setAccessibleName("关闭这条提示")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        fill, line = paint.color("surface"), paint.color("control")
        paint.box(painter, QRectF(self.rect()), Radius.CARD, fill=fill, border=line)
        painter.end()


class ProgressLine(QWidget):
    """Work under way: words, one bar that never runs backwards, and 取消 (or 停止)."""

    cancelled = Signal()

    def __init__(self, text: str, *, cancel_text: str = "取消") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._words = Label(text)
        self._meter = Meter(text)
        column.addWidget(self._words)
        column.addWidget(self._meter)
        row.addLayout(column, 1)
        self.cancel_button = SecondaryButton(cancel_text, min_width=80)
        self.cancel_button.clicked.connect(self.cancelled)
        row.addWidget(self.cancel_button)

    def start(self, text: str) -> None:
        """Begin a new piece of work: the bar goes back to nothing."""
        self._meter.setValue(0)
        self.cancel_button.setEnabled(True)
        self._show(text)

    def set_progress(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total`; less than what is shown already changes only the words."""
        share = round(1000 * done / total) if total > 0 else 0
        self._meter.setRange(0, 1000)
        self._meter.setValue(max(self._meter.value(), min(1000, share)))
        if text:
            self._show(text)

    def value(self) -> float:
        """The share shown, 0 to 1."""
        return self._meter.value() / max(1, self._meter.maximum())

    def _show(self, text: str) -> None:
        self._words.setText(text)
        self._meter.setAccessibleName(text)
