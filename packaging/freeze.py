"""Makes what is given to users on this system: `./dev build` (`python packaging/freeze.py [OPTION]`).

The wheel is built and installed into the environment that runs this, which holds what `requirements/build.lock`
names and nothing else; PyInstaller freezes that. `dist/` gets the folder with the program and, by system, its archive
or installer. With `--folder-only` it stops at the folder, and does nothing where nothing of its sources has changed;
`--from-folder` goes on from there, so that the programs can be signed in between.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import icons
from product import PROGRAM, ROOT, TITLE, version
from unneeded import unneeded

BUILD: Final = ROOT / "build" / "freeze"
DIST: Final = ROOT / "dist"
SYSTEM: Final = {"linux": "linux", "win32": "windows", "darwin": "macos"}[sys.platform]
FOLDER: Final = DIST / SYSTEM / PROGRAM
GIVEN: Final = FOLDER if SYSTEM != "macos" else FOLDER.parent / f"{TITLE}.app"
"""What users get of it."""
NOTICES: Final = "THIRD-PARTY-NOTICES.txt"
STAMP: Final = BUILD / "stamp"
_SOURCES: Final = (
    "src",
    "resources",
    "packaging",
    "requirements/build.lock",
    "pyproject.toml",
    "LICENSE",
)


def main() -> int:
    """Build; prints where what lies."""
    parser = argparse.ArgumentParser(prog="./dev build", description=__doc__)
    part = parser.add_mutually_exclusive_group()
    part.add_argument(
        "--folder-only", action="store_true", help="the frozen folder, where it is out of date"
    )
    part.add_argument(
        "--from-folder", action="store_true", help="what is given out, of the folder that is there"
    )
    options = parser.parse_args()
    if options.from_folder:
        if not is_current():
            parser.error("no folder of the present source: --folder-only makes it")
        give_out()
        return 0
    if options.folder_only and is_current():
        return 0
    wanted = digest_of_sources()
    STAMP.unlink(missing_ok=True)
    wheel = build_wheel(BUILD / "wheel")
    call(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel)
    write_icons(BUILD / "icons")
    freeze()
    STAMP.write_text(wanted, encoding="ascii")
    if not options.folder_only:
        give_out()
    return 0


def is_current() -> bool:
    """Whether the frozen folder is of the present sources."""
    try:
        return FOLDER.is_dir() and STAMP.read_text(encoding="ascii") == digest_of_sources()
    except FileNotFoundError:
        return False


def digest_of_sources() -> str:
    """One hash over everything that goes into the folder."""
    found = hashlib.sha256()
    for name in _SOURCES:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout, alone in that folder."""
    shutil.rmtree(folder, ignore_errors=True)
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def write_icons(folder: Path) -> None:
    """The icons, by a process of its own: Qt is set up by its environment."""
    call(sys.executable, Path(icons.__file__), folder)


def freeze() -> None:
    """The folder with the program, in `dist/`."""
    spec = ROOT / "packaging" / f"{PROGRAM}.spec"
    os.environ["JIFEN_ICONS"] = str(BUILD / "icons")
    places = ("--workpath", BUILD / "work", "--distpath", FOLDER.parent)
    call(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, spec)
    if SYSTEM == "linux":
        finish_linux()
    if SYSTEM != "macos":  # there everything is inside the .app
        add_texts(FOLDER)
    # Beside the .app on macOS, for the disk image.
    add_notices(FOLDER if SYSTEM != "macos" else FOLDER.parent)


def add_texts(folder: Path) -> None:
    """The licence, beside the program where a user looks for it."""
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")


def add_notices(folder: Path) -> None:
    """The licences of others, as this environment has them."""
    call(sys.executable, ROOT / "packaging" / "notices.py", folder / NOTICES, FOLDER)


def finish_linux() -> None:
    """Without what nothing needs or only a debugger reads; with what makes an entry in the menu."""
    inside = FOLDER / "_internal"
    for library in unneeded(inside):
        library.unlink()
    # Python's own libraries alone: those of wheels were already edited, which `strip` may break.
    for library in [*inside.glob("libpython*"), *inside.glob("python3*/lib-dynload/*.so")]:
        call("strip", "--strip-unneeded", library)
    shutil.copytree(BUILD / "icons" / "hicolor", FOLDER / "share" / "icons" / "hicolor")
    for name in (f"{PROGRAM}.desktop", "add-to-menu.sh"):
        shutil.copy(ROOT / "packaging" / "linux" / name, FOLDER / "share" / name)


def give_out() -> None:
    """What is handed on, with its checksum beside it."""
    name = f"{PROGRAM}-{version()}-{SYSTEM}-{platform.machine().lower()}"
    call(sys.executable, ROOT / "packaging" / "sbom.py", DIST / f"{name}.cdx.json", GIVEN)
    if SYSTEM == "linux":
        told(archived(FOLDER, DIST / f"{name}.tar.xz"))
    elif SYSTEM == "windows":
        sys.path.insert(0, str(ROOT / "packaging" / "windows"))
        from installer import make_installer

        told(make_installer(FOLDER, BUILD / "icons", DIST / f"{name}-setup.exe"))
    else:
        print(GIVEN)


def archived(folder: Path, target: Path) -> Path:
    """The folder as a .tar.xz; the same folder gives the same bytes."""
    day = os.environ.get("SOURCE_DATE_EPOCH", "1577836800")  # 2020-01-01, as in the wheel
    tar = ("tar", "--sort=name", f"--mtime=@{day}", "--owner=0", "--group=0", "--numeric-owner")
    call(*tar, "--use-compress-program=xz -T0 -6", "-cf", target, "-C", folder.parent, folder.name)
    return target


def told(target: Path) -> None:
    """Write the file's SHA-256 beside it, in the form that `sha256sum --check` reads, and say how large it is."""
    with target.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    beside = target.with_name(f"{target.name}.sha256")
    beside.write_text(f"{found}  {target.name}\n", encoding="utf-8", newline="\n")
    print(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


def call(*command: str | Path) -> None:
    """Run a program to its end."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
