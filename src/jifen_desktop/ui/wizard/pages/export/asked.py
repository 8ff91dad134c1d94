"""What the page of the way to go shows besides where somebody has to be asked: people, papers, telephone, files."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import ChannelKind, Outcome, Service
from jifen_desktop.domain.plan import Material
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.wizard.pages.export.clause import clause_mark
from jifen_desktop.ui.wizard.pages.export.listing import FileLine, file_lines

_FEW: Final = 6  # papers that are shown at once
_FORM_UNKNOWN: Final = "通知没有列出；参照公开指南和其他区。原件还是复印件、要不要盖章，问清为准。"
_NO_PAPERS: Final = "通知和公开的办事指南都没有列出这项业务的材料，问清后再备。"


def papers_of(picture: Picture) -> tuple[Material, ...]:
    """The papers that may be asked for, of all applicants, each once."""
    plans = [plan for _, plan in picture.plans.people] or [picture.plans.base]
    rows = {row.id: row for plan in plans for row in plan.to_have}
    return tuple(rows.values())


class PapersCard(w.ListCard):
    """Papers to have at hand, the first few at once."""

    def __init__(self, rows: tuple[Material, ...]) -> None:
        super().__init__()
        if not rows:
            self.add_row(w.CardFooter(w.hint(_NO_PAPERS), padding=16))
            return
        self.add_row(w.CardFooter(w.hint(_FORM_UNKNOWN), padding=16))
        folded = [self._row(row) for row in rows]
        for row in folded[:_FEW]:
            self.add_row(row)
        rest = folded[_FEW:]
        if rest:
            self.more_link = w.LinkButton(f"展开另外 {len(rest)} 项", icon="chevron-down")
            more = w.CardFooter(w.Flow(self.more_link), padding=16, vertical=8)
            self.more_link.clicked.connect(lambda: self._unfold(more, rest))
            self.add_row(more)
        for row in rest:
            row.hide()
            self.add_row(row)

    @staticmethod
    def _unfold(more: QWidget, rest: list[w.RowBase]) -> None:
        for row in rest:
            row.show()
        more.hide()

    @staticmethod
    def _row(material: Material) -> w.RowBase:
        row = w.RowBase(Size.ROW_QUIET, vertical=8)
        optional = "" if material.required else "有才带"
        hint = "；".join(part for part in (material.hint, optional) if part)
        row.add_words(w.body(material.name), *([w.hint(hint)] if hint else []))
        row.row.addWidget(clause_mark(material.source))
        return row


class PhoneCard(w.Card):
    """The centre's telephone, which the notice has lost."""

    asked = Signal()

    def __init__(self, phone: str) -> None:
        super().__init__(w.body("中心电话", bold=True), padding=16, gap=8)
        self.add(w.body(f"{phone}（您填写的）") if phone else w.hint("通知里已缺失，查到后填写"))
        words = "修改电话" if phone else "填写电话"
        link = w.LinkButton(words, icon="pencil")
        link.setAccessibleName(f"{words}：中心")
        link.clicked.connect(self.asked)
        self.add(w.Flow(link), 4)


class SupplementCard(w.Card):
    """Papers that the centre wants afterwards go by courier, to an address that the user has to ask for."""

    asked = Signal()
    address_asked = Signal()

    def __init__(self, book: Rulebook, picture: Picture) -> None:
        super().__init__(w.body("之后要补充材料", bold=True), padding=16, gap=8)
        submission = picture.submission
        pair = book.districts[submission.district].services[Service.SUPPLEMENT]
        source = next(c.source for c in pair.channels if c.kind == ChannelKind.COURIER)
        lines = "、".join(str(line) for line in source.lines)
        self.add(w.hint(f"可以用快递寄（{picture.plans.base.district_name} [{lines}]）"), 4)
        address = submission.centre.address
        self.add(w.hint(f"寄到：{address}" if address else "收件地址通知没有写，问到后填写"), 4)
        if not address:
            fill = w.LinkButton("填写收件地址")
            fill.clicked.connect(self.address_asked)
            self.add(w.Flow(fill), 4)
        make = w.LinkButton("另开一份补充材料", icon="file-plus")
        make.clicked.connect(self.asked)
        self.add(w.Flow(make), 4)

    @staticmethod
    def is_wanted(book: Rulebook, picture: Picture) -> bool:
        """Whether the district takes supplements by courier, beside a visit."""
        base = picture.plans.base
        pair = book.districts[base.district].services[Service.SUPPLEMENT]
        return base.outcome == Outcome.WINDOW and pair.outcome == Outcome.SUBMIT


class GuideFiles(w.ListCard):
    """The files that the guide's export writes, each to be printed at once; `print_asked(name)`."""

    print_asked = Signal(str)

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        for line in file_lines(picture):
            self.add_row(self._row(line))

    def _row(self, line: FileLine) -> w.RowBase:
        row = w.RowBase(Size.ROW_QUIET, vertical=8)
        row.row.addWidget(w.Icon(line.icon, "text2", Size.ICON_ROW))
        row.add_words(w.body(line.name), w.hint(line.note))
        button = w.LinkButton("打印", icon="printer")
        button.setAccessibleName(f"打印：{line.name}")
        button.clicked.connect(partial(self._ask, line.name))
        row.row.addWidget(button)
        return row

    def _ask(self, name: str, _checked: bool = False) -> None:
        self.print_asked.emit(name)
