"""The right column: deadlines, the sample, the basis note; and what a first start shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.services.day_words import days_words, deadline_about, deadline_title
from jifen_desktop.services.days import Deadline
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.start import words
from jifen_desktop.ui.theme import Size, TextRole, Tone

_SHOWN = 4
_SOON = 7


class DeadlinesCard(w.ListCard):
    """The nearest days; `all_asked` asks for the page of all of them."""

    all_asked = Signal()

    def __init__(self, deadlines: Sequence[Deadline], today: date) -> None:
        title = w.Line()
        title.add(w.section("期限"), stretch=1)
        told = w.Label(words.today_words(today), TextRole.HINT, Tone.TEXT2, wrap=False)
        title.add(told)
        super().__init__(w.CardFooter(title, padding=16))
        first = w.Column(*(_line(d, today) for d in deadlines[:_SHOWN]), gap=12)
        if not deadlines:
            first = w.Column(
                w.hint("60 天内没有要留意的日期。填上居住证有效期，快到期时会列在这里。")
            )
        self.add_row(w.CardFooter(first, padding=16))
        self.all_link = w.LinkButton("全部日期", icon="calendar")
        self.all_link.clicked.connect(self.all_asked)
        self.add_row(w.CardFooter(self.all_link, padding=16, vertical=8))


def _line(deadline: Deadline, today: date) -> QWidget:
    left = deadline.days_left(today)
    tone = Tone.WARN if left <= _SOON else Tone.TEXT
    days = w.Label(days_words(left), TextRole.BODY_BOLD, tone, wrap=False)
    days.set_least_width(72)
    when = w.Column(days, w.hint(words.day_words(deadline.day, today)), gap=0)
    when.add_stretch()
    line = w.Line(when)
    about = w.Column(w.body(deadline_title(deadline)), w.hint(deadline_about(deadline)), gap=0)
    line.add(about, stretch=1)
    return line


class SampleCard(w.Card):
    """The invitation to try; `asked`."""

    asked = Signal()

    def __init__(self) -> None:
        title = w.Line(w.Icon("book-open", "accent", Size.ICON_ROW))
        title.add(w.body("第一次用？", bold=True), stretch=1)
        super().__init__(title, padding=16, gap=12, dashed=True)
        self.add(w.hint("2 位虚构员工，一份做好了的申报：一步步看到导出，不影响您的资料。"), 8)
        self.button = w.SecondaryButton("打开示例", icon="play")
        self.button.clicked.connect(self.asked)
        self.add(self.button)


def basis_line() -> QWidget:
    """The note that belongs to everything."""
    line = w.Line(w.Icon("info"))
    line.add(w.hint(w.BASIS_NOTE), stretch=1)
    return line


READY = (
    "单位：全称、联系人、电话、寄件地址，发件用的固定邮箱",
    "申请人：姓名、身份证号码，居住证有效期",
    "材料：证件和证书的照片、扫描件或 PDF，手机拍的就可以",
    "学历：学信网的电子报告，或书面认证报告",
    "中心：收件邮箱和电话（通知里已缺失，要向中心问到）",
)
PHONE_HINT = "照片在手机里？可以用微信“文件传输助手”、数据线或 U 盘传到电脑。"


class Welcome(w.Card):
    """What a first start shows in place of cases; `new_asked`, `sample_asked`."""

    new_asked = Signal()
    sample_asked = Signal()

    def __init__(self, root: Path) -> None:
        super().__init__(w.lead("准备居住证积分的材料"), gap=16)
        about = "选区和业务，放进照片，程序按通知的要求整理、核对，导出可以直接发送的压缩包、邮件和地址标签。"
        self.add(w.body(about, Tone.TEXT2), 8)
        new = w.PrimaryButton("新建申报", icon="plus")
        new.clicked.connect(self.new_asked)
        sample = w.SecondaryButton("打开示例", icon="play", height=Size.BUTTON_TALL)
        sample.clicked.connect(self.sample_asked)
        self.add(w.Flow(new, sample), 20)
        self.add(w.Separator(), 24)
        self.add(w.section("准备好这些，大约需要 10 分钟"))
        for text in READY:
            line = w.Line(w.Icon("check", "ok"))
            line.add(w.body(text), stretch=1)
            self.add(line, 8)
        self.add(w.hint(PHONE_HINT), 12)
        self.add(w.hint(f"填写和添加的都只存在这台电脑：{root}"), 4)
