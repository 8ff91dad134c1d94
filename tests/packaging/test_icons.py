"""The icons that the systems want, from the one drawing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import icons
from product import PROGRAM


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    subprocess.run([sys.executable, str(icons.__file__), str(folder)], check=True)
    return folder


def test_windows_has_every_size(folder: Path) -> None:
    with Image.open(folder / f"{PROGRAM}.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.WINDOWS_SIZES}


def test_macos_has_every_size_with_its_margin(folder: Path) -> None:
    with Image.open(folder / f"{PROGRAM}.icns") as icon:
        assert {size * scale for size, _, scale in icon.info["sizes"]} >= {32, 64, 256, 512, 1024}
        icon.load()
        left, top, right, bottom = icon.getchannel("A").getbbox() or (0, 0, 0, 0)
        assert left / icon.width == pytest.approx(icons.MAC_MARGIN, abs=0.01)
        assert (right - left, bottom - top) == (icon.width - 2 * left, icon.height - 2 * top)


def test_the_installers_picture_is_one_that_nsis_reads(folder: Path) -> None:
    with Image.open(folder / f"{PROGRAM}.bmp") as picture:
        assert (picture.format, picture.mode, picture.size) == ("BMP", "RGB", icons.INSTALLER_SIDE)
        assert len(picture.getcolors(1 << 20) or []) > 10, "nothing is drawn"


@pytest.mark.parametrize("size", icons.LINUX_SIZES)
def test_the_tick_is_seen_at_every_size(folder: Path, size: int) -> None:
    path = folder / "hicolor" / f"{size}x{size}" / "apps" / f"{PROGRAM}.png"
    with Image.open(path) as picture:
        pixels = picture.convert("RGBA").tobytes()
    colours = [(*pixels[at : at + 4],) for at in range(0, len(pixels), 4)]
    shares = {
        name: sum(_near(pixel, wanted) for pixel in colours) / size**2
        for name, wanted in {
            "blue": (0x24, 0x55, 0xC3),
            "white": (255, 255, 255),
            "green": (0x1B, 0x6E, 0x43),
        }.items()
    }
    assert shares["blue"] > 0.25, shares
    assert shares["white"] > 0.2, shares
    assert shares["green"] > 0.02, shares


def _near(pixel: tuple[int, ...], wanted: tuple[int, int, int]) -> bool:
    close = all(abs(a - b) < 40 for a, b in zip(pixel, wanted, strict=False))
    return close and pixel[3] > 200


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
def test_the_menu_entry_starts_the_program_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / '带 空格 $HOME "引号" 100%' / PROGRAM
    share = place / "share"
    share.mkdir(parents=True)
    source = Path(icons.__file__).parent / "linux"
    for name in ("add-to-menu.sh", f"{PROGRAM}.desktop"):
        shutil.copy(source / name, share / name)
    (share / "icons" / "hicolor" / "16x16" / "apps").mkdir(parents=True)
    (share / "icons" / "hicolor" / "16x16" / "apps" / f"{PROGRAM}.png").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    done = subprocess.run(
        ["sh", share / "add-to-menu.sh"], check=True, capture_output=True, encoding="utf-8"
    )
    entry = Path(done.stdout.strip())
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)
    (line,) = [x for x in entry.read_text(encoding="utf-8").split("\n") if x.startswith("Exec=")]
    assert _program(line.removeprefix("Exec=")) == str(place / PROGRAM)
    subprocess.run(["sh", share / "add-to-menu.sh", "--remove"], check=True)
    assert [p for p in (tmp_path / "data").rglob("*") if p.is_file()] == []


def _program(value: str) -> str:
    """What a desktop starts: the escapes of a value undone, then those of the quotes, then those of the field codes."""
    value = value.replace("\\\\", "\\")
    inside = value[1:-1]
    plain, escaped = "", False
    for letter in inside:
        if letter == "\\" and not escaped:
            escaped = True
        else:
            plain, escaped = plain + letter, False
    return plain.replace("%%", "%")
