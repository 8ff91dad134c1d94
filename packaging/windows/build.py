"""Makes the Windows program and its installer on Linux, under Wine: `./dev build windows`.

Good for trying; what is given to users is better built on Windows, by `dev build`, of the same lock.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import freeze
import wine
from installer import make_installer
from product import PROGRAM, ROOT, version

FOLDER = freeze.DIST / "windows" / PROGRAM


def main() -> int:
    """Build both; prints where the installer lies."""
    setup = Path(__file__).parent / "wine_setup.sh"
    subprocess.run([setup], check=True)
    wheel = freeze.build_wheel(freeze.BUILD / "wheel")
    freeze.write_icons(freeze.BUILD / "icons")
    freeze_program(wheel)
    freeze.add_texts(FOLDER)
    name = f"{PROGRAM}-{version()}-windows-amd64"
    told_by_windows("notices.py", FOLDER / freeze.NOTICES)
    told_by_windows("sbom.py", freeze.DIST / f"{name}.cdx.json", FOLDER)
    target = freeze.DIST / f"{name}-setup.exe"
    freeze.told(make_installer(FOLDER, freeze.BUILD / "icons", target))
    return 0


def told_by_windows(script: str, *arguments: Path) -> None:
    """What is in the program, by the Python that is frozen. Raises RuntimeError with what the script said."""
    ran = wine.run([wine.PYTHON, ROOT / "packaging" / script, *arguments])
    if ran.returncode:
        raise RuntimeError(ran.stdout + ran.stderr)


def freeze_program(wheel: Path) -> None:
    """The folder with the program, in `dist/windows`. Raises RuntimeError with what PyInstaller said."""
    uv = Path(sys.executable).with_name("uv")
    flags = ("--quiet", "--no-deps", "--reinstall", "--python-platform", "x86_64-pc-windows-msvc")
    freeze.call(
        uv, "pip", "install", *flags, "--python-version", "3.13", "--target", wine.SHIP, wheel
    )
    shutil.rmtree(FOLDER, ignore_errors=True)
    spec = ROOT / "packaging" / f"{PROGRAM}.spec"
    command: list[str | Path] = [
        wine.PYTHON,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "ERROR",
    ]
    command += ["--workpath", wine.PLACE / "work", "--distpath", FOLDER.parent, spec]
    ran = wine.run(command, {"JIFEN_ICONS": wine.as_windows(freeze.BUILD / "icons")}, timeout=1800)
    if ran.returncode:
        raise RuntimeError(ran.stdout + ran.stderr)


if __name__ == "__main__":
    sys.exit(main())
