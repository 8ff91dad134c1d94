"""A double of WIA's automation objects as Windows documents them: collections that count from 1, properties that are
found by a number only when it is text, failures that say DISP_E_EXCEPTION and keep their code in the details.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image as Pillow

JPEG = "{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}"
BMP = "{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}"
GIF = "{B96B3CB0-0728-11D3-9D7B-0000F81EF32E}"
UNKNOWN = "{00000000-0000-0000-0000-000000000000}"
_KINDS = {JPEG: "JPEG", BMP: "BMP", GIF: "GIF", UNKNOWN: "BMP"}


class ComError(Exception):
    """As comtypes raises it: what went wrong stands in the details."""

    def __init__(self, code: int, of_an_object: bool = True) -> None:
        signed = code - (1 << 32) if code & 0x8000_0000 else code
        self.hresult = -2147352567 if of_an_object else signed
        self.text = "Exception occurred."
        self.details = ("WIA", None, None, 0, signed) if of_an_object else (None,) * 5
        super().__init__(self.hresult, self.text, self.details)


class Collection:
    """Counts from 1; members may have names besides."""

    def __init__(self, members: Sequence[Any], named: dict[str, Any] | None = None) -> None:
        self._members = members
        self._named = named or {}

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._members)

    def Item(self, index: int | str) -> Any:  # noqa: N802
        if isinstance(index, int) and 1 <= index <= len(self._members):
            return self._members[index - 1]
        if isinstance(index, str) and index in self._named:
            return self._named[index]
        raise ComError(0x80070057)


class Property:
    """`refuses` names values that the driver won't have; `becomes` what it makes of one."""

    def __init__(
        self,
        value: Any,
        allowed: range | Sequence[int] | None = None,
        refuses: Callable[[int], bool] = lambda _: False,
        becomes: Callable[[int], int] = lambda value: value,
    ) -> None:
        self._value = value
        self._refuses = refuses
        self._becomes = becomes
        self.written: list[int] = []
        self.SubType = 0 if allowed is None else 1 if isinstance(allowed, range) else 2
        if isinstance(allowed, range):
            self.SubTypeMin, self.SubTypeMax = allowed.start, allowed[-1]
            self.SubTypeStep = allowed.step
        elif allowed is not None:
            self.SubTypeValues = Collection(allowed)

    @property
    def Value(self) -> Any:  # noqa: N802
        return self._value

    @Value.setter
    def Value(self, value: int) -> None:  # noqa: N802
        if self._refuses(value):
            raise ComError(0x80070057)
        self.written.append(value)
        self._value = self._becomes(value)


def properties(known: dict[int | str, Property]) -> Collection:
    """By their place, or by their name or number as text."""
    return Collection(list(known.values()), {str(key): value for key, value in known.items()})


@dataclass
class ImageFile:
    """What Transfer gives. SaveFile writes over nothing."""

    FormatID: str = JPEG
    size: tuple[int, int] = (60, 80)
    mode: str = "RGB"
    HorizontalResolution: float = 200.0
    cut: int | None = None

    def SaveFile(self, name: str) -> None:  # noqa: N802
        path = Path(name)
        if path.exists():
            raise ComError(0x80070050)
        Pillow.new(self.mode, self.size, "white").save(path, _KINDS[self.FormatID.upper()])
        if self.cut is not None:
            path.write_bytes(path.read_bytes()[: self.cut])


@dataclass
class Item:
    """An item; each Transfer gives or raises the next of `answers`, and WIA's failure for no paper after the last."""

    known: dict[int | str, Property]
    answers: list[ImageFile | int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def Properties(self) -> Collection:  # noqa: N802
        return properties(self.known)

    def Transfer(self, kind: str) -> ImageFile:  # noqa: N802
        self.asked.append(kind)
        answer = self.answers.pop(0) if self.answers else 0x80210003
        if isinstance(answer, int):
            raise ComError(answer)
        return answer


def item(name: str, *answers: ImageFile | int, **more: Property) -> Item:
    """One with the properties of a usual driver; `more` by number (p6147=…)."""
    known: dict[int | str, Property] = {
        4098: Property(name),
        4103: Property(3, (0, 2, 3)),
        6146: Property(1),
        6147: Property(200, (100, 200, 300, 600)),
        6148: Property(200, (100, 200, 300, 600)),
        6149: Property(0),
        6150: Property(0),
        6151: Property(1700, range(1, 5101)),
        6152: Property(2200, range(1, 7021)),
        3096: Property(0),
    }
    known |= {int(key[1:]): value for key, value in more.items()}
    return Item(known, list(answers))


@dataclass
class Connected:
    """A connected device."""

    known: dict[int | str, Property]
    items: list[Item]

    @property
    def Properties(self) -> Collection:  # noqa: N802
        return properties(self.known)

    @property
    def Items(self) -> Collection:  # noqa: N802
        return Collection(self.items)


def device(*items: Item, can: int = 0x27, **more: Property) -> Connected:
    """One with a flatbed and a feeder for both sides that tells whether paper lies in it, unless told otherwise."""
    known: dict[int | str, Property] = {
        3074: Property(8500),
        3075: Property(11700),
        3076: Property(8500),
        3077: Property(14000),
        3086: Property(can),
        3088: Property(2),
    }
    known |= {int(key[1:]): value for key, value in more.items()}
    return Connected(known, list(items))


@dataclass
class Info:
    """WIA's entry of a device. Type: 1 a scanner, 2 a camera."""

    DeviceID: str
    name: str
    connected: Connected | int
    Type: int = 1

    @property
    def Properties(self) -> Collection:  # noqa: N802
        return properties({"Name": Property(self.name)})

    def Connect(self) -> Connected:  # noqa: N802
        if isinstance(self.connected, int):
            raise ComError(self.connected)
        return self.connected


@dataclass
class Manager:
    """WIA.DeviceManager."""

    infos: list[Info]

    @property
    def DeviceInfos(self) -> Collection:  # noqa: N802
        return Collection(self.infos)


@dataclass
class Dialog:
    """WIA.CommonDialog: gives the image, raises the number, or nothing where the user closed it."""

    answer: ImageFile | int | None
    arguments: tuple[Any, ...] = ()

    def ShowAcquireImage(self, *arguments: Any) -> ImageFile | None:  # noqa: N802
        self.arguments = arguments
        if isinstance(self.answer, int):
            raise ComError(self.answer)
        return self.answer
