"""The footer of every step: back, autosave line, basis note, further acts, primary act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from jifen_desktop.ui.theme import Size, Space, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.picture import Icon

BASIS_NOTE = "依据2020年通知，办理前请向中心核实"


class _Line(QWidget):
    """An icon and a grey line."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.icon = Icon(icon)
        self.label = Label(text, TextRole.HINT, Tone.TEXT2)
        row.addWidget(self.icon)
        row.addWidget(self.label, 1)


class FooterBar(QWidget):
    """Always visible, at least 64 high. `back_requested` and `primary_requested` are its acts.

    The primary button is never disabled by this bar: pressed too early, the page says why.
    """

    back_requested = Signal()
    primary_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("页脚")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MARGIN, 12 + 1, Space.MARGIN, 12)  # 1: the line
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStrut(Size.FOOTER - 24)
        self.back_button = SecondaryButton("上一步", icon="arrow-left", height=Size.BUTTON_TALL)
        self.back_button.clicked.connect(self.back_requested)
        self._saved = _Line("check", "")
        self._saved.hide()
        self._basis = _Line("info", BASIS_NOTE)
        self._extra = QHBoxLayout()
        self._extra.setSpacing(8)
        self.primary_button = PrimaryButton("继续", trailing="arrow-right")
        self.primary_button.clicked.connect(self.primary_requested)
        self._notes = QHBoxLayout()
        self._notes.setSpacing(16)
        self._notes.addWidget(self._saved)
        self._notes.addWidget(self._basis)
        row.addWidget(self.back_button)
        row.addLayout(self._notes)
        row.addStretch(1)
        row.addLayout(self._extra)
        row.addWidget(self.primary_button)
        self._column, self._row, self._narrow = column, row, False
        column.addLayout(row)

    def set_back_visible(self, visible: bool) -> None:
        """Hide 上一步 on the first step."""
        self.back_button.setVisible(visible)

    def set_basis_visible(self, visible: bool) -> None:
        """Hide the basis note where the page itself shows it."""
        self._basis.setVisible(visible)

    def set_saved(self, text: str, *, failed: bool = False) -> None:
        """The autosave line, e.g. "已自动保存 · 14:32"; `failed` turns it into a warning."""
        self._saved.label.setText(text)
        self._saved.label.set_tone(Tone.BAD if failed else Tone.TEXT2)
        self._saved.icon.set_icon("circle-x" if failed else "check", "bad" if failed else "text2")
        self._saved.setVisible(bool(text))

    def set_primary(self, text: str, *, icon: str = "", trailing: str = "arrow-right") -> None:
        """Name the act; an empty text hides the button."""
        self.primary_button.set_caption(text)
        self.primary_button.set_icon_name(icon, "" if icon else trailing)
        self.primary_button.setVisible(bool(text))

    def add_action(self, button: QWidget) -> None:
        """A further button left of the primary one."""
        self._extra.addWidget(button)

    def clear_actions(self) -> None:
        """Remove and delete the further buttons."""
        while (item := self._extra.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # --- width ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Other words or another size of text may need other room."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        """The notes stand between the buttons where each has a line there, else above them."""
        narrow = self._needed() > self.width()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._row.removeItem(self._notes)
            self._notes.setParent(None)
            self._column.insertLayout(0, self._notes)
        else:
            self._column.removeItem(self._notes)
            self._notes.setParent(None)
            self._row.insertLayout(self._row.indexOf(self.back_button) + 1, self._notes)
        self._notes.setContentsMargins(0, 0, 0, 8 if narrow else 0)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed(notes=False), super().minimumSizeHint().height())

    def _needed(self, *, notes: bool = True) -> int:
        """The width at which buttons and notes stand in one line, or the buttons alone."""
        parts: list[QWidget] = [self.back_button, self.primary_button]
        parts += [self._saved, self._basis] if notes else []
        for index in range(self._extra.count()):
            item = self._extra.itemAt(index)
            widget = item.widget() if item is not None else None
            parts += [widget] if widget is not None else []
        widths = [part.sizeHint().width() for part in parts if not part.isHidden()]
        return sum(widths) + 16 * len(widths) + 2 * Space.MARGIN

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.fillRect(self.rect(), paint.color("surface"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), paint.color("line"))
        painter.end()
