"""What a scanned or photographed sheet of ours tells: its codes, which way up it lies, a red seal. Runs in a worker."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jifen_desktop.domain.edits import NO_EDIT
from jifen_desktop.intake.source import decoding, read_source

_BOX: Final = (
    2400  # pixels on the long side: a square of the 12 mm mark has 4.6 of them, two are enough
)


@dataclass(frozen=True)
class Scanned:
    """`codes` are (text, quarter turns clockwise that put it upright) of every QR code on the page."""

    codes: tuple[tuple[str, int], ...]
    seal: bool


def look_at_scan(path: Path, index: int) -> Scanned:
    """Look at a page. Raises JifenError where it can't be decoded."""
    import zxingcpp

    from jifen_desktop.imaging.seal import has_red_seal
    from jifen_desktop.intake.thumbnail import page_picture

    page = page_picture(read_source(path), index, _BOX, NO_EDIT)
    with decoding():
        page.thumbnail((_BOX, _BOX))
        kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
        found = zxingcpp.read_barcodes(page.convert("L"), formats=kinds)
        codes = tuple((code.text, round(-code.orientation / 90) % 4) for code in found)
        return Scanned(codes, has_red_seal(page))
