"""Letters, forms and every other paper: a title, fields in a table, a seal."""

from jifen_desktop.services.samples.certificates import chinese_date, plain_title
from jifen_desktop.services.samples.drawing import GREY, PALE, Sheet
from jifen_desktop.services.samples.spec import DocumentSpec
from jifen_desktop.services.samples.values import COMPANY, HOME, PHONE, later

Rows = tuple[tuple[str, str], ...]


def letter(spec: DocumentSpec) -> Sheet:
    """A letter of introduction by the company."""
    sheet = Sheet()
    sheet.text(105, 48, "单 位 介 绍 信", 11, anchor="middle", bold=True)
    sheet.text(28, 76, "人才服务中心：", 5.8)
    words = (
        f"　　兹有我单位{COMPANY.contact}（身份证号码{spec.person.id_number}）前往贵处办理居住证积分相关事宜，"
        "请予接洽。"
    )
    end = sheet.paragraph(28, 90, 154, words, 5.8, 2)
    sheet.text(28, end + 4, "　　（有效期三十天）", 5.8)
    sheet.text(28, 178, f"联系电话：{PHONE}", 5)
    sheet.signed(182, 206, COMPANY.name, chinese_date(spec.on), 5.8)
    return sheet


def form(spec: DocumentSpec) -> Sheet:
    """An application form over two pages, with the company's seal on the second."""
    sheet = Sheet()
    person = spec.person
    _heading(sheet, plain_title(spec.title))
    rows = (
        ("申请人姓名", person.name),
        ("性别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("公民身份号码", person.id_number),
        ("联系电话", "00000000000"),
        ("居住地址", HOME),
        ("电子邮箱", "applicant@example.invalid"),
        ("居住证有效期至", chinese_date(later(spec.on, years=1))),
    )
    end = _table(sheet, rows, 68)
    sheet.text(22, end + 12, "申请类别", 4.6, bold=True)
    for place, word in enumerate(("■ 教育背景", "□ 专业技术职称和技能", "□ 缴纳职工社会保险")):
        sheet.text(28, end + 22 + place * 8, word, 4.4)
    _page_number(sheet, 1, 2)
    sheet.add_page()
    _heading(sheet, "单位意见")
    end = _table(sheet, _company_rows(), 68)
    sheet.box(22, end, 166, 84, line=GREY)
    sheet.text(28, end + 12, "情况属实，同意申报。", 5)
    sheet.signed(180, end + 50, COMPANY.name, chinese_date(spec.on))
    _page_number(sheet, 2, 2)
    return sheet


def contract(spec: DocumentSpec) -> Sheet:
    """A contract of three pages: cover, clauses, signatures."""
    person = spec.person
    title = plain_title(spec.title)
    sheet = Sheet()
    sheet.text(105, 88, _cover_title(title), 13, anchor="middle", bold=True)
    for y, words in ((150.0, f"甲方：{COMPANY.name}"), (166.0, f"乙方：{person.name}")):
        sheet.text(52, y, words, 6)
        sheet.line(51, y + 3, 160, y + 3)
    _page_number(sheet, 1, 3)
    sheet.add_page()
    y = 36.0
    for place, clause in enumerate(_CLAUSES, start=1):
        sheet.text(26, y, f"第{'一二三四五六'[place - 1]}条", 5, bold=True)
        y = sheet.paragraph(26, y + 9, 158, "　　" + clause, 4.8, 1.9) + 5
    _page_number(sheet, 2, 3)
    sheet.add_page()
    sheet.text(26, 40, "甲方（盖章）", 5.4)
    sheet.text(116, 40, "乙方（签字）", 5.4)
    sheet.text(26, 56, COMPANY.name, 5)
    sheet.text(116, 56, person.name, 7)
    for x in (26, 116):
        sheet.text(x, 84, chinese_date(later(spec.on, years=-1)), 5)
    sheet.seal(62, 66, 19, COMPANY.name)
    _page_number(sheet, 3, 3)
    return sheet


_CLAUSES = (
    "本合同为固定期限，自生效之日起满三年终止。本文本只用于软件示例，不产生任何权利义务。",
    "乙方在样本部门从事样本岗位的工作，工作地点为上海市样本区样本路1号。",
    "乙方实行标准工时制，每周休息两日，法定节假日另行安排。",
    "甲方按月以货币形式支付报酬，数额为零元整，并依法缴纳社会保险。",
    "甲方为乙方提供符合规定的劳动条件和必要的劳动保护用品。",
    "本合同一式两份，双方各执一份，未尽事宜按有关规定执行。",
)


def household(spec: DocumentSpec) -> Sheet:
    """A household register: its first page and the person's own page."""
    person = spec.person
    sheet = Sheet((148.0, 105.0), (0.985, 0.965, 0.93))
    first = (
        ("户别", "样本家庭户"),
        ("户主姓名", "样本"),
        ("户号", "000000000"),
        ("住址", HOME),
    )
    own = (
        ("姓名", person.name),
        ("与户主关系", "样本"),
        ("性别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("公民身份号码", person.id_number),
        ("登记日期", "2020年1月1日"),
    )
    for number, (title, rows) in enumerate((("居民户口簿 首页", first), ("常住人口登记卡", own))):
        if number:
            sheet.add_page()
        sheet.text(74, 18, title, 6.4, anchor="middle", bold=True)
        _table(sheet, rows, 26, left=12, width=124, step=10.6)
        sheet.seal(118, 84, 11, "样本市样本分局")
    return sheet


def statement(spec: DocumentSpec) -> Sheet:
    """A list by months, as of paid tax or insurance."""
    sheet = Sheet()
    _heading(sheet, plain_title(spec.title))
    person = spec.person
    end = _table(sheet, (("姓名", person.name), ("身份证号码", person.id_number)), 68)
    columns = (22.0, 62.0, 102.0, 144.0)
    sheet.box(22, end + 8, 166, 10, fill=(0.93, 0.945, 0.96), line=PALE)
    for x, head in zip(columns, ("所属月份", "项目", "金额（元）", "状态"), strict=True):
        sheet.text(x + 4, end + 14.6, head, 4, bold=True)
    year, month = spec.on.year, spec.on.month
    for row in range(12):
        y = end + 18 + row * 10
        month -= 1
        if month == 0:
            year, month = year - 1, 12
        sheet.line(22, y + 10, 188, y + 10, PALE)
        cells = (f"{year}-{month:02d}", "样本项目", "0.00", "已入库")
        for x, cell in zip(columns, cells, strict=True):
            sheet.text(x + 4, y + 6.6, cell, 4)
    sheet.seal(160, 240, 17, "样本业务专用")
    return sheet


def paper(spec: DocumentSpec) -> Sheet:
    """Anything else: what it is called, whose it is, and a seal."""
    person = spec.person
    sheet = Sheet()
    _heading(sheet, plain_title(spec.title))
    rows = (
        ("姓名", person.name),
        ("性别", person.sex),
        ("出生日期", chinese_date(person.birth)),
        ("身份证号码", person.id_number),
        *_company_rows(),
    )
    end = _table(sheet, rows, 68)
    words = (
        "　　以上内容由软件自动生成，仅用于演示材料的收集、核对与导出，不涉及任何真实的个人或单位。"
    )
    sheet.paragraph(22, end + 16, 166, words, 4.8, 1.9)
    sheet.signed(184, 234, COMPANY.name, chinese_date(spec.on))
    return sheet


def _company_rows() -> Rows:
    return (
        ("单位名称", COMPANY.name),
        ("统一社会信用代码", COMPANY.credit_code),
        ("单位地址", COMPANY.address),
        ("联系人", COMPANY.contact),
        ("联系电话", PHONE),
    )


def _heading(sheet: Sheet, title: str) -> None:
    size = min(9.0, 150 / max(1, len(title)))
    sheet.text(105, 44, title, size, anchor="middle", bold=True)
    sheet.line(60, 52, 150, 52, GREY, 0.3)


def _table(
    sheet: Sheet, rows: Rows, top: float, left: float = 22, width: float = 166, step: float = 12
) -> float:
    """Ruled label and value cells; returns the lower edge."""
    label_width = width * 0.27
    for place, (label, value) in enumerate(rows):
        y = top + place * step
        sheet.box(left, y, label_width, step, line=GREY, fill=(0.96, 0.965, 0.97))
        sheet.box(left + label_width, y, width - label_width, step, line=GREY)
        sheet.text(left + 3, y + step * 0.64, label, 4.1)
        sheet.text(left + label_width + 4, y + step * 0.64, value, 4.4)
    return top + len(rows) * step


def _page_number(sheet: Sheet, number: int, count: int) -> None:
    words = f"第 {number} 页 共 {count} 页"
    sheet.text(105, 285, words, 3.4, anchor="middle", colour=GREY)


def _cover_title(title: str) -> str:
    return " ".join(title) if len(title) <= 6 else title
