"""The right column: what the pair asks for, with the clause behind each line."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.ids import ChannelKind, Outcome, Service
from jifen_desktop.domain.plan import Channel, Note, Plan
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.words import FORM, POSTPONED
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.clauses import clause_mark
from jifen_desktop.ui.theme import Size, Space, Tone
from jifen_desktop.ui.wizard.pages.pair.words import (
    CHOICE,
    archive_words,
    channel_words,
    missing_data,
    way_line,
)

# under the words of a topic, of a check box and of a number there: what stands before them, and the gaps
_IN = (Size.ICON_ROW, 12)
_UNDER = (_IN[0] + Size.ICON, _IN[1] + Space.STEP)
_UNDER_NUMBER = (_IN[0] + Size.ICON_LARGE, _IN[1] + Space.STEP)


class AnswerPanel(QWidget):
    """Made anew when plan, centre data or company change; a tick alone only changes the ticks.

    `confirmed(code, bool)`, `channels_chosen(tuple)`, `settings_asked(section)`, `companion_asked(service)` and
    `sheet_asked(act)` (copy, print, save) say what the user does.
    """

    confirmed = Signal(str, bool)
    channels_chosen = Signal(object)
    settings_asked = Signal(str)
    companion_asked = Signal(str)
    sheet_asked = Signal(str)

    def __init__(self, book: Rulebook) -> None:
        super().__init__()
        self._book = book
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Plan, Centre, tuple[str, ...]] | None = None
        self._card: w.Card | None = None
        self._is_showing = False
        self.checks: dict[str, w.CheckLine] = {}
        self.ways: dict[ChannelKind, w.CheckLine] = {}
        self.extra: QWidget | None = None

    def show_answer(
        self, plan: Plan, submission: Submission, companions: dict[Service, str]
    ) -> bool:
        """Show the plan; True where the panel was made anew. `companions` are businesses with their link's words."""
        key = (plan, submission.centre, tuple(companions.values()))
        fresh = key != self._shown
        if fresh:
            self._shown = key
            self._rebuild(plan, submission, companions)
        self._is_showing = True
        for code, check in self.checks.items():
            check.setChecked(code in submission.confirmed)
        self._is_showing = False
        for kind, way in self.ways.items():
            way.setChecked(not submission.channels or kind in submission.channels)
        return fresh

    def _rebuild(self, plan: Plan, submission: Submission, companions: dict[Service, str]) -> None:
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self.checks, self.ways = {}, {}
        self._card = card = w.Card(w.section(f"{plan.district_name} · {plan.service_name}"), gap=16)
        card.add(w.hint(way_line(plan)), 4)
        if plan.outcome != Outcome.SUBMIT:
            card.add(w.Flow(clause_mark(plan.source)), 4)
        card.add(w.Separator(), 12)
        if plan.outcome == Outcome.SUBMIT:
            self._add_ways(card, plan, submission)
            self._add_form(card, plan)
        else:
            self._add_steps(card, plan)
        self._add_conditions(card, plan)
        self._add_postponed(card, plan)
        self._add_companions(card, companions)
        self._add_advice(card, plan.advice)
        self._add_acts(card, plan)
        note = w.Line(w.Icon("info", "text2", Size.ICON_ROW), gap=12)
        note.add(w.body(w.BASIS_NOTE), stretch=1)
        card.add_footer(w.CardFooter(note), sunken=True)
        self._column.addWidget(card)
        self._column.addStretch(1)

    # --- parts ----------------------------------------------------------------------------------

    def _add_ways(self, card: w.Card, plan: Plan, submission: Submission) -> None:
        several = len(plan.channels) > 1
        card.add(_topic("send", "怎样交（选要准备的）" if several else "怎样交"))
        for channel in plan.channels:
            card.add(w.Indented(self._way(channel, several), *_IN), 8)
            words = w.hint(channel_words(channel, submission))
            act = missing_data(channel, submission)
            if act:
                link = w.LinkButton(act, small=True)
                link.clicked.connect(lambda _checked=False: self.settings_asked.emit("centre"))
                card.add(w.Indented(w.Tagged(words, link), *(_UNDER if several else _IN)), 2)
            else:
                card.add(w.Indented(words, *(_UNDER if several else _IN)), 2)

    def _way(self, channel: Channel, several: bool) -> QWidget:
        name = CHOICE[channel.kind]
        main: QWidget
        if several:
            check = w.CheckLine(name, channel.kind)
            check.setAccessibleName(name + ("，中心优先" if channel.preferred else ""))
            check.clicked.connect(partial(self._choose_ways, channel.kind))
            self.ways[channel.kind] = check
            main = check
        else:
            main = w.body(name)
        if channel.preferred:
            main = w.Flow(main, w.MethodPill("中心优先"))
        return w.Tagged(main, clause_mark(channel.source), marked=several)

    def _choose_ways(self, kind: ChannelKind, _checked: bool = False) -> None:
        chosen = [k for k, way in self.ways.items() if way.isChecked()]
        if not chosen:
            # something has to be prepared; the last one stays
            self.ways[kind].setChecked(True)
            w.announce(self, "至少选一种")
            return
        every = len(chosen) == len(self.ways)
        self.channels_chosen.emit(() if every else tuple(chosen))

    def _add_form(self, card: w.Card, plan: Plan) -> None:
        card.add(_topic("file-image", "材料形式"))
        forms = {m.form: m.form_source for m in plan.materials}
        told = plan.archive.source if plan.archive else None
        for form, source in forms.items():
            # one clause often says both; it is named once, at the end
            line = w.body(FORM[form])
            mark = source != told
            card.add(w.Indented(w.Tagged(line, clause_mark(source)) if mark else line, *_IN), 4)
        if plan.archive is not None:
            token = plan.subject.token if plan.subject else ""
            words = archive_words(plan.archive, plan.about_company_only, token)
            card.add(w.Indented(w.Tagged(w.hint(words), clause_mark(plan.archive.source)), *_IN), 4)

    def _add_steps(self, card: w.Card, plan: Plan) -> None:
        card.add(_topic("list-checks", "怎么办"))
        for number, note in enumerate(plan.steps, start=1):
            card.add(w.Indented(w.NumberedLine(number, note.text), *_IN), 4)
            card.add(w.Indented(w.Flow(clause_mark(note.source)), *_UNDER_NUMBER), 0)
        if not plan.steps:
            words = f"先打电话问{plan.district_name}人才服务中心，问清后再办理"
            card.add(w.Indented(w.body(words), *_IN), 4)
        phone = self._shown[1].phone if self._shown else ""
        if plan.outcome in (Outcome.TELEPHONE, Outcome.NOT_STATED, Outcome.WINDOW):
            words = f"中心电话：{phone}" if phone else "中心电话：通知里已缺失，查到后填写"
            act = "改" if phone else "填写电话"
            link = w.LinkButton(act, small=True)
            link.setAccessibleName(f"{act}：中心电话")
            link.clicked.connect(lambda _checked=False: self.settings_asked.emit("centre"))
            card.add(w.Indented(w.Tagged(w.hint(words), link), *_IN), 4)

    def _add_conditions(self, card: w.Card, plan: Plan) -> None:
        if not plan.conditions:
            return
        card.add(_topic("list-checks", "办理前先确认"))
        for note in plan.conditions:
            check = w.CheckLine(note.text, note.code)
            check.toggled.connect(partial(self._confirm, note.code))
            self.checks[note.code] = check
            card.add(w.Indented(w.Tagged(check, clause_mark(note.source), marked=True), *_IN), 8)

    def _confirm(self, code: str, checked: bool) -> None:
        if not self._is_showing:  # what is only shown is no act of the user's
            self.confirmed.emit(code, checked)

    def _add_postponed(self, card: w.Card, plan: Plan) -> None:
        if not plan.postponed:
            return
        card.add(_topic("circle-pause", "暂缓，不用准备"))
        words = "、".join(POSTPONED.get(name, name) for name in plan.postponed)
        line = w.Tagged(
            w.body(words, Tone.TEXT2), clause_mark(plan.postponed_source or plan.source)
        )
        card.add(w.Indented(line, *_IN), 8)

    def _add_companions(self, card: w.Card, companions: dict[Service, str]) -> None:
        if not companions:
            return
        card.add(_topic("files", "一般还要办"))
        for service, words in companions.items():
            name = self._book.services.services[service].name
            about = f"{name}单独成一份申报，单位、申请人和用得上的材料会带过去"
            card.add(w.Indented(w.hint(about), *_IN), 4)
            link = w.LinkButton(words, icon="file-plus")
            link.clicked.connect(partial(self._companion, service))
            card.add(w.Indented(w.Flow(link), *_IN), 4)

    def _companion(self, service: Service, _checked: bool = False) -> None:
        self.companion_asked.emit(service)

    def _add_advice(self, card: w.Card, notes: tuple[Note, ...]) -> None:
        if not notes:
            return
        card.add(_topic("info", "提示"))
        for note in notes:
            line = w.Tagged(w.hint(note.text, Tone.TEXT), clause_mark(note.source))
            card.add(w.Indented(line, *_IN), 8)

    def _add_acts(self, card: w.Card, plan: Plan) -> None:
        what = "准备清单" if plan.outcome == Outcome.SUBMIT else "办理说明"
        acts = w.Flow()
        for key, text, icon in (
            ("copy", f"复制{what}", "copy"),
            ("print", "打印", "printer"),
            ("save", "存为 PDF", "download"),
        ):
            button = w.SecondaryButton(text, icon=icon)
            button.setAccessibleName(text if key == "copy" else f"{text}：{what}")
            button.clicked.connect(partial(self._ask_sheet, key))
            acts.add(button)
        card.add(w.Separator())
        card.add(acts, 16)

    def _ask_sheet(self, key: str, _checked: bool = False) -> None:
        self.sheet_asked.emit(key)


def _topic(icon: str, text: str) -> QWidget:
    line = w.Line(w.Icon(icon, "text2", Size.ICON_ROW), gap=12)
    line.add(w.body(text, bold=True), stretch=1)
    return line
