"""The page of all days that matter: narrowed, opened, printed; and which years' holidays are known."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.delivery.sheet import Sheet
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.messages import error_lines
from jifen_desktop.rulebook.holidays import known_years
from jifen_desktop.services.dates import EVER, MATTERS, dates_sheet, narrowed
from jifen_desktop.services.day_words import basis_words, days_words, deadline_title
from jifen_desktop.services.days import AHEAD, Deadline, near_deadlines
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.jobs import Done, Failed
from jifen_desktop.ui.latest import Latest
from jifen_desktop.ui.printing import SheetPrinter
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.finder import Search
from jifen_desktop.ui.start.holidays import HolidaysPage
from jifen_desktop.ui.start.listing import STEP, more_row
from jifen_desktop.ui.theme import Size, TextRole, Tone

_LEAD = "居住证、认证报告和网上续办的日子，从填写的资料推算出来；示例不算在内。"
_NOTHING = "没有要留意的日期。填上居住证有效期、续签日期和报告有效期，就会列在这里。"
_SOON, _NEXT = 7, 30
_GROUPS = (  # title, days left from and to
    ("已经过了", -EVER, -1),
    (f"{_SOON} 天内", 0, _SOON),
    (f"{_NEXT} 天内", _SOON + 1, _NEXT),
    ("以后", _NEXT + 1, EVER),
)
_SOME, _ALL = str(AHEAD), str(EVER)


class DatesPage(QWidget):
    """Read anew by `refresh`; `opened(id)` asks for a case."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._limit = STEP
        self._found: tuple[Deadline, ...] = ()
        self.search = Search("搜索日期", "搜索单位、姓名、区")
        self.reach = w.SegmentedControl("看多久", [(_SOME, f"{AHEAD} 天内"), (_ALL, "全部")], _SOME)
        self.matter = w.SelectField("只看一种", [("", "全部日期"), *MATTERS], height=Size.BUTTON)
        self.matter.set_value("")
        self.printer = SheetPrinter(session, self)
        self.printer.said.connect(self._say)
        self._said = w.hint("")
        self._body = w.Replaced()
        self.reading = Latest(session, self)
        self.reading.ended.connect(self._read)
        self._years = w.hint("")
        self._build()
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.reach.value_chosen.connect(lambda _value: self.refresh())
        self.matter.value_chosen.connect(lambda _value: self._narrow())

    def _build(self) -> None:
        page = w.Page("日期")
        page.add(w.PageHead("日期", _LEAD, extra=self.search, help_place="dates"))
        page.add(w.Flow(self.reach, self.matter), 12)
        page.add(self._body, 16)
        acts = []
        for text, icon, act in (
            ("复制文字", "copy", self.printer.copy),
            ("存为 PDF…", "download", self.printer.save),
            ("打印…", "printer", self.printer.print_out),
        ):
            button = w.SecondaryButton(text, icon=icon)
            button.setAccessibleName(f"日期一览：{text.strip('…')}")
            button.clicked.connect(lambda _checked=False, act=act: act(self.sheet()))
            acts.append(button)
        self._acts = w.Flow(*acts, self._said)
        page.add(self._acts)
        card = w.Card(w.body("节假日安排", bold=True), padding=16)
        card.add(self._years, 2)
        self.years_button = w.SecondaryButton("录入或导入…", icon="calendar")
        self.years_button.setAccessibleName("录入或导入节假日安排")
        self.years_button.clicked.connect(lambda _checked=False: self.show_holidays())
        card.add(w.Flow(self.years_button), 12)
        page.add(card, 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    # --- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the days anew: the near ones at once, all there are in a thread."""
        session, ahead = self._session, int(self.reach.value())

        def read() -> tuple[Deadline, ...]:
            holidays = session.book.holidays
            return near_deadlines(session.store, lambda: holidays, session.today, ahead)

        self._limit = STEP
        known = "、".join(f"{year} 年" for year in known_years(session.book))
        self._years.setText(f"已有 {known}。没有的年份只按周末推算，结果标明“待核对”。")
        if ahead > AHEAD:
            self.reading.ask(read)
            return
        self.reading.forget()
        try:
            self._show_found(read())
        except JifenError as error:
            self._show_failure(error)

    def _read(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            self._show_found(outcome.value)
        elif isinstance(outcome, Failed) and isinstance(outcome.error, JifenError):
            self._show_failure(outcome.error)

    def _show_failure(self, error: JifenError) -> None:
        self._said.setText("。".join(error_lines(error)))
        self._show_found(())

    def _show_found(self, found: tuple[Deadline, ...]) -> None:
        self._found = found
        self._show()

    def shown(self) -> tuple[Deadline, ...]:
        """The days that are listed now."""
        return narrowed(self._found, self.search.text(), self.matter.value())

    def sheet(self) -> Sheet:
        """The same as a sheet."""
        return dates_sheet(self.shown(), self._session.today)

    def _narrow(self) -> None:
        self._limit = STEP
        self._show()

    def _show(self) -> None:
        found, today = self.shown(), self._session.today
        self._acts.setVisible(bool(found or self._said.text()))
        if not found:
            sought = bool(self.search.text().strip() or self.matter.value())
            text = "没有符合的日期。换一个词，或看全部日期。" if sought else _NOTHING
            self._body.show_widget(w.Card(w.body(text), dashed=True))
            return
        card = w.ListCard()
        for title, first, last in _GROUPS:
            own = [d for d in found[: self._limit] if first <= d.days_left(today) <= last]
            if own:
                count = sum(first <= d.days_left(today) <= last for d in found)
                card.add_row(w.GroupTitle(title, f"{count} 个"), sunken=True)
            for deadline in own:
                card.add_row(self._row(deadline, today))
        if len(found) > self._limit:
            card.add_row(more_row(len(found) - self._limit, self._more, "个"))
        self._body.show_widget(card)

    def _row(self, deadline: Deadline, today: date) -> QWidget:
        left = deadline.days_left(today)
        tone = Tone.WARN if left <= _SOON else Tone.TEXT
        days = w.Label(days_words(left), TextRole.BODY_BOLD, tone, wrap=False)
        days.set_least_width(88)
        when = w.Column(days, w.hint(words.day_words(deadline.day, today)), gap=4)
        parts = (deadline.person, deadline.company, deadline.district, basis_words(deadline))
        about = " · ".join(part for part in parts if part)
        link = w.LinkButton("打开", small=True)
        link.setAccessibleName(f"打开：{deadline_title(deadline)}，{deadline.person}")
        link.clicked.connect(lambda _checked=False: self.opened.emit(deadline.entry))
        line = w.Line(when, gap=12)
        line.add(w.Column(w.body(deadline_title(deadline)), w.hint(about), gap=4), stretch=1)
        line.add(link)
        return w.CardFooter(line, padding=16, vertical=8)

    def _more(self) -> None:
        self._limit += STEP
        self._show()

    def _say(self, text: str) -> None:
        self._said.setText(text)
        w.announce(self, text)

    # --- holidays -------------------------------------------------------------------------------

    def show_holidays(self) -> None:
        """Enter, import or remove a year's holidays."""
        page = HolidaysPage(self._session)
        dialog = PageDialog(self, "节假日安排", page)
        page.changed.connect(self.refresh)
        dialog.open()
