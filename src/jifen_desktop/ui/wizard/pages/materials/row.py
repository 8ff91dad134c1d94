"""One row of the checklist: thumbnails, words, state and what can be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.errors import Code
from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole, Tone
from jifen_desktop.ui.thumbnails import PageKey, Thumbnails, page_key
from jifen_desktop.ui.wizard.pages.materials.views import RowView, editing_at
from jifen_desktop.ui.wizard.pages.materials.wording import Act, act_of, badge_of, hint_of


class MaterialRow(w.Row):
    """`picked(RowView, bool)` wants files (True: in place of the present ones), `opened(RowView)` the details,
    `scan_asked(RowView)` to scan.
    """

    picked = Signal(object, bool)
    scan_asked = Signal(object)
    opened = Signal(object)
    dropped = Signal(object, list)

    def __init__(self, view: RowView, case: Case, thumbnails: Thumbnails) -> None:
        self.view = view
        self.act = act_of(view)
        status, words = badge_of(view)
        self._strip = w.ThumbStrip()
        super().__init__(
            view.title,
            picture=self._strip,
            badge=w.StatusBadge(status, words),
            action=_button(self.act),
        )
        hint, bad = hint_of(view)
        self.set_hint(hint, bad=bad)
        self._links = self.links_behind_hint()
        self.more = self._add_more(self.act.more)
        self.scan = self._add_link("扫描", f"扫描：{view.title}")
        self.scan.clicked.connect(lambda: self.scan_asked.emit(self.view))
        if self.action is not None:
            self.action.clicked.connect(self._on_action)
        self.accept_files()
        self.files_dropped.connect(lambda paths: self.dropped.emit(self.view, paths))
        self._show_pages(case, thumbnails)

    def _on_action(self) -> None:
        if self.act.picks:
            self.picked.emit(self.view, self.act.replaces)
        else:
            self.opened.emit(self.view)

    def _add_link(self, words: str, name: str) -> w.LinkButton:
        link = w.LinkButton(words, small=True)
        link.setAccessibleName(name)
        self._links.add(link)
        return link

    def _add_more(self, words: str) -> w.LinkButton | None:
        """A small link behind the hint."""
        if not words:
            return None
        spoken = {"没有？": "没有？这份材料"}.get(words, words)
        link = self._add_link(words, f"{spoken}：{self.view.title}")
        link.clicked.connect(lambda: self.opened.emit(self.view))
        return link

    # --- pictures -------------------------------------------------------------------------------

    def _show_pages(self, case: Case, thumbnails: Thumbnails) -> None:
        keys = _pages(self.view, case)
        self._total = self.view.item.pages
        self._contents: list[QImage | w.Placeholder] = [_instead(self.view, case)]
        if keys:
            self._contents = [w.Placeholder.FILE for _ in keys]
        if self._total > 2:
            self._total += 1  # one picture and "+2": two and a count would push the words aside
        self._strip.set_contents(*self._contents, total=self._total)
        for index, key in enumerate(keys):
            thumbnails.load(key, self, partial(self._put, index))

    def _put(self, index: int, image: QImage | None) -> None:
        self._contents[index] = w.Placeholder.BROKEN if image is None else image
        self._strip.set_contents(*self._contents, total=self._total)

    # --- mouse ----------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere makes the row the one that files are pasted into."""
        if self.action is not None:
            self.action.setFocus(Qt.FocusReason.OtherFocusReason)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the details."""
        self.opened.emit(self.view)
        event.accept()


class FoldRow(w.RowBase):
    """Rows that need no attention folded into one: "另有 2 项已提供 展开"."""

    activated = Signal()

    def __init__(self, text: str, *, done: bool) -> None:
        super().__init__(Size.ROW_QUIET, gap=8)
        state = w.Status.PROVIDED if done else w.Status.NOT_NEEDED
        self.row.addWidget(w.Icon(*w.status_icon(state)))
        self.row.addWidget(w.body(text, Tone.TEXT2), 1)
        self.link = w.LinkButton("展开")
        self.link.setAccessibleName(f"展开：{text}")
        self.link.clicked.connect(self.activated)
        self.add_action(self.link)


def explanation_row(text: str) -> QWidget:
    """What the rows of a group have to do with each other."""
    row = w.RowBase(Size.ROW_QUIET, gap=8, vertical=8)
    row.row.addWidget(w.Icon("info", line=TextRole.HINT), 0, Qt.AlignmentFlag.AlignTop)
    row.add_words(w.hint(text))
    return row


def _button(act: Act) -> w.LinkButton | w.SecondaryButton:
    return w.LinkButton(act.words) if act.quiet else w.SecondaryButton(act.words, min_width=80)


def _pages(view: RowView, case: Case) -> list[PageKey]:
    """The first two pages of the row, over all its files."""
    keys: list[PageKey] = []
    editing = editing_at(case, view.item.material)
    for document in view.item.documents:
        facts = case.facts_of(document)
        if facts is None or facts.problem is not None:
            continue
        chosen = document.pages or tuple(range(len(facts.pages)))
        keys += [page_key(document, index, editing) for index in chosen]
        if len(keys) >= 2:
            break
    return keys[: 2 if view.item.pages <= 2 else 1]


def _instead(view: RowView, case: Case) -> w.Placeholder:
    """What stands where there is no picture."""
    if not view.item.documents:
        empty = view.item.reason and not view.choice
        return w.Placeholder.NOT_NEEDED if empty else w.Placeholder.ADD
    known = [case.facts_of(d) for d in view.item.documents]
    locked = any(f is not None and f.problem == Code.FILE_PASSWORD for f in known)
    return w.Placeholder.LOCKED if locked else w.Placeholder.BROKEN
