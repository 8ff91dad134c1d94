"""What the dialog says of a scan, and of the way a scanner is reached."""

from __future__ import annotations

from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.messages import error_lines
from jifen_desktop.messages.scan_words import untried_lines
from jifen_desktop.scanning.port import Device, Progress
from jifen_desktop.ui.scanning.target import Target

EMPTY: Final = "扫描的页会一页一页出现在这里"
_WAYS: Final = {
    "escl": "网络直连，不用驱动",
    "sane": "Linux 的扫描接口 SANE",
    "wia": "Windows 的扫描接口 WIA",
    "imagecapture": "macOS 的图像捕捉",
}
_PRIVATE: Final = "程序只和您选的这台扫描仪通信；打开这个窗口时才在本地网络里找扫描仪。"


def details(device: Device | None) -> str:
    """How the scanner is reached, whether that was tried, and what is sent to whom."""
    if device is None:
        return _PRIVATE
    way = _WAYS.get(device.backend, device.backend)
    lines = [f"连接方式：{way}" + (f"，地址 {device.address}" if device.address else "")]
    return "\n".join([*lines, *untried_lines([device]), _PRIVATE])


def progress_words(progress: Progress, before: int) -> str:
    """The page under way, counted with the `before` that are there already."""
    return f"正在扫描第 {before + progress.page + 1} 页"


def is_quiet(error: Exception | None) -> bool:
    """Whether a line is enough: an empty feeder wants paper and nothing else."""
    return isinstance(error, JifenError) and error.code is Code.SCAN_FEEDER_EMPTY


def trouble(error: JifenError, kept: int) -> tuple[str, str]:
    """What went wrong, and what to do, with the pages that are safe."""
    what, remedy = error_lines(error)
    return what, f"{remedy}。已扫的 {kept} 页还在" if kept else remedy


def scan_words(target: Target, done: int, *, by_hand: bool, turn: bool, rest: str = "") -> str:
    """The words of the button: what is scanned next; `rest` is the side that broke off and goes on."""
    if rest:
        return f"接着扫{rest}"
    if turn:
        return "扫描背面"
    if by_hand:
        return "扫描正面"
    if done < len(target.page_names):
        return f"扫描{target.page_names[done]}"
    return "继续扫描" if done else "扫描"


def next_words(target: Target, done: int, *, fronts: int) -> str:
    """What to do with the paper before the next scan; `fronts` is a pile that waits to be turned."""
    if fronts:
        return f"把这 {fronts} 张纸整叠翻面、顺序不变，放回进纸器，再点“扫描背面”"
    if 0 < done < len(target.page_names):
        return f"放好{target.page_names[done]}，再接着扫描"
    return ""


CUT_SHORT: Final = "{side}没有扫完：剩下的纸放回进纸器，再点“接着扫{side}”；没有剩下的也点一次"
UNEVEN: Final = "正面 {fronts} 页、背面 {backs} 页，页数不同：先排全部正面、再排背面，请逐页核对"
