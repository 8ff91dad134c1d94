"""The objects of WIA's automation library, bound late: nothing is generated, and a frozen program has nothing to write.

comtypes has two ways to bind late. The one it takes where an object describes itself, as WIA's do, asks for no details
of a failure, and WIA's codes stand nowhere else. So the calls are made here.
"""

from __future__ import annotations

import sys
from functools import partial
from importlib.util import find_spec
from typing import Any, Final

_METHOD: Final = 1  # DISPATCH_METHOD, and so on
_GET: Final = 2
_PUT: Final = 4
# What takes arguments; everything else that we use is a plain property.
_CALLED: Final = frozenset({"Item", "Connect", "Transfer", "SaveFile", "ShowAcquireImage"})


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
    return bound(comtypes.client.CreateObject(name, dynamic=True))


def bound(value: Any) -> Any:
    """What comtypes gave, an object as one of ours."""
    dispatch = getattr(value, "_comobj", None)
    return value if dispatch is None else Late(dispatch)


class Late:
    """An object by its IDispatch: properties are read and set, methods called, all by their names."""

    def __init__(self, dispatch: Any) -> None:
        self.__dict__["_dispatch"] = dispatch

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in _CALLED:
            return partial(self._invoke, name, _METHOD | _GET)  # Item is a property in WIA
        return self._invoke(name, _GET)

    def __setattr__(self, name: str, value: Any) -> None:
        self._invoke(name, _PUT, value)

    def _invoke(self, name: str, kind: int, *arguments: Any) -> Any:
        (number,) = self._dispatch.GetIDsOfNames(name)
        return bound(self._dispatch.Invoke(number, *arguments, _invkind=kind))
