"""The Windows installer around a frozen folder; needs NSIS' makensis (Debian: nsis), which runs on Linux too."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from product import CONSOLE, PROGRAM, TITLE, version, version_numbers

SCRIPT: Final = Path(__file__).parent / "installer.nsi"


def makensis() -> str | None:
    """Where NSIS is: on PATH, or where its own installer puts it."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS")
    return shutil.which("makensis") or shutil.which("makensis", path=str(usual))


def make_installer(source: Path, icons: Path, target: Path) -> Path:
    """Write the installer of the program in `source`. Raises FileNotFoundError without NSIS, CalledProcessError."""
    program = makensis()
    if program is None:
        raise FileNotFoundError(
            "makensis is not installed: https://nsis.sourceforge.io, Debian: nsis"
        )
    given = {
        "PROGRAM": PROGRAM,
        "CONSOLE": CONSOLE,
        "TITLE": TITLE,
        "VERSION": version(),
        "VERSION_NUMBERS": ".".join(map(str, version_numbers())),
        "SOURCE": str(source),
        "ICON": str(icons / f"{PROGRAM}.ico"),
        "SIDE": str(icons / f"{PROGRAM}.bmp"),
        "OUTPUT": str(target),
    }
    defines = [f"-D{name}={value}" for name, value in given.items()]
    command = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, str(SCRIPT)]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}  # else makensis garbles the title
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return target
