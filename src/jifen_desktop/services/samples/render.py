"""From an order to a file's bytes: the right drawing, marked, in the look that was ordered.

Runs in the worker: it loads PyMuPDF and Pillow.
"""

from collections.abc import Callable

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
CARD_DOTS = 18.0


def render(spec: DocumentSpec) -> bytes:
    """The file's bytes; the same order always gives the same bytes."""
    sheet = draw(spec)
    if spec.look is Look.DIGITAL_PDF:
        return _digital(sheet)
    if spec.look is Look.PHOTO and not spec.stamped:
        rounded = sheet.width < 100
        dots = CARD_DOTS if rounded else 1500 / max(sheet.width, sheet.height)
        picture = photo.photograph(sheet.picture(0, dots), spec.seed, rounded=rounded)
        return photo.jpeg(picture, quality=78, dpi=72, turned=spec.turned)
    pages = [_scanned(spec, page) for page in _flat_pages(spec, sheet)]
    return _encoded(spec.look, pages)


def draw(spec: DocumentSpec) -> Sheet:
    """The drawing of the document, with 样本 across every page."""
    painter = next((p for word, p in PAINTERS if word in spec.base), papers.paper)
    sheet = painter(spec)
    sheet.mark()
    return sheet


def _flat_pages(spec: DocumentSpec, sheet: Sheet) -> list[Image.Image]:
    """Each page as the scanner sees it: small documents lie on a sheet of A4."""
    dots = SCAN_DPI / 25.4
    count = sheet.document.page_count
    if not spec.stamped and sheet.width > 140:
        return [sheet.picture(number, dots) for number in range(count)]
    return [_on_a4(spec, sheet.picture(number, dots * 2), sheet) for number in range(count)]


def _on_a4(spec: DocumentSpec, picture: Image.Image, sheet: Sheet) -> Image.Image:
    """The document in the middle of a white sheet; a stamped copy is grey and bears the seal."""
    turned = sheet.width > sheet.height and sheet.width > 140
    size = (A4[1], A4[0]) if turned else A4
    dots = SCAN_DPI / 25.4
    scale = min(1.0 if sheet.width > 140 else 1.5, (size[0] - 12) / sheet.width)
    scale = min(scale, (size[1] - 12) / sheet.height)
    paper = Image.new("RGB", (round(size[0] * dots), round(size[1] * dots)), (255, 255, 255))
    fitted = picture.resize(
        (round(sheet.width * scale * dots), round(sheet.height * scale * dots)),
        Image.Resampling.LANCZOS,
    )
    laid = photo.copy(fitted) if spec.stamped else fitted
    place = (paper.width - fitted.width) // 2, (paper.height - fitted.height) // 3
    paper.paste(laid, place, photo.outline(fitted.size, rounded=sheet.width < 100))
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


def _scanned(spec: DocumentSpec, page: Image.Image) -> Image.Image:
    return page if spec.look in (Look.SCAN_PNG, Look.SCAN_TIFF) else photo.scan(page, spec.seed)


def _encoded(look: Look, pages: list[Image.Image]) -> bytes:
    if look is Look.SCAN_TIFF:
        return photo.tiff(pages, SCAN_DPI)
    if look is Look.SCAN_PNG:
        return photo.png(pages[0], SCAN_DPI)
    if look is Look.SCAN_PDF:
        return _paper_pdf(pages)
    return photo.jpeg(pages[0], quality=80, dpi=SCAN_DPI)


def _digital(sheet: Sheet) -> bytes:
    """A PDF with a text layer and an embedded subset of the font."""
    sheet.document.subset_fonts()
    return _bytes(sheet.document)


def _paper_pdf(pages: list[Image.Image]) -> bytes:
    """A PDF in which each page is exactly one JPEG."""
    document = pymupdf.open()
    for picture in pages:
        width, height = (side * 72 / SCAN_DPI for side in picture.size)
        page = document.new_page(width=width, height=height)
        data = photo.jpeg(picture, quality=76, dpi=SCAN_DPI)
        page.insert_image(page.rect, stream=data, keep_proportion=False)
    return _bytes(document)


def _bytes(document: pymupdf.Document) -> bytes:
    data: bytes = document.tobytes(garbage=4, deflate=True, no_new_id=True)
    return data
