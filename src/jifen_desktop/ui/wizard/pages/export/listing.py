"""Each file of an export in the user's words, before and after it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jifen_desktop.domain.ids import ImageFormat
from jifen_desktop.rulebook.words import LABEL_SIZE
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import CHECKLIST, GUIDE, LABEL, PACKING_LIST
from jifen_desktop.services.size import archive_size


@dataclass(frozen=True)
class FileLine:
    """A file to be written: what it is in words, its icon, and about how large it gets (0: unknown)."""

    name: str
    note: str
    icon: str
    about: int = 0


def file_lines(picture: Picture) -> tuple[FileLine, ...]:
    """All files in the order of `Outputs.names`."""
    return tuple(_lines(picture))


def counted_word(picture: Picture) -> str:
    """What the pages of an archive are called: 图片, or 文件 where PDFs go along as they are."""
    archive = picture.plans.base.archive
    as_is = archive is not None and archive.image_format == ImageFormat.AS_IS
    return "个文件" if as_is else "张图片"


def _lines(picture: Picture) -> Iterator[FileLine]:
    outputs, word = picture.outputs, counted_word(picture)
    if outputs.guide:
        yield FileLine(GUIDE, "怎么办、去哪里、依据", "file-text")
        return
    for archive in outputs.archives:
        size = archive_size(picture.context, archive)
        yield FileLine(archive.name, f"{len(archive.pages)} {word}", "file-archive", size)
    for each in outputs.words:
        yield FileLine(each.name, f"学历附件 {len(each.pages)} 页", "file-text")
    for mail in outputs.mails:
        yield FileLine(mail.eml, "邮件草稿，带附件", "mail")
        yield FileLine(mail.text, "邮件文字，供复制", "copy")
    if outputs.courier is not None:
        yield FileLine(LABEL, LABEL_SIZE[picture.submission.label], "map-pin")
        yield FileLine(PACKING_LIST, "装袋时核对", "list-checks")
    yield FileLine(CHECKLIST, "逐项的状态和依据", "clipboard-check")
