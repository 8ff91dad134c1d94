"""Words of the review and export pages that no table of the rulebook has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from jifen_desktop.domain.edits import WHOLE, Edit
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import FileFacts, Media
from jifen_desktop.domain.source import Source
from jifen_desktop.imaging.geometry import edited_size
from jifen_desktop.review.location import goes_as_is
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.services.size import size_text

METHOD: Final[Mapping[Method, str]] = {
    Method.COPIED: "原样复制",
    Method.EXTRACTED: "提取",
    Method.ENCODED: "重新编码",
}

_NO_LINK: Final = ("condition.",)
_LINKS: Final = (  # (start of "code@field", words); the first that fits wins
    ("material_missing@", "添加文件"),
    ("report_missing@", "添加报告"),
    ("nothing_to_send@", "添加材料"),
    ("no_archive@", "添加材料"),
    ("not_applicable@", "更改"),
    ("file_", "更换文件"),
    ("page_", "查看图片"),
    ("report_", "更新日期"),
    ("id_number_missing@", "填写号码"),
    ("applicant_name_missing@", "填写姓名"),
    ("applicants_missing@", "添加申请人"),
    ("permit_unknown@", "填写日期"),
    ("unstamped@", "去盖章"),
    ("stamped_partly@", "去盖章"),
    ("mail_split@", ""),
    ("mail_compress@", "看压缩效果"),
    ("mail_too_large", "改上限"),
    ("mail_least_too_large", "改上限"),
    ("glyph_missing@", ""),
    ("address_of_2020@", "核对地址"),
)
_FIELDS: Final = (
    ("centre.mailbox", "填写邮箱"),
    ("centre.phone", "填写电话"),
    ("centre.address", "填写地址"),
    ("company.phone", "填写电话"),
    ("company.email", "填写邮箱"),
    ("company.contact", "填写联系人"),
    ("company.name", "填写单位"),
    ("company.short_name", "填写简称"),
    ("company.credit_code", "核对代码"),
    ("applicant.id_number", "核对号码"),
    ("applicant.name", "核对姓名"),
    ("applicant.permit", "核对日期"),
    ("applicant.service", "更改业务"),
    ("applicant.education", "选择学历"),
    ("channel", "更改方式"),
    ("material", "查看文件"),
)
_MEDIA: Final[Mapping[Media, str]] = {
    Media.JPEG: "JPG",
    Media.TIFF: "TIFF",
    Media.HEIF: "HEIC",
}


def link_text(finding: Finding) -> str:
    """The words of the link that leads to where a finding is mended; empty where nothing does."""
    field = finding.place.field
    if field.startswith(_NO_LINK):
        return ""
    for start, words in _LINKS:
        if f"{finding.code}@{field}".startswith(start):
            return words
    return next((words for start, words in _FIELDS if field.startswith(start)), "")


def short_clause(source: Source) -> str:
    """The district and the lines of a clause, for tags: 徐汇区 [123]; empty where no line is behind it."""
    if not source.lines or not source.places:
        return ""
    district = source.places[0].partition("·")[0]
    return f"{district} [{'、'.join(str(line) for line in source.lines)}]"


def with_clause(words: str, source: Source | None) -> str:
    """A sentence and the clause it rests on."""
    return f"{words} · {clause_text(source)}" if source is not None else words


def methods_summary(pages: Iterable[PageOut]) -> str:
    """How many pages are made in which way: 原样复制 5 · 提取 2 · 重新编码 4."""
    every = [page.method for page in pages]
    counts = [(METHOD[method], every.count(method)) for method in Method]
    return " · ".join(f"{words} {count}" for words, count in counts if count)


def counted_word(picture: Picture) -> str:
    """What the pages of an archive are called: 图片, or 文件 where PDFs go along as they are."""
    return "个文件" if goes_as_is(picture.context) else "张图片"


def edit_words(edit: Edit) -> str:
    """What was changed about a page: 旋转、裁剪."""
    parts = {
        "旋转": edit.turns != 0,
        "拉直": edit.corners is not None,
        "裁剪": edit.crop != WHOLE,
        "调整明暗": bool(edit.brightness or edit.contrast),
    }
    return "、".join(words for words, done in parts.items() if done)


def page_hint(page: PageOut, facts: FileFacts | None, *, as_is: bool) -> str:
    """The second line of an image: how large it is and where it comes from."""
    if facts is None or facts.media is None:
        return ""
    if page.second is not None:
        return "两面按证件实际大小放在一张 A4 上"
    if page.method != Method.ENCODED and not page.edit.is_identity:
        return "只改了方向标记，图像数据不变"
    if page.method == Method.COPIED:
        kept = "与原文件逐字节相同" if as_is else "图像数据与原图相同"
        return f"{size_text(facts.size)} · {'只去掉拍摄地点' if page.unlocated else kept}"
    kind = _MEDIA.get(facts.media, facts.media.name)
    if page.method == Method.EXTRACTED:
        return f"{kind} 里的原图"
    found = next((p for p in facts.pages if p.index == page.index), None)
    width, height = edited_size((found.width, found.height), page.edit) if found else (0, 0)
    extent = f"{width}×{height} 像素 · " if found else ""
    if not page.edit.is_identity:
        return f"{extent}{edit_words(page.edit)}后存成 JPG"
    where = f"{kind} 第 {page.index + 1} 页" if len(facts.pages) > 1 else f"{kind} "
    return f"{extent}{where}转成 JPG"
