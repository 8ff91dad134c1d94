"""After the export: the proof, the files, the mails, the label, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage

from jifen_desktop.domain.findings import Finding
from jifen_desktop.library.emptied import Emptied
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.follow_up import FollowUp
from jifen_desktop.messages import finding_lines
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.sheets import courier_texts
from jifen_desktop.services.size import size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.export.clause import indented_clause
from jifen_desktop.ui.wizard.pages.export.follow import FollowCard, changes_card, remains_card
from jifen_desktop.ui.wizard.pages.export.label import LabelCard
from jifen_desktop.ui.wizard.pages.export.listing import FileLine, add_file_rows, file_lines
from jifen_desktop.ui.wizard.pages.export.mail_page import EML_HINT
from jifen_desktop.ui.wizard.pages.export.mails import MailsCard
from jifen_desktop.ui.wizard.pages.export.next_steps import next_steps
from jifen_desktop.ui.wizard.pages.export.place import PathLine
from jifen_desktop.ui.wizard.pages.export.prints import PrintsCard
from jifen_desktop.ui.wizard.pages.export.work import FileNow, FileState, Look
from jifen_desktop.ui.wizard.pages.review.words import counted_word

_STATES = {FileState.GONE: "不在原处", FileState.CHANGED: "导出后改动过"}


@dataclass(frozen=True)
class Past:
    """What is known besides the export itself: what became of each applicant's papers, what is other than in the
    export before, what remains of deleted documents.
    """

    today: date
    follow_ups: Mapping[str, FollowUp] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    remains: Emptied | None = None


class FilesCard(w.ListCard):
    """The files as they lie there now, their folder, and the way to it."""

    folder_asked = Signal()

    def __init__(self, picture: Picture, record: ExportRecord, look: Look | None) -> None:
        super().__init__()
        now = {file.name: file for file in look.files} if look else {}
        known = {line.name: line for line in file_lines(picture)}
        lines = [known.get(name, FileLine(name, "", "file")) for name, _sha256 in record.files]
        add_file_rows(self, [_as_it_is(line, now.get(line.name)) for line in lines])
        words, icon = "打开所在文件夹", "folder-open"
        self.button: w.PrimaryButton | w.SecondaryButton = (
            w.SecondaryButton(words, icon=icon)
            if look is not None and look.has_gone  # exporting again is the page's act then
            else w.PrimaryButton(words, icon=icon)
        )
        self.button.clicked.connect(self.folder_asked)
        self.add_row(PathLine("保存在", record.folder, self.button))


class FinishedView(w.Column):
    """An export that was made, now or some time ago."""

    folder_asked = Signal()
    copy_asked = Signal(str)
    mailbox_asked = Signal()
    mail_asked = Signal(int)
    print_asked = Signal(str)
    label_asked = Signal()
    followed = Signal(str, object)
    rest_asked = Signal()

    def __init__(
        self,
        picture: Picture,
        record: ExportRecord,
        look: Look | None,
        notes: tuple[Finding, ...] = (),
        past: Past | None = None,
        rest: str = "",
    ) -> None:
        super().__init__(gap=20)
        past = past or Past(picture.submission.on)
        if past.remains is not None:
            self.add(_emptied(record, look, past.remains))
        else:
            self.add(proof(picture, record, look))
        if rest:
            left_over = w.Banner(w.BannerKind.WARN, rest, "他们的材料一个也没有写出", compact=True)
            left_over.add_link("继续办其余的人").clicked.connect(self.rest_asked)
            self.add(left_over)
        if past.changes:
            self.add(changes_card(past.changes))
        for note in notes:
            title, remedy = finding_lines(note)
            whose = f"{note.applicant_name}没有导出：" if note.applicant_name else ""
            self.add(w.Banner(w.BannerKind.WARN, whose + title, remedy, compact=True))
        self.files = FilesCard(picture, record, look)
        self.files.folder_asked.connect(self.folder_asked)
        left = w.Column(self.files, gap=20)
        if picture.outputs.mails:
            self._add_mails(left, picture)
        self._add_past(left, picture, past)
        left.add_stretch()
        self.add(w.TwoColumns(left, self._right(picture, look), 272, right_least=248))

    def _add_mails(self, column: w.Column, picture: Picture) -> None:
        self.mails = MailsCard(picture)
        self.mails.copy_asked.connect(self.copy_asked)
        self.mails.mailbox_asked.connect(self.mailbox_asked)
        self.mails.whole_asked.connect(self.mail_asked)
        column.add(w.section("邮件"))
        column.add(self.mails, 8)
        column.add(w.hint(EML_HINT), 8)

    def _add_past(self, column: w.Column, picture: Picture, past: Past) -> None:
        self.follow = FollowCard(picture.submission, past.follow_ups, past.today)
        self.follow.changed.connect(self.followed)
        column.add(w.section("寄出和受理"))
        column.add(self.follow, 8)
        if past.remains is not None:
            column.add(remains_card(past.remains))

    def _right(self, picture: Picture, look: Look | None) -> w.Column:
        column = w.Column(gap=20)
        if picture.outputs.prints or picture.outputs.stamps:
            self.prints = PrintsCard(picture.outputs)
            self.prints.print_asked.connect(self.print_asked)
            column.add(self.prints)
        courier = picture.outputs.courier
        if courier is not None:
            texts = courier_texts(picture.submission, courier)
            self.label = LabelCard(picture.submission.label, _image(look), texts)
            self.label.print_asked.connect(self.print_asked)
            self.label.place_asked.connect(self.label_asked)
            self.label.copy_asked.connect(self.copy_asked)
            column.add(self.label)
        head = w.Line(w.section("下一步"), w.HelpButton("finished"), gap=12)
        head.add_stretch()
        column.add(head)
        for number, step in enumerate(next_steps(picture), 1):
            column.add(w.NumberedLine(number, step.text), 8 if number == 1 else 4)
            if step.source is not None:
                column.add(indented_clause(step.source), 0)
        column.add_stretch()
        return column


def _emptied(record: ExportRecord, look: Look | None, remains: Emptied) -> w.Banner:
    """That it was exported, and that its documents were deleted since."""
    gone = look.of(FileState.GONE) if look else ()
    at = record.at.astimezone()
    when = f"{at:%Y-%m-%d %H:%M} 导出"
    files = "导出的文件不在原处" if gone else "导出的文件由您保管"
    title = f"证件文件已于 {remains.at.astimezone():%Y-%m-%d} 按期删除"
    return w.Banner(w.BannerKind.OK, title, f"{when} · {files}")


def proof(picture: Picture, record: ExportRecord, look: Look | None) -> w.Banner:
    """What was written and checked; or which of it is gone or changed since."""
    gone = look.of(FileState.GONE) if look else ()
    changed = look.of(FileState.CHANGED) if look else ()
    at = record.at.astimezone()
    when = f"{at:%m月%d日 %H:%M}"
    if gone or changed:
        parts = [f"{len(gone)} 个文件不在原处"] if gone else []
        parts += [f"{len(changed)} 个文件后来改动过"] if changed else []
        title = f"导出过，{'，'.join(parts)}"
        return w.Banner(w.BannerKind.WARN, title, f"{when} 导出；需要时重新导出一次")
    if picture.outputs.guide:
        names = "、".join(name.removesuffix(".pdf") for name in picture.outputs.names)
        return w.Banner(w.BannerKind.OK, f"{names}已保存", when)
    archives = picture.outputs.archives
    pages = sum(len(a.pages) for a in archives)
    title = f"已导出并核对：{len(archives)} 个压缩包，{pages} {counted_word(picture)}，全部一致"
    word = counted_word(picture)
    how = f"重新打开过每个压缩包，逐{word[0]}与核对页的{word[1:]}比对"
    return w.Banner(w.BannerKind.OK, title, f"{how} · {when}")


def _as_it_is(line: FileLine, file: FileNow | None) -> FileLine:
    """The line with its true size, or with what became of the file."""
    if file is None:
        return replace(line, size="")
    size = "" if file.state is FileState.GONE else size_text(file.size)
    return replace(line, note=_STATES.get(file.state, line.note), size=size)


def _image(look: Look | None) -> QImage | None:
    if look is None:
        return None
    return QImage.fromData(look.label) if look.label else QImage()
