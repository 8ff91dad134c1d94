"""The format by content; a file's name says nothing about it."""

import re
from typing import Final

from jifen_desktop.domain.pages import Media

HEAD: Final = (
    1024  # bytes that decide; ISO 32000 readers accept a PDF header within the first 1,024
)

_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_HEIF_GENERAL: Final = frozenset({b"mif1", b"msf1", b"heif"})
# Sizes of the information header: OS/2 1.x, 2.x, Windows 3, 4, 5 and the two of Adobe.
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})

_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
# RAR, 7-Zip, gzip, xz, bzip2: known to be archives, never opened.
_OTHER_ARCHIVES: Final = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf'\x1c",
    b"\x1f\x8b\x08",
    b"\xfd7zXZ\0",
    b"BZh",
)
# What the first entry of a document that is a ZIP inside is called: Office Open XML, OpenDocument and EPUB, OFD.
_DOCUMENTS: Final = re.compile(
    rb"\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|mimetype|META-INF/|OFD\.xml|Doc_0/"
)
_NAME_AT: Final = 30  # APPNOTE 6.3.10, 4.3.7: where a local header's file name begins

# What a truthful extension may be, without the dot; the first is the usual one.
EXTENSIONS: Final[dict[Media, tuple[str, ...]]] = {
    Media.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Media.PNG: ("png",),
    Media.TIFF: ("tif", "tiff"),
    Media.WEBP: ("webp",),
    Media.BMP: ("bmp", "dib"),
    Media.GIF: ("gif",),
    Media.HEIF: ("heic", "heif", "hif"),
    Media.PDF: ("pdf",),
}


def sniff(head: bytes) -> Media | None:
    """The format of a file that starts with `head` (1,024 bytes are enough); None if not on the
    allow-list.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return Media.GIF
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0\x08\0", b"MM\0+\0\x08")):
        return Media.TIFF
    return _boxed(head) or (Media.PDF if b"%PDF-" in head[:HEAD] else None)


def is_zip(head: bytes) -> bool:
    """Whether it is a ZIP of files, not a document that happens to be one inside."""
    if head.startswith(_EMPTY_ZIP):
        return True
    return head.startswith(_ZIP) and _DOCUMENTS.match(head, _NAME_AT) is None


def is_archive(head: bytes) -> bool:
    """Whether it is an archive of any kind, ZIP among them."""
    return is_zip(head) or head.startswith(_OTHER_ARCHIVES)


def suffix_of(media: Media, name: str) -> str:
    """The extension for a file of that format: the name's own in lower case, unless it lies."""
    own = name.rpartition(".")[2].lower() if "." in name else ""
    return "." + (own if own in EXTENSIONS[media] else EXTENSIONS[media][0])


def _boxed(head: bytes) -> Media | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Media.WEBP
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Media.BMP
    return Media.HEIF if head[4:8] == b"ftyp" and _is_heif(head) else None


def _is_heif(head: bytes) -> bool:
    """ISO/IEC 23008-12: a coding brand, or a general one with a coding brand among the compatible."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[at : at + 4] for at in range(16, length - 3, 4)}
    major = head[8:12]
    return major in _HEIF_BRANDS or (major in _HEIF_GENERAL and bool(brands & _HEIF_BRANDS))
