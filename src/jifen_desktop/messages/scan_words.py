"""What the settings of a scan are called, and what is said where the device hasn't got one; for both faces."""

from collections.abc import Mapping

from jifen_desktop.scanning.port import Mode, Source
from jifen_desktop.scanning.snap import Change

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
