"""macOS behind the session: the run loop, the browser, and the delegate that notes what is called back."""

# ruff: noqa: N802 - methods of the delegate bear ImageCaptureCore's names

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jifen_desktop.scanning.imagecapture import numbers
from jifen_desktop.scanning.imagecapture.session import Events


def present() -> bool:
    """Whether this is macOS, with what speaks to its frameworks."""
    return sys.platform == "darwin" and find_spec("ImageCaptureCore") is not None


class Cocoa:
    """The `System` of a Mac. Made and used on a process's main thread, whose run loop calls back."""

    def __init__(self) -> None:
        self._kept: list[Any] = []  # delegates are not kept by what they listen to

    def browse(self, added: Callable[[Any], None]) -> None:
        """See `System`."""
        from ImageCaptureCore import ICDeviceBrowser

        browser = ICDeviceBrowser.alloc().init()
        delegate = _delegate().alloc().init()
        delegate.added = added
        self._kept += [browser, delegate]
        browser.setDelegate_(delegate)
        browser.setBrowsedDeviceTypeMask_(numbers.SCANNERS | numbers.LOCAL | numbers.REMOTE)
        browser.start()

    def listen(self, device: Any, events: Events) -> None:
        """See `System`."""
        delegate = _delegate().alloc().init()
        delegate.events = events
        self._kept.append(delegate)
        device.setDelegate_(delegate)

    def pump(self, seconds: float) -> None:
        """See `System`."""
        from Foundation import NSDate, NSDefaultRunLoopMode, NSRunLoop

        until = NSDate.dateWithTimeIntervalSinceNow_(seconds)
        if not NSRunLoop.currentRunLoop().runMode_beforeDate_(NSDefaultRunLoopMode, until):
            time.sleep(seconds)  # nothing to wait for yet: it returns at once

    def clock(self) -> float:
        """See `System`."""
        return time.monotonic()

    def url(self, path: Path) -> Any:
        """See `System`."""
        from Foundation import NSURL

        return NSURL.fileURLWithPath_(str(path))


@cache  # Objective-C knows a class by its name, once
def _delegate() -> Any:
    import ImageCaptureCore  # noqa: F401 - its metadata give the methods below their types
    from Foundation import NSObject

    class JifenScannerDelegate(NSObject):  # type: ignore[misc]
        """Methods are found by their names, which are ImageCaptureCore's."""

        added: Callable[[Any], None]
        events: Events

        def deviceBrowser_didAddDevice_moreComing_(
            self, _browser: Any, device: Any, _more: bool
        ) -> None:
            self.added(device)

        def deviceBrowser_didRemoveDevice_moreGoing_(
            self, _browser: Any, _device: Any, _more: bool
        ) -> None:
            """Has to be there; a device that is in use tells by itself."""

        def device_didOpenSessionWithError_(self, _device: Any, error: Any) -> None:
            self.events.error = _number(error)
            self.events.opened = True

        def deviceDidBecomeReady_(self, _device: Any) -> None:
            self.events.ready = True

        def scannerDevice_didSelectFunctionalUnit_error_(
            self, _device: Any, _unit: Any, error: Any
        ) -> None:
            self.events.error = _number(error)

        def scannerDevice_didScanToURL_(self, _device: Any, url: Any) -> None:
            self.events.files.append(Path(str(url.path())))

        def scannerDevice_didCompleteScanWithError_(self, _device: Any, error: Any) -> None:
            self.events.error = _number(error)
            self.events.completed = True

        def device_didCloseSessionWithError_(self, _device: Any, _error: Any) -> None:
            self.events.closed = True

        def didRemoveDevice_(self, _device: Any) -> None:
            self.events.removed = True

    return JifenScannerDelegate


def _number(error: Any) -> int | None:
    return None if error is None else int(error.code())
