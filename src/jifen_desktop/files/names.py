"""File names that every system accepts, and names cleaned for messages.

Rules: Microsoft, "Naming Files, Paths, and Namespaces" (reserved characters, device names, trailing
dot and space); 255 UTF-16 units a name on NTFS and 255 bytes on ext4, of which a numbered copy
inside an archive needs some, hence 120 characters and 200 bytes.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

MAX_CHARS: Final = 120
MAX_BYTES: Final = 200
MAX_SUFFIX: Final = 20
UNNAMED: Final = "未命名"

_FULL_WIDTH: Final = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
# NFC replaces CJK compatibility ideographs by other characters (U+FA0C 兀 → U+5140), and a name may
# be registered with exactly that one: only the text around them is normalised.
_NORMALISED_RUN: Final = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in "0123456789¹²³"]
)
_SUFFIX: Final = re.compile(r"\.[A-Za-z0-9]{1,10}$")


@lru_cache(4096)
def safe_name(text: str, suffix: str = "") -> str:
    """A file name for the text, ending in `suffix` (".zip"); never empty, the same on every system.

    NFC; no control, format or surrogate characters; `<>:"/\\|?*` full-width; no dot or space at
    either end; device names get `_`; at most 120 characters and 200 bytes of UTF-8. Applying it
    twice changes nothing.
    """
    tail = _clean(suffix)[:MAX_SUFFIX].rstrip(". ")
    stem = _cut(_clean(text).strip(". "), tail, spare=1).strip(". ") or UNNAMED
    return _unreserved(stem + tail)


def distinct(names: Iterable[str]) -> list[str]:
    """The names with repeats numbered before the suffix: `张样本.zip`, `张样本-2.zip`.

    Compared as Windows and macOS do: case-folded and NFC. The first of its kind keeps its name, and
    no number takes a name that another entry bears.
    """
    given = list(names)
    taken = {_folded(name) for name in given}
    seen: set[str] = set()
    result = []
    for name in given:
        if _folded(name) in seen:
            name = _numbered(name, taken)  # noqa: PLW2901 - the same entry under its new name
        seen.add(_folded(name))
        taken.add(_folded(name))
        result.append(name)
    return result


def display_name(text: str, limit: int = MAX_CHARS) -> str:
    """A name for a message: control, bidi, format and surrogate characters show as �, the middle of
    a long one as …; composed (NFC), since macOS hands names over in pieces.
    """
    shown = _composed(text)
    if (
        not shown.isprintable()
    ):  # else there is nothing to look for, and this is asked for every file
        shown = "".join("�" if _invisible(char) else char for char in shown)
    if len(shown) <= limit:
        return shown
    tail = limit // 3
    return f"{shown[: limit - tail - 1]}…{shown[-tail:]}"


def folded(name: str) -> str:
    """What two names are compared by where the file system ignores case and composition."""
    return _folded(name)


def _clean(text: str) -> str:
    spaced = "".join(" " if char in "\t\n\r\v\f\x85\u2028\u2029" else char for char in text)
    visible = "".join(char for char in spaced if not _invisible(char))
    return _composed(visible).translate(_FULL_WIDTH)


def _composed(text: str) -> str:
    return _NORMALISED_RUN.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)


def _invisible(char: str) -> bool:
    # Unassigned (Cn) stays: ideographs newer than Python's tables are among it.
    return (
        unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        or (ord(char) & 0xFFFE) == 0xFFFE
    )


def _cut(stem: str, tail: str, spare: int) -> str:
    """The longest start of the stem that fits with the tail and `spare` more bytes; marks stay with
    their base.
    """
    chars = MAX_CHARS - len(tail) - spare
    size = MAX_BYTES - len(tail.encode()) - spare
    end = min(len(stem), chars)
    while end and len(stem[:end].encode()) > size:
        end -= 1
    if end < len(stem):
        while end > 1 and unicodedata.category(stem[end]).startswith("M"):
            end -= 1
    return stem[:end]


def _unreserved(name: str) -> str:
    head, dot, rest = name.partition(".")
    return f"{head.rstrip()}_{dot}{rest}" if head.rstrip().casefold() in _RESERVED else name


def _numbered(name: str, taken: set[str]) -> str:
    match = _SUFFIX.search(name)
    tail = match[0] if match and match.start() else ""
    stem = name.removesuffix(tail) if tail else name
    for number in range(2, len(taken) + 3):
        end = f"-{number}{tail}"
        candidate = _cut(stem, end, spare=0) + end
        if _folded(candidate) not in taken:
            return candidate
    raise AssertionError("one of len(taken) + 1 numbers is free")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
