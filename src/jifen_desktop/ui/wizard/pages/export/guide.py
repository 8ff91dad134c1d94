"""The way to go where nothing is exported: steps, ways, conditions, advice, each with its clause."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.delivery.phrases import channel_words
from jifen_desktop.domain.ids import Outcome
from jifen_desktop.domain.plan import Note, Plan
from jifen_desktop.rulebook.words import CHANNEL, OUTCOME, POSTPONED
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.sheets import earliest_days, visitors_of
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, Space
from jifen_desktop.ui.wizard.pages.export.asked import (
    GuideFiles,
    PapersCard,
    PhoneCard,
    SupplementCard,
    papers_of,
)
from jifen_desktop.ui.wizard.pages.export.clause import clause_mark, indented_clause
from jifen_desktop.ui.wizard.pages.export.people import (
    PeopleCard,
    asker_entries,
    visitor_entries,
)
from jifen_desktop.ui.wizard.pages.export.place import PathLine, Trouble
from jifen_desktop.ui.wizard.slot import Slot

_AFTER_RENEWAL = "renewed_three_days"


class NoteRow(w.RowBase):
    """A condition, a piece of advice or a way, with its clause at the right."""

    def __init__(self, text: str, mark: QWidget, *, icon: str, hint: str = "") -> None:
        super().__init__(Size.ROW_QUIET, vertical=8)
        self.row.addWidget(w.Icon(icon, "text2", Size.ICON_ROW))
        self.add_words(w.body(text), *([w.hint(hint)] if hint else []))
        self.row.addWidget(mark)


class RenewalDates(w.Card):
    """When each applicant's permit was renewed, if it is known: the earliest day follows from it."""

    date_changed = Signal(str, object)  # an applicant's key, a date or None

    def __init__(self, picture: Picture) -> None:
        super().__init__(w.body("什么时候可以申报", bold=True), padding=16, gap=12)
        self.add(w.hint("填了续签日期，就算出最早的一天；不填也可以"), 2)
        self.fields: dict[str, w.DateField] = {}
        for person in picture.submission.applicants:
            name = "居住证续签日期" + (f"（{person.name}）" if person.name else "")
            field = w.DateField(name, person.permit_renewed_on)
            field.date_changed.connect(partial(self._changed, person.key))
            self.fields[person.key] = field
            self.add(w.FieldRow(name, field, optional=True))
        self.result = w.body("", bold=True)
        self.add(self.result)
        self.show_days(picture)

    def show_days(self, picture: Picture) -> None:
        """Show the earliest days that follow from the dates."""
        context = picture.context
        lines = earliest_days(context.book, picture.submission, picture.plans.base)
        self.result.setText("\n".join(f"最早申报日 {line}" for line in lines))
        self.result.setVisible(bool(lines))

    def _changed(self, key: str, value: date | None) -> None:
        self.date_changed.emit(key, value)


def guide_key(picture: Picture) -> object:
    """What has to change for the page to be made anew; what is typed on it must not."""
    submission, plan = picture.submission, picture.plans.base
    names = tuple((a.key, "" if picture.outputs.at_hand else a.name) for a in submission.applicants)
    return plan, names, len(visitors_of(submission)), papers_of(picture), submission.centre


