"""What the editor says."""

from __future__ import annotations

from typing import Final

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Document
from jifen_desktop.imaging.geometry import edited_size, is_card_shaped
from jifen_desktop.rulebook.clauses import clause_text
from jifen_desktop.services.page_edits import Editing
from jifen_desktop.services.size import size_text
from jifen_desktop.ui.wizard.pages.materials.editor.pictures import Exported
from jifen_desktop.ui.wizard.pages.materials.editor.wishes import Wish
from jifen_desktop.ui.wizard.pages.review.words import METHOD

WORKING: Final = "正在按导出的方式生成"
NO_PICTURE: Final = "这一页无法预览，导出前请打开原文件看一下"
TOO_MANY_PIXELS: Final = "超过 6000 万像素，太大，不在这里逐像素显示；导出不受影响"
_SHEET: Final = "两面按证件实际大小 85.6×54 mm 放在一张 A4 上"


def why_not(base: Plan, material: Material, editing: Editing) -> str:
    """Why not everything may be changed here; empty where it may."""
    if editing is Editing.FULL:
        return ""
    clause = clause_text(material.form_source)
    why = f"{base.district_name}要求图片保持原来的格式，与原件一致（{clause}）"
    if editing is Editing.WORD_ONLY:
        return f"{why}，压缩包里的文件不作改动。在这里转的方向只用于 Word 文件。"
    return f"{why}，所以这里只能看，不能改。要改方向，请重新拍摄或扫描。"


def where(document: Document, index: int, number: int, total: int) -> str:
    """Which page is shown."""
    counted = f"第 {number + 1} / {total} 页 · " if total > 1 else ""
    return f"{counted}{document.name}" + (f" 第 {index + 1} 页" if index else "")


def about_edit(size: tuple[int, int], edit: Edit) -> str:
    """How large the page is and will be, in pixels."""
    if not all(size):
        return ""
    whole = f"{size[0]}×{size[1]} 像素"
    if edit.is_identity:
        return f"原图 {whole}，没有改动"
    wide, high = edited_size(size, edit)
    return f"原图 {whole}，改后 {wide}×{high} 像素"


def about_export(exported: Exported, wish: Wish, *, original: bool, smaller: bool) -> str:
    """What the picture is, and how it comes about."""
    extent = f"{exported.whole.width()}×{exported.whole.height()} 像素"
    if original:
        return f"原图，{extent}"
    parts = [extent, size_text(exported.size), METHOD[exported.method]]
    if len(wish.sides) > 1:
        parts.append(_SHEET)
    if smaller:
        parts.append("整封邮件超过上限，这一页还可能压缩，效果在“核对”里看")
    return " · ".join(parts)


def odd_sides(sizes: list[tuple[int, int]]) -> str:
    """What is wrong with the sides of a card for their true size; empty where nothing is."""
    odd = [number for number, size in enumerate(sizes) if not is_card_shaped(size)]
    if not odd:
        return ""
    which = "两面都" if len(odd) == len(sizes) else f"第 {odd[0] + 1} 面"
    return f"{which}不是证件的形状，先裁到证件的四边，大小才准"
