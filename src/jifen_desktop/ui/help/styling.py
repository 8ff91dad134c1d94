"""A chapter as a document in the program's type and colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextImageFormat,
)

from jifen_desktop.ui import theme
from jifen_desktop.ui.theme import Space, TextRole

_ROLES: Final = {1: TextRole.HEADING, 2: TextRole.SECTION}
_FEATURES: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_LINE: Final = 145  # per cent of the type's own height


def fill(document: QTextDocument, text: str) -> None:
    """Write Markdown into a document, in the theme as it is now."""
    document.setDefaultFont(theme.font(TextRole.BODY))
    document.setDocumentMargin(0)
    document.setIndentWidth(theme.scaled(28))
    document.setMarkdown(text, _FEATURES)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _set_block(cursor, block)
    cursor.endEditBlock()


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """From top to bottom."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _set_block(cursor: QTextCursor, block: QTextBlock) -> None:
    level = block.blockFormat().headingLevel()
    quoted = block.blockFormat().intProperty(QTextBlockFormat.Property.BlockQuoteLevel)
    cursor.setPosition(block.position())
    shape = QTextBlockFormat()
    above = {1: 0, 2: Space.COLUMN}.get(level, 0)
    shape.setTopMargin(above)
    shape.setBottomMargin(Space.HALF if block.textList() is not None else Space.STEP + Space.HALF)
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if quoted:
        shape.setLeftMargin(Space.GAP)
    if _is_picture(block):
        shape.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(Space.STEP)
    cursor.mergeBlockFormat(shape)
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    if level:
        words = QTextCharFormat()
        words.setFont(theme.font(_ROLES.get(level, TextRole.BODY_BOLD)))
        cursor.mergeCharFormat(words)
    elif quoted:
        words = QTextCharFormat()
        words.setForeground(QColor(theme.tokens().color("text2")))
        cursor.mergeCharFormat(words)
    for fragment in list(fragments(block)):
        if fragment.charFormat().fontFixedPitch():
            _set_code(cursor, fragment)


def _set_code(cursor: QTextCursor, fragment: QTextFragment) -> None:
    """What is typed, and keys: the body's type on a soft ground."""
    words = QTextCharFormat()
    words.setFont(theme.font(TextRole.BODY))
    words.setBackground(QColor(theme.tokens().color("accent_soft")))
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(words)


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The stretches of one format."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _is_picture(block: QTextBlock) -> bool:
    return any(f.charFormat().isImageFormat() for f in fragments(block))


def size_pictures(document: QTextDocument, size: QSizeF) -> None:
    """Give every picture the room of `size`, whether it was read already or not."""
    cursor = QTextCursor(document)
    for block in blocks(document):
        for fragment in list(fragments(block)):
            if fragment.charFormat().isImageFormat():
                shape = QTextImageFormat(fragment.charFormat().toImageFormat())
                shape.setWidth(size.width())
                shape.setHeight(size.height())
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + 1, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(shape)


def heading_position(document: QTextDocument, words: str) -> int:
    """Where a heading begins; 0 where there is none of these words."""
    found = (b for b in blocks(document) if b.blockFormat().headingLevel() and b.text() == words)
    return next((block.position() for block in found), 0)


def marked(document: QTextDocument, words: str) -> list[QTextCursor]:
    """Every place of `words`, from top to bottom."""
    found = []
    cursor = document.find(words) if words else QTextCursor()
    while not cursor.isNull():
        found.append(cursor)
        cursor = document.find(words, cursor)
    return found


def mark_colour() -> QColor:
    """The ground of what was found."""
    return QColor(theme.tokens().color("warn_soft"))
