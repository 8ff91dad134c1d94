"""Help, the list of shortcuts, and what this program is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from jifen_desktop import __version__
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message, PageDialog
from jifen_desktop.ui.menu import shortcut_list
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
_EDITOR_KEYS = (
    ("在材料的详情里编辑选中的图片", "Enter 或 E"),
    ("右转、左转", "R、Shift+R"),
    ("裁剪、四角拉直", "C、P"),
    ("移动选中的边或角，按住 Shift 走得更远", "方向键"),
    ("看原图，再按回来", "B"),
    ("适合窗口、100%", "0、1"),
    ("上一页、下一页", "PgUp、PgDn"),
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


def _keys(rows: Iterable[tuple[str, str]]) -> w.Card:
    card = w.Card(gap=12)
    for text, keys in rows:
        line = w.Line(gap=16)
        line.add(w.body(text), stretch=1)
        line.add(w.MethodPill(keys))
        card.add(line)
    return card


def shortcuts_dialog(parent: QWidget | None) -> PageDialog:
    """快捷键"""
    page = w.Page("快捷键")
    page.add(w.PageHead("快捷键", "所有操作也都在菜单里，或用 Tab 键走到。"))
    extra = [
        ("下一个、上一个位置", "Tab、Shift+Tab"),
        ("在一组选项里移动", "方向键"),
        ("关闭提示；没有提示时回到上一步", "Esc"),
    ]
    page.add(_keys([*shortcut_list(), *extra]), 20)
    page.add(w.section("编辑图片时"), 20)
    page.add(_keys(_EDITOR_KEYS), 8)
    return PageDialog(parent, "快捷键", page)


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
