"""Which scanner: found ones as they answer, the last one used first, or one added by its address."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.library.settings import ScanChoice
from jifen_desktop.messages import error_line
from jifen_desktop.scanning.port import Device
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.scanning.finding import Finder
from jifen_desktop.ui.select import ElidedSelect, Options
from jifen_desktop.ui.theme import Tone

_NONE = "还没有扫描仪"
_NOBODY = "没有找到扫描仪"
_WHAT_TO_DO = "检查它是否开机、和这台电脑在同一个网络；也可以按地址添加"


class DeviceField(Part):
    """`chosen(Device)` follows every choice, also the one that is made for the user."""

    chosen = Signal(object)

    def __init__(self, finder: Finder, last: ScanChoice) -> None:
        super().__init__("", gap=8)
        self._finder = finder
        self._last = last
        self._found: tuple[Device, ...] = ()
        self._devices: list[Device] = []
        self._device: Device | None = None
        self._held: Device | None = None
        if last.name:
            self._devices = [_device_of(last)]
        self.field = ElidedSelect("扫描仪", Options([]), width=300)
        self.field.value_chosen.connect(self._pick)
        self.told = w.hint("")
        self.add_link = w.LinkButton("按地址添加", icon="plus", small=True)
        self.add_link.clicked.connect(lambda _checked=False: self._show_address(True))
        self.again_link = w.LinkButton("重新查找", icon="refresh-cw", small=True)
        self.again_link.clicked.connect(lambda _checked=False: self.search())
        self.add(w.FieldRow("扫描仪", self.field))
        self.add(self.told)
        self.add(w.Flow(self.again_link, self.add_link, gap=16))
        self._build_address()
        finder.found.connect(self._take)
        finder.over.connect(self._over)
        finder.added.connect(self._added)
        finder.refused.connect(self._refuse)

    def _build_address(self) -> None:
        self.address = w.TextField("扫描仪的地址", placeholder="例如 192.168.1.20")
        self.address_button = w.SecondaryButton("添加", height=40)
        self.address_button.clicked.connect(self._add)
        self.address.returnPressed.connect(self._add)
        line = w.Line()
        line.add(self.address, stretch=1)
        line.add(self.address_button)
        self.address_row = w.FieldRow("扫描仪的网络地址", line, hint="扫描仪的屏幕或设置页里能看到")
        self.address_row.hide()
        self.add(self.address_row)

    @property
    def device(self) -> Device | None:
        """The scanner chosen now."""
        return self._device

    def search(self) -> None:
        """Look for scanners; the one used last is there at once, and the one chosen stays."""
        self._held = self._device  # whoever answers before it doesn't take its place
        self._finder.start()
        self._refill()
        self._tell()

    # --- devices --------------------------------------------------------------------------------

    def _take(self, found: tuple[Device, ...]) -> None:
        """All that answered; the last one used takes the place of what was remembered of it."""
        self._found = found
        kept = [d for d in self._devices[:1] if self._last.name and not _in(d, found)]
        if self._held is not None and not _in(self._held, (*kept, *found)):
            kept.append(self._held)
        self._devices = [*kept, *found]
        self._refill()
        self._tell()

    def _refill(self) -> None:
        words = [(str(n), _words(d, self._devices)) for n, d in enumerate(self._devices)]
        self.field.setModel(Options(words or [("", _NONE)]))
        self.field.setEnabled(bool(self._devices))
        wanted = self._wanted()
        self.field.set_value(str(self._devices.index(wanted)) if wanted is not None else "")
        if wanted is not None and wanted != self._device:
            self._choose(wanted)

    def _wanted(self) -> Device | None:
        """The one chosen, else the last one used, else the first."""
        for device in (self._device, _device_of(self._last)):
            same = [d for d in self._devices if device is not None and _same(d, device)]
            if same:
                return same[-1]
        return next(iter(self._devices), None)

    def _pick(self, value: str) -> None:
        self._choose(self._devices[int(value)])

    def _choose(self, device: Device) -> None:
        self._device = device
        self.chosen.emit(device)

    def _over(self, failed: tuple[JifenError, ...]) -> None:
        """Nobody more is expected; what kept one way from looking is said where nobody was found."""
        self._tell()
        if failed and not self._found:
            self.told.setText(error_line(failed[0]))

    def _tell(self) -> None:
        searching = self._finder.searching
        self.again_link.setEnabled(not searching)
        if searching:
            words = "正在找扫描仪…" if not self._found else "还在找别的扫描仪…"
        else:
            words = "" if self._found else f"{_NOBODY}，{_WHAT_TO_DO}"
        self.told.setText(words)
        self.told.setVisible(bool(words))
        self.told.set_tone(Tone.TEXT2)

    # --- by address -----------------------------------------------------------------------------

    def _show_address(self, shown: bool) -> None:
        self.address_row.setVisible(shown)
        if shown:
            self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        typed = self.address.text().strip()
        if not typed:
            self.address_row.set_error("请填写扫描仪的地址")
            return
        self.address_row.set_error("")
        self.address_button.setEnabled(False)
        self._finder.add(typed)

    def _refuse(self, error: JifenError) -> None:
        self.address_button.setEnabled(True)
        self.address_row.set_error(error_line(error))

    def _added(self, device: Device) -> None:
        self.address_button.setEnabled(True)
        self.address.clear()
        self._show_address(False)
        same = next((d for d in self._devices if _same(d, device)), device)
        self._device = None
        self._choose(same)
        self._refill()


def _device_of(choice: ScanChoice) -> Device:
    return Device(choice.backend, choice.id, choice.name, choice.address, choice.uuid)


def _same(one: Device, other: Device) -> bool:
    """Whether both are the same device: by what stays the same, else by how it is reached."""
    if one.uuid and other.uuid:
        return one.uuid.lower() == other.uuid.lower()
    return (one.backend, one.id) == (other.backend, other.id)


def _in(device: Device, found: Sequence[Device]) -> bool:
    return any(_same(device, other) for other in found)


def _words(device: Device, all_of_them: Sequence[Device]) -> str:
    """Its name; where several bear it, with what tells them apart."""
    twins = [d for d in all_of_them if d.name == device.name]
    if len(twins) < 2:
        return device.name
    return f"{device.name}（{device.address or device.id}）"
