"""What a report of a fault tells of the program and the machine: versions, numbers and words of closed sets.

Nothing of it is loaded for this: versions are read from the packages' metadata. No name of a user, a computer or a
folder; the system's own name is its release number.
"""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from typing import Final

from jifen_desktop import __version__
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.where import shared_folder
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import rulebook_version
from jifen_desktop.services.licences import is_frozen

_PACKAGES: Final = ("PySide6-Essentials", "PyMuPDF", "Pillow", "pillow-heif", "lxml", "zxing-cpp")


def about_program() -> Iterator[str]:
    """Which program this is, and what reads files in it."""
    kind = "frozen" if is_frozen() else "source"
    yield f"jifen-desktop {__version__} · {kind} · rules {rulebook_version()}"
    yield " · ".join(f"{name} {_version(name)}" for name in _PACKAGES)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "?"


def about_machine() -> Iterator[str]:
    """The system, the language that it speaks, what it has to offer."""
    yield f"Python {platform.python_version()} · {_system()} · {platform.machine()}"
    language = locale.getlocale()[0] or "C"
    encodings = f"{sys.getfilesystemencoding()} {locale.getpreferredencoding(False)}"
    yield f"language {language} · encodings {encodings} · processors {os.cpu_count() or 0}"


def _system() -> str:
    """Windows' build and macOS' version; on Linux the kernel's."""
    if sys.platform == "win32":
        return f"Windows {platform.version()}"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()}"


def about_library(store: LibraryStore) -> Iterator[str]:
    """How much is in it and what it lies on; an error's code where it can't be read."""
    try:
        counts = {shelf: count_entries(store.db, Wanted(shelf)) for shelf in Shelf}
        yield "library " + " ".join(f"{shelf}={count}" for shelf, count in counts.items())
    except JifenError as error:
        yield f"library {error.code}"
    root = store.root
    with suppress(OSError):
        free = shutil.disk_usage(root).free >> 20
        yield f"library on {shared_folder(root) or 'own disk'} · free {free} MB"
