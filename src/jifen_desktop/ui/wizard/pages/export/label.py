"""The address label after the export: its picture, printing, its place, its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jifen_desktop.domain.ids import LabelSize
from jifen_desktop.rulebook.words import LABEL_SIZE
from jifen_desktop.services.outputs import LABEL, PACKING_LIST
from jifen_desktop.services.sheets import CourierTexts
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w

_WIDTH = 184


class PaperPicture(QWidget):
    """A small page on paper, with its edge; it stays paper in dark."""

    def __init__(self, picture: QImage, name: str) -> None:
        super().__init__()
        self._picture = picture
        self._scaled = QImage()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def heightForWidth(self, width: int) -> int:
        return round(width * self._picture.height() / max(1, self._picture.width()))

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.heightForWidth(_WIDTH))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        width = round(self.width() * ratio)
        if self._scaled.width() != width:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = self._picture.scaledToWidth(max(1, width), smooth)
            self._scaled.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(0, 0, self._scaled)
        painter.setPen(QColor(theme.tokens().color("outline")))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class LabelCard(w.Card):
    """The label with its acts; `picture` None while it is drawn, a null image where the file is gone.

    `print_asked(str)` names the file to print, `copy_asked(str)` carries the text to copy.
    """

    print_asked = Signal(str)
    place_asked = Signal()
    copy_asked = Signal(str)

    def __init__(self, size: LabelSize, picture: QImage | None, texts: CourierTexts) -> None:
        super().__init__(padding=16, gap=12)
        if picture is None:
            self.add(w.hint("正在画出地址标签…"))
        elif picture.isNull():
            self.add(w.hint("地址标签不在原处，重新导出就有了"))
        else:
            middle = w.Line()
            middle.add_stretch()
            middle.add(PaperPicture(picture, f"地址标签，{LABEL_SIZE[size]}"))
            middle.add_stretch()
            self.add(middle)
        self.print_button = w.SecondaryButton("打印地址标签", icon="printer")
        self.print_button.clicked.connect(lambda: self.print_asked.emit(LABEL))
        place = w.LinkButton("存放位置")
        place.setAccessibleName("存放位置：地址标签")
        place.clicked.connect(self.place_asked)
        self.add(w.Flow(self.print_button, place, gap=12))
        packing = w.LinkButton("打印寄件清单，放进快件", icon="printer")
        packing.clicked.connect(lambda: self.print_asked.emit(PACKING_LIST))
        self.add(w.Flow(packing), 8)
        self.add(w.Separator())
        self._add_texts(texts)

    def _add_texts(self, texts: CourierTexts) -> None:
        """One line each for the recipient and the sender; the remark has a field of its own there."""
        self.copy_button = w.SecondaryButton("复制给快递小程序", icon="copy")
        self.copy_button.setAccessibleName("复制给快递小程序：收件人")
        self.copy_button.clicked.connect(lambda: self._copy(self.copy_button, texts.recipient))
        self.sender_button = w.LinkButton("复制寄件人", icon="copy")
        self.sender_button.clicked.connect(lambda: self._copy(self.sender_button, texts.sender))
        self.add(w.Flow(self.copy_button, self.sender_button, gap=12), 12)
        words = "姓名、电话、地址在一行里，粘贴后核对一遍"
        self.add(w.hint(f"{words}；备注栏写：{texts.remark}" if texts.remark else words), 8)

    def _copy(self, button: w.SecondaryButton | w.LinkButton, text: str) -> None:
        button.set_icon_name("check")
        button.set_caption("已复制收件人" if button is self.copy_button else "已复制寄件人")
        self.copy_asked.emit(text)
