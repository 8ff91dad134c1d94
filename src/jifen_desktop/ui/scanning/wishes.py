"""How to scan: source, colour, resolution, paper, both sides by hand; only what the scanner has is offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Signal

from jifen_desktop.library.settings import ScanChoice
from jifen_desktop.messages.scan_words import MODES, SOURCES, change_line
from jifen_desktop.scanning.port import A4, Caps, Device, Mode, Request, Size, Source, SourceCaps
from jifen_desktop.scanning.snap import Change, snapped
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part

DPI: Final = 300
_DPIS: Final = (150, 200, 300, 400, 600)
PAPERS: Final[dict[str, tuple[str, Size]]] = {
    "a4": ("A4", A4),
    "a5": ("A5", (148.0, 210.0)),
    "card": ("证件、小票（左上角 150 × 110 毫米）", (150.0, 110.0)),
}


@dataclass(frozen=True)
class Wish:
    """What the user wants of a scan; `by_hand`: the feeder's pile once more for the backs."""

    source: Source = Source.FLATBED
    mode: Mode = Mode.COLOR
    dpi: int = DPI
    paper: str = "a4"
    by_hand: bool = False

    def request(self, device: Device) -> Request:
        """The wish as the port takes it."""
        size = PAPERS[self.paper][1]
        pages = 1 if self.source is Source.FLATBED else None
        return Request(device, self.source, self.mode, self.dpi, size, pages)

    def choice(self, device: Device) -> ScanChoice:
        """What is remembered of it."""
        return ScanChoice(
            device.backend,
            device.id,
            device.name,
            device.address,
            device.uuid,
            self.source.value,
            self.mode.value,
            self.dpi,
            self.paper,
        )


def wish_of(choice: ScanChoice) -> Wish:
    """How was scanned last; what isn't known any more is as usual."""
    usual = Wish()
    return Wish(
        Source(choice.source) if choice.source in set(Source) else usual.source,
        Mode(choice.mode) if choice.mode in set(Mode) else usual.mode,
        choice.dpi or usual.dpi,
        choice.paper if choice.paper in PAPERS else usual.paper,
    )


class WishForm(Part):
    """`changed()` follows every choice. Before the scanner has told what it can, everything usual is offered."""

    changed = Signal()

    def __init__(self, wish: Wish) -> None:
        super().__init__("", gap=12)
        self.wish = wish
        self._caps: Caps | None = None
        self.source = w.SelectField("纸放在哪里", [])
        self.mode = w.SelectField("颜色", [])
        self.dpi = w.SelectField("分辨率", [])
        self.paper = w.SelectField("纸张", [(key, words) for key, (words, _) in PAPERS.items()])
        self.hand = w.CheckLine("双面：先扫正面，再把整叠纸翻面扫背面")
        self.changes = w.hint("")
        two = w.TileGrid(2, gap=12)
        two.add(w.FieldRow("颜色", self.mode))
        two.add(w.FieldRow("分辨率", self.dpi))
        for part in (w.FieldRow("纸放在哪里", self.source), two, w.FieldRow("纸张", self.paper)):
            self.add(part)
        self.add(self.hand)
        self.add(self.changes)
        for field in (self.source, self.mode, self.dpi, self.paper):
            field.value_chosen.connect(self._choose)
        self.hand.clicked.connect(self._choose)
        self._fill()

    def show_caps(self, device: Device, caps: Caps) -> None:
        """Offer what the scanner can; a wish it can't meet is brought to the nearest, and that is said."""
        self._caps = caps
        given, changes = snapped(self.wish.request(device), caps)
        self.wish = replace(self.wish, source=given.source, mode=given.mode, dpi=given.dpi)
        self._tell(changes)
        self._fill()

    def _tell(self, changes: Iterable[Change]) -> None:
        self.changes.setText("；".join(change_line(change) for change in changes))

    def _able(self) -> SourceCaps | None:
        return self._caps.of(self.wish.source) if self._caps is not None else None

    def _fill(self) -> None:
        able = self._able()
        sources = [s for s, _ in self._caps.sources] if self._caps is not None else list(Source)
        modes = able.modes if able is not None else tuple(Mode)
        _refill(self.source, [(s.value, SOURCES[s]) for s in Source if s in sources])
        _refill(self.mode, [(m.value, MODES[m]) for m in Mode if m in modes])
        _refill(self.dpi, [(str(d), f"{d} dpi") for d in _offered(able, self.wish.dpi)])
        for field, value in (
            (self.source, self.wish.source.value),
            (self.mode, self.wish.mode.value),
            (self.dpi, str(self.wish.dpi)),
            (self.paper, self.wish.paper),
        ):
            field.set_value(value)
        self.hand.setChecked(self.wish.by_hand)
        self.hand.setVisible(self.wish.source is Source.FEEDER)
        self.changes.setVisible(bool(self.changes.text()))

    def _choose(self) -> None:
        source = Source(self.source.value())
        self.wish = Wish(
            source,
            Mode(self.mode.value()),
            int(self.dpi.value()),
            self.paper.value(),
            by_hand=self.hand.isChecked() and source is Source.FEEDER,
        )
        self.changes.setText("")
        able = self._able()
        if able is not None:  # another source may have other colours
            device = Device("", "", "")
            given, changes = snapped(self.wish.request(device), Caps(((source, able),)))
            self.wish = replace(self.wish, mode=given.mode, dpi=given.dpi)
            self._tell(changes)
        self._fill()
        self.changed.emit()


def _offered(able: SourceCaps | None, chosen: int) -> list[int]:
    """The usual resolutions that the source has, the coarsest first; all it has where none is usual."""
    if able is None:
        return sorted({*_DPIS, chosen})
    usual = {d for d in _DPIS if d in able.resolutions}
    if not usual:
        usual = {able.resolutions[0], able.resolutions[-1]}
    return sorted(usual | ({chosen} if chosen in able.resolutions else set()))


def _refill(field: w.SelectField, options: list[tuple[str, str]]) -> None:
    field.clear()
    for value, text in options:
        field.addItem(text, value)
    field.updateGeometry()
