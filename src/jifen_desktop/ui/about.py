"""Help, and what this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop import __version__
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.rulebook.load import rulebook_version
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.diagnosis import diagnosis_dialog
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.licences import LicencesDialog
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Tone

_STEPS = (
    (
        "选区和业务",
        "每个区的办法不一样：邮件、快递、网上还是窗口，选好后右边马上列出来，并标明依据。",
    ),
    ("填单位和申请人", "单位只要填一次，存为默认。多位申请人可以从 Excel 复制粘贴。"),
    ("选学历", "选上所有要用来积分的学历，程序列出每一级要交的证书和报告。"),
    ("放材料", "把照片、扫描件或 PDF 拖到对应的一行。原来的文件不会被改动。"),
    ("核对", "必须处理的排在最前面，每一条都能点回去改；请确认的看过后勾选。"),
    ("导出", "每人一个压缩包、邮件标题和正文、地址标签、材料清单，导出后逐个打开核对过。"),
)
_NOTES = (
    ("自动保存", "每次改动马上保存，没有“保存”按钮。上一步、换步骤都不会丢内容。"),
    (
        "依据",
        "按2020年各区人才服务中心的通知整理。实线框是本区写明的，虚线框“参照”是别的区或公开指南说的。办理前请向中心核实。",
    ),
    ("邮箱和电话", "通知里的邮箱、电话已缺失，要向中心问到后填在“中心资料”里。程序不会猜。"),
    ("照片在手机里", "可以用微信“文件传输助手”、数据线或 U 盘传到电脑。"),
)


def help_dialog(parent: QWidget | None) -> PageDialog:
    """使用说明"""
    page = w.Page("使用说明")
    page.add(w.PageHead("使用说明", "六步，大约 10 分钟。"))
    card = w.Card(gap=12)
    for number, (title, text) in enumerate(_STEPS, start=1):
        card.add(w.NumberedLine(number, title))
        holder = w.Line()
        holder.add(w.body(text, Tone.TEXT2), stretch=1)
        holder.setContentsMargins(32, 0, 0, 0)
        card.add(holder, 0)
    page.add(card, 20)
    notes = w.Card(gap=16)
    for title, text in _NOTES:
        notes.add(w.Column(w.body(title, bold=True), w.body(text), gap=2))
    page.add(notes)
    return PageDialog(parent, "使用说明", page)


def about_dialog(session: Session, parent: QWidget | None) -> AboutDialog:
    """关于"""
    return AboutDialog(session, parent)


def source_archive() -> str:
    """The file with this very version's source, which every release lays beside the installers."""
    return f"jifen_desktop-{__version__}.tar.gz"


def _about_lines() -> tuple[tuple[str, str], ...]:
    return (
        ("版本", __version__),
        ("规则", f"{BASIS_NOTE}。规则版本 {rulebook_version()}，规则改动后就不同。"),
        ("与各中心的关系", "不是官方软件，与各区人才服务中心没有关系。"),
        ("资料", "程序不上网，资料只保存在这台电脑。"),
        (
            "许可",
            "自由软件，以 GNU AGPL 第 3 版或更新的版本（AGPL-3.0-or-later）发布：可以使用、修改和转发，不作担保。",
        ),
        (
            "源代码",
            f"本版本的全部源代码随安装包一起发布：{source_archive()}。谁把程序给了您，您就可以向谁要这一份。",
        ),
    )


class AboutDialog(PageDialog):
    """Which version, on what rules, under which licence, and where its source is."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        page = w.Page("关于")
        super().__init__(parent, "关于", page)
        page.add(w.PageHead("居住证积分材料助手", "准备上海市居住证积分业务要报送的材料。"))
        card = w.Card(gap=16)
        for title, text in _about_lines():
            card.add(w.Column(w.body(title, bold=True), w.body(text), gap=2))
        page.add(card, 20)
        self.licences_button = w.SecondaryButton("第三方组件和许可证…", icon="book-open")
        self.licences_button.clicked.connect(lambda _=False: LicencesDialog(session, self).open())
        self.diagnosis_button = w.SecondaryButton("诊断信息…", icon="copy")
        self.diagnosis_button.clicked.connect(
            lambda _=False: diagnosis_dialog(session, self).open()
        )
        page.add(w.Flow(self.licences_button, self.diagnosis_button, gap=12), 16)
