"""What intake learns about a picked file, without keeping any text from it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
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


CELLS: Final = 40


@dataclass(frozen=True)
class Quality:
    """What a small grey copy of a page tells about it, measured once at intake; verdicts are the review's.

    Grey levels are 0 to 255. `sharpness` is what a slight blur takes away of the page's edges, 0 to 1; `paper` the
    level of its lit paper; `contrast` how far its ink stands off; `ink` the share of the page that is inked;
    `across` how clearly its lines run across (above 0) or down the page (below 0). `cells` is the picture in CELLS
    × CELLS grey levels, packed by zlib, in base64: nearly the same for one picture after a resize or another JPEG;
    empty where none is kept.
    """

    sharpness: float = 1.0
    paper: int = 255
    contrast: int = 255
    ink: float = 1.0
    across: float = 0.0
    cells: str = ""


@dataclass(frozen=True)
class PageFacts:
    """One page of a file: its size in pixels as shown upright, and how it can be turned into a JPEG.

    `quality` is missing for a page that was taken in before it was measured. `size` is how many bytes its JPEG has, 0
    where that isn't known before it is made. `seal` is whether a red seal is seen on it, None where nobody looked.
    """

    index: int
    width: int
    height: int
    method: Method
    quality: Quality | None = None
    size: int = 0
    seal: bool | None = None


@dataclass(frozen=True)
class FileFacts:
    """A file that was read once: content hash, format, pages. `problem` is set where it can't be used.

    `measured` is what it has and what the limit is where a limit is the problem: 10,000 pixels, MB or pages, as the
    problem says. `note` names a reduction: only the first frame of a moving picture, a page of fewer dots an inch.

    `picture` is the stretch of a JPEG's bytes that goes out unchanged, from its first scan to behind its end of image;
    (0, 0) where it wasn't looked for. `has_location` says that the file tells where it was taken,
    `location_removable` that this can be taken out of it without touching its picture. `made` are the bytes that pages
    of it had when they were exported, by a stamp of what was made of them.
    """

    sha256: str
    size: int
    media: Media | None
    pages: tuple[PageFacts, ...] = ()
    problem: Code | None = None
    note: str = ""
    measured: tuple[int, int] = (0, 0)
    picture: tuple[int, int] = (0, 0)
    has_location: bool = False
    location_removable: bool = False
    made: tuple[tuple[str, int], ...] = ()

    def failure(self, name: str) -> JifenError | None:
        """Why the file known by that name can't be used, if it can't."""
        if self.problem is None:
            return None
        size, limit = self.measured
        return JifenError(
            self.problem, name=name, **({"size": size, "limit": limit} if limit else {})
        )


@dataclass(frozen=True)
class OutPage:
    """One finished page: its bytes' hash, the method, and the extension to give it (".jpg")."""

    sha256: str
    size: int
    method: Method
    suffix: str
