"""From an order to a file's bytes: the right drawing, marked, in the look that was ordered.

Runs in the worker: it loads PyMuPDF and Pillow.
"""

from collections.abc import Callable
from dataclasses import replace

import pymupdf
from PIL import Image

from jifen_desktop.services.samples import cards, certificates, papers, photo, reports
from jifen_desktop.services.samples.drawing import A4, Sheet
from jifen_desktop.services.samples.spec import DocumentSpec, Look
from jifen_desktop.services.samples.values import COMPANY

Painter = Callable[[DocumentSpec], Sheet]

# The first entry whose word is part of the material id draws the document.
PAINTERS: tuple[tuple[str, Painter], ...] = (
    ("id_card", cards.id_card),
    ("residence_permit", cards.residence_permit),
    ("diploma_report_written", reports.diploma_report_written),
    ("degree_report_written", reports.degree_report_written),
    ("degree_report", reports.degree_report),
    ("chsi_filing", reports.filing),
    ("chsi_status", reports.status),
    ("overseas_report", reports.overseas),
    ("diploma", certificates.diploma),
    ("degree", certificates.degree),
    ("business_licence", certificates.business_licence),
    ("marriage", certificates.booklet),
    ("birth", certificates.booklet),
    ("divorce", certificates.booklet),
    ("letter_of_introduction", papers.letter),
    ("form", papers.form),
    ("application", papers.form),
    ("contract", papers.contract),
    ("household", papers.household),
    ("tax", papers.statement),
    ("insurance", papers.statement),
    ("enrolment", papers.paper),
    ("leaving", papers.paper),
    ("certificate", certificates.booklet),
)
SCAN_DPI = 140
# Booklets and cards fill less of the glass and are scanned finer.
BOOKLET_DPI = 240
CUT_DPI = 300
BOOKLET_WIDTH = 200
CARD_WIDTH = 100
OFF_PLACE = 2.0  # mm
CARD_DOTS = 18.0


def render(spec: DocumentSpec) -> bytes:
    """The file's bytes; the same order always gives the same bytes."""
    sheet = draw(spec)
    if spec.look is Look.DIGITAL_PDF:
        return _digital(sheet)
    if spec.look is Look.PHOTO and not spec.stamped:
        rounded = sheet.width < CARD_WIDTH
        dots = CARD_DOTS if rounded else 1500 / max(sheet.width, sheet.height)
        picture = photo.photograph(sheet.picture(0, dots), spec.seed, rounded=rounded)
        return photo.jpeg(picture, quality=78, dpi=72, turned=spec.turned)
    if spec.cut:
        picture = photo.scan(sheet.picture(0, CUT_DPI / 25.4), spec.seed)
        return _encoded(spec.look, [picture], CUT_DPI)
    dpi = SCAN_DPI if _fills_glass(spec, sheet) else BOOKLET_DPI
    pages = [_scanned(spec, page, dpi) for page in _flat_pages(spec, sheet, dpi)]
    return _encoded(spec.look, pages, dpi)


def draw(spec: DocumentSpec) -> Sheet:
    """The drawing of the document, with 样本 across every page."""
    painter = next((p for word, p in PAINTERS if word in spec.base), papers.paper)
    sheet = painter(spec)
    sheet.mark()
    return sheet


def _fills_glass(spec: DocumentSpec, sheet: Sheet) -> bool:
    """Whether what is scanned is as large as a sheet of A4: a full page or a copy."""
    return spec.stamped or sheet.width >= BOOKLET_WIDTH


def _flat_pages(spec: DocumentSpec, sheet: Sheet, dpi: int) -> list[Image.Image]:
    """Each page as the scanner sees it."""
    dots = dpi / 25.4
    numbers = range(sheet.document.page_count)
    if spec.stamped and sheet.width < CARD_WIDTH:
        sides = [draw(replace(spec, side=side)) for side in (0, 1)]
        return [_on_a4(spec, [side.picture(0, dots * 2) for side in sides], sheet, dots)]
    if spec.stamped or sheet.width < CARD_WIDTH:
        return [_on_a4(spec, [sheet.picture(number, dots * 2)], sheet, dots) for number in numbers]
    return [sheet.picture(number, dots) for number in numbers]


def _on_a4(
    spec: DocumentSpec, pictures: list[Image.Image], sheet: Sheet, dots: float
) -> Image.Image:
    """The document in the middle of a white sheet; a stamped copy is grey and bears the seal."""
    turned = sheet.width > sheet.height and sheet.width > BOOKLET_WIDTH
    size = (A4[1], A4[0]) if turned else A4
    card = sheet.width < CARD_WIDTH
    scale = min(1.0, (size[0] - 12) / sheet.width, (size[1] - 12) / sheet.height)
    paper = Image.new("RGB", (round(size[0] * dots), round(size[1] * dots)), (255, 255, 255))
    wide, high = round(sheet.width * scale * dots), round(sheet.height * scale * dots)
    for number, picture in enumerate(pictures):
        fitted = picture.resize((wide, high), Image.Resampling.LANCZOS)
        laid = photo.copy(fitted) if spec.stamped else fitted
        top = (paper.height - high) // 3 if len(pictures) == 1 else high * (4 * number + 1) // 3
        paper.paste(
            laid, ((paper.width - wide) // 2, top), photo.outline(fitted.size, rounded=card)
        )
    if spec.stamped:
        _stamp(paper, dots)
    return paper


def _stamp(paper: Image.Image, dots: float) -> None:
    """Put the company's seal into the lower left corner, which documents leave empty."""
    side = 46.0
    sheet = Sheet((side, side))
    sheet.seal(side / 2, side / 2, 20, COMPANY.name)
    seal = sheet.picture(0, dots)
    mask = seal.convert("L").point([min(255, int((255 - v) * 1.5)) for v in range(256)])
    left, foot = round(24 * dots), round(14 * dots)
    paper.paste(seal, (left, paper.height - seal.height - foot), mask)


def _scanned(spec: DocumentSpec, page: Image.Image, dpi: int) -> Image.Image:
    laid = photo.shifted(page, spec.seed, round(OFF_PLACE * dpi / 25.4))
    return laid if spec.look in (Look.SCAN_PNG, Look.SCAN_TIFF) else photo.scan(laid, spec.seed)


def _encoded(look: Look, pages: list[Image.Image], dpi: int) -> bytes:
    if look is Look.SCAN_TIFF:
        return photo.tiff(pages, dpi)
    if look is Look.SCAN_PNG:
        return photo.png(pages[0], dpi)
    if look is Look.SCAN_PDF:
        return _paper_pdf(pages, dpi)
    return photo.jpeg(pages[0], quality=80, dpi=dpi)


def _digital(sheet: Sheet) -> bytes:
    """A PDF with a text layer and an embedded subset of the font."""
    sheet.document.subset_fonts()
    return _bytes(sheet.document)


def _paper_pdf(pages: list[Image.Image], dpi: int) -> bytes:
    """A PDF in which each page is exactly one JPEG."""
    document = pymupdf.open()
    for picture in pages:
        width, height = (side * 72 / dpi for side in picture.size)
        page = document.new_page(width=width, height=height)
        data = photo.jpeg(picture, quality=76, dpi=dpi)
        page.insert_image(page.rect, stream=data, keep_proportion=False)
    return _bytes(document)


def _bytes(document: pymupdf.Document) -> bytes:
    data: bytes = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    return data
