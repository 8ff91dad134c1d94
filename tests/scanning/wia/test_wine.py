"""The same double behind real COM, spoken to by comtypes in a Python for Windows; docs/DEVELOPING.md says how to set
it up. An extra that no clean machine has to have: it is left out with a reason.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLACE = ROOT / "build" / "wine"
PYTHON = PLACE / "python" / "python.exe"
WINE = shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")
_LIB = PLACE / "python" / "lib"
_PATHS = (ROOT / "src", ROOT, _LIB, _LIB / "win32", _LIB / "win32" / "lib")


def _run(module: str, *arguments: str) -> str:
    environment = {
        **os.environ,
        "WINEPREFIX": str(PLACE / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "PYTHONPATH": ";".join(_windows(path) for path in _PATHS),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ran = subprocess.run(
        [str(WINE), str(PYTHON), "-m", f"tests.scanning.wia.wine.{module}", *arguments],
        env=environment,
        input="",  # a pipe: Python for Windows doesn't start on /dev/null there
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return ran.stdout


def _windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


@pytest.mark.skipif(
    WINE is None or not PYTHON.exists(), reason=f"no Wine with a Python for Windows in {PLACE}"
)
def test_windows_python_scans_through_com(tmp_path: Path) -> None:
    _run("served")
    told = json.loads(_run("scanning", _windows(tmp_path)))
    assert told.pop("stopped") < 1.5
    assert told == {
        "available": True,
        "found": ["样本扫描仪", "Windows 自带的扫描窗口"],
        "sources": ["flatbed", "feeder", "duplex"],
        "pages": ["page-0001.jpg", "page-0002.jpg"],
        "code": "scan_jam",
        "window": ["page-0001.jpg"],
        "left": ["page-0001.jpg", "page-0002.jpg"],
        "crashed": "scan_driver_crashed",
    }
