"""Which file goes into which row: asked when files were dropped on no row in particular."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QWidget

from jifen_desktop.domain.submission import Document
from jifen_desktop.services.case import Case
from jifen_desktop.services.guess import Candidate, guess
from jifen_desktop.services.spread import owner_of
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import lay_out, resize_on_screen
from jifen_desktop.ui.select import ElidedSelect, Options
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.thumbnails import PageKey, Thumbnails
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


@dataclass
class FileChoice:
    """A file and the row chosen for it, None until it was guessed; its document is there once it was taken in.

    One that lay in the folder of a person has that person's rows alone: `owner` is their key.
    """

    name: str
    value: str | None = None
    document: Document | None = None
    owner: str | None = None


class _FileLine(w.RowBase):
    """A file and the field for its row."""

    def __init__(self, choice: FileChoice, options: Options) -> None:
        super().__init__(Size.ROW, vertical=8)
        self.choice = choice
        self.picture = w.Thumbnail(w.Placeholder.FILE)
        self.row.addWidget(self.picture)
        self.row.addWidget(w.ElidedLabel(choice.name, mode=Qt.TextElideMode.ElideMiddle), 1)
        self.field = ElidedSelect(f"「{choice.name}」放进哪一项", options, width=_FIELD)
        self.row.addWidget(self.field)

    def show_page(self, thumbnails: Thumbnails) -> None:
        """Show the first page, once the file was taken in."""
        if self.choice.document is not None:
            thumbnails.load(PageKey(self.choice.document.path), self, self._put)

    def _put(self, image: QImage | None) -> None:
        self.picture.set_content(w.Placeholder.BROKEN if image is None else image)


class Chooser(QDialog):
    """`choices()` are the documents with their rows, once it was accepted; nothing is added before.

    It opens with the files' names, so that rows can be chosen while the files are read; `take` gives it what came
    of them, and only then it can be accepted.
    """

    def __init__(
        self,
        parent: QWidget,
        case: Case,
        names: Sequence[str],
        current: str,
        thumbnails: Thumbnails,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("这些文件放进哪一项")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._current = current
        self._thumbnails = thumbnails
        self._candidates = candidates_of(case, current)
        self._several = len(case.picture.people) > 1
        self._options: dict[str | None, Options] = {}
        self.taken: TakenIn | None = None
        self.files = [FileChoice(name) for name in names]
        self.list = w.ManyRows(len(self.files), self._line)
        every = Options([(_NOT_NOW, "逐个选择"), *self._rows(None)])
        self.all_field = ElidedSelect("全部放进同一项", every, width=_FIELD)
        self.all_row = w.Line(gap=12)
        self.left_out = w.hint("")
        self.add_button = w.PrimaryButton("正在检查文件")
        self.cancel_button = w.SecondaryButton("都不添加", height=Size.BUTTON_TALL)
        self._build()
        self._count()
        every.setParent(self.all_field)

    def choices(self) -> list[tuple[Document, Spot]]:
        """What goes where; files left at 先不放 are left out."""
        found = []
        for choice in self.files:
            owner, _, material = self._value(choice).partition(_BETWEEN)
            if material and choice.document is not None:
                found.append((choice.document, Spot(owner, material)))
        return found

    def lines(self) -> list[_FileLine]:
        """The rows that were made so far, from top to bottom."""
        return [row for row in self.list.made().values() if isinstance(row, _FileLine)]

    def show_progress(self, done: int, total: int) -> None:
        """Say how many files were read."""
        if self.taken is None:
            self.add_button.set_caption(f"正在检查 {done} / {total}")

    def take(self, taken: TakenIn) -> None:
        """Put the documents in place of the names; what was chosen for a name stays."""
        chosen: dict[str, list[FileChoice]] = {}
        for choice in self.files:
            chosen.setdefault(choice.name, []).append(choice)
        names = {c.owner: c.owner_name for c in self._candidates} if self._several else {}
        before, self.files, self.taken = self.files, [], taken
        for document, folders in taken.with_folders():
            same, owner = chosen.get(document.name), owner_of(folders, names)[0]
            choice = same.pop(0) if same and owner is None else FileChoice(document.name)
            choice.document, choice.owner = document, owner
            self.files.append(choice)
        if self.files != before:
            fresh = w.ManyRows(len(self.files), self._line)
            self._page.replace(self.list, fresh)
            self.list = fresh
        for line in self.lines():
            line.show_page(self._thumbnails)
        self.all_row.setVisible(len(self.files) > 1)
        self._count()

    def _value(self, choice: FileChoice) -> str:
        """The row chosen, or the one guessed as long as nobody chose."""
        if choice.value is None:
            rows = [c for c in self._candidates if choice.owner in (None, c.owner)]
            found = guess(choice.name, rows, self._current)
            choice.value = _value(found) if found else _NOT_NOW
        return choice.value

    def _rows(self, owner: str | None) -> list[tuple[str, str]]:
        """(value, words) of the rows of one person, or of all."""
        rows = [c for c in self._candidates if owner in (None, c.owner)]
        return [(_value(c), _words(c, self._several)) for c in rows]

    def _line(self, index: int) -> _FileLine:
        choice = self.files[index]
        if choice.owner not in self._options:
            options = Options([(_NOT_NOW, "先不放"), *self._rows(choice.owner)])
            options.setParent(self)  # after the page, so that it outlives the fields that show it
            self._options[choice.owner] = options
        line = _FileLine(choice, self._options[choice.owner])
        line.field.set_value(self._value(choice))
        line.field.value_chosen.connect(lambda value: self._choose(choice, value))
        line.show_page(self._thumbnails)
        return line

    def _build(self) -> None:
        self._page = page = w.Page("这些文件放进哪一项")
        lead = "已按文件名猜好位置，请逐个看一下。选“先不放”的不会添加。"
        page.add(w.PageHead("这些文件放进哪一项？", lead, help_place="choosing"))
        self.all_row.add_stretch()
        self.all_row.add(w.Label("全部放进", wrap=False))
        self.all_row.add(self.all_field)
        self.all_row.setVisible(len(self.files) > 1)
        page.add(self.all_row)
        self.all_field.value_chosen.connect(self._set_all)
        page.add(self.list)
        self.add_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        lay_out(self, page, self.cancel_button, self.add_button, words=self.left_out)
        resize_on_screen(
            self, theme.scaled(720), min(640, theme.scaled(260 + 73 * len(self.files)))
        )

    def _choose(self, choice: FileChoice, value: str) -> None:
        choice.value = value
        self._count()

    def _set_all(self, value: str) -> None:
        if value:
            owner = value.partition(_BETWEEN)[0]
            for choice in self.files:
                if choice.owner in (None, owner):
                    choice.value = value
            for line in self.lines():
                line.field.set_value(self._value(line.choice))
        self._count()

    def _count(self) -> None:
        self.add_button.setEnabled(self.taken is not None)
        if self.taken is not None:
            count = len(self.choices())
            self.add_button.set_caption(f"添加 {count} 个文件" if count else "关闭，不添加")
            rest = len(self.files) - count
            self.left_out.setText(f"还有 {rest} 个没有选位置，不会添加" if rest else "")


def _value(candidate: Candidate) -> str:
    return f"{candidate.owner}{_BETWEEN}{candidate.material.id}"


def _words(candidate: Candidate, several: bool) -> str:
    name = candidate.material.name
    return f"{candidate.owner_name} · {name}" if several else name
