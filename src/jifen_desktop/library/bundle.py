"""The whole library as one file that opens on another machine: a ZIP with a manifest of hashes.

manifest.json                 kind, version, program, made, files: name → {sha256, size}
library.db  settings.toml     as of one moment
originals/ab/abcdef…          every original
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from jifen_desktop import __version__
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import temp_beside
from jifen_desktop.files.database import copy_database, remove_database
from jifen_desktop.files.disk import CHUNK, disk
from jifen_desktop.files.failures import mapped, read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.names import display_name
from jifen_desktop.files.store import OriginalStore
from jifen_desktop.library.place import Library
from jifen_desktop.library.store import FILE

KIND: Final = "jifen-desktop library"
VERSION: Final = 1
SUFFIX: Final = ".jifenbackup"
MANIFEST: Final = "manifest.json"
SETTINGS: Final = "settings.toml"
MANIFEST_BYTES: Final = 64 << 20  # a library of 40,000 originals has a manifest of 6 MB

_ORIGINAL: Final = re.compile(r"originals/([0-9a-f]{2})/(\1[0-9a-f]{62})")
# What reading a damaged or foreign archive can raise.
_BROKEN: Final = (
    zipfile.BadZipFile,
    ValueError,
    AttributeError,
    LookupError,
    TypeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)

Progress = Callable[[int, int], None]


def _silent(_done: int, _total: int) -> None:
    return None


@dataclass(frozen=True)
class Bundle:
    """What a bundle says of itself."""

    made: datetime
    files: tuple[tuple[str, str, int], ...]

    @property
    def originals(self) -> int:
        """How many whole documents it holds."""
        return sum(1 for name, sha, _ in self.files if _sha_named(name) == sha)

    @property
    def altered(self) -> int:
        """How many documents were no longer what they had been when the backup was made; they aren't restored."""
        return sum(1 for name, sha, _ in self.files if _sha_named(name) not in (None, sha))


def _sha_named(name: str) -> str | None:
    """The hash that an original is named by; None for a file that is none."""
    found = _ORIGINAL.fullmatch(name)
    return found[2] if found else None


def write_bundle(library: Library, target: Path, progress: Progress = _silent) -> Bundle:
    """Write the library to `target`, outside its folder, re-open it and compare every hash; whole or not at all.

    `target` is replaced only once the new one is proved. `progress(done, total)` may raise Cancelled. Raises
    JifenError: TARGET_IN_LIBRARY, a write failure, VERIFY_FAILED.
    """
    library.keep_out(target)
    temp, copy = temp_beside(target), temp_beside(library.root / FILE)
    try:
        copy_database(library.root / FILE, copy)
        files = list(_sources(library, copy))
        bundle = _write(temp, files, lambda done: progress(done, 2 * len(files)))
        _verify(temp, bundle, target, lambda done: progress(len(files) + done, 2 * len(files)))
        with mapped(target):
            disk().replace(temp, target)
            disk().sync_folder(target.parent)
    finally:
        with suppress(JifenError):
            remove_database(copy)
        with suppress(OSError):
            disk().unlink(temp)
    return bundle


def read_bundle(path: Path) -> Bundle:
    """What a bundle holds, by its manifest. Raises JifenError BUNDLE_FOREIGN, BUNDLE_DAMAGED, BUNDLE_NEWER."""
    with _opened(path) as archive:
        return _manifest(archive, path)


def unpack_bundle(
    path: Path, folder: Path, originals: OriginalStore, progress: Progress = _silent
) -> Bundle:
    """Put the database and the settings into `folder`, the originals into their store; every hash is compared.

    Nothing that is there already is changed: originals are only added. Raises JifenError BUNDLE_… or a write failure.
    """
    with _opened(path) as archive:
        bundle = _manifest(archive, path)
        for done, (name, sha, size) in enumerate(bundle.files):
            progress(done, len(bundle.files))
            with _entry(archive, name, size, path) as pieces:
                if _sha_named(name) == sha:
                    found = originals.add_pieces(pieces)[0]
                elif _ORIGINAL.fullmatch(name):
                    found = _digest(pieces)
                else:
                    found = _put(folder / name, pieces)
            if found != sha:
                raise JifenError(Code.BUNDLE_DAMAGED, name=display_name(path.name))
        progress(len(bundle.files), len(bundle.files))
    return bundle


