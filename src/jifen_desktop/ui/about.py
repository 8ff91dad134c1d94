"""Help, and what this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop import __version__
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message, PageDialog
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


def about_dialog(parent: QWidget | None) -> Message:
    """关于"""
    text = (
        f"版本 {__version__}\n"
        "按上海市各区人才服务中心2020年的通知，准备居住证积分业务的材料。\n"
        "不是官方软件，与各中心没有关系；办理前请向中心核实。\n"
        "程序不上网，资料只保存在这台电脑。\n"
        "自由软件，以 GNU AGPL 第 3 版或更新的版本发布，不提供担保。"
    )
    return Message(parent, "居住证积分材料助手", text, act="知道了")
