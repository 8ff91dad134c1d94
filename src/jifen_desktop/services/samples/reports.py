"""Certification reports, A4: electronic and written ones for diplomas and degrees, and the overseas one."""

from jifen_desktop.services.samples.certificates import (
    NUMBER,
    chinese_date,
    study_dates,
    study_of,
)
from jifen_desktop.services.samples.drawing import GREY, PALE, Colour, Sheet
from jifen_desktop.services.samples.spec import DocumentSpec

VERIFICATION_CODE = "A" + "0" * 15
WRITTEN_NUMBER = "0" * 14

_BLUE: Colour = (0.10, 0.36, 0.62)

Rows = tuple[tuple[str, str], ...]


def filing(spec: DocumentSpec) -> Sheet:
    """教育部学历证书电子注册备案表."""
    person, study = spec.person, study_of(spec)
    begin, end = study_dates(person, study)
    rows = (
        ("姓名", person.name),
        ("性别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("入学日期", chinese_date(begin)),
        ("毕（结）业日期", chinese_date(end)),
        ("学历类别", "普通高等教育"),
        ("层次", study.word),
        ("学校名称", study.school),
        ("学制", f"{study.years}年"),
        ("专业", "样本专业"),
        ("学习形式", "普通全日制"),
        ("证书编号", NUMBER),
        ("毕（结）业", "毕业"),
        ("校（院）长姓名", "样本"),
    )
    return _electronic(spec, "教育部学历证书电子注册备案表", rows)


def status(spec: DocumentSpec) -> Sheet:
    """教育部学籍在线验证报告."""
    person, study = spec.person, study_of(spec)
    begin, end = study_dates(person, study)
    rows = (
        ("姓名", person.name),
        ("性别", person.sex),
        ("证件号码", person.id_number),
        ("出生日期", chinese_date(person.birth)),
        ("院校", study.school),
        ("层次", study.word),
        ("专业", "样本专业"),
        ("学制", f"{study.years}年"),
        ("学习形式", "普通全日制"),
        ("入学日期", chinese_date(begin)),
        ("学籍状态", "不在籍（毕业）"),
        ("离校日期", chinese_date(end)),
    )
    return _electronic(spec, "教育部学籍在线验证报告", rows)


def degree_report(spec: DocumentSpec) -> Sheet:
    """中国高等教育学位在线验证报告."""
    person, study = spec.person, study_of(spec)
    _, end = study_dates(person, study)
    rows = (
        ("姓名", person.name),
        ("性别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("学位授予单位", study.school),
        ("学位", f"样本学{study.degree or '学士'}学位"),
        ("专业", "样本专业"),
        ("获学位日期", chinese_date(end)),
        ("学位证书编号", NUMBER[:16]),
    )
    return _electronic(spec, "中国高等教育学位在线验证报告", rows)


def _electronic(spec: DocumentSpec, title: str, rows: Rows) -> Sheet:
    """Title, day, table with a portrait, code and pattern, as the online reports are laid out."""
    sheet = Sheet()
    sheet.text(105, 34, title, 8.2, anchor="middle", bold=True)
    sheet.text(105, 46, f"更新日期：{spec.on:%Y年%m月%d日}", 4, anchor="middle", colour=GREY)
    sheet.box(22, 54, 166, 1, fill=_BLUE)
    _table(sheet, rows, top=62, width=118)
    sheet.figure(148, 64, 36, 47)
    sheet.pattern(26, 224, 34, spec.seed)
    sheet.box(66, 226, 122, 12, fill=(0.94, 0.96, 0.98), line=PALE)
    sheet.text(71, 234, "在线验证码", 4.2, colour=GREY)
    sheet.text(100, 234.2, VERIFICATION_CODE, 5, bold=True)
    notes = (
        "1．本页为软件自带的样本，内容均为虚构，验证码不可查询。",
        "2．左侧图形为随机图案，不是二维码。",
    )
    for place, note in enumerate(notes):
        sheet.text(66, 246 + place * 6.4, note, 3.4, colour=GREY)
    sheet.line(22, 270, 188, 270, PALE)
    sheet.text(105, 277, "第 1 页 共 1 页", 3.2, anchor="middle", colour=GREY)
    return sheet


def _table(sheet: Sheet, rows: Rows, top: float, width: float) -> None:
    """Label and value cells of 10.4 mm, ruled."""
    step = 10.4
    for place, (label, value) in enumerate(rows):
        y = top + place * step
        sheet.box(22, y, 38, step, line=PALE, fill=(0.955, 0.965, 0.975))
        sheet.box(60, y, width - 38, step, line=PALE)
        sheet.text(26, y + 6.8, label, 3.9, colour=GREY)
        sheet.text(64, y + 6.8, value, 4.1)


def diploma_report_written(spec: DocumentSpec) -> Sheet:
    """中国高等教育学历认证报告."""
    person, study = spec.person, study_of(spec)
    begin, end = study_dates(person, study)
    words = (
        f"　　{person.name}，{person.sex}，{chinese_date(person.birth)}生，{begin.year}年9月至{end.year}年6月在"
        f"{study.school}样本专业学习，学历层次为{study.word}，学制{study.years}年，证书编号{NUMBER}。"
    )
    return _written(spec, "中国高等教育学历认证报告", words)


def degree_report_written(spec: DocumentSpec) -> Sheet:
    """中国高等教育学位认证报告."""
    person, study = spec.person, study_of(spec)
    _, end = study_dates(person, study)
    words = (
        f"　　{person.name}，{person.sex}，{chinese_date(person.birth)}生，{end.year}年6月在{study.school}获得样本学"
        f"{study.degree or '学士'}学位，学位证书编号{NUMBER[:16]}。"
    )
    return _written(spec, "中国高等教育学位认证报告", words)


def overseas(spec: DocumentSpec) -> Sheet:
    """国（境）外学历学位认证书."""
    person, study = spec.person, study_of(spec)
    _, end = study_dates(person, study)
    words = (
        f"　　{person.name}，{person.sex}，证件号码{person.id_number}，于{end.year}年6月在样本国样本大学"
        f"（Sample University）获得{study.degree or '学士'}学位，专业为样本专业。"
    )
    return _written(spec, "国（境）外学历学位认证书", words)


def _written(spec: DocumentSpec, title: str, words: str) -> Sheet:
    """A letter with a frame, a portrait, a few sentences and a seal."""
    sheet = Sheet()
    sheet.box(16, 16, 178, 265, line=_BLUE, weight=0.8)
    sheet.box(18.5, 18.5, 173, 260, line=_BLUE, weight=0.2)
    sheet.text(105, 48, title, 8.6, anchor="middle", bold=True, colour=_BLUE)
    sheet.text(182, 62, f"报告编号：{WRITTEN_NUMBER}", 4, anchor="right", colour=GREY)
    sheet.figure(28, 68, 32, 42)
    end = sheet.paragraph(28, 128, 154, words + "经核查，所持证书记载与登记一致。", 5.6, 2)
    sheet.paragraph(28, end + 4, 154, "　　特此认证。", 5.6, 2)
    sheet.signed(180, 222, "样本认证中心", chinese_date(spec.on))
    sheet.text(28, 264, "本报告为软件自带的样本，内容均为虚构。", 3.6, colour=GREY)
    return sheet
