"""The Windows installer's script, as far as it can be tried without Windows; packaging/windows/try_under_wine.py runs
what comes out of it.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

import icons
import icu_shim
import installer
import product

NAMES = (
    f"{product.PROGRAM}.exe",
    f"{product.CONSOLE}.exe",
    "LICENSE.txt",
    "_internal/子文件夹/规则.toml",
)


@pytest.mark.external("makensis", "7z")
def test_the_installer_carries_the_folder_and_its_version(tmp_path: Path) -> None:
    source = tmp_path / "frozen"
    for name in NAMES:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(name.encode())
    subprocess.run([sys.executable, str(icons.__file__), str(tmp_path / "icons")], check=True)
    made = installer.make_installer(source, tmp_path / "icons", tmp_path / "样本-setup.exe")
    unpacked = tmp_path / "unpacked"
    subprocess.run(["7z", "x", f"-o{unpacked}", made], check=True, capture_output=True)
    for name in NAMES:
        assert (unpacked / name).read_bytes() == name.encode()
    data = made.read_bytes()
    for text in (product.version(), product.TITLE):  # of the version resource
        assert text.encode("utf-16-le") in data


def test_the_library_is_kept_and_only_our_own_files_are_removed() -> None:
    script = installer.SCRIPT.read_text(encoding="utf-8")
    removed = [line.split()[-1] for line in script.splitlines() if line.strip().startswith("RMDir")]
    assert removed == ['"$INSTDIR\\_internal"', '"$INSTDIR"']
    assert 'RMDir "$INSTDIR"' in script  # without /r: what else lies there stays
    assert "RequestExecutionLevel user" in script


def test_wines_missing_library_is_a_library_with_its_functions() -> None:
    data = icu_shim.dll()
    (start,) = struct.unpack_from("<I", data, 0x3C)
    assert data[:2] == b"MZ"
    assert data[start : start + 6] == b"PE\0\0" + struct.pack("<H", 0x8664)
    for name in icu_shim.NAMES:
        assert name.encode() + b"\0" in data
