"""One scan through WIA. Transfer neither tells how far it is nor can be broken off: it runs in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.pages import Pages
from jifen_desktop.scanning.port import Mode, Page, Request, Source
from jifen_desktop.scanning.wia.devices import (
    DATA_TYPES,
    DUPLEX,
    FEEDER,
    FLATBED,
    FRONT_ONLY,
    item_of,
)
from jifen_desktop.scanning.wia.failures import (
    CANCELLED,
    END_OF_MEDIA,
    PAPER_EMPTY,
    REFUSED,
    failure,
    status_of,
)
from jifen_desktop.scanning.wia.properties import Id, Properties

BMP: Final = "{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}"
PNG: Final = "{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}"
JPEG: Final = "{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}"
TIFF: Final = "{B96B3CB1-0728-11D3-9D7B-0000F81EF32E}"
UNKNOWN: Final = (
    "{00000000-0000-0000-0000-000000000000}"  # the driver doesn't say; the content does
)
_READ: Final = frozenset({BMP, PNG, JPEG, TIFF, UNKNOWN})
_SCANNER: Final = 1
_INTENTS: Final = {Mode.COLOR: 1, Mode.GRAY: 2, Mode.BLACK_WHITE: 4}
_BEST_QUALITY: Final = 0x20000
_SELECT: Final = {
    Source.FLATBED: (FLATBED,),
    # WIA 2's items of a feeder know the second alone.
    Source.FEEDER: (FEEDER, FRONT_ONLY),
    Source.DUPLEX: (FEEDER | DUPLEX, DUPLEX),
}


def scanned(device: Any, request: Request, pages: Pages) -> Iterator[Page]:
    """Yield the pages of a connected device.

    Raises JifenError: SCAN_FEEDER_EMPTY only where there was no page at all.
    """
    name = request.device.name
    try:
        item = item_of(device, request.source)
        _set_source(device, item, request)
        dpi = _set_up(item, request)
    except JifenError:
        raise
    except Exception as error:
        raise failure(error, name) from None
    limit = 1 if request.source is Source.FLATBED else request.pages
    while limit is None or pages.done < limit:
        image = _transferred(item, request, pages.done)
        if image is None:
            return
        yield _kept(image, dpi, request, pages)


def shown(dialog: Any, request: Request, pages: Pages) -> Iterator[Page]:
    """Yield what the user scans in Windows' own window: one page. Raises Cancelled where he closes it."""
    try:
        image = dialog.ShowAcquireImage(
            _SCANNER, _INTENTS[request.mode], _BEST_QUALITY, BMP, True, True, False
        )
    except Exception as error:
        if status_of(error) == CANCELLED:
            raise Cancelled from None
        raise failure(error, request.device.name) from None
    if image is None:
        raise Cancelled
    yield _kept(image, round(image.HorizontalResolution) or request.dpi, request, pages)


def _set_source(device: Any, item: Any, request: Request) -> None:
    """On the device (WIA 1) and on the item (WIA 2). Backs that would be left out unnoticed are a failure; a device
    with one source may refuse to be told it.
    """
    owners = (Properties(device), Properties(item))
    taken = [
        any(owner.write(Id.SELECT, value) for value in _SELECT[request.source]) for owner in owners
    ]
    if request.source is Source.DUPLEX and not any(taken):
        raise JifenError(Code.SCAN_UNSUPPORTED, name=request.device.name)
    for owner in owners:
        owner.write(Id.PAGES, 1)  # each Transfer one


def _set_up(item: Any, request: Request) -> int:
    """Colour, resolution and paper; the resolution that the driver made of it."""
    own = Properties(item)
    own.write(Id.INTENT, _INTENTS[request.mode])  # first: it sets the others anew
    own.write(Id.DATA_TYPE, DATA_TYPES[request.mode])
    for number in (Id.DPI_X, Id.DPI_Y):
        own.write(number, request.dpi)
    dpi = own.number(Id.DPI_X, request.dpi)
    for number in (Id.LEFT, Id.TOP):
        own.write(number, 0)
    for number, length in zip((Id.WIDTH, Id.HEIGHT), request.size, strict=True):
        pixels = round(length / 25.4 * dpi)
        most = own.allowed(number)
        own.write(number, min(pixels, most[-1]) if most else pixels)
    return dpi


def _transferred(item: Any, request: Request, done: int) -> Any:
    """The next image; None after the last."""
    wanted = BMP if request.mode is Mode.BLACK_WHITE else JPEG
    for kind in dict.fromkeys((wanted, BMP)):  # every driver has BMP
        try:
            return item.Transfer(kind)
        except Exception as error:
            status = status_of(error)
            if done and status in (PAPER_EMPTY, END_OF_MEDIA):
                return None
            if kind == BMP or status not in REFUSED:
                raise failure(error, request.device.name) from None
    raise AssertionError("the last format either gives an image or fails")


def _kept(image: Any, dpi: int, request: Request, pages: Pages) -> Page:
    """Drivers return other formats than they were asked for; some none that anybody reads."""
    name = request.device.name
    try:
        if str(image.FormatID).upper() not in _READ:
            raise JifenError(Code.SCAN_UNSUPPORTED, name=name)
        pages.drop()  # SaveFile overwrites nothing
        image.SaveFile(str(pages.aside()))
    except JifenError:
        raise
    except Exception as error:
        raise failure(error, name) from None
    return pages.keep(dpi)