class GuideView(w.Column):
    """Never empty: a plan without steps says whom to ask.

    Where somebody has to be asked there are also the people (`askers_entered`, `visitors_entered`: lists of `Entry`),
    the papers to have at hand and the centre's telephone. `print_asked(str)` names a file.
    """

    askers_entered = Signal(list)
    visitors_entered = Signal(list)
    print_asked = Signal(str)
    settings_asked = Signal(str)
    supplement_asked = Signal()
    date_changed = Signal(str, object)
    copy_asked = Signal()
    other_asked = Signal()
    place_asked = Signal()
    retry_asked = Signal()
    folder_asked = Signal()

    def __init__(self, picture: Picture) -> None:
        super().__init__(gap=20)
        plan = picture.plans.base
        lead = f"{plan.district_name} · {plan.service_name}：{OUTCOME[plan.outcome]}"
        self.copy_button = w.SecondaryButton("复制文字", icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.add(w.PageHead("怎么办理", lead, self.copy_button, help_place="guide"))
        self.trouble = Trouble()
        self.trouble.place_asked.connect(self.place_asked)
        self.trouble.retry_asked.connect(self.retry_asked)
        self.add(self.trouble, 16)
        self._saved = Slot(gap=Space.GAP)
        self.add(self._saved, 0)
        self._place = Slot()
        self._shown: object = None
        self.dates: RenewalDates | None = None
        self.askers: PeopleCard | None = None
        self.visitors: PeopleCard | None = None
        left, right = self._left(picture, plan), self._right(picture, plan)
        self.add(left if right is None else w.TwoColumns(left, right, 304, right_least=248), 0)
        self.files = GuideFiles(picture)
        self.files.print_asked.connect(self.print_asked)
        self.add(w.section("可以打印和导出的文件"))
        self.add(self.files, 8)
        self.add(self._place, 8)

    def _left(self, picture: Picture, plan: Plan) -> w.Column:
        column = w.Column(w.section("办理步骤"), gap=20)
        steps = w.Card(padding=16, gap=12)
        for number, note in enumerate(plan.steps, 1):
            steps.add(w.NumberedLine(number, note.text))
            steps.add(indented_clause(note.source), 0)
        if not plan.steps:
            steps.add(w.body(f"请先打电话问{plan.district_name}人才服务中心，问清后再办理。"))
        if plan.outcome == Outcome.MERGED:
            link = w.LinkButton("改选要一起办的业务")
            link.clicked.connect(self.other_asked)
            steps.add(link)
        column.add(steps, 8)
        for title, notes, icon in (
            ("办理前先确认", plan.conditions, "list-checks"),
            ("提示", plan.advice, "info"),
        ):
            if notes:
                column.add(w.section(title))
                column.add(_notes(notes, icon), 8)
        if picture.outputs.at_hand:
            self._add_asked(column, picture, plan)
        column.add_stretch()
        return column

    def _add_asked(self, column: w.Column, picture: Picture, plan: Plan) -> None:
        """Who asks, who goes, and with which papers."""
        submission = picture.submission
        if not plan.about_company_only:
            self.askers = PeopleCard(
                "写在准备单上，打电话时不用再找；不填也可以",
                "申请人",
                asker_entries(submission),
                submission.on,
                levels=_levels_count(picture),
            )
            self.askers.entered.connect(self.askers_entered)
            column.add(w.section("给谁办"))
            column.add(self.askers, 8)
        if picture.outputs.visit:
            lead = "现场登记要用，写在登记卡上；空着的可以打印后手写"
            self.visitors = PeopleCard(
                lead, "到访人", visitor_entries(submission), submission.on, visits=True
            )
            self.visitors.entered.connect(self.visitors_entered)
            column.add(w.section("谁去窗口"))
            column.add(self.visitors, 8)
        column.add(w.section("要带的材料" if picture.outputs.visit else "可能要用到的材料"))
        column.add(PapersCard(papers_of(picture)), 8)

    def focus_wrong(self) -> bool:
        """Put the focus into a number that can't be; False where there is none."""
        return any(card.focus_wrong() for card in (self.visitors, self.askers) if card is not None)

    def _right(self, picture: Picture, plan: Plan) -> w.Column | None:
        parts: list[QWidget] = []
        if picture.outputs.at_hand:
            phone = PhoneCard(picture.submission.centre.phone.strip())
            phone.asked.connect(lambda: self.settings_asked.emit("centre.phone"))
            parts.append(phone)
        if any(step.code == _AFTER_RENEWAL for step in plan.steps):
            self.dates = RenewalDates(picture)
            self.dates.date_changed.connect(self.date_changed)
            parts.append(self.dates)
        if plan.channels:
            parts.append(_ways(plan))
        if plan.postponed:
            parts.append(_postponed(plan))
        if SupplementCard.is_wanted(picture.context.book, picture):
            supplement = SupplementCard(picture.context.book, picture)
            supplement.asked.connect(self.supplement_asked)
            supplement.address_asked.connect(lambda: self.settings_asked.emit("centre.address"))
            parts.append(supplement)
        if not parts:
            return None
        column = w.Column(*parts, gap=16)
        column.add_stretch()
        return column

    def show_picture(self, picture: Picture) -> None:
        """Show what follows from a date that was typed."""
        if self.dates is not None:
            self.dates.show_days(picture)
        if self.askers is not None:
            self.askers.show_entries(asker_entries(picture.submission))
        if self.visitors is not None:
            self.visitors.show_entries(visitor_entries(picture.submission))

    def show_saved(self, proof: w.Banner | None, saved_in: str, folder: Path | None) -> None:
        """Where the guide was saved, or where it will be."""
        shown = (proof and proof.accessibleName(), saved_in, folder)
        if shown == self._shown:
            return
        self._shown = shown
        line = self._saved_line(saved_in) if proof else None
        self._saved.put(w.Column(proof, w.ListCard(line), gap=8) if proof and line else None)
        self._place.put(None if proof else w.ListCard(self._place_line(folder)))

    def _saved_line(self, saved_in: str) -> PathLine:
        line = PathLine("保存在", saved_in, w.PrimaryButton("打开所在文件夹", icon="folder-open"))
        line.button.clicked.connect(self.folder_asked)
        return line

    def _place_line(self, folder: Path | None) -> PathLine:
        line = PathLine("保存到", "", w.SecondaryButton("换个位置", icon="folder-open"))
        line.show_folder(folder)
        line.button.clicked.connect(self.place_asked)
        return line

    def _copy(self) -> None:
        self.copy_button.set_icon_name("check")
        self.copy_button.set_caption("已复制")
        self.copy_asked.emit()


def _levels_count(picture: Picture) -> bool:
    """Whether the papers depend on an applicant's level."""
    services = picture.context.book.services.services
    return services[picture.submission.service].education != "never"


def _notes(notes: tuple[Note, ...], icon: str) -> w.ListCard:
    return w.ListCard(*(NoteRow(n.text, clause_mark(n.source), icon=icon) for n in notes))


def _ways(plan: Plan) -> w.Card:
    card = w.Card(w.body("办理渠道", bold=True), padding=16, gap=8)
    for channel in plan.channels:
        words = CHANNEL[channel.kind] + ("（中心优先）" if channel.preferred else "")
        line = w.Line(w.body(words), gap=8)
        line.add_stretch()
        line.add(clause_mark(channel.source))
        card.add(line)
        card.add(w.hint(channel_words(channel)), 2)
    return card


def _postponed(plan: Plan) -> w.Card:
    words = "、".join(POSTPONED.get(name, name) for name in plan.postponed)
    card = w.Card(w.body("暂缓事项", bold=True), w.body(f"{words}暂缓，现在不用办"), padding=16)
    line = w.Line(clause_mark(plan.postponed_source or plan.source))
    line.add_stretch()
    card.add(line, 4)
    return card
