"""Certificates: diplomas, degrees, the business licence, marriage and birth certificates."""

import re
from datetime import date

from jifen_desktop.domain.ids import Level
from jifen_desktop.services.samples.drawing import GREY, INK, RED, Colour, Sheet
from jifen_desktop.services.samples.spec import DocumentSpec
from jifen_desktop.services.samples.values import COMPANY, HOME, STUDIES, SamplePerson, Study

LANDSCAPE = (297.0, 210.0)
CREAM: Colour = (0.985, 0.972, 0.935)
GOLD: Colour = (0.78, 0.62, 0.33)
NUMBER = "0" * 18


def study_of(spec: DocumentSpec) -> Study:
    """The studies that the document's level stands for; a bachelor's where it bears none."""
    known = spec.part in {level.value for level in Level}
    return STUDIES[Level(spec.part) if known else Level.BACHELOR]


def study_dates(person: SamplePerson, study: Study) -> tuple[date, date]:
    """First and last day of the studies."""
    begin = person.birth.year + study.starts_at
    return date(begin, 9, 1), date(begin + study.years, 6, 30)


def chinese_date(day: date) -> str:
    """A date as certificates write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _frame(sheet: Sheet, colour: Colour) -> None:
    """A double border with square corners."""
    for inset, weight in ((9, 1.6), (12, 0.4)):
        sheet.box(
            inset,
            inset,
            sheet.width - 2 * inset,
            sheet.height - 2 * inset,
            line=colour,
            weight=weight,
        )
    for x in (9.0, sheet.width - 17):
        for y in (9.0, sheet.height - 17):
            sheet.box(x, y, 8, 8, line=colour, fill=sheet.paper, weight=0.8)
            sheet.box(x + 2, y + 2, 4, 4, fill=colour)


def diploma(spec: DocumentSpec) -> Sheet:
    """A graduation certificate of any level."""
    person, study = spec.person, study_of(spec)
    begin, end = study_dates(person, study)
    sheet = Sheet(LANDSCAPE, CREAM)
    _frame(sheet, RED)
    sheet.text(148, 43, "毕 业 证 书", 17, colour=RED, anchor="middle", bold=True)
    sheet.figure(28, 62, 46, 60)
    sheet.text(51, 134, f"证书编号：{NUMBER}", 3.8, anchor="middle", colour=GREY)
    words = (
        f"　　学生 {person.name}，性别 {person.sex}，{chinese_date(person.birth)}生，于{begin.year}年9月至"
        f"{end.year}年6月在本校样本专业 {study.years} 年制{study.stage}学习，修完教学计划规定的全部课程，"
        "成绩合格，准予毕业。"
    )
    sheet.paragraph(92, 72, 172, words, 7.4, 1.95)
    _signature(sheet, study.school, end)
    return sheet


def degree(spec: DocumentSpec) -> Sheet:
    """A degree certificate."""
    person, study = spec.person, study_of(spec)
    _, end = study_dates(person, study)
    word = study.degree or "学士"
    sheet = Sheet(LANDSCAPE, (0.975, 0.965, 0.955))
    _frame(sheet, GOLD)
    sheet.text(
        148, 45, f"{word}学位证书", 16, colour=(0.55, 0.38, 0.12), anchor="middle", bold=True
    )
    sheet.figure(223, 60, 40, 52)
    words = (
        f"　　{person.name}，{person.sex}，{chinese_date(person.birth)}生。在样本大学样本专业完成了{study.stage}"
        f"学习计划，业已毕业，经审核符合学位授予的规定，授予样本学{word}学位。"
    )
    sheet.paragraph(30, 74, 180, words, 7.4, 1.95)
    sheet.text(30, 186, f"证书编号：{NUMBER}", 4, colour=GREY)
    _signature(sheet, study.school, end)
    return sheet


def _signature(sheet: Sheet, school: str, day: date) -> None:
    sheet.text(120, 160, "校长：样本", 6)
    sheet.signed(262, 160, school, chinese_date(day), 7)


def business_licence(spec: DocumentSpec) -> Sheet:
    """The company's licence, landscape."""
    sheet = Sheet(LANDSCAPE, CREAM)
    _frame(sheet, GOLD)
    sheet.text(148, 50, "营 业 执 照", 20, anchor="middle", bold=True)
    sheet.text(148, 62, "（副本 · 样本）", 5, anchor="middle", colour=GREY)
    sheet.pattern(240, 24, 32, spec.seed)
    sheet.text(26, 36, "统一社会信用代码", 4.4)
    sheet.text(26, 43, COMPANY.credit_code, 5, bold=True)
    left = (
        ("名　　称", COMPANY.name),
        ("类　　型", "有限责任公司（样本）"),
        ("法定代表人", COMPANY.contact),
        ("经营范围", "样本文件的制作与展示。"),
    )
    right = (
        ("注册资本", "零元整"),
        ("成立日期", "2010年01月01日"),
        ("营业期限", "长期"),
        ("住　　所", HOME),
    )
    for x, rows in ((26, left), (166, right)):
        for place, (label, value) in enumerate(rows):
            sheet.text(x, 86 + place * 16, label, 5, colour=RED)
            sheet.text(x + 30, 86 + place * 16, value, 5.2)
    sheet.signed(262, 164, "样本登记机关", "2020年1月1日", 6)
    return sheet


def booklet(spec: DocumentSpec) -> Sheet:
    """A small red booklet page, as for a marriage or birth certificate."""
    person = spec.person
    sheet = Sheet((176.0, 125.0), (0.985, 0.955, 0.945))
    _frame(sheet, RED)
    sheet.text(88, 32, _spaced(spec.title), 9, colour=RED, anchor="middle", bold=True)
    sheet.figure(118, 42, 36, 46)
    rows = (
        ("姓　名", person.name),
        ("性　别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("证件号码", person.id_number),
        ("登记日期", "2020年1月1日"),
        ("编　号", NUMBER),
    )
    for place, (label, value) in enumerate(rows):
        y = 48 + place * 10
        sheet.text(22, y, label, 4.2, colour=GREY)
        sheet.text(46, y, value, 4.6, colour=INK)
        sheet.line(45, y + 1.8, 110, y + 1.8)
    sheet.seal(136, 96, 13, "样本登记机关")
    return sheet


def plain_title(title: str) -> str:
    """A material's name as its paper is headed: without quotes, remarks in parentheses, and whose it is."""
    bare = re.sub(r"[《》]|（[^）]*）", "", title)
    return bare.removeprefix("子女").removeprefix("配偶") or "样本材料"


def _spaced(title: str) -> str:
    short = plain_title(title).partition("、")[0]
    return " ".join(short) if len(short) <= 6 else short
