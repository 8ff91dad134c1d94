"""Properties of WIA's devices and items. Each stands alone: drivers lack some, and refuse others."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from jifen_desktop.scanning.wia.failures import status_of


class Id(IntEnum):
    """Numbers of properties (wiadef.h); sizes are thousandths of an inch."""

    BED_WIDTH = 3074
    BED_HEIGHT = 3075
    SHEET_WIDTH = 3076
    SHEET_HEIGHT = 3077
    CAPABILITIES = 3086
    SELECT = 3088
    PAGES = 3096
    ITEM_NAME = 4098
    DATA_TYPE = 4103
    INTENT = 6146
    DPI_X = 6147
    DPI_Y = 6148
    LEFT = 6149
    TOP = 6150
    WIDTH = 6151
    HEIGHT = 6152


_RANGE: Final = 1  # WiaSubType
_LIST: Final = 2


class Properties:
    """The Properties of a device or an item."""

    def __init__(self, owner: Any) -> None:
        self._all = owner.Properties

    def read(self, number: Id) -> Any:
        """Its value; None where it isn't there."""
        try:
            return self._of(number).Value
        except Exception as error:
            return _unless_ours(error)

    def number(self, number: Id, otherwise: int = 0) -> int:
        """Its value as a number."""
        value = self.read(number)
        return value if isinstance(value, int) else otherwise

    def write(self, number: Id, value: int) -> bool:
        """Set it; False where it isn't there or the driver refuses."""
        try:
            self._of(number).Value = value
        except Exception as error:
            _unless_ours(error)
            return False
        return True

    def allowed(self, number: Id) -> Sequence[int]:
        """The values that the driver takes; none where it doesn't say."""
        try:
            one = self._of(number)
            if one.SubType == _RANGE:
                return range(one.SubTypeMin, one.SubTypeMax + 1, max(one.SubTypeStep, 1))
            if one.SubType == _LIST:
                values = one.SubTypeValues
                return tuple(values.Item(at) for at in range(1, values.Count + 1))
        except Exception as error:
            _unless_ours(error)
        return ()

    def _of(self, number: Id) -> Any:
        # As text: a number would be a place in the collection.
        return self._all.Item(str(int(number)))


def _unless_ours(error: Exception) -> None:
    """Let the failures of a call pass, and raise a mistake of ours."""
    if status_of(error) is None:
        raise error
