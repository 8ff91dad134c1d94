"""The card of one education level: where it was obtained, degree, kind and dates of the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Level, Origin, Report
from jifen_desktop.domain.submission import Education
from jifen_desktop.messages import finding_lines
from jifen_desktop.rulebook.words import LEVEL, ORIGIN, REPORT
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import TextRole, Tone
from jifen_desktop.ui.wizard.pages.education.stack import Stack

_LABEL_WIDTH = 72
_YES, _NO = "yes", "no"
_UNREADABLE = "看不懂这个日期，写成 2027-03-05 这样；没有就清空"
_NOT_PRINTED = "有效期是在学信网上设定的，报告上没有印；不清楚可以只填更新日期"


class LevelCard(w.Card):
    """Asks about one level; `changed(Education)` carries the new answers."""

    changed = Signal(object)

    def __init__(self, level: Level) -> None:
        title = w.section(LEVEL[level])
        self._note = w.Label("", TextRole.HINT, Tone.TEXT2, wrap=False)
        self._doubt = w.SeverityMark(w.Severity.CONFIRM, "")
        self.dates_link = w.LinkButton("填写报告日期", small=True)
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head = w.Line(title)
        head.add(w.Flow(self._note, self._doubt, self.dates_link, to_right=True), stretch=1)
        super().__init__(padding=20)
        self.level = level
        self._education = Education(level)
        self._doubt_found: Finding | None = None
        self._dates_open = False
        name = LEVEL[level]
        self.origin = w.SegmentedControl(f"{name}的取得地", [(o, t) for o, t in ORIGIN.items()])
        self.degree = w.SegmentedControl(f"{name}的学位", [(_YES, "有学位"), (_NO, "没有学位")])
        self.report = w.SegmentedControl(f"{name}的认证报告", [(r, t) for r, t in REPORT.items()])
        self.valid_until = w.DateField(f"{name}的报告有效期至")
        self.updated_on = w.DateField(f"{name}的报告更新日期")
        self._only = w.hint("只要毕业证书，不要认证报告")
        self._rows = {
            "origin": _labelled("取得地", self.origin),
            "degree": _labelled("学位", self.degree),
            "report": _labelled("认证报告", self.report),
            "valid": _labelled("有效期至", self.valid_until),
            "updated": _labelled("更新日期", self.updated_on),
        }
        self._dates_hint = w.hint(_NOT_PRINTED)
        self.add(Stack(head, *self._rows.values(), self._dates_hint, self._only, gap=8))
        self._connect()

    def _connect(self) -> None:
        self.origin.value_chosen.connect(lambda v: self._change(origin=Origin(v)))
        self.degree.value_chosen.connect(lambda v: self._change(degree=v == _YES))
        self.report.value_chosen.connect(lambda v: self._change(report=Report(v)))
        self.valid_until.date_changed.connect(self._on_date(self.valid_until, "report_valid_until"))
        self.updated_on.date_changed.connect(self._on_date(self.updated_on, "report_updated_on"))
        self.dates_link.clicked.connect(lambda: self.show_dates(not self._dates_open))
        for field in (self.valid_until, self.updated_on):
            field.editingFinished.connect(self._check_dates)
            field.date_changed.connect(self._check_dates)

    def show_education(
        self, education: Education, doubt: Finding | None, *, adds_nothing: bool
    ) -> None:
        """Show the answers; `doubt` is what the review says about the report's dates."""
        self._education = education
        self._doubt_found = doubt
        self.origin.set_value(education.origin)
        self.degree.set_value(_YES if education.degree else _NO)
        self.report.set_value(education.report)
        _show_date(self.valid_until, education.report_valid_until)
        _show_date(self.updated_on, education.report_updated_on)
        self._only.setText(_only_words(education, adds_nothing=adds_nothing))
        self._show_parts()

    def show_dates(self, shown: bool) -> None:
        """Unfold the two dates of the report, with the focus in the first."""
        self._dates_open = shown
        self._show_parts()
        if shown:
            self.valid_until.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold_dates(self) -> None:
        """Fold them, when another person is shown."""
        self._dates_open = False

    def focus_unreadable(self) -> bool:
        """Put the focus into a date that is none; False where every date can be kept."""
        dates = (self.valid_until, self.updated_on) if self._has_dates() else ()
        field = next((f for f in dates if not f.is_readable()), None)
        if field is None:
            return False
        self.show_dates(True)
        self._check_dates()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        w.announce(field, _UNREADABLE, urgent=True)
        return True

    def _show_parts(self) -> None:
        domestic = self._education.origin == Origin.DOMESTIC
        higher = self.level != Level.SECONDARY
        dated = self._has_dates()
        shown = {
            "origin": higher,
            "degree": higher and domestic and self.level != Level.ASSOCIATE,
            "report": higher and domestic,
            "valid": dated and self._dates_open,
            "updated": dated and self._dates_open,
        }
        for key, row in self._rows.items():
            row.setVisible(shown[key])
        self._dates_hint.setVisible(dated and self._dates_open)
        self._only.setVisible(bool(self._only.text()))
        self.dates_link.setVisible(dated)
        self._show_note(self._doubt_found)

    def _has_dates(self) -> bool:
        own = self._education
        return (
            own.level != Level.SECONDARY
            and own.origin == Origin.DOMESTIC
            and own.report == Report.ELECTRONIC
        )

    def _check_dates(self) -> None:
        """Say once a field is left that what stands in it is no date; nothing typed is dropped."""
        fields = (self.valid_until, self.updated_on)
        for field in fields:
            field.set_invalid(not field.is_readable())
            field.setAccessibleDescription("" if field.is_readable() else _UNREADABLE)
        readable = all(field.is_readable() for field in fields)
        self._dates_hint.setText(_NOT_PRINTED if readable else _UNREADABLE)
        self._dates_hint.set_tone(Tone.TEXT2 if readable else Tone.BAD)

    def _show_note(self, doubt: Finding | None) -> None:
        own = self._education
        given = own.report_valid_until or own.report_updated_on
        words = "收起" if self._dates_open else "更改" if given else "填写报告日期"
        self.dates_link.set_caption(words)
        self.dates_link.setAccessibleName(f"{words}：{LEVEL[self.level]}的报告日期")
        note = ""
        if own.report_valid_until:
            note = f"报告有效期至 {own.report_valid_until.isoformat()}"
        elif own.report_updated_on:
            note = f"报告更新于 {own.report_updated_on.isoformat()}"
        doubted = doubt is not None and self._has_dates()
        self._note.setText(note)
        self._note.setVisible(bool(note) and self._has_dates() and not doubted)
        self._doubt.setVisible(doubted)
        if doubt is not None:
            self._doubt.set_text(_short(doubt))
            self._doubt.setToolTip("。".join(finding_lines(doubt)))

    def _on_date(self, field: w.DateField, name: str) -> Callable[[], None]:
        def take() -> None:
            if field.is_readable():
                self._change(**{name: field.value()})

        return take

    def _change(self, **answers: object) -> None:
        changed = replace(self._education, **answers)  # type: ignore[arg-type]
        if changed != self._education:
            self.changed.emit(changed)


def _labelled(label: str, field: QWidget) -> QWidget:
    words = w.Label(label, tone=Tone.TEXT2, wrap=False)
    words.set_least_width(_LABEL_WIDTH)
    line = w.Line(words, gap=16)
    line.add(field, stretch=1)
    return line


def _show_date(field: w.DateField, value: date | None) -> None:
    """Show a date, but never over what is being typed."""
    if not (field.hasFocus() and (field.value() == value or not field.is_readable())):
        field.set_value(value)


def _only_words(education: Education, *, adds_nothing: bool) -> str:
    if adds_nothing:
        return "已有更高学历，高中及以下的毕业证书不用交"
    if education.level == Level.SECONDARY:
        return "只要毕业证书，不要认证报告"
    if education.origin == Origin.OVERSEAS:
        return "境外学历交毕业证书和教育部留学服务中心的认证书"
    return ""


def _short(doubt: Finding) -> str:
    """The finding without the level, which stands beside it."""
    title, _ = finding_lines(doubt)
    level = f"{doubt.params.get('level', '')}的电子认证"
    return title.removeprefix(level)
