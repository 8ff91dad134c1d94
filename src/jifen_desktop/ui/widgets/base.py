"""Bases of the painted widgets: a button that knows what it needs, and layouts by height-for-width."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from jifen_desktop.ui.theme import Radius
from jifen_desktop.ui.widgets import paint


def height_for(widget: QWidget, width: int) -> int:
    """The height that `widget` wants at `width`."""
    follows = widget.hasHeightForWidth()
    wanted = widget.heightForWidth(width) if follows else widget.sizeHint().height()
    return max(wanted, widget.minimumHeight())


def least_width_of(widget: QWidget) -> int:
    """The width below which `widget` would be cut."""
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())


def is_left_out(widget: QWidget) -> bool:
    """Whether `widget` was hidden on purpose; Qt also calls everything hidden before it is shown."""
    explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return widget.isHidden() and explicit


# For the type checker the mixin is a QAbstractButton; at run time only one Qt base is allowed.
if TYPE_CHECKING:
    _ButtonBase = QAbstractButton
else:
    _ButtonBase = object


class Painted(_ButtonBase):
    """Mixin for a QAbstractButton that draws itself from `needed_size()` and `paint_content()`.

    Deriving from the real button classes keeps their keyboard handling and accessible roles.
    `text_fits()` is the protocol of the clipping gate: there is room for all of the text.
    """

    ring_radius: int = Radius.CONTROL
    """Corner radius of the control that the focus ring follows."""

    def set_up_button(self, text: str) -> None:
        """Set the caption (an `&` stays an `&`) and the interaction every painted button shares."""
        self.caption = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._is_known = False
        if self.isCheckable():
            self.toggled.connect(self._on_toggled)

    def set_caption(self, text: str) -> None:
        """Change the visible text and, with it, the accessible name."""
        self.caption = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def needed_size(self) -> QSize:
        """The smallest size at which nothing is cut."""
        raise NotImplementedError

    def paint_content(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the widget into `rect`."""
        raise NotImplementedError

    def setChecked(self, checked: bool) -> None:
        """Show it as chosen or not; `clicked` is for the user alone."""
        self._is_known = True
        super().setChecked(checked)
        self._is_known = False

    def nextCheckState(self) -> None:
        self._is_known = True
        super().nextCheckState()
        self._is_known = False

    def _on_toggled(self, checked: bool) -> None:
        """A screen reader toggles by setting the mark, which nobody is told of: let it be a click as well."""
        if self._is_known or (self.autoExclusive() and not checked):
            return
        if not self.autoExclusive():
            self.blockSignals(True)
            self.setChecked(not checked)
            self.blockSignals(False)
        self.click()

    def sizeHint(self) -> QSize:
        return self.needed_size()

    def minimumSizeHint(self) -> QSize:
        return self.needed_size()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def text_fits(self) -> bool:
        """Whether the current size holds all of the text."""
        need = self.needed_size()
        return self.width() >= need.width() and self.height() >= need.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = paint.begin(self)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        self.paint_content(painter, QRectF(self.rect()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts like the space bar on buttons, as it does on the web and in dialogs."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not self.isCheckable():
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


class Arranger(QWidget):
    """A widget that places its children itself and whose height follows from its width.

    QLayout cannot wrap or change its direction by width; this small base can, and pages use it
    like any widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._is_stale = False

    @abstractmethod
    def plan(self, width: int) -> tuple[list[tuple[QWidget, QRect]], int]:
        """Where each child goes at `width`, and the height of it all."""

    @abstractmethod
    def least_width(self) -> int:
        """The width below which content would be cut."""

    @abstractmethod
    def wanted_width(self) -> int:
        """The comfortable width."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.plan(width)[1]

    def sizeHint(self) -> QSize:
        width = self.wanted_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # The height of the narrowest width would make every scroll area too tall; layouts ask
        # for the real one by width.
        return QSize(self.least_width(), self.heightForWidth(self.wanted_width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Children that want another size tell only a parent that is shown."""
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        self._is_stale = self._is_stale or (event.type() in kinds and not self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self._place()
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def adopt(self, widget: QWidget) -> None:
        """Make `widget` a child, visible at once when this widget already is."""
        widget.setParent(self)
        if self.isVisible() and not is_left_out(widget):
            widget.show()
        self.updateGeometry()

    def _place(self) -> None:
        for widget, rect in self.plan(self.width())[0]:
            widget.setGeometry(rect)
