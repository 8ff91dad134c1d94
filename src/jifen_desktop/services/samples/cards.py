"""Cards of 85.6 × 54 mm: ID card and residence permit, both plainly unlike the real ones."""

import math

from jifen_desktop.services.samples.drawing import GREY, INK, WHITE, Colour, Sheet
from jifen_desktop.services.samples.spec import DocumentSpec
from jifen_desktop.services.samples.values import HOME, later

CARD = (85.6, 54.0)

_LABEL: Colour = (0.24, 0.42, 0.60)


def id_card(spec: DocumentSpec) -> Sheet:
    """The portrait side (0) or the emblem side (1) of an ID card."""
    return _emblem_side(spec) if spec.side == 1 else _portrait_side(spec)


def residence_permit(spec: DocumentSpec) -> Sheet:
    """The front (0) or the back (1) of a residence permit."""
    return _permit_back(spec) if spec.side == 1 else _permit_front(spec)


def _waves(sheet: Sheet, colour: Colour, rows: int = 9) -> None:
    """Fine wavy lines over the whole card."""
    for row in range(rows):
        base = sheet.height * (row + 0.5) / rows
        wave = [(x * sheet.width / 60, base + 2.4 * math.sin(x / 5 + row * 0.7)) for x in range(61)]
        sheet.curve(wave, colour, 0.12)


def _card(paper: Colour, wave: Colour, band: Colour, title: str) -> Sheet:
    sheet = Sheet(CARD, paper)
    _waves(sheet, wave)
    sheet.box(0, 0, CARD[0], 8.6, fill=band)
    sheet.text(4, 6, title, 3.7, colour=WHITE, bold=True)
    return sheet


def _fields(sheet: Sheet, rows: tuple[tuple[str, str], ...], top: float, step: float) -> None:
    for place, (label, value) in enumerate(rows):
        sheet.text(5, top + place * step, label, 2.5, colour=_LABEL)
        sheet.text(15, top + place * step, value, 3.1)


def _portrait_side(spec: DocumentSpec) -> Sheet:
    person = spec.person
    sheet = _card((0.91, 0.95, 0.97), (0.76, 0.85, 0.91), (0.30, 0.50, 0.66), "身份证样本 · 人像面")
    sheet.figure(60.5, 12, 20, 26)
    _fields(sheet, (("姓名", person.name), ("性别", f"{person.sex}　　民族　样")), 15.5, 6)
    born = person.birth
    rows = (("出生", f"{born.year} 年 {born.month} 月 {born.day} 日"), ("住址", HOME))
    _fields(sheet, rows, 27.5, 6)
    sheet.text(5, 46.6, "公民身份号码", 2.5, colour=_LABEL)
    sheet.text(24, 46.8, " ".join(person.id_number), 3.3, bold=True)
    return sheet


def _emblem_side(spec: DocumentSpec) -> Sheet:
    sheet = _card((0.96, 0.94, 0.91), (0.90, 0.83, 0.78), (0.66, 0.42, 0.36), "身份证样本 · 国徽面")
    sheet.disc(15, 22, 8, line=GREY, fill=(0.90, 0.89, 0.88))
    sheet.text(15, 21.6, "此处", 2.6, anchor="middle", colour=GREY)
    sheet.text(15, 25.2, "无徽", 2.6, anchor="middle", colour=GREY)
    sheet.text(54, 25, "居民身份证（样本）", 5.4, anchor="middle", bold=True)
    begin = later(spec.on, years=-4)
    end = later(spec.on, years=16)
    for y, label, value in (
        (38.0, "签发机关", "样本市样本分局"),
        (44.5, "有效期限", f"{begin:%Y.%m.%d}-{end:%Y.%m.%d}"),
    ):
        sheet.text(20, y, label, 2.7)
        sheet.text(34, y, value, 3.2)
    return sheet


def _permit_front(spec: DocumentSpec) -> Sheet:
    person = spec.person
    sheet = _card((0.93, 0.96, 0.91), (0.79, 0.88, 0.76), (0.36, 0.56, 0.38), "居住证样本 · 正面")
    sheet.figure(60.5, 12, 20, 26)
    _fields(
        sheet,
        (
            ("姓名", person.name),
            ("性别", person.sex),
            ("出生", f"{person.birth:%Y-%m-%d}"),
            ("住址", HOME),
        ),
        15.5,
        6,
    )
    sheet.text(5, 46, "公民身份号码", 2.5, colour=_LABEL)
    sheet.text(24, 46.2, person.id_number, 3.5, bold=True)
    return sheet


def _permit_back(spec: DocumentSpec) -> Sheet:
    sheet = _card((0.94, 0.96, 0.93), (0.80, 0.88, 0.78), (0.36, 0.56, 0.38), "居住证样本 · 背面")
    sheet.box(0, 13, CARD[0], 8, fill=(0.33, 0.35, 0.36))
    rows = (
        ("签发机关", "样本市样本分局"),
        ("签发日期", f"{spec.on:%Y-%m-%d}"),
        ("有效期至", f"{later(spec.on, years=1):%Y-%m-%d}"),
    )
    for place, (label, value) in enumerate(rows):
        sheet.text(8, 30 + place * 6.5, label, 2.8, colour=_LABEL)
        sheet.text(24, 30 + place * 6.5, value, 3.3, colour=INK)
    return sheet
