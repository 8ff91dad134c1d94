"""The software of others that the program carries: names, versions, licences, and their full texts.

Python packages tell their versions and texts themselves, as they are installed; what they hold as machine code is kept
by hand in `resources/notices`. It works in a checkout, from the wheel and frozen, where the metadata come along.
"""

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

import msgspec

from jifen_desktop.resources import resource_path

_FILES: Final = ("packages", "qt", "mupdf", "images", "runtime")
_NAMED: Final = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
_NOT_OURS: Final = re.compile(r"commercial", re.IGNORECASE)  # a licence that isn't the chosen one
RULE: Final = "\n\n" + "-" * 72 + "\n\n"


class Component(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of others' software.

    `licence` is an SPDX expression. `within` names the component that brings it. Its text is put together from
    `copyright`, `note`, the licence files of its Python package (or of `in_file_of`), `texts` and `text_file`.
    """

    name: str
    licence: str
    version: str = ""
    version_of: str = ""  # the package that has the same one
    within: str = ""
    systems: tuple[str, ...] = ()
    copyright: tuple[str, ...] = ()
    note: str = ""
    texts: tuple[str, ...] = ()
    text_file: str = ""
    in_file_of: str = ""
    source: str = ""
    package: bool = False
    frozen_only: bool = False


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    component: tuple[Component, ...]
    carriers: dict[str, str] = {}  # the versions of the packages that the file was written for


def is_frozen() -> bool:
    """Whether this is the installed bundle, which needs no Python of its own."""
    return bool(getattr(sys, "frozen", False))


@cache
def _listing(name: str) -> _Listing:
    with resource_path("notices", f"{name}.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), _Listing, strict=True)


def carriers() -> dict[str, str]:
    """The packages whose inside is listed by hand, each with the version (or its beginning) it was listed for."""
    return {name: of for file in _FILES for name, of in _listing(file).carriers.items()}


def every_component() -> tuple[Component, ...]:
    """All that is listed, for every system, without versions of what is installed here."""
    return tuple(component for file in _FILES for component in _listing(file).component)


def components(system: str = "", *, frozen: bool | None = None) -> tuple[Component, ...]:
    """What the program carries on `system` (`platform.system()`'s word; empty: this one), with versions, by name."""
    here = system or platform.system()
    bundled = is_frozen() if frozen is None else frozen
    found = (
        msgspec.structs.replace(each, version=each.version or _version(each))
        for each in every_component()
        if (not each.systems or here in each.systems) and (bundled or not each.frozen_only)
    )
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _version(component: Component) -> str:
    package = component.name if component.package else component.version_of
    if package:
        found = _distribution(package)
        return found.version if found else ""
    return _of_python().get(component.name, "")


@cache
def _of_python() -> dict[str, str]:
    """What the running Python tells of itself and what it holds."""
    import pyexpat
    import sqlite3
    import zlib

    told = {
        "CPython": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    try:
        import ssl
    except ImportError:
        return told
    return {**told, "OpenSSL": ssl.OPENSSL_VERSION.split()[1]}


def _distribution(name: str) -> metadata.Distribution | None:
    try:
        return metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None


def full_text(component: Component) -> str:
    """Everything that has to be said of a component: copyright, notes and whole licences."""
    where = f"源代码 · source: {component.source}" if component.source else ""
    head = "\n".join(line for line in (*component.copyright, component.note, where) if line)
    source = component.name if component.package else component.in_file_of
    files = (
        [path.read_text("utf-8", "replace") for path in _licence_files(source)] if source else []
    )
    parts = [head, *files, *(_shipped(f"texts/{name}.txt") for name in component.texts)]
    if component.text_file:
        parts.append(resource_path(*component.text_file.split("/")).read_text("utf-8"))
    return RULE.join(part.strip() for part in parts if part.strip()) + "\n"


def _shipped(name: str) -> str:
    return resource_path("notices", *name.split("/")).read_text("utf-8")


def own_licence() -> str:
    """The text of the licence that this program is under."""
    return _shipped("texts/AGPL-3.0.txt")


def _licence_files(package: str) -> list[Path]:
    """The files of an installed package that hold its licence, in their order; empty where its metadata aren't here."""
    found = _distribution(package)
    if found is None:
        return []
    inside = _info_folder(found)
    return sorted(_licences_in(inside)) if inside else []


def _info_folder(found: metadata.Distribution) -> Path | None:
    """Where the metadata lie. The bundle has no list of a package's files, so the folder is looked for."""
    site = Path(str(found.locate_file("")))
    wanted = plain_name(f"{found.name}-{found.version}")
    return next((one for one in site.glob("*.dist-info") if plain_name(one.stem) == wanted), None)


def plain_name(name: str) -> str:
    """A package's name as names are compared: small letters, hyphens."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def _licences_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and _NAMED.search(path.name) and not _NOT_OURS.search(path.name):
            yield path
