"""The Word document with the education papers (静安 [76]): each picture with its caption, bit by bit as it was.

A picture's bytes stay as they are, as in the archive that goes along. Only one that tells where it was taken loses its
metadata: a document is passed on more easily than files are.

python-docx builds the document; the pictures are put in by hand, since its own reader refuses JPEGs
that begin with neither JFIF nor Exif. Word ignores the EXIF orientation, so the frame is turned
instead of the picture.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jifen_desktop.delivery.archive import FIXED_DATE
from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_bytes
from jifen_desktop.files.names import display_name

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

EMU: Final = 36000  # a millimetre in English Metric Units (ECMA-376, 20.1.2.1)
A4: Final = (210, 297)
MARGIN: Final = 20
# A picture's longest sides in mm. A turned one is laid out by its unturned sides too, so both have
# to fit.
WIDTH: Final = A4[0] - 2 * MARGIN
HEIGHT: Final = 215
FONT: Final = "宋体"
FIXED_TIME: Final = datetime(2020, 1, 1)  # noqa: DTZ001 - a core property, which holds no zone
# Everything else that these readers accept is a JPEG with more in it (MPO).
_JPEG: Final = ("image/jpeg", "jpg")
_PNG: Final = ("image/png", "png")
_ORIENTATION: Final = 0x0112
# EXIF orientation -> degrees clockwise and mirrored (CIPA DC-008, 4.6.4).
_TURNS: Final = {2: (0, True), 3: (180, False), 4: (180, True), 5: (270, True), 6: (90, False)} | {
    7: (90, True),
    8: (270, False),
}


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG file and the words above it."""

    caption: str
    path: Path


@dataclass(frozen=True)
class _Image:
    """A picture's bytes, type and size in pixels as stored, and how the frame has to be turned."""

    data: bytes
    content_type: str
    suffix: str
    width: int
    height: int
    degrees: int
    mirrored: bool


def education_docx(title: str, pictures: Sequence[Picture]) -> bytes:
    """The document's bytes; the same input gives the same ones.

    Raises JifenError FILE_MISSING, FILE_UNREADABLE, FILE_TYPE or FILE_DAMAGED for a picture
    (`name`), and VERIFY_FAILED where the re-opened document doesn't hold every picture's bytes in
    order.
    """
    from docx import Document

    images = [_read(picture) for picture in pictures]
    document = Document()
    _page(document)
    _fonts(document)
    _properties(document, title)
    _heading(document, title)
    for number, (picture, image) in enumerate(zip(pictures, images, strict=True), start=1):
        _caption(document, picture.caption)
        _picture(document, number, picture.caption, image)
    data = _packed(document)
    _verify(data, images, title)
    return data


def _read(picture: Picture) -> _Image:
    """The file's bytes and what its header says; nothing is decoded."""
    from PIL import Image, UnidentifiedImageError

    name = display_name(picture.path.name)
    try:
        data = disk().read(picture.path)
    except OSError as error:
        raise JifenError(read_code(error), name=name) from error
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            content_type, suffix = _PNG if image.format == "PNG" else _JPEG
            degrees, mirrored = _TURNS.get(image.getexif().get(_ORIENTATION, 1), (0, False))
            kept = _without_place(data, png=image.format == "PNG")
            return _Image(kept, content_type, suffix, *image.size, degrees, mirrored)
    except JifenError as error:
        raise JifenError(error.code, name=name) from error
    except UnidentifiedImageError as error:
        raise JifenError(Code.FILE_TYPE, name=name) from error
    except (OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError) as error:
        raise JifenError(Code.FILE_DAMAGED, name=name) from error


def _without_place(data: bytes, *, png: bool) -> bytes:
    """The bytes as they are, or where they tell a place the same picture without any metadata."""
    from jifen_desktop.domain.pages import Media
    from jifen_desktop.imaging import jpeg
    from jifen_desktop.imaging import png as png_files
    from jifen_desktop.imaging.location import tells_location

    if not tells_location(data, Media.PNG if png else Media.JPEG):
        return data
    kept = png_files.bare(data) if png else jpeg.bare(data)
    if not png and not jpeg.is_bare_copy(data, kept):
        raise JifenError(Code.VERIFY_FAILED)
    return kept


