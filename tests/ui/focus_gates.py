"""Gates for people without a mouse or without sight: where the focus is can be seen, and what it is can be heard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

from jifen_desktop.ui.help.reader import Reader
from jifen_desktop.ui.page_sheet import Sheet
from jifen_desktop.ui.widgets import Thumbnail
from jifen_desktop.ui.wizard.pages.export.label import PaperPicture
from jifen_desktop.ui.wizard.pages.materials.editor.canvas import Canvas
from jifen_desktop.ui.wizard.squeeze.compare import Stretch
from tests.ui.gates import describe, name_of, shown_widgets, tab_stops

_Role = QAccessible.Role
_ROLES: Final[tuple[tuple[type[QWidget], frozenset[QAccessible.Role]], ...]] = (
    (QLineEdit, frozenset({_Role.EditableText})),
    (QPlainTextEdit, frozenset({_Role.EditableText})),
    (QComboBox, frozenset({_Role.ComboBox})),
    (QSlider, frozenset({_Role.Slider})),
)
_CHECKABLE: Final = frozenset({_Role.CheckBox, _Role.RadioButton, _Role.PageTab})
_SAYS_NOTHING: Final = frozenset({_Role.Client, _Role.NoRole, _Role.Pane, _Role.Whitespace})


def check_roles(root: QWidget) -> list[str]:
    """Everything that takes the focus has the role of what it is, and its state is told."""
    faults = []
    for widget in shown_widgets(root):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None:
            faults += _role_faults(widget)
    return faults


def _role_faults(widget: QWidget) -> list[str]:
    told = QAccessible.queryAccessibleInterface(widget)
    role, state = told.role(), told.state()
    faults = []
    wanted = next((roles for kind, roles in _ROLES if isinstance(widget, kind)), None)
    if wanted is None and isinstance(widget, QAbstractButton):
        wanted = _CHECKABLE if widget.isCheckable() else frozenset({_Role.Button, _Role.ButtonMenu})
        if bool(getattr(state, "checked")) != widget.isChecked():  # noqa: B009 -- missing in the stubs
            faults.append(f"its check mark isn't told: {describe(widget)}")
    if wanted is not None and role not in wanted:
        faults.append(f"is told as {role.name}: {describe(widget)}")
    if wanted is None and role in _SAYS_NOTHING and not _only_scrolls(widget):
        faults.append(f"has no role: {describe(widget)}")
    if bool(getattr(state, "disabled")) == widget.isEnabled():  # noqa: B009 -- missing in the stubs
        faults.append(
            f"is told as {'disabled' if widget.isEnabled() else 'enabled'}: {name_of(widget)}"
        )
    return faults


def _only_scrolls(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractScrollArea)


# --- the focus ring -----------------------------------------------------------------------------


def ring_faults(widget: QWidget) -> list[str]:
    """The focused widget is in view, with a ring around it, and its ring is seen; needs a FocusRing."""
    window = widget.window()
    rings = [r for r in window.findChildren(QWidget, "focus-ring") if r.isVisible()]
    if len(rings) != 1:
        return [f"{len(rings)} focus rings: {describe(widget)}"]
    ring = rings[0]
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area = ring.geometry()
    if not area.contains(place):
        return [f"the focus ring is elsewhere: {describe(widget)}"]
    seen = ring.mask().boundingRect() if not ring.mask().isEmpty() else ring.rect()
    shown = seen.translated(area.topLeft()) & window.rect()
    # what is taller than the page can't be seen whole
    whole = place.height() <= _room(widget)
    if whole and not shown.contains(place):
        return [f"not in view, {shown.getRect()} of {place.getRect()}: {describe(widget)}"]
    if shown.height() < 8 or shown.width() < 8:
        return [f"the focus ring isn't seen: {describe(widget)}"]
    return []


def _room(widget: QWidget) -> int:
    """The height of the narrowest scroll area around a widget."""
    room = widget.window().height()
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            room = min(room, parent.viewport().height())
        parent = parent.parentWidget()
    return room


def check_focus_seen(window: QWidget) -> list[str]:
    """Tab reaches everything: each stop is scrolled into view and has its ring."""
    stops = tab_stops(window)
    if not stops:
        return []
    window.activateWindow()
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    faults: list[str] = []
    seen: set[QWidget] = set()
    for _press in range(len(stops) + 5):
        current = QApplication.focusWidget()
        if current is None or current in seen:
            break
        seen.add(current)
        faults += ring_faults(current)
        QTest.keyClick(current, Qt.Key.Key_Tab)
    return faults + [f"Tab does not reach {describe(stop)}" for stop in stops if stop not in seen]


# --- the scheme ---------------------------------------------------------------------------------

_BRIGHT: Final = 0.06
"""The most of a dark page that may be bright: words and filled buttons; white is documents alone."""
_PAPER: Final = (Sheet, PaperPicture, Thumbnail, Canvas, Stretch, Reader)


def check_repainted(window: QWidget) -> list[str]:
    """After a change to the dark scheme nothing stays light but pictures of documents, and of pages in the manual."""
    picture = window.grab().toImage()
    papers = [p for p in shown_widgets(window) if isinstance(p, _PAPER)]
    painter = QPainter(picture)
    for paper in papers:
        painter.fillRect(
            QRect(paper.mapTo(window, QPoint(0, 0)), paper.size()), Qt.GlobalColor.black
        )
    painter.end()
    small = picture.scaled(160, 110, mode=Qt.TransformationMode.SmoothTransformation)
    spots = [(x, y) for x in range(small.width()) for y in range(small.height())]
    share = sum(small.pixelColor(x, y).lightness() > 190 for x, y in spots) / len(spots)
    return [f"{share:.0%} of the page stays light"] if share > _BRIGHT else []
