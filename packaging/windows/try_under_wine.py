"""Tries the Windows installer and program under Wine: `python packaging/windows/try_under_wine.py`, after `./dev build
windows`. Ends with 1 and says what failed.

Wine 8 is no Windows: this shows that the installer installs, upgrades and uninstalls, that every library is there and
loads, that worker processes start, that the window opens (on an Xvfb), and what happens to Chinese, reserved and long
names. Wine gives a taken lock no error number, so a second start can't be tried; and native style, drivers, printing,
antivirus programs and SmartScreen take a real Windows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

sys.path.insert(0, str(Path(__file__).parents[1]))
import freeze
import wine
from product import CONSOLE, PROGRAM, TITLE, version

SETUP: Final = freeze.DIST / f"{PROGRAM}-{version()}-windows-amd64-setup.exe"
WORK: Final = wine.PLACE / "try" / "资料 文件夹"
USER: Final = wine.PREFIX / "drive_c" / "users" / os.environ.get("USER", "root")
LOCAL: Final = USER / "AppData" / "Local"
INSTALLED: Final = LOCAL / "Programs" / PROGRAM
OTHER: Final = LOCAL / "别处 的文件夹"
LIBRARY: Final = LOCAL / PROGRAM
KEY: Final = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{PROGRAM}"
ACCENT: Final = (0x24, 0x55, 0xC3)
SEEN: Final = wine.PLACE / "try" / "window.png"


def main() -> int:
    """Every step in turn; they build on each other."""
    shutil.rmtree(wine.PLACE / "try", ignore_errors=True)
    for folder in (LIBRARY, INSTALLED, OTHER):
        shutil.rmtree(folder, ignore_errors=True)
    wine.run(["reg", "delete", KEY, "/f"])  # a try that ended midway
    WORK.mkdir(parents=True)
    steps: tuple[Callable[[], None], ...] = (
        installs, does_the_whole_job, copes_with_reserved_names, copes_with_long_paths,
        opens_its_window, is_not_replaced_while_it_runs, upgrades, moves, uninstalls,
    )  # fmt: skip
    with screen():
        for step in steps:
            start = time.monotonic()
            step()
            took = time.monotonic() - start
            print(f"{step.__name__.replace('_', ' ')}: {took:.0f} s", flush=True)
    return 0


@contextmanager
def screen() -> Iterator[None]:
    """An X server of its own: Wine takes no platform of Qt's from outside, so windows are real ones."""
    display = f":{6000 + os.getpid() % 1000}"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x800x24", "-nolisten", "tcp"])
    os.environ["DISPLAY"] = display
    time.sleep(2)
    try:
        yield
    finally:
        server.kill()
        server.wait()


def installs() -> None:
    install()
    for name in (f"{PROGRAM}.exe", f"{CONSOLE}.exe", "uninstall.exe", "_internal"):
        expect((INSTALLED / name).exists(), f"{name} was not installed")
    menu = [*USER.rglob(f"{TITLE}.lnk")]
    expect(len(menu) == 1, f"entries in the Start menu: {menu}")
    expect(version() in registered(), "no entry under installed programs")


def does_the_whole_job() -> None:
    command("sample", WORK / "示例")
    out = WORK / "导出"
    told = json.loads(command("export", WORK / "示例" / "submission.toml", "--out", out, "--json"))
    expect(bool(told), "nothing told")
    names = {path.name for path in out.iterdir()}
    wanted = {"张样本.zip", "邮件-1.eml", "打印件.pdf", "地址标签.pdf", "材料清单.pdf"}
    expect(wanted <= names, f"written: {names}")


def copes_with_reserved_names() -> None:
    """Windows has no file CON.zip; asked for one it writes to the console."""
    for name in ("CON", "COM1"):
        submission = renamed("张样本", name)
        out = WORK / f"导出 {name}".replace(name, name.lower() + "x")
        command("export", submission, "--out", out)
        names = {path.name for path in out.iterdir()}
        expect(f"{name}_.zip" in names, f"written: {names}")


def copes_with_long_paths() -> None:
    """Windows takes them where it was told to, and Wine doesn't: then the export is refused, and leaves nothing."""
    out = WORK.joinpath(*["一层很长的文件夹名字" * 4] * 6)
    expect(len(wine.as_windows(out)) > 260, "the path is not long")
    paper = WORK / "示例" / "submission.toml"
    ran = wine.run([INSTALLED / f"{CONSOLE}.exe", "export", paper, "--out", out])
    if ran.returncode == 0:
        expect((out / "张样本.zip").stat().st_size > 0, "no archive")
    else:
        expect("路径太长" in ran.stderr, f"{ran.returncode}\n{ran.stdout}{ran.stderr}")
        left = [path for path in (WORK / out.parts[-6]).rglob("*") if path.is_file()]
        expect(not left, f"left: {left}")