def _page(document: "Document") -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)


def _fonts(document: "Document") -> None:
    """One Chinese font for every style, for Chinese text; a theme's attribute would win over it."""
    from docx.oxml.ns import qn

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for key in [key for key in fonts.attrib if key.lower().endswith("theme")]:
            del fonts.attrib[key]
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        normal.set(qn(script), FONT)


def _properties(document: "Document", title: str) -> None:
    """A title and nothing about who, when and with what."""
    core = document.core_properties
    core.title = one_line(title)[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.created = core.modified = FIXED_TIME
    core.revision = 1


def _heading(document: "Document", title: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(one_line(title))
    run.bold = True
    run.font.size = Pt(16)


def _caption(document: "Document", caption: str) -> None:
    """Above its picture, and never parted from it."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(12)
    run = paragraph.add_run(one_line(caption))
    run.bold = True
    run.font.size = Pt(12)


def _picture(document: "Document", number: int, caption: str, image: _Image) -> None:
    """The bytes as they are, scaled to the page by their frame."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml.shape import CT_Inline
    from docx.parts.image import ImagePart
    from docx.shared import Emu

    name = PackURI(f"/word/media/image{number}.{image.suffix}")
    part = ImagePart(name, image.content_type, image.data)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    width, height = _frame(image)
    shape = CT_Inline.new_pic_inline(
        number, relation, f"image{number}.{image.suffix}", Emu(width), Emu(height)
    )
    shape.docPr.set("descr", one_line(caption))
    _turn(shape, image, width, height)
    paragraph: Paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run()._r.add_drawing(shape)  # noqa: SLF001 - the only way to a run's element


def _frame(image: _Image) -> tuple[int, int]:
    """Width and height of the unturned picture in EMU, as large as fits, at 150 dpi or more."""
    turned = image.degrees in (90, 270)
    room = (WIDTH, WIDTH) if turned else (WIDTH, HEIGHT)
    natural = 25.4 / 150  # mm a pixel
    scale = min(room[0] / image.width, room[1] / image.height, natural)
    return max(1, round(image.width * scale * EMU)), max(1, round(image.height * scale * EMU))


def _turn(shape: Any, image: _Image, width: int, height: int) -> None:
    """Rotate and mirror the frame; its surplus height is named, so that no text lies under it.

    Surplus width isn't: the paragraph is centred and both sides fit, and LibreOffice would move the picture by it.
    """
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    if not image.degrees and not image.mirrored:
        return
    frame = shape.find(f".//{qn('a:xfrm')}")
    if image.degrees:
        frame.set("rot", str(image.degrees * 60000))
    if image.mirrored:
        frame.set("flipH", "1")
    more = (width - height) // 2 if image.degrees in (90, 270) else 0
    extent = OxmlElement("wp:effectExtent")
    for side in "ltrb":
        extent.set(side, str(max(0, more) if side in "tb" else 0))
    shape.extent.addnext(extent)


def _packed(document: "Document") -> bytes:
    """Saved, then packed again with fixed dates: python-docx writes the clock's."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, FIXED_DATE)
            kept = name.startswith("word/media/")
            info.compress_type = zipfile.ZIP_STORED if kept else zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return packed.getvalue()


def _verify(data: bytes, images: Sequence[_Image], title: str) -> None:
    """Open the document again: as many pictures, in the same order, each with its very bytes."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(data))
    blips = document.element.body.iter(qn("a:blip"))
    parts = [document.part.related_parts[blip.get(qn("r:embed"))] for blip in blips]
    found = [sha256_bytes(part.blob) for part in parts]
    if found != [sha256_bytes(image.data) for image in images]:
        raise JifenError(Code.VERIFY_FAILED, name=display_name(one_line(title)))
