"""What the user learnt from the centres: mailboxes, telephones, addresses, one district at a time."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.ids import District
from jifen_desktop.domain.submission import Centre
from jifen_desktop.library.centres import centre_problems
from jifen_desktop.messages import error_lines
from jifen_desktop.rulebook.postal import postal_of
from jifen_desktop.services.centre import confirm_address, doubt_address, purposes_of
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.centre_data import keep_centres
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.settings.centre_fields import CentreFields, field_of, without
from jifen_desktop.ui.settings.exchange import ExchangeCard
from jifen_desktop.ui.settings.mail_text import mail_text_dialog

_PAUSE = 700
_UNSAVED = "标红的还没有保存，改好后自动保存"


class CentrePage(QWidget):
    """Saved while it is typed, as far as it is right; the open case of that district takes it over.

    What is wrong stays in its field, also while other districts are looked at, until it is mended.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        names = [(str(d), session.book.districts[d].name) for d in District]
        self.district = w.SelectField("区", names)
        start = session.case.submission.district if session.has_case else District.XUHUI
        self.district.set_value(start)
        self.fields = CentreFields()
        self._wrong: dict[District, dict[str, str]] = {}
        self.state = w.hint("")
        self._build()
        self.district.value_chosen.connect(self._choose)
        self.fields.typed.connect(self._timer.start)
        self.fields.left.connect(self.apply)
        self.fields.same_asked.connect(self._same_for_all)
        self.fields.checked.connect(self._check_address)
        self._timer.timeout.connect(self.apply)
        self._current = District(start)
        self._show()

    def _build(self) -> None:
        page = w.Page("中心资料")
        lead = "通知里的邮箱和电话已缺失，向中心问到后填在这里；程序不会猜，也不会代填。"
        page.add(w.PageHead("中心资料", lead, help_place="centre"))
        row = w.Flow(w.FieldRow("区", self.district), gap=16)
        page.add(row)
        page.add(self.fields, 16)
        page.add(self.state, 8)
        page.add(self._mail_text(), 16)
        self.exchange = ExchangeCard(self._session, self)
        self.exchange.leaving.connect(self.apply)
        self.exchange.imported.connect(self.show_imported)
        page.add(self.exchange, 24)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _mail_text(self) -> QWidget:
        """The wording of the district's mails."""
        self.text_card = w.Card(w.body("邮件正文", bold=True), padding=16)
        self.text_state = w.hint("")
        self.text_card.add(self.text_state, 2)
        self.text_button = w.SecondaryButton("改写邮件正文…", icon="pencil")
        self.text_button.clicked.connect(lambda _checked=False: self.show_mail_text())
        self.text_card.add(w.Flow(self.text_button), 12)
        return self.text_card

    def show_mail_text(self) -> None:
        """Have the user put the district's mails in other words."""
        self.apply()
        dialog = mail_text_dialog(self._session, self._current, self)
        dialog.finished.connect(lambda _result: self._tell_mail_text())
        dialog.open()

    def _tell_mail_text(self) -> None:
        own = self._session.settings.centre(self._current).mail_text
        self.text_state.setText("用您改写的" if own else "用默认的，可以按习惯改写，随时恢复")

    # --- one district ---------------------------------------------------------------------------

    def _choose(self, value: str) -> None:
        self.apply()
        self._current = District(value)
        self._show()

    def _show(self) -> None:
        book = self._session.book
        purposes = purposes_of(book, self._current)
        self.fields.show_centre(
            self._session.settings.centre(self._current), book.districts[self._current], purposes
        )
        self.state.setText("")
        self.text_card.setVisible(bool(purposes))
        self._tell_mail_text()
        self.fields.put(self._wrong.get(self._current, {}))
        if self._current in self._wrong:
            self.apply()

    def focus_wrong(self) -> bool:
        """Put the focus into a field that could not be kept; False where everything is."""
        self.apply()
        if not self._wrong:
            return False
        if self._current not in self._wrong:
            self._current = next(iter(self._wrong))
            self.district.set_value(self._current)
            self._show()
        self.focus_field(next(iter(self._wrong[self._current])))
        return True

    def focus_field(self, place: str) -> None:
        """Put the focus into a field: mailbox.points, phone, address …; mail_text is a dialog of its own."""
        if place == "mail_text":
            QTimer.singleShot(0, self, self.show_mail_text)
        else:
            self.fields.focus_field(place)

    def apply(self) -> None:
        """Keep what was typed; what is wrong is told at its field and not kept."""
        self._timer.stop()
        kept = self._session.settings.centre(self._current)
        typed = self.fields.value(kept)
        problems = centre_problems(typed, "")
        self.fields.show_problems(problems)
        wrong = {key: self.fields.entry(key) for key in map(field_of, problems)}
        self._wrong.pop(self._current, None)
        if wrong:
            self._wrong[self._current] = wrong
        right = without(typed, wrong, kept)
        if right != kept:
            self._keep({self._current: right})
        if wrong:
            self.state.setText(_UNSAVED)
        elif self.state.text() == _UNSAVED:
            self.state.setText("")

    def _keep(self, centres: dict[District, Centre]) -> None:
        error = keep_centres(self._session, centres)
        kept = self._session.settings.centre(self._current)
        self.fields.show_checked(kept, self._session.book.districts[self._current])
        self.state.setText("。".join(error_lines(error)) if error else "已保存")

    def _check_address(self, checked: bool) -> None:
        """Keep that the address was checked today, or not any more."""
        self.apply()
        kept = self._session.settings.centre(self._current)
        postal = postal_of(self._session.book.districts[self._current], kept)
        right = confirm_address(kept, *postal, self._session.today)
        self._keep({self._current: right if checked else doubt_address(kept)})
        w.announce(self, "已记下：收件地址今天核对过" if checked else "已撤回核对")

    def _same_for_all(self) -> None:
        self.fields.copy_first()
        self.apply()

    def show_imported(self, districts: list[District]) -> None:
        """What came from a file stands in the fields; what was wrong before it is gone."""
        for district in districts:
            self._wrong.pop(district, None)
        self._show()

    def hideEvent(self, event: object) -> None:
        """Leaving the page keeps what was typed."""
        self.apply()