def opens_its_window() -> None:
    first = started()
    try:
        expect(first.poll() is None, "the window is gone")
        seen = ImageGrab.grab(xdisplay=os.environ["DISPLAY"])
        seen.save(SEEN)
        # Seen by the colour of the primary button, which nothing else on an empty screen has.
        accent = sum(pixel == ACCENT for pixel in _pixels(seen))
        expect(accent > 2000, f"no window is seen: {SEEN}")
    finally:
        stop(first)


def _pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    data = picture.convert("RGB").tobytes()
    return [(*data[at : at + 3],) for at in range(0, len(data), 3)]


def is_not_replaced_while_it_runs() -> None:
    first = started()
    try:
        ran = silently(SETUP)
        expect(ran == 2, f"the installer ended with {ran}")
        expect(first.poll() is None, "the window is gone")
    finally:
        stop(first)


def upgrades() -> None:
    old = INSTALLED / "_internal" / "of-an-older-version.dll"
    foreign = INSTALLED / "我的笔记.txt"
    old.write_bytes(b"old")
    foreign.write_bytes(b"mine")
    install()
    expect(not old.exists(), "a file of the older version is left")
    expect(foreign.read_bytes() == b"mine", "somebody else's file was removed")
    foreign.unlink()
    command("plan", "--district", "xuhui", "--service", "new", "--education", "bachelor")


def moves() -> None:
    """Installed into another folder than before, it leaves the former one; and there is one entry of it."""
    for before, after in ((INSTALLED, OTHER), (OTHER, INSTALLED)):
        install(after)
        expect((after / f"{PROGRAM}.exe").exists(), f"not in {after}")
        expect(not before.exists(), f"left in {before}")
        # Wine's reg prints no Chinese.
        expect(("Programs" in registered()) == (after == INSTALLED), "the entry names the former")


def uninstalls() -> None:
    (LIBRARY / "originals").mkdir(parents=True, exist_ok=True)
    before = {path for path in LIBRARY.rglob("*") if path.is_file()}
    ran = silently(INSTALLED / "uninstall.exe")
    expect(ran == 0, f"it ended with {ran}")
    deadline = time.monotonic() + 30  # it goes on as a copy of itself
    while INSTALLED.exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    expect(not INSTALLED.exists(), f"left: {[*INSTALLED.rglob('*')][:5]}")
    expect(version() not in registered(), "still under installed programs")
    expect(not [*USER.rglob(f"{TITLE}.lnk")], "still in the Start menu")
    expect(bool(before) and all(path.exists() for path in before), "the library was touched")


def install(folder: Path | None = None) -> None:
    # As it is typed: NSIS takes the rest of the line, without quotes.
    ran = silently(SETUP, *([] if folder is None else f"/D={wine.as_windows(folder)}".split(" ")))
    expect(ran == 0, f"the installer ended with {ran}")


def silently(program: Path, *more: str) -> int:
    return wine.run([program, "/S", *more]).returncode


def command(*words: str | Path) -> str:
    """One of the program's commands; what it printed."""
    ran = wine.run([INSTALLED / f"{CONSOLE}.exe", *words])
    expect(ran.returncode == 0, f"{words}: {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def renamed(old: str, new: str) -> Path:
    """The sample with another name of the applicant."""
    folder = WORK / f"示例 {len([*WORK.iterdir()])}"
    shutil.copytree(WORK / "示例", folder)
    path = folder / "submission.toml"
    text = path.read_text(encoding="utf-8")
    expect(f'"{old}"' in text, "the sample has another name")
    path.write_text(text.replace(f'"{old}"', f'"{new}"'), encoding="utf-8")
    return path


def started() -> subprocess.Popen[bytes]:
    """The window's program, once it has made its library and had time to listen."""
    program = subprocess.Popen(
        [str(wine.program()), wine.as_windows(INSTALLED / f"{PROGRAM}.exe")],
        env=wine.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not (LIBRARY / "library.db").exists() and time.monotonic() < deadline:
        expect(program.poll() is None, "the window did not open")
        time.sleep(0.2)
    expect((LIBRARY / "library.db").exists(), "the window made no library")
    time.sleep(15)  # for what comes after the first picture, its font for Chinese
    return program


def stop(program: subprocess.Popen[bytes]) -> None:
    """End it, with its workers."""
    program.kill()
    program.communicate()
    wine.run(["taskkill", "/f", "/im", f"{PROGRAM}.exe"])


def registered() -> str:
    return wine.run(["reg", "query", KEY]).stdout


def expect(held: bool, otherwise: str) -> None:
    if not held:
        raise SystemExit(f"FAILED: {otherwise}")


if __name__ == "__main__":
    sys.exit(main())
