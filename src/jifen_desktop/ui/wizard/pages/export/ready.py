"""Before the export: what will be written, where to, on which paper, by which way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.delivery.phrases import address_origin
from jifen_desktop.domain.ids import ChannelKind, LabelSize
from jifen_desktop.review.ways import ADDRESS_OF_2020, channel_obstacle
from jifen_desktop.rulebook.words import CHANNEL, LABEL_SIZE
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Space
from jifen_desktop.ui.wizard.mail_meter import MailMeters
from jifen_desktop.ui.wizard.pages.export.listing import add_file_rows, file_lines
from jifen_desktop.ui.wizard.pages.export.place import PathLine, Trouble
from jifen_desktop.ui.wizard.pages.review.words import counted_word
from jifen_desktop.ui.wizard.slot import Slot

MOST_SHEETS = 10  # that can be chosen; a file may ask for more
_OBSTACLES = {
    "no_address": "没有收件地址，向中心问到后填写",
    "no_sender_phone": "单位的联系电话还没填写",
}


class ReadyView(w.Column):
    """Everything to decide before the export; all of it has a sensible default."""

    place_asked = Signal()
    review_asked = Signal()
    retry_asked = Signal()
    label_chosen = Signal(str)
    copies_chosen = Signal(int)
    address_checked = Signal()
    address_asked = Signal()
    channels_chosen = Signal(list)
    other_people_asked = Signal()
    mail_asked = Signal()

    def __init__(
        self,
        picture: Picture,
        unconfirmed: int,
        folder: Path | None,
        people: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(gap=16)
        self._picture = picture
        self._checks: dict[ChannelKind, w.CheckLine] = {}
        self.trouble = Trouble()
        self.trouble.place_asked.connect(self.place_asked)
        self.trouble.retry_asked.connect(self.retry_asked)
        word = counted_word(picture)
        how = f"写好后会重新打开每个压缩包，逐{word[0]}与核对页的{word[1:]}比对"
        self.add(w.PageHead("要导出的文件", how, help_place="export"))
        self.add(self.trouble)
        told = Slot(gap=Space.GAP)
        if people is not None:
            told.put(self._people(*people))
        self.add(told, 0)
        doubts = Slot(gap=Space.GAP)
        if unconfirmed:
            doubts.put(self._doubts(unconfirmed))
        self.add(doubts, 0)
        self.place = PathLine("保存到", "", w.SecondaryButton("换个位置", icon="folder-open"))
        self.place.button.clicked.connect(self.place_asked)
        self.place.show_folder(folder)
        files = self._files()
        files.add_row(self.place)
        choices = self._choices()
        if choices is None:
            self.add(files, 0)
        else:
            self.add(w.TwoColumns(files, choices, 272, right_least=240), 0)

    def _people(self, words: str, act: str) -> QWidget:
        """Who is in it, and the link to another choice."""
        banner = w.Banner(w.BannerKind.WARN, words, "", compact=True)
        banner.add_link(act).clicked.connect(self.other_people_asked)
        return banner

    def _doubts(self, count: int) -> QWidget:
        banner = w.Banner(
            w.BannerKind.WARN,
            f"还有 {count} 处没有确认",
            "不影响导出，报送前最好核对一遍",
            compact=True,
        )
        banner.add_link("回到核对").clicked.connect(self.review_asked)
        return banner

    def _files(self) -> w.ListCard:
        card = w.ListCard()
        add_file_rows(card, file_lines(self._picture))
        return card

    def _choices(self) -> w.Column | None:
        found = (self._ways(), self._mails(), self._address(), self._paper())
        parts = [part for part in found if part is not None]
        return w.Column(*parts, gap=16) if parts else None

    def _ways(self) -> QWidget | None:
        offered = self._picture.plans.base.channels
        if len(offered) < 2:
            return None
        submission = self._picture.submission
        card = w.Card(w.body("准备哪种报送", bold=True), padding=16, gap=8)
        for channel in offered:
            words = CHANNEL[channel.kind] + ("（中心优先）" if channel.preferred else "")
            check = w.CheckLine(words, channel.kind)
            check.setChecked(not submission.channels or channel.kind in submission.channels)
            check.clicked.connect(partial(self._choose_way, channel.kind))
            self._checks[channel.kind] = check
            card.add(check)
            obstacle = channel_obstacle(channel, submission)
            if obstacle:
                card.add(w.hint(_OBSTACLES[obstacle]), 2)
        return card

    def _choose_way(self, clicked: ChannelKind, _checked: bool = False) -> None:
        chosen = [kind for kind, check in self._checks.items() if check.isChecked()]
        if chosen:
            self.channels_chosen.emit([] if len(chosen) == len(self._checks) else chosen)
        else:  # one way has to stay
            self._checks[clicked].setChecked(True)

    def _mails(self) -> QWidget | None:
        if not self._picture.outputs.mails:
            return None
        card = w.Card(w.body("邮件", bold=True), padding=16, gap=8)
        card.add(MailMeters(self._picture), 4)
        link = w.LinkButton("先看邮件", icon="eye")
        link.clicked.connect(self.mail_asked)
        card.add(w.Flow(link), 8)
        return card

    def _paper(self) -> QWidget | None:
        if self._picture.outputs.courier is None:
            return None
        card = w.Card(w.body("地址标签的纸", bold=True), padding=16, gap=8)
        lines = [w.RadioLine(LABEL_SIZE[size], size) for size in LabelSize]
        for line in lines:
            card.add(line)
        group = w.ChoiceGroup(lines, card)
        group.set_value(self._picture.submission.label)
        group.chosen.connect(self.label_chosen)
        copies = self._picture.submission.label_copies
        most = max(MOST_SHEETS, copies)
        sheets = w.SelectField("印几页标签", [(str(n), f"{n} 页") for n in range(1, most + 1)])
        sheets.set_value(str(copies))
        sheets.value_chosen.connect(lambda value: self.copies_chosen.emit(int(value)))
        card.add(w.FieldRow("印几页", sheets), 8)
        return card

    def _address(self) -> QWidget | None:
        """Whether the address was checked with the centre; it counts for all later parcels."""
        courier = self._picture.outputs.courier
        if courier is None:
            return None
        card = w.Card(w.body("收件地址", bold=True), padding=16, gap=8)
        card.add(w.body(f"{courier.address or ''}，{courier.addressee or ''}"))
        checked = ADDRESS_OF_2020 in self._picture.submission.confirmed
        card.add(w.hint(address_origin(courier, checked=checked)), 4)
        if courier.is_doubtful and not checked:
            link = w.LinkButton("今天向中心核对过，没有变", icon="check")
            link.clicked.connect(self.address_checked)
            card.add(w.Flow(link), 4)
            other = w.LinkButton("变了，填写新地址")
            other.clicked.connect(self.address_asked)
            card.add(w.Flow(other), 0)
        return card
