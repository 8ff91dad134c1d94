"""What this program is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jifen_desktop import __version__
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.rulebook.load import rulebook_version
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.diagnosis import diagnosis_dialog
from jifen_desktop.ui.dialogs import PageDialog, resize_on_screen
from jifen_desktop.ui.licences import LicencesDialog
from jifen_desktop.ui.session import Session


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
        resize_on_screen(self, theme.scaled(720), 680)  # so that both buttons are seen at once
