"""The rail: brand, the open case with its steps, or the library's entries on the start page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Radius, Size, TextRole, Tone
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.widgets.buttons import IconTextButton
from jifen_desktop.ui.widgets.cards import Separator
from jifen_desktop.ui.widgets.labels import Label
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.railbuttons import NavButton, NavItem, Step, StepButton

_PAD = 16
_WIDEST = 320
# a company's name as the rail shows it: about three lines
_LONGEST, _HEAD, _TAIL = 39, 26, 12


class _Brand(QWidget):
    """The program's mark and name."""

    def __init__(self, name: str, subtitle: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addStrut(40)
        row.addWidget(_BrandMark())
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(name, TextRole.BODY_BOLD))
        column.addWidget(Label(subtitle, TextRole.HINT, Tone.TEXT2))
        row.addLayout(column, 1)


class _BrandMark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = paint.icon_side(Size.ICON_BANNER)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, Radius.CONTROL, fill=paint.color("accent"))
        inset = (rect.width() - paint.icon_side(Size.ICON_ROW)) / 2
        paint.icon(
            painter, "clipboard-check", "on_primary", inset, rect.center().y(), Size.ICON_ROW
        )
        painter.end()


class _Middle(QScrollArea):
    """Scrolls up and down only: its scroll bar takes its room from the margin, as that of a page does."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)

    def least_width(self) -> int:
        """What the content needs with its whole margin, whether the scroll bar stands there or not."""
        layout = self._content.layout()
        lent = _PAD - layout.contentsMargins().right() if layout is not None else 0
        return self._content.minimumSizeHint().width() + lent

    def resizeEvent(self, event: QResizeEvent) -> None:
        layout = self._content.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setRight(max(0, _PAD - (self.width() - self.viewport().width())))
            layout.setContentsMargins(margins)
        super().resizeEvent(event)


class RailFrame(QWidget):
    """What both rails share: brand on top, 本机 line, 设置 and 帮助 at the foot.

    The middle scrolls when large text needs more height than the window has. `settings_requested`
    and `help_requested` come from the foot.
    """

    settings_requested = Signal()
    help_requested = Signal()

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 24, 1, 20)
        outer.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(_PAD, 0, _PAD, 0)
        top.addWidget(_Brand("居住证积分", "材料助手"))
        outer.addLayout(top)
        outer.addSpacing(16)
        self.middle = QVBoxLayout()
        outer.addWidget(self._scroller(), 1)
        self.fill()
        outer.addLayout(self._foot())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _scroller(self) -> QScrollArea:
        self._content = content = QWidget()
        holder = QVBoxLayout(content)
        holder.setContentsMargins(_PAD, 4, _PAD, 4)
        holder.addLayout(self.middle)
        holder.addStretch(1)
        self.middle.setSpacing(4)
        self._area = _Middle(content)
        return self._area

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setContentsMargins(_PAD, 8, _PAD, 0)
        foot.setSpacing(_PAD)
        foot.addWidget(Separator())
        local = QHBoxLayout()
        local.setSpacing(8)
        local.addWidget(Icon("hard-drive"))
        local.addWidget(Label("资料只存在这台电脑", TextRole.HINT, Tone.TEXT2), 1)
        foot.addLayout(local)
        self.settings_button = IconTextButton("设置", "settings")
        self.settings_button.clicked.connect(self.settings_requested)
        self.help_button = IconTextButton("帮助", "circle-question-mark")
        self.help_button.clicked.connect(self.help_requested)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self.settings_button)
        links.addWidget(self.help_button)
        links.addStretch(1)
        foot.addLayout(links)
        return foot

    def fill(self) -> None:
        """Hook: build the entries between brand and foot.

        Called before the foot is built, because Tab follows the order of building.
        """

    def sizeHint(self) -> QSize:
        wanted = min(theme.scaled(Size.RAIL), _WIDEST)
        return QSize(max(wanted, self.minimumSizeHint().width()), 600)

    def minimumSizeHint(self) -> QSize:
        content = self._area.least_width() + 1
        own = super().minimumSizeHint()
        return QSize(max(content, own.width(), 184), min(own.height(), 480))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        painter.fillRect(self.rect(), paint.color("surface"))
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, paint.color("line"))
        painter.end()


class StepRail(RailFrame):
    """The rail of an open case. `step_chosen(str)` carries the key, `back_requested` the link."""

    step_chosen = Signal(str)
    back_requested = Signal()

    def __init__(self) -> None:
        self._buttons: dict[str, StepButton] = {}
        super().__init__("步骤")
        self.back_button.clicked.connect(self.back_requested)

    def fill(self) -> None:
        self.back_button = IconTextButton("全部申报", "arrow-left")
        self._title = Label("", TextRole.BODY_BOLD)
        self._subtitle = Label("", TextRole.HINT, Tone.TEXT2)
        self.middle.addSpacing(4)
        self.middle.addWidget(self.back_button)
        self.middle.addSpacing(8)
        self.middle.addWidget(self._title)
        self.middle.addWidget(self._subtitle)
        self.middle.addSpacing(16)
        self.middle.addWidget(Separator())
        self.middle.addSpacing(12)

    def set_case(self, title: str, subtitle: str) -> None:
        """Name the open case; a name that would push the steps out of sight is shortened in its middle."""
        short = title if len(title) <= _LONGEST else f"{title[:_HEAD]}…{title[-_TAIL:]}"
        self._title.setText(short)
        self._title.setToolTip(title if short != title else "")
        self._title.setAccessibleName(title)
        self._subtitle.setText(subtitle)

    def set_steps(self, steps: Iterable[Step]) -> None:
        """Show the steps; those known already are updated in place and keep the focus."""
        wanted = {step.key: step for step in steps}
        if list(wanted) != list(self._buttons):
            for old in self._buttons.values():
                self.middle.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = {}
            before: QPushButton = self.back_button
            for number, step in enumerate(wanted.values(), start=1):
                button = self._add(number, step)
                self._buttons[step.key] = button
                QWidget.setTabOrder(before, button)
                before = button
        for key, step in wanted.items():
            self._buttons[key].set_step(step)

    def entries(self) -> list[StepButton]:
        """The steps' buttons, in their order."""
        return list(self._buttons.values())

    def _add(self, number: int, step: Step) -> StepButton:
        button = StepButton(number, step)
        button.clicked.connect(partial(self._choose, step.key))
        self.middle.addWidget(button)
        return button

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.step_chosen.emit(key)


class StartRail(RailFrame):
    """The rail of the start page: entries in titled groups. `item_chosen(str)` carries the key."""

    item_chosen = Signal(str)

    def __init__(self, groups: Iterable[tuple[str, Iterable[NavItem]]]) -> None:
        self._groups = [(title, list(items)) for title, items in groups]
        self._buttons: dict[str, NavButton] = {}
        super().__init__("主导航")

    def fill(self) -> None:
        for title, items in self._groups:
            if self._buttons:
                self.middle.addSpacing(20)
            self.middle.addWidget(Label(title, TextRole.HINT, Tone.TEXT2))
            self.middle.addSpacing(4)
            for item in items:
                self._buttons[item.key] = button = NavButton(item)
                button.clicked.connect(partial(self._choose, item.key))
                self.middle.addWidget(button)

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.item_chosen.emit(key)

    def entries(self) -> list[NavButton]:
        """The entries, in their order."""
        return list(self._buttons.values())

    def set_note(self, key: str, note: str) -> None:
        """Change the count of an entry."""
        self._buttons[key].set_note(note)

    def set_current(self, key: str) -> None:
        """Mark the entry whose page is shown."""
        for name, button in self._buttons.items():
            button.set_current(name == key)
