"""What the settings of a scan are called, and what is said where the device hasn't got one; for both faces."""

from collections.abc import Iterable, Mapping

from jifen_desktop.scanning.imagecapture import backend as imagecapture
from jifen_desktop.scanning.port import Device, Mode, Source
from jifen_desktop.scanning.snap import Change
from jifen_desktop.scanning.wia import backend as wia

SOURCES: Mapping[Source, str] = {
    Source.FLATBED: "平板",
    Source.FEEDER: "进纸器（单面）",
    Source.DUPLEX: "进纸器（双面）",
}
MODES: Mapping[Mode, str] = {
    Mode.COLOR: "彩色",
    Mode.GRAY: "灰度",
    Mode.BLACK_WHITE: "黑白",
}

UNTRIED: Mapping[str, str] = {
    wia.Wia.name: f"经 Windows 驱动（WIA）扫描没有在真机上试过；扫不了时用「{wia.DIALOG.name}」",
    imagecapture.ImageCapture.name: "经 macOS 驱动扫描没有在真机上试过；扫不了时用系统的“图像捕捉”扫成文件，再添加",
}
"""Ways to reach scanners that only doubles of them were tried with."""


def untried_lines(devices: Iterable[Device]) -> list[str]:
    """What has to be said of these scanners, each line once."""
    return [UNTRIED[way] for way in dict.fromkeys(one.backend for one in devices) if way in UNTRIED]


def change_line(change: Change) -> str:
    """One change of a request: what the device hasn't got, and what is used instead."""
    wanted, given = change.wanted, change.given
    if isinstance(wanted, Source) and isinstance(given, Source):
        return f"没有{SOURCES[wanted]}，改用{SOURCES[given]}"
    if isinstance(wanted, Mode) and isinstance(given, Mode):
        return f"不能扫{MODES[wanted]}，改为{MODES[given]}"
    if isinstance(wanted, tuple) and isinstance(given, tuple):
        sizes = [f"{one[0]:.0f} × {one[1]:.0f} 毫米" for one in (wanted, given)]
        return f"放不下 {sizes[0]}，只扫 {sizes[1]}"
    return f"不能用 {wanted} dpi，改为 {given} dpi"
