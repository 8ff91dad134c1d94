"""Which file goes into which row: asked when files were dropped on no row in particular."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from jifen_desktop.domain.submission import Document
from jifen_desktop.services.case import Case
from jifen_desktop.services.guess import Candidate, guess
from jifen_desktop.services.spread import owner_of
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import foot
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.thumbnails import PageKey, Thumbnails
from jifen_desktop.ui.wizard.pages.materials.select import ElidedSelect, Options
from jifen_desktop.ui.wizard.pages.materials.views import Spot, owner_name

_NOT_NOW = ""
_BETWEEN = "\n"
_FIELD = 300


def candidates_of(case: Case, current: str) -> list[Candidate]:
    """Every row of the case: the current person's first, then the company's, then the others'."""
    people = sorted(case.picture.people, key=lambda p: (p.key != current, p.key != ""))
    return [
        Candidate(p.key, owner_name(case, p.key), i.material, not i.documents)
        for p in people
        for i in p.items
    ]


class _FileLine(w.RowBase):
    """A file and the field for its row."""

    def __init__(self, document: Document, options: Options) -> None:
        super().__init__(Size.ROW, vertical=8)
        self.document = document
        self.picture = w.Thumbnail(w.Placeholder.FILE)
        self.row.addWidget(self.picture)
        self.row.addWidget(w.ElidedLabel(document.name, mode=Qt.TextElideMode.ElideMiddle), 1)
        name = f"「{document.name}」放进哪一项"
        self.field = ElidedSelect(name, options, width=_FIELD)
        self.row.addWidget(self.field)

    def put(self, image: QImage | None) -> None:
        """Show the first page."""
        self.picture.set_content(w.Placeholder.BROKEN if image is None else image)


class Chooser(QDialog):
    """`choices()` are the documents with their rows, once it was accepted; nothing is added before."""

    def __init__(
        self, parent: QWidget, case: Case, taken: TakenIn, current: str, thumbnails: Thumbnails
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("这些文件放进哪一项")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.taken = taken
        self._candidates = candidates_of(case, current)
        several = len(case.picture.people) > 1
        rows = [(_value(c), _words(c, several)) for c in self._candidates]
        each, every = (
            Options([(_NOT_NOW, "先不放"), *rows]),
            Options([(_NOT_NOW, "逐个选择"), *rows]),
        )
        names = {c.owner: c.owner_name for c in self._candidates} if several else {}
        self._options: dict[str | None, Options] = {None: each}
        self.lines = [
            self._line(document, owner_of(folders, names)[0], several, current)
            for document, folders in taken.with_folders()
        ]
        self.all_field = ElidedSelect("全部放进同一项", every, width=_FIELD)
        self.left_out = w.hint("")
        self.add_button = w.PrimaryButton("")
        self.cancel_button = w.SecondaryButton("都不添加", height=Size.BUTTON_TALL)
        self._build()
        for line in self.lines:
            line.field.value_chosen.connect(self._count)
            thumbnails.load(PageKey(line.document.path), line, line.put)
        self._count()
        every.setParent(self.all_field)
        for options in self._options.values():
            options.setParent(self)  # last, so that they outlive the fields that show them

    def _line(
        self, document: Document, owner: str | None, several: bool, current: str
    ) -> _FileLine:
        """A file with its likeliest row; one that lay in the folder of a person has that person's rows alone."""
        rows = [c for c in self._candidates if owner in (None, c.owner)]
        if owner not in self._options:
            own = [(_value(c), _words(c, several)) for c in rows]
            self._options[owner] = Options([(_NOT_NOW, "先不放"), *own])
        line = _FileLine(document, self._options[owner])
        found = guess(document.name, rows, current)
        line.field.set_value(_value(found) if found else _NOT_NOW)
        return line

    def choices(self) -> list[tuple[Document, Spot]]:
        """What goes where; files left at 先不放 are left out."""
        found = []
        for line in self.lines:
            owner, _, material = line.field.value().partition(_BETWEEN)
            if material:
                found.append((line.document, Spot(owner, material)))
        return found

    def _build(self) -> None:
        page = w.Page("这些文件放进哪一项")
        lead = "已按文件名猜好位置，请逐个看一下。选“先不放”的不会添加。"
        page.add(w.PageHead("这些文件放进哪一项？", lead))
        if len(self.lines) > 1:
            row = w.Line(gap=12)
            row.add_stretch()
            row.add(w.Label("全部放进", wrap=False))
            row.add(self.all_field)
            page.add(row)
            self.all_field.value_chosen.connect(self._set_all)
        page.add(w.ListCard(*self.lines))
        self.add_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(w.Separator())
        column.addLayout(foot(self.cancel_button, self.add_button, words=self.left_out))
        self.resize(theme.scaled(720), min(640, theme.scaled(260 + 73 * len(self.lines))))

    def _set_all(self, value: str) -> None:
        if value:
            for line in self.lines:
                if line.field.findData(value) >= 0:
                    line.field.set_value(value)
        self._count()

    def _count(self) -> None:
        count = len(self.choices())
        self.add_button.set_caption(f"添加 {count} 个文件" if count else "关闭，不添加")
        rest = len(self.lines) - count
        self.left_out.setText(f"还有 {rest} 个没有选位置，不会添加" if rest else "")


def _value(candidate: Candidate) -> str:
    return f"{candidate.owner}{_BETWEEN}{candidate.material.id}"


def _words(candidate: Candidate, several: bool) -> str:
    name = candidate.material.name
    return f"{candidate.owner_name} · {name}" if several else name
