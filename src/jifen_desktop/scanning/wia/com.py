"""The objects of WIA's automation library. Bound late, so that a frozen program generates no code."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any


def present() -> bool:
    """Whether this is Windows, with what speaks to its objects."""
    return sys.platform == "win32" and find_spec("comtypes") is not None


def device_manager() -> Any:
    """WIA.DeviceManager, which lists the devices. Fails with COMError or OSError where Windows has no WIA."""
    return _made("WIA.DeviceManager")


def common_dialog() -> Any:
    """WIA.CommonDialog, Windows' own windows for scanning."""
    return _made("WIA.CommonDialog")


def _made(name: str) -> Any:
    import comtypes.client

    comtypes.CoInitialize()  # once a thread; else nothing can be made on it
    return comtypes.client.CreateObject(name, dynamic=True)
