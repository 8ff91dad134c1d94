"""What an export will write: the images of each archive, then Word documents and mails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from jifen_desktop.review.location import goes_as_is
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import ArchiveOut, PageOut
from jifen_desktop.services.size import archive_size, size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.review.words import (
    METHOD,
    counted_word,
    methods_summary,
    page_hint,
)

FIRST = 6  # images shown before the whole list is asked for
THUMBNAIL = (28, 36)

LoadThumbnail = Callable[[w.Thumbnail, PageOut], None]


class ArchiveCard(w.ListCard):
    """One archive: a header that folds, its first images, and the whole list on demand.

    Rows are made when they are first shown, since a submission may hold thousands of images.
    """

    def __init__(
        self, archive: ArchiveOut, picture: Picture, load: LoadThumbnail, *, folded: bool
    ) -> None:
        super().__init__()
        self.archive = archive
        self._picture = picture
        self._load = load
        self._counter = counted_word(picture)[:1]
        self._shown: list[QWidget] = []
        self._footer: QWidget | None = None
        size = size_text(archive_size(picture.context, archive))
        summary = f"{len(archive.pages)} {self._counter} · 约 {size}"
        self.header = w.GroupHeader(archive.name, summary, folded=folded, chevron_right=True)
        self.header.folded_changed.connect(self._fold)
        self.add_row(self.header)
        self.all_link: w.LinkButton | None = None
        if not folded:
            self._fill()

    @property
    def shown(self) -> int:
        """How many images have a row."""
        return len(self._shown)

    def show_all(self) -> None:
        """Show every image."""
        if self._footer is not None:
            self._footer.hide()
        self._add_rows(self.archive.pages[len(self._shown) :])
        self._add_footer()
        self.header.setFocus()

    def _fold(self, folded: bool) -> None:
        if not folded and not self._shown:
            self._fill()
        for row in (*self._shown, self._footer):
            if row is not None:
                row.setVisible(not folded)

    def _fill(self) -> None:
        pages = self.archive.pages
        self._add_rows(pages if len(pages) <= FIRST + 1 else pages[:FIRST])
        self._add_footer()

    def _add_rows(self, pages: tuple[PageOut, ...]) -> None:
        rows = [self._row(page) for page in pages]
        for row in rows:
            self.add_row(row)
        self._shown += rows
        self.show_rows(rows)

    def _row(self, page: PageOut) -> QWidget:
        facts = self._picture.context.facts.get(page.document.path)
        thumbnail = w.Thumbnail(w.Placeholder.FILE, size=THUMBNAIL, name=page.name)
        self._load(thumbnail, page)
        hint = page_hint(page, facts, as_is=goes_as_is(self._picture.context))
        return w.ImageRow(thumbnail, page.name, hint, METHOD[page.method])

    def _add_footer(self) -> None:
        foot = w.Line()
        foot.add(w.hint(methods_summary(self.archive.pages)), stretch=1)
        if len(self._shown) < len(self.archive.pages):
            self.all_link = w.LinkButton(f"全部 {len(self.archive.pages)} {self._counter}")
            self.all_link.setAccessibleName(f"{self.archive.name}：{self.all_link.caption}")
            self.all_link.clicked.connect(self.show_all)
            foot.add(self.all_link)
        self._footer = w.CardFooter(foot, padding=16, vertical=8)
        self.add_row(self._footer)


def outputs_column(picture: Picture, load: LoadThumbnail) -> w.Column:
    """The right column of the review: archives, then what else is written."""
    outputs = picture.outputs
    column = w.Column(w.section(f"将要导出的{counted_word(picture)[1:]}"), gap=8)
    if not outputs.archives:
        column.add(w.hint("还没有能导出的材料"))
    for number, archive in enumerate(outputs.archives):
        column.add(ArchiveCard(archive, picture, load, folded=number > 0))
    others = _others(picture)
    if others is not None:
        column.add(w.section("还会写出"), 20)
        column.add(others)
    return column


def _others(picture: Picture) -> QWidget | None:
    outputs = picture.outputs
    rows: list[QWidget] = [
        w.FileRow(word.name, f"学历附件 {len(word.pages)} 页", icon="file-text")
        for word in outputs.words
    ]
    rows += [
        w.Row(m.subject, _recipient(m.to), picture=w.Icon("mail", "text2", 20))
        for m in outputs.mails
    ]
    if outputs.courier is not None:
        words = f"寄往{outputs.courier.address}"
        rows.append(w.Row("地址标签、寄件清单", words, picture=w.Icon("map-pin", "text2", 20)))
    return w.ListCard(*rows) if rows else None


def _recipient(address: str) -> str:
    return f"收件人：{address}" if address else "收件人还没填写"
