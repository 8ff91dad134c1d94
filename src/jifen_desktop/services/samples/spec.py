"""What to draw: the order for one synthetic document, small enough to travel to the worker."""

import zlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jifen_desktop.services.samples.values import SamplePerson


class Look(StrEnum):
    """How the document came to the user; the value says the kind of file too."""

    PHOTO = "photo"
    SCAN_JPEG = "scan_jpeg"
    SCAN_PNG = "scan_png"
    SCAN_TIFF = "scan_tiff"
    SCAN_PDF = "scan_pdf"
    DIGITAL_PDF = "digital_pdf"

    @property
    def suffix(self) -> str:
        """The file extension with its dot."""
        return _SUFFIXES.get(self, ".jpg")


_SUFFIXES = {
    Look.SCAN_PNG: ".png",
    Look.SCAN_TIFF: ".tif",
    Look.SCAN_PDF: ".pdf",
    Look.DIGITAL_PDF: ".pdf",
}


@dataclass(frozen=True)
class DocumentSpec:
    """One file of one material.

    `side` counts the files of a material from 0. `turned` stores the photo lying on its side with EXIF orientation
    6. `stamped` makes it a grey copy with the company's seal, of both sides of a card; `cut` shows a card to its edges.
    """

    material: str
    title: str
    person: SamplePerson
    on: date
    look: Look
    side: int = 0
    turned: bool = False
    stamped: bool = False
    cut: bool = False

    @property
    def base(self) -> str:
        """The material id without level or number."""
        return self.material.partition(".")[0]

    @property
    def part(self) -> str:
        """The level or number behind the dot, or nothing."""
        return self.material.partition(".")[2]

    @property
    def seed(self) -> int:
        """What noise and camera angle are derived from: the same for the same order."""
        return zlib.crc32(f"{self.material}/{self.side}/{self.person.index}".encode())