def _sources(library: Library, copy: Path) -> Iterator[tuple[str, Path]]:
    yield FILE, copy
    if library.settings_path.is_file():
        yield SETTINGS, library.settings_path
    store = OriginalStore(library.root / "originals")
    for sha in store.all():
        yield f"originals/{sha[:2]}/{sha}", store.path_of(sha)


def _write(temp: Path, files: list[tuple[str, Path]], done: Callable[[int], None]) -> Bundle:
    told: dict[str, dict[str, Any]] = {}
    made = datetime.now(UTC).replace(microsecond=0)
    with mapped(temp), disk().create(temp, private=True) as handle:
        with zipfile.ZipFile(handle, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for number, (name, path) in enumerate(files):
                done(number)
                digest, size = hashlib.sha256(), 0
                with archive.open(
                    zipfile.ZipInfo(name, _date(made)), "w", force_zip64=True
                ) as entry:
                    for piece in disk().chunks(path):
                        disk().step("write", temp)
                        digest.update(piece)
                        size += entry.write(piece)
                told[name] = {"sha256": digest.hexdigest(), "size": size}
            about = {"kind": KIND, "version": VERSION, "program": __version__}
            text = json.dumps(about | {"made": made.isoformat(), "files": told}, indent=1)
            archive.writestr(zipfile.ZipInfo(MANIFEST, _date(made)), text)
        disk().sync(handle)
    return Bundle(made, tuple((n, e["sha256"], e["size"]) for n, e in told.items()))


def _verify(temp: Path, bundle: Bundle, target: Path, done: Callable[[int], None]) -> None:
    try:
        with _opened(temp) as archive:
            if _manifest(archive, temp) != bundle:
                raise JifenError(Code.BUNDLE_DAMAGED)
            for number, (name, sha, size) in enumerate(bundle.files, 1):
                with _entry(archive, name, size, temp) as pieces:
                    found = _digest(pieces)
                if found != sha:
                    raise JifenError(Code.BUNDLE_DAMAGED)
                done(number)
    except JifenError as error:
        raise JifenError(Code.VERIFY_FAILED, name=display_name(target.name)) from error


def _date(made: datetime) -> tuple[int, int, int, int, int, int]:
    """A ZIP's dates reach from 1980 to 2107; a clock may say anything."""
    year = min(max(made.year, 1980), 2107)
    return (year, made.month, made.day, made.hour, made.minute, made.second)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    name = display_name(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:
        raise JifenError(read_code(error), name=name) from error
    except _BROKEN as error:
        raise JifenError(Code.BUNDLE_DAMAGED, name=name) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Bundle:
    name = display_name(path.name)
    if MANIFEST not in archive.namelist():
        raise JifenError(Code.BUNDLE_FOREIGN, name=name)
    if archive.getinfo(MANIFEST).file_size > MANIFEST_BYTES:
        raise JifenError(Code.BUNDLE_DAMAGED, name=name)
    told = cast("dict[str, Any]", json.loads(archive.read(MANIFEST)))
    if told["kind"] != KIND:
        raise JifenError(Code.BUNDLE_FOREIGN, name=name)
    if told["version"] > VERSION:
        raise JifenError(Code.BUNDLE_NEWER, name=name)
    files = tuple((str(n), str(e["sha256"]), int(e["size"])) for n, e in told["files"].items())
    names = {n for n, _, _ in files}
    allowed = all(n in (FILE, SETTINGS) or _ORIGINAL.fullmatch(n) for n in names)
    if not allowed or FILE not in names or names | {MANIFEST} != set(archive.namelist()):
        raise JifenError(Code.BUNDLE_DAMAGED, name=name)
    return Bundle(datetime.fromisoformat(told["made"]), files)


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str, size: int, path: Path) -> Iterator[Iterator[bytes]]:
    """An entry piece by piece, no more than it said."""
    info = archive.getinfo(name)
    if info.file_size != size or info.compress_type != zipfile.ZIP_STORED:
        raise JifenError(Code.BUNDLE_DAMAGED, name=display_name(path.name))
    with archive.open(info) as content:
        yield iter(lambda: content.read(CHUNK), b"")


def _digest(pieces: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _put(target: Path, pieces: Iterator[bytes]) -> str:
    """Write a private file; returns the SHA-256 of what lies there."""
    with mapped(target):
        with disk().create(target, private=True) as handle:
            for piece in pieces:
                disk().write(handle, piece)
            disk().sync(handle)
        return sha256_file(target)
