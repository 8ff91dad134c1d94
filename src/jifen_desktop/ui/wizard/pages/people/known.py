"""People of earlier submissions, so that next year's renewal starts filled in."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.people import Person, find_people
from jifen_desktop.messages import error_lines
from jifen_desktop.services.people import masked
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.session import Session

_SHOWN = 12
_LEAD = "姓名、号码、居住证日期和学历会自动填上，证件要重新添加。填好后请核对有没有变化。"


class KnownPage(QWidget):
    """`chosen(Person)`; those who are in the open case already are only named."""

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.search = w.SearchField("找以前的申请人", "姓名或身份证号码")
        self._list = w.Replaced()
        self._told = w.hint("")
        page = w.Page("以前的申请人")
        page.add(w.PageHead("以前的申请人", _LEAD, help_place="roster"))
        page.add(self.search, 16)
        page.add(self._list, 12)
        page.add(self._told, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._pause = QTimer(self, singleShot=True, interval=w.SearchField.PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.refresh()

    def refresh(self) -> None:
        """Read anew."""
        try:
            found = find_people(self._session.store.db, self.search.text(), _SHOWN + 1)
        except JifenError as error:
            self._told.setText("。".join(error_lines(error)))
            return
        rows = w.ListCard(*(self._row(person) for person in found[:_SHOWN]))
        nobody = "没有这样的人。" if self.search.text().strip() else "还没有以前的申请人。"
        self._list.show_widget(rows if found else w.Card(w.body(nobody), dashed=True))
        more = len(found) > _SHOWN
        self._told.setText(f"只列出最近的 {_SHOWN} 位，输入姓名再找" if more else "")

    def _row(self, person: Person) -> QWidget:
        applicant = person.applicant
        name = applicant.name.strip() or "未填写姓名"
        keys = {a.key for a in self._session.case.submission.applicants}
        until = applicant.permit_valid_until
        permit = f"居住证到 {until.isoformat()}" if until is not None else ""
        parts = (masked(applicant.id_number), person.company, permit)
        if applicant.key in keys:
            return w.Row(name, "已经在这份申报里", tall=True)
        button = w.SecondaryButton("添加", min_width=80)
        button.setAccessibleName(f"添加：{name}")
        button.clicked.connect(lambda _checked=False: self.chosen.emit(person))
        return w.Row(name, " · ".join(part for part in parts if part), action=button, tall=True)
