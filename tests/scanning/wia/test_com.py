"""How WIA's objects are called, against a double of comtypes' IDispatch."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from jifen_desktop.scanning.wia import com
from jifen_desktop.scanning.wia.com import Late, bound
from jifen_desktop.scanning.wia.devices import listed
from jifen_desktop.scanning.wia.failures import status_of
from tests.scanning.wia.double import ComError, Info, Manager, Property

DISP_E_MEMBERNOTFOUND = 0x80020003


class Dispatch:
    """comtypes' pointer to an object that knows whether a name is a method or a property, as WIA does: Item is a
    property with an argument. Results that are objects come in one of comtypes' own wrappers.
    """

    def __init__(self, of: Any) -> None:
        self._of = of
        self._names: list[str] = []

    def GetIDsOfNames(self, *names: str) -> list[int]:  # noqa: N802
        self._names += names
        return [len(self._names) - 1 for _ in names]

    def Invoke(self, number: int, *arguments: Any, _invkind: int = 1) -> Any:  # noqa: N802
        name = self._names[number]
        if _invkind == 4:
            setattr(self._of, name, *arguments)
            return None
        found = getattr(self._of, name)
        wanted = 2 if name == "Item" or not callable(found) else 1
        if not _invkind & wanted:
            raise ComError(DISP_E_MEMBERNOTFOUND, of_an_object=False)
        found = found(*arguments) if callable(found) else found
        return found if isinstance(found, str | int) else Wrapper(found)


class Wrapper:
    """comtypes' own late binding, which isn't to be used."""

    def __init__(self, of: Any) -> None:
        self._comobj = Dispatch(of)


def test_objects_are_reached_through_objects() -> None:
    manager = bound(Wrapper(Manager([Info("a", "样本扫描仪", 0)])))
    assert isinstance(manager, Late)
    assert [(one.id, one.name) for one in listed(manager)] == [("a", "样本扫描仪")]


def test_methods_are_called_and_their_failures_keep_their_code() -> None:
    info = bound(Wrapper(Info("a", "样本扫描仪", 0x80210006)))
    with pytest.raises(ComError) as told:
        info.Connect()
    assert status_of(told.value) == 0x80210006


def test_properties_are_set() -> None:
    dpi = Property(200)
    bound(Wrapper(dpi)).Value = 300
    assert dpi.written == [300]


def test_values_stay_as_they_are() -> None:
    assert [bound(value) for value in (3, "x", None)] == [3, "x", None]


def test_only_windows_has_it() -> None:
    assert com.present() is (sys.platform == "win32")
