"""On Linux the frozen folder takes libraries of the system that built it along: their packages and licences.

Needs a system of Debian's kind, which knows its files and keeps every package's copyright file; elsewhere it raises
rather than leave a licence out. Windows and macOS bring these libraries themselves.
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from jifen_desktop.services.licences import RULE, Component

_OWN: Final = re.compile(r"libpython|_pillow_heif|\.cpython-")  # named with Python and its packages
_WHOLE: Final = re.compile(r"/usr/share/common-licenses/([A-Za-z0-9.-]*[A-Za-z0-9])")
_DOC: Final = Path("/usr/share/doc")
_COMMON: Final = Path("/usr/share/common-licenses")

Told = list[tuple[Component, str]]


def carried(folder: Path) -> Told:
    """The system's packages whose libraries lie in the frozen folder, with their licences; none but on Linux.

    Raises ValueError naming a library that no package owns up to, or whose licence isn't here.
    """
    if not sys.platform.startswith("linux"):
        return []
    inside = folder / "_internal"
    # A link stands for a library of a Python package, which lies deeper.
    files = (path for path in inside.glob("*.so*") if not path.is_symlink())
    return told_of(path.name for path in files if not _OWN.search(path.name))


def told_of(names: Iterable[str]) -> Told:
    """The packages that libraries of these names are from, in the order of their names."""
    wanted = sorted(set(names))
    owners = _owners(wanted)
    for name in wanted:
        if name not in owners:
            raise ValueError(f"no package owns {name}")
    packages = sorted({owners[name] for name in wanted})
    return [(_component(package), _text(package)) for package in packages]


def _owners(libraries: list[str]) -> dict[str, str]:
    """Which package each library is from, without its architecture; what nobody owns is left out."""
    found: dict[str, str] = {}
    if not libraries:
        return found
    for line in _dpkg("--search", *(f"*/{name}" for name in libraries)).splitlines():
        owner, _, path = line.rpartition(": ")
        # Others of that name lie in folders of programs.
        if owner and "diversion" not in owner and Path(path).parent.name.endswith(("-gnu", "lib")):
            found.setdefault(Path(path).name, owner.split(",")[0].split(":")[0])
    return found


def _component(package: str) -> Component:
    version = _dpkg("--show", "--showformat=${Version}\n", package).splitlines()[0]
    return Component(name=package, version=version, licence="LicenseRef-as-in-its-copyright-file")


def _text(package: str) -> str:
    """Its copyright file, with the licences that this only points to."""
    path = _DOC / package / "copyright"
    if not path.is_file():
        raise ValueError(f"{package} has no copyright file")
    text = path.read_text("utf-8", "replace")
    named = sorted({name for name in _WHOLE.findall(text) if (_COMMON / name).is_file()})
    return RULE.join([text, *((_COMMON / name).read_text("utf-8") for name in named)])


def _dpkg(*words: str) -> str:
    ran = subprocess.run(["dpkg-query", *words], capture_output=True, encoding="utf-8", check=False)
    return ran.stdout


def purl(component: Component) -> str:
    """Its package URL, e.g. pkg:deb/debian/zlib1g@1:1.2.13; "" for what is no package of the system."""
    if not component.licence.endswith("copyright-file"):
        return ""
    system = platform.freedesktop_os_release()["ID"]
    return f"pkg:deb/{system}/{component.name}@{component.version}"
