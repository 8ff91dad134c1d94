"""Each file of an export in the user's words, before and after it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from jifen_desktop.rulebook.words import LABEL_SIZE
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import (
    CHECKLIST,
    GUIDE,
    LABEL,
    PACKING_LIST,
    PRINTS,
    STAMPS,
    VISIT_CARDS,
)
from jifen_desktop.services.size import archive_size, size_text
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.review.words import counted_word

_MAIL_ROWS = 2


@dataclass(frozen=True)
class FileLine:
    """A file to be written: what it is in words, its icon, and its size where there is something to say."""

    name: str
    note: str
    icon: str
    size: str = ""
    mail: bool = False


def file_lines(picture: Picture) -> tuple[FileLine, ...]:
    """All files in the order of `Outputs.names`."""
    return tuple(_lines(picture))


def add_file_rows(card: w.ListCard, lines: Sequence[FileLine]) -> None:
    """A row each; the files of several mails fold, since the mails themselves are shown as texts."""
    mails = [line for line in lines if line.mail]
    folded: list[QWidget] = []
    for line in lines:
        row = w.FileRow(line.name, line.note, line.size, icon=line.icon)
        if line.mail and len(mails) > _MAIL_ROWS:
            if not folded:
                _add_fold(card, len(mails), folded)
            row.hide()
            folded.append(row)
        card.add_row(row)


def _add_fold(card: w.ListCard, count: int, folded: list[QWidget]) -> None:
    quiet = w.QuietRow(f"另有 {count} 个邮件草稿和文字", "展开")

    def unfold() -> None:
        for row in folded:
            row.show()
        quiet.hide()

    quiet.activated.connect(unfold)
    card.add_row(quiet)


def _lines(picture: Picture) -> Iterator[FileLine]:
    outputs, word = picture.outputs, counted_word(picture)
    if outputs.guide:
        yield FileLine(GUIDE, "怎么办、去哪里、依据", "file-text")
        if outputs.at_hand:
            yield FileLine(outputs.at_hand, "要问的、要备的，留有写答复的地方", "list-checks")
        if outputs.visit:
            yield FileLine(VISIT_CARDS, "现场登记要填的，每人一张", "contact")
        return
    for archive in outputs.archives:
        size = f"约 {size_text(archive_size(picture.context, archive))}"
        yield FileLine(archive.name, f"{len(archive.pages)} {word}", "file-archive", size)
    for each in outputs.words:
        yield FileLine(each.name, f"学历附件 {len(each.pages)} 页", "file-text")
    for mail in outputs.mails:
        yield FileLine(mail.eml, "邮件草稿，带附件", "mail", mail=True)
        yield FileLine(mail.text, "邮件文字，供复制", "copy", mail=True)
    if outputs.prints:
        yield FileLine(PRINTS, f"A4，{len(outputs.prints)} 页，装袋寄出", "printer")
    if outputs.stamps:
        yield FileLine(STAMPS, f"A4，{len(outputs.stamps)} 页，打印后加盖公章", "printer")
    if outputs.courier is not None:
        yield FileLine(LABEL, LABEL_SIZE[picture.submission.label], "map-pin")
        yield FileLine(PACKING_LIST, "装袋时核对", "list-checks")
    yield FileLine(CHECKLIST, "逐项的状态和依据", "clipboard-check")
