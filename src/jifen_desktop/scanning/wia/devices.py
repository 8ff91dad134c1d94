"""Which scanners Windows knows, and what one can."""

from __future__ import annotations

from typing import Any, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.scanning.port import A4, Caps, Device, Mode, Size, Source, SourceCaps
from jifen_desktop.scanning.wia.failures import failure
from jifen_desktop.scanning.wia.properties import Id, Properties

NAME: Final = "wia"
FEEDER: Final = 0x01
FLATBED: Final = 0x02
DUPLEX: Final = 0x04
FRONT_ONLY: Final = 0x20
_TELLS_PAPER: Final = 0x20
_SCANNER: Final = 1  # WiaDeviceType
DATA_TYPES: Final = {Mode.COLOR: 3, Mode.GRAY: 2, Mode.BLACK_WHITE: 0}
_USUAL: Final = (75, 100, 150, 200, 300, 600)  # where the driver doesn't say


def infos(manager: Any) -> list[Any]:
    """WIA's entries of scanners; cameras are left out."""
    entries = manager.DeviceInfos
    every = [entries.Item(at) for at in range(1, entries.Count + 1)]
    return [info for info in every if info.Type == _SCANNER]


def listed(manager: Any) -> list[Device]:
    """The scanners that Windows knows."""
    found = []
    for info in infos(manager):
        name = str(info.Properties.Item("Name").Value)
        found.append(Device(NAME, str(info.DeviceID), name))
    return found


def connected(manager: Any, device: Device) -> Any:
    """The device's object. Raises JifenError: SCAN_OFFLINE where Windows doesn't list it any more."""
    try:
        for info in infos(manager):
            if info.DeviceID == device.id:
                return info.Connect()
    except Exception as error:
        raise failure(error, device.name) from None
    raise JifenError(Code.SCAN_OFFLINE, name=device.name)


def item_of(connected_device: Any, source: Source) -> Any:
    """The item that scans from there: WIA 2 names one a source, WIA 1 has a single one."""
    items = connected_device.Items
    every = [items.Item(at) for at in range(1, items.Count + 1)]
    wanted = "flatbed" if source is Source.FLATBED else "feeder"
    for item in every:
        if wanted in str(Properties(item).read(Id.ITEM_NAME) or "").casefold():
            return item
    return every[0]


def capabilities(connected_device: Any) -> Caps:
    """What it can, source by source."""
    own = Properties(connected_device)
    can = own.number(Id.CAPABILITIES, FLATBED)
    sources = [
        source
        for source, bits in (
            (Source.FLATBED, FLATBED),
            (Source.FEEDER, FEEDER),
            (Source.DUPLEX, FEEDER | DUPLEX),
        )
        if can & bits == bits
    ]
    return Caps(
        tuple((source, _source(connected_device, own, source)) for source in sources),
        bool(can & _TELLS_PAPER),
    )


def _source(connected_device: Any, own: Properties, source: Source) -> SourceCaps:
    item = Properties(item_of(connected_device, source))
    types = item.allowed(Id.DATA_TYPE)
    modes = tuple(mode for mode, value in DATA_TYPES.items() if not types or value in types)
    dpi = item.allowed(Id.DPI_X) or _USUAL
    return SourceCaps(
        modes or tuple(Mode), dpi if isinstance(dpi, range) else tuple(dpi), _largest(own, source)
    )


def _largest(own: Properties, source: Source) -> Size:
    flat = source is Source.FLATBED
    width = own.number(Id.BED_WIDTH if flat else Id.SHEET_WIDTH)
    height = own.number(Id.BED_HEIGHT if flat else Id.SHEET_HEIGHT)
    return (width * 0.0254, height * 0.0254) if width > 0 and height > 0 else A4
