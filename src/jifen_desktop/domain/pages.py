"""What intake learns about a picked file, without keeping any text from it."""

from dataclasses import dataclass
from enum import StrEnum

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import Method


class Media(StrEnum):
    """Formats on the allow-list, told by content; the value is the usual extension."""

    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"
    WEBP = "webp"
    BMP = "bmp"
    GIF = "gif"
    HEIF = "heic"
    PDF = "pdf"


@dataclass(frozen=True)
class PageFacts:
    """One page of a file: its size in pixels as shown upright, and how it can be turned into a JPEG."""

    index: int
    width: int
    height: int
    method: Method


@dataclass(frozen=True)
class FileFacts:
    """A file that was read once: content hash, format, pages. `problem` is set where it can't be used.

    `note` names a harmless reduction (a GIF's first frame only).
    """

    sha256: str
    size: int
    media: Media | None
    pages: tuple[PageFacts, ...] = ()
    problem: Code | None = None
    note: str = ""


@dataclass(frozen=True)
class OutPage:
    """One finished page: its bytes' hash, the method, and the extension to give it (".jpg")."""

    sha256: str
    size: int
    method: Method
    suffix: str
