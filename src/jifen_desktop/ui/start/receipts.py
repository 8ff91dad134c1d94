"""The page of all exports: what went where, with hashes; each as a receipt to print or keep as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.delivery.sheet import Sheet
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.exports import count_exports
from jifen_desktop.messages import error_lines
from jifen_desktop.services.receipts import (
    NO_ADDRESS,
    UNTOLD,
    Receipt,
    moment_words,
    receipt_of,
    receipt_sheet,
    receipts,
    ways_words,
)
from jifen_desktop.services.size import size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.jobs import Done, Failed
from jifen_desktop.ui.latest import Latest
from jifen_desktop.ui.printing import SheetPrinter
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.start import words
from jifen_desktop.ui.start.finder import Search
from jifen_desktop.ui.start.listing import STEP, more_row
from jifen_desktop.ui.theme import TextRole, Tone
from jifen_desktop.ui.wizard.pages.export.work import FileNow, FileState, look_at_files

_LEAD = (
    "每一次导出：什么时候、写了哪些文件、准备发到哪个邮箱或寄到哪里。申报删除后，它的记录也会删除。"
)
_NOTHING = "还没有导出过。每次导出后，这里自动记下一条，不用填写。"
_STATES = {
    FileState.SAME: "还在原处，内容没变",
    FileState.CHANGED: "导出后改动过",
    FileState.GONE: "不在原处",
}


class ReceiptsPage(QWidget):
    """Read anew by `refresh`; `opened(id)` asks for a case, `folder_asked(path)` for a folder."""

    opened = Signal(str)
    folder_asked = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._limit = STEP
        self.search = Search("搜索导出记录", "搜索单位、姓名、邮箱、文件")
        self._pause = QTimer(self, singleShot=True, interval=w.SearchField.PAUSE)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self._body = w.Replaced()
        self.reading = Latest(session, self)
        self.reading.ended.connect(self._read)
        page = w.Page("导出记录")
        page.add(w.PageHead("导出记录", _LEAD, extra=self.search, help_place="receipts"))
        page.add(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def refresh(self) -> None:
        """Read the first records anew."""
        self._limit = STEP
        self._show()

    def _more(self) -> None:
        self._limit += STEP
        self._show()

    def _show(self) -> None:
        """A search reads every record, in a thread; the newest ones alone are there at once."""
        store, text, limit = self._session.store, self.search.text(), self._limit

        def read() -> tuple[list[Receipt], int]:
            return receipts(store, text, limit), count_exports(store.db, text)

        if text.strip():
            self.reading.ask(read)
            return
        self.reading.forget()
        try:
            self._show_found(*read())
        except JifenError as error:
            self._show_failure(error)

    def _read(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            self._show_found(*outcome.value)
        elif isinstance(outcome, Failed) and isinstance(outcome.error, JifenError):
            self._show_failure(outcome.error)

    def _show_failure(self, error: JifenError) -> None:
        self._body.show_widget(w.Card(w.body("。".join(error_lines(error))), dashed=True))

    def _show_found(self, found: Sequence[Receipt], count: int) -> None:
        text = self.search.text()
        self.search.setVisible(bool(found or text))
        if not found:
            said = f"没有找到“{text.strip()}”。换一个词。" if text.strip() else _NOTHING
            self._body.show_widget(w.Card(w.body(said), dashed=True))
            return
        card = w.ListCard(*(self._row(receipt) for receipt in found))
        if count > self._limit:
            card.add_row(more_row(count - self._limit, self._more, "次"))
        self._body.show_widget(card)

    def _row(self, receipt: Receipt) -> QWidget:
        about, record = receipt.about, receipt.record
        name = about.company or words.UNNAMED
        moment = words.when(record.at, self._session.today, with_time=True)
        people = f"{len(about.people)} 人" if about.people else ""
        parts = ("示例" if receipt.sample else "", about.district, about.service, people)
        files = f"{len(record.files)} 个文件" if record.files else ""
        told = " · ".join(part for part in (*parts, files) if part)
        link = w.LinkButton("回执", icon="file-text")
        link.setAccessibleName(f"回执：{name}，{moment}")
        number = record.number
        link.clicked.connect(lambda _checked=False: self.show_receipt(number))
        title = w.Line(gap=12)
        title.add(w.body(name, bold=True), stretch=1)
        title.add(w.Label(moment, TextRole.HINT, Tone.TEXT2, wrap=False))
        title.add(link)
        ways = ways_words(record) or ("" if record.about else UNTOLD)
        lines = [w.hint(told), *([w.hint(ways)] if ways else [])]
        return w.CardFooter(w.Column(title, *lines, gap=4), padding=16, vertical=12)

    def show_receipt(self, number: int) -> None:
        """One export in a dialog."""
        try:
            receipt = receipt_of(self._session.store, number)
        except JifenError as error:
            self._body.show_widget(w.Card(w.body("。".join(error_lines(error))), dashed=True))
            return
        if receipt is None:  # deleted meanwhile
            self.refresh()
            return
        page = ReceiptPage(self._session, receipt)
        dialog = PageDialog(self, "导出回执", page)
        page.opened.connect(dialog.accept)
        page.opened.connect(self.opened)
        page.folder_asked.connect(self.folder_asked)
        dialog.open()


class ReceiptPage(QWidget):
    """One export: ways, files with their hashes and what became of them, and its acts."""

    opened = Signal(str)
    folder_asked = Signal(object)

    def __init__(self, session: Session, receipt: Receipt) -> None:
        super().__init__()
        self._session, self._receipt = session, receipt
        self.printer = SheetPrinter(session, self)
        self.printer.said.connect(self._say)
        self._said = w.hint("")
        self._said.hide()
        about, record = receipt.about, receipt.record
        page = w.Page("导出回执")
        lead = " · ".join(p for p in (about.company, about.district, about.service) if p)
        page.add(
            w.PageHead("导出回执", f"{lead} · {moment_words(record.at)}", help_place="receipts")
        )
        page.add(self._acts(), 16)
        page.add(self._said, 8)
        if about.people:
            page.add(w.hint(f"申请人：{'、'.join(about.people)}"), 12)
        page.add(w.section("发到哪里"), 20)
        page.add(self._ways(), 8)
        page.add(w.section(f"文件 {len(record.files)} 个"), 20)
        self._files = w.Replaced()
        page.add(self._files, 8)
        page.add(w.hint("校验值（SHA-256）：文件改动一个字节，校验值就完全不同。"), 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.show_files(())
        self._look()

    def _acts(self) -> QWidget:
        folder = Path(self._receipt.record.folder)
        buttons: list[QWidget] = []
        for text, icon, act in (
            ("存为 PDF…", "download", lambda: self.printer.save(self.sheet())),
            ("打印…", "printer", lambda: self.printer.print_out(self.sheet())),
            ("复制文字", "copy", lambda: self.printer.copy(self.sheet())),
            ("打开所在文件夹", "folder-open", lambda: self.folder_asked.emit(folder)),
            ("打开申报", "pencil", lambda: self.opened.emit(self._receipt.entry)),
        ):
            button = w.SecondaryButton(text, icon=icon)
            button.clicked.connect(lambda _checked=False, act=act: act())
            buttons.append(button)
        return w.Flow(*buttons, gap=8)

    def sheet(self) -> Sheet:
        """The same as a sheet."""
        return receipt_sheet(self._receipt)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
        w.announce(self, text)

    def _ways(self) -> QWidget:
        record = self._receipt.record
        card = w.ListCard()
        for mail in record.mails:
            told = f"附件 {len(mail.attachments)} 个，整封 {size_text(mail.size)}"
            card.add_row(w.Row(mail.to or NO_ADDRESS, f"{mail.subject} · {told}"))
        if record.post is not None:
            post = record.post
            parts = (post.addressee, post.phone, post.remark)
            card.add_row(w.Row(post.address, " · ".join(part for part in parts if part)))
        if not record.mails and record.post is None:
            card.add_row(w.Row("没有邮件和快递" if record.about else UNTOLD))
        return card

    def show_files(self, now: tuple[FileNow, ...]) -> None:
        """The files, and once it is known what became of each."""
        states = {file.name: file.state for file in now}
        card = w.ListCard()
        record = self._receipt.record
        sizes = record.sizes or (0,) * len(record.files)
        for (name, sha256), size in zip(record.files, sizes, strict=False):
            state = states.get(name)
            parts = (size_text(size) if size else "", _STATES[state] if state else "")
            told = " · ".join(part for part in parts if part)
            bad = state in (FileState.CHANGED, FileState.GONE)
            title = w.Line(gap=12)
            title.add(w.body(name), stretch=1)
            title.add(w.hint(told, Tone.WARN if bad else Tone.TEXT2))
            card.add_row(
                w.CardFooter(w.Column(title, w.hint(sha256), gap=2), padding=16, vertical=8)
            )
        self._files.show_widget(card)

    def _look(self) -> None:
        record = self._receipt.record
        job = self._session.jobs.make(lambda report: look_at_files(record, report))
        job.ended.connect(self._looked)
        self.destroyed.connect(job.cancel)
        job.start()

    def _looked(self, outcome: object) -> None:
        if isinstance(outcome, Done):
            self.show_files(outcome.value)
