"""Gates that every page has to pass; each returns the faults it found, in words, empty when fine.

They work on any shown widget. A painted widget takes part through `text_fits() -> bool`, and shows
its words through `text()` (labels, buttons) or its accessible name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from jifen_desktop.ui.theme import CONTRAST_PAIRS, Tokens, contrast

ALLOWED_LATIN: Final = (
    r"JPE?G", "PNG", "TIFF?", "WEBP", "BMP", "GIF", "HEIC", "HEIF", "PDF", "ZIP", "EMS", "HR",
    "Word", "Outlook", "Thunderbird", "Excel", "QQ", "KB", "MB", "GB", "dpi", "mm", "cm", "px",
    "Ctrl", "Cmd", "Alt", "Shift", "Esc", "Enter", "Tab", "Del", "BitLocker", "FileVault",
    "SHA-256", "ID", "USB", "U(?= ?盘)", "EXIF", "OCR", "A4", "A", "B", "C", "D", "X", "x",
    "E", "P", "R", "PgUp", "PgDn",
)  # fmt: skip
"""Words that stay Latin in a Chinese interface: formats, units, keys, product names."""

_USER_DATA: Final = (
    r"[A-Za-z]:\\[^\s，。；]*",  # Windows paths
    r"(?<![\w.])/[\w./~-]+",  # other paths
    r"[\w.+-]+@[\w-]+\.[\w.-]+",  # mail addresses
    r"[^\s「」，：]*\.(?:jpe?g|png|tiff?|webp|bmp|gif|hei[cf]|pdf|zip|eml|txt|docx?|csv)\b",
)
_NAME = QAccessible.Text.Name


def name_of(widget: QWidget) -> str:
    """What a screen reader calls `widget`."""
    return QAccessible.queryAccessibleInterface(widget).text(_NAME)


def shown_widgets(root: QWidget) -> Iterator[QWidget]:
    """`root` and all its visible descendants."""
    if root.isVisible():
        yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible():
            yield widget


def describe(widget: QWidget) -> str:
    """A widget as it appears in a fault: class and what it says."""
    words = visible_text(widget) or name_of(widget)
    return f"{type(widget).__name__} {words!r}"


def visible_text(widget: QWidget) -> str:
    """The words that `widget` itself shows."""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText() or widget.placeholderText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QAbstractButton):
        return widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    text = getattr(widget, "text", None)
    words = text() if callable(text) else ""
    return words if isinstance(words, str) else ""


# --- accessible names -------------------------------------------------------------------------


def check_accessible_names(root: QWidget) -> list[str]:
    """Every widget that can have the focus has a name, and a button's has the words that are on it: whoever speaks to
    the computer, or is told on the telephone what to press, says what is to be seen.
    """
    faults = []
    for widget in shown_widgets(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if not name_of(widget).strip():
            faults.append(f"no accessible name: {describe(widget)}")
        elif isinstance(widget, QAbstractButton) and _words_on(widget) not in name_of(widget):
            faults.append(f"called otherwise: {describe(widget)} is {name_of(widget)!r}")
    return faults


def _words_on(button: QAbstractButton) -> str:
    """Its words without the signs that nobody speaks."""
    return visible_text(button).strip("…{}：")


# --- keyboard ---------------------------------------------------------------------------------


def tab_stops(window: QWidget) -> list[QWidget]:
    """The widgets that Tab has to reach: visible, enabled, with a tab stop of their own."""
    return [
        widget
        for widget in shown_widgets(window)
        if widget is not window
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def check_tab_order(window: QWidget) -> list[str]:
    """Tab visits exactly the tab stops and then starts again; Backtab the same, backwards."""
    stops = tab_stops(window)
    if not stops:
        return []
    window.activateWindow()
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    if QApplication.focusWidget() is not stops[0]:
        return [f"takes no focus: {describe(stops[0])}"]
    forward = _walk(stops[0], Qt.Key.Key_Tab, len(stops))
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    backward = _walk(stops[0], Qt.Key.Key_Backtab, len(stops))
    faults = _walk_faults("Tab", forward, stops) + _walk_faults("Backtab", backward, stops)
    if not faults and forward != [stops[0], *reversed(backward[1:])]:
        faults.append("Backtab does not go back the way that Tab came")
    return faults


def tab_sequence(window: QWidget) -> list[QWidget]:
    """The widgets in the order in which Tab visits them, for tests of the order itself."""
    stops = tab_stops(window)
    window.activateWindow()
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    return _walk(stops[0], Qt.Key.Key_Tab, len(stops))


def _walk(start: QWidget, key: Qt.Key, count: int) -> list[QWidget]:
    """Press `key` until the focus is back at `start`; gives up when it does not come back."""
    visited = [start]
    for _press in range(count + 5):
        current = QApplication.focusWidget()
        if current is None:
            break
        QTest.keyClick(current, key)
        reached = QApplication.focusWidget()
        if reached is None or reached is start or reached is current:
            break
        visited.append(reached)
    return visited


def _walk_faults(key: str, visited: list[QWidget], stops: list[QWidget]) -> list[str]:
    faults = [f"{key} does not reach {describe(w)}" for w in stops if w not in visited]
    faults += [f"{key} reaches {describe(w)}, no tab stop" for w in visited if w not in stops]
    if len(visited) != len(set(visited)):
        faults.append(f"{key} is trapped: {describe(visited[-1])}")
    end = QApplication.focusWidget()
    if not faults and end is not visited[0]:
        faults.append(f"{key} does not cycle: stays at {describe(visited[-1])}")
    return faults


# --- clipping ---------------------------------------------------------------------------------


def check_no_clipping(root: QWidget) -> list[str]:
    """Every text has room, lies within what surrounds it, and covers no other text."""
    faults = []
    texts = [widget for widget in shown_widgets(root) if _has_text(widget)]
    for widget in texts:
        if not _fits(widget):
            size = f"{widget.width()}×{widget.height()}"
            faults.append(f"text is cut at {size}: {describe(widget)}")
        faults += _outside(widget, root)
    areas = {widget: _area_in(widget, root) for widget in texts}
    for first, second in combinations(texts, 2):
        if first.isAncestorOf(second) or second.isAncestorOf(first):
            continue
        common = areas[first] & areas[second]
        if common.width() > 1 and common.height() > 1:
            faults.append(f"texts overlap: {describe(first)} and {describe(second)}")
    return faults


def _has_text(widget: QWidget) -> bool:
    return bool(visible_text(widget)) or _protocol(widget) is not None


def _protocol(widget: QWidget) -> Callable[[], bool] | None:
    method = getattr(widget, "text_fits", None)
    return method if callable(method) else None


def _fits(widget: QWidget) -> bool:
    own = _protocol(widget)
    if own is not None:
        return own()
    if isinstance(widget, QLabel):
        return _label_fits(widget)
    if isinstance(widget, QLineEdit):
        return _line_edit_fits(widget)
    if isinstance(widget, QPlainTextEdit):
        return True
    need = widget.minimumSizeHint() if isinstance(widget, QComboBox) else widget.sizeHint()
    return widget.width() >= need.width() and widget.height() >= need.height()


def _label_fits(label: QLabel) -> bool:
    area = label.contentsRect()
    if label.wordWrap():
        return area.height() >= label.heightForWidth(area.width())
    need = label.sizeHint()
    return area.width() >= need.width() and area.height() >= need.height()


def _line_edit_fits(field: QLineEdit) -> bool:
    """The placeholder must be whole; typed text may scroll, but not be cut in height."""
    metrics = field.fontMetrics()
    margins = field.textMargins()
    room = field.minimumSizeHint()
    if field.height() < min(room.height(), metrics.height() + 4):
        return False
    if field.text():
        return True
    spare = 2 * 12 + margins.left() + margins.right()
    return field.width() - spare >= metrics.horizontalAdvance(field.placeholderText())


def _area_in(widget: QWidget, root: QWidget) -> QRect:
    """Where `widget` is seen in `root`, without what scroll areas hide."""
    area = (
        QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())
        if widget is not root
        else (root.rect())
    )
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if _is_viewport(parent):
            area &= QRect(parent.mapTo(root, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return area


def _outside(widget: QWidget, root: QWidget) -> list[str]:
    """Faults of a widget that sticks out of a parent; vertically a scroll area may hide it."""
    parent = widget.parentWidget()
    while widget is not root and parent is not None:
        area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        inside = parent.rect()
        if area.left() < inside.left() or area.right() > inside.right():
            return [f"sticks out sideways of {type(parent).__name__}: {describe(widget)}"]
        if _is_viewport(parent):
            return []
        if area.top() < inside.top() or area.bottom() > inside.bottom():
            return [f"sticks out of {type(parent).__name__}: {describe(widget)}"]
        if parent is root:
            return []
        parent = parent.parentWidget()
    return []


def _is_viewport(widget: QWidget) -> bool:
    holder = widget.parentWidget()
    return isinstance(holder, QAbstractScrollArea) and holder.viewport() is widget


# --- words ------------------------------------------------------------------------------------


def check_no_latin(root: QWidget, allow: Iterable[str] = ALLOWED_LATIN) -> list[str]:
    """No Latin words in visible text, tooltips and accessible names outside the allow-list.

    `allow` holds regular expressions of whole words; paths, file names and mail addresses are the
    user's and always pass.
    """
    words = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(allow)})(?![A-Za-z])")
    faults = []
    for widget in shown_widgets(root):
        for kind, text in (
            ("text", visible_text(widget)),
            ("tooltip", widget.toolTip()),
            ("name", name_of(widget)),
            ("description", widget.accessibleDescription()),
        ):
            left = text
            for pattern in _USER_DATA:
                left = re.sub(pattern, "", left)
            if re.search(r"[A-Za-z]", words.sub("", left)):
                faults.append(f"Latin {kind}: {text!r} in {type(widget).__name__}")
    return list(dict.fromkeys(faults))


# --- colours ----------------------------------------------------------------------------------


def check_contrast(
    tokens: Tokens, pairs: Iterable[tuple[str, str]] = CONTRAST_PAIRS, least: float = 4.5
) -> list[str]:
    """Every text colour on every ground it stands on reaches `least`."""
    faults = []
    for text, ground in pairs:
        ratio = contrast(tokens.color(text), tokens.color(ground))
        if ratio < least:
            faults.append(f"{tokens.name}: {text} on {ground} only {ratio:.2f}")
    return faults


def check_all(window: QWidget) -> list[str]:
    """All gates that look at a shown window."""
    return [
        *check_accessible_names(window),
        *check_no_clipping(window),
        *check_no_latin(window),
        *check_tab_order(window),
    ]
