"""Writes THIRD-PARTY-NOTICES.txt: all of others' software in this build, with every licence whole.

`python packaging/notices.py FILE [FOLDER]`, run by the Python of the environment that is frozen; the same environment
gives the same bytes. Raises where a package or a text is missing, so that nothing is given out without its notices.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jifen_desktop import __version__
from jifen_desktop.services import licences
from jifen_desktop.services.licences import Component
from system_libraries import Told, carried

_RULE: Final = "=" * 100
_HEAD: Final = """\
居住证积分材料助手 {version}：第三方组件和许可证

程序本身以 AGPL-3.0-or-later 发布，全文见 LICENSE.txt；本版本的源代码是同一次发布里的 jifen_desktop-{version}.tar.gz。
下面是随它一起提供的组件，每一个的版权声明和许可证全文在后面；相同的文字只写一次。
Qt、PySide6 等以 LGPL 许可的库是单独的文件，可以换成您自己编译的版本。

jifen-desktop {version} itself is under AGPL-3.0-or-later (LICENSE.txt); the source of this very version is
jifen_desktop-{version}.tar.gz of the same release. Below are the components that come with it, then each one's
copyright notices and licence; a text that comes again is only pointed to. Libraries under the LGPL, Qt among them, are
files of their own and may be replaced by ones that you built.
"""


def notices(told: Told) -> str:
    """The whole file. Raises ValueError naming what has no version though it is a package, or no text."""
    lines = [_HEAD.format(version=__version__), _RULE]
    lines += [_line(component) for component, _text in told]
    lines += list(_texts(told))
    return "\n".join(lines) + "\n"


def _line(component: Component) -> str:
    within = f"  ({component.within})" if component.within else ""
    return f"{component.name} {component.version}".rstrip() + f"  —  {component.licence}{within}"


def _texts(told: Told) -> Iterator[str]:
    """Each component's text; one that was given before is pointed to, since the long licences come again and again."""
    given: dict[str, str] = {}
    for component, text in told:
        if component.package and not component.version:
            raise ValueError(f"{component.name} is not installed here")
        if not text.strip():
            raise ValueError(f"{component.name} has no licence text")
        yield f"\n{_RULE}\n{_line(component)}\n{_RULE}\n"
        for part in text.split(licences.RULE):
            key = hashlib.sha256(" ".join(part.split()).encode()).hexdigest()
            if key in given and len(part) > 2000:
                yield f"[全文同上，见 {given[key]} · the same text as under {given[key]}]\n"
            else:
                given.setdefault(key, component.name)
                yield f"{part.strip()}\n"


def write(target: Path, folder: Path | None = None) -> None:
    """The file for this system's frozen build; with its folder also for the libraries that it took of the system."""
    told = [(each, licences.full_text(each)) for each in licences.components(frozen=True)]
    if folder is not None:
        told += carried(folder)
    target.write_text(notices(told), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
