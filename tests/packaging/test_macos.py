"""What macOS is told, and the order in which Apple's tools are called; the tools themselves are stand-ins here."""

from __future__ import annotations

import importlib
import os
import plistlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import jifen_desktop
from jifen_desktop.ui.start.drops import BACKUP, FILE

FOLDER = Path(__file__).parents[2] / "packaging" / "macos"
SIGN = {"JIFEN_SIGN_IDENTITY": "Developer ID Application: Sample"}
NOTARY = {f"JIFEN_NOTARY_{name}": "sample" for name in ("KEY", "KEY_ID", "ISSUER")}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts of macOS")


@pytest.fixture
def info(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.syspath_prepend(FOLDER)
    told: dict[str, Any] = importlib.import_module("plist").info()
    return told


def test_the_list_is_one_that_macos_reads(info: dict[str, Any]) -> None:
    assert plistlib.loads(plistlib.dumps(info)) == info
    assert info["CFBundleShortVersionString"] == jifen_desktop.__version__
    assert info["CFBundleDevelopmentRegion"] == "zh_CN"
    assert len(info["CFBundleName"]) <= 15, "longer names are cut in the menu"
    assert info["NSHighResolutionCapable"] is True
    assert info["NSRequiresAquaSystemAppearance"] is False, "dark windows"


def test_the_least_system_is_that_of_the_locked_qt(info: dict[str, Any]) -> None:
    lock = (FOLDER.parents[1] / "requirements" / "dev.lock").read_text("utf-8")
    assert "pyside6-essentials==6.11." in lock, "look up what the new Qt needs"
    assert info["LSMinimumSystemVersion"] == "13.0"


def test_files_that_the_window_opens_are_handed_to_it(info: dict[str, Any]) -> None:
    kinds = {kind["CFBundleTypeExtensions"][0]: kind for kind in info["CFBundleDocumentTypes"]}
    assert {f".{ending}" for ending in kinds} == {FILE, BACKUP}
    assert kinds["toml"]["LSHandlerRank"] == "Alternate", "other programs open TOML first"
    assert kinds["jifenbackup"]["LSHandlerRank"] == "Owner"


def test_scanners_may_be_looked_for(info: dict[str, Any]) -> None:
    from jifen_desktop.scanning.escl import discovery

    asked = {name.removesuffix(".local.") for name in (discovery._PLAIN, discovery._SECURE)}
    assert set(info["NSBonjourServices"]) == asked
    for key, words in info.items():
        if key.endswith("UsageDescription"):
            assert words.endswith("。"), key
    assert "扫描" in info["NSLocalNetworkUsageDescription"]


def test_as_little_as_possible_is_loosened() -> None:
    allowed = plistlib.loads((FOLDER / "entitlements.plist").read_bytes())
    assert allowed == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A bundle as PyInstaller lays it out, as far as the scripts look at it."""
    contents = tmp_path / "样本.app" / "Contents"
    for name in (
        "MacOS/sample",
        "Frameworks/libsample.dylib",
        "Frameworks/Qt.framework/Versions/A/Qt",
        "Resources/words.txt",
    ):
        path = contents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Mach-O" if path.suffix != ".txt" else "words", "utf-8")
    return contents.parent


def _run(tmp_path: Path, script: str, *arguments: object, **told: str) -> tuple[int, list[str]]:
    """Run a script with stand-ins that write their calls down; its status and the calls."""
    tools, log = tmp_path / "tools", tmp_path / "calls"
    tools.mkdir(exist_ok=True)
    log.write_text("", "utf-8")
    for name in ("codesign", "hdiutil", "xcrun", "spctl", "ditto"):
        _tool(tools / name, f'printf "%s\\n" "{name} $*" >>"{log}"')
    _tool(tools / "ditto", 'cp -R "$1" "$2"')
    _tool(tools / "file", 'cat "$2"')
    ran = subprocess.run(
        [str(FOLDER / script), *map(str, arguments)],
        env={"PATH": f"{tools}:{os.environ['PATH']}", **told},
        capture_output=True,
        check=False,
    )
    return ran.returncode, log.read_text("utf-8").splitlines()


def _tool(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
    path.chmod(0o755)


def test_inner_parts_are_signed_before_the_app(tmp_path: Path, app: Path) -> None:
    status, calls = _run(tmp_path, "sign.sh", app, **SIGN)
    assert status == 0
    signed = [call.rsplit(f"{app}", 1)[1] for call in calls]
    assert signed == [
        "/Contents/Frameworks/Qt.framework/Versions/A/Qt",
        "/Contents/Frameworks/libsample.dylib",
        "/Contents/Frameworks/Qt.framework",
        "/Contents/MacOS/sample",
        "",
        "",
    ]
    assert all("--options runtime" in call and "--timestamp" in call for call in calls[:-1])
    assert ["--entitlements" in call for call in calls] == [False, False, False, True, True, False]
    assert "--verify --deep --strict" in calls[-1]


def test_nothing_is_signed_without_a_certificate(tmp_path: Path, app: Path) -> None:
    status, calls = _run(tmp_path, "sign.sh", app)
    assert status != 0
    assert calls == []


def test_a_signature_that_fails_ends_it(tmp_path: Path, app: Path) -> None:
    status, _calls = _run(tmp_path, "sign.sh", app, **SIGN)
    assert status == 0
    _tool(tmp_path / "tools" / "codesign", "exit 1")
    ran = subprocess.run(
        [str(FOLDER / "sign.sh"), str(app)],
        env={"PATH": f"{tmp_path / 'tools'}:{os.environ['PATH']}", **SIGN},
        check=False,
    )
    assert ran.returncode != 0


def test_the_image_is_signed_where_there_is_a_certificate(tmp_path: Path, app: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("words", "utf-8")
    image = tmp_path / "sample.dmg"
    status, calls = _run(tmp_path, "dmg.sh", app, image, notice)
    assert (status, [call.split()[0] for call in calls]) == (0, ["hdiutil"])
    assert calls[0].endswith(f"-format UDZO {image}")
    assert "-volname 样本 " in calls[0]
    status, calls = _run(tmp_path, "dmg.sh", app, image, notice, **SIGN)
    assert (status, [call.split()[0] for call in calls]) == (0, ["hdiutil", "codesign"])


def test_the_answer_of_apple_is_fastened(tmp_path: Path) -> None:
    image = tmp_path / "sample.dmg"
    status, calls = _run(tmp_path, "notarize.sh", image, **NOTARY)
    assert status == 0
    assert [" ".join(call.split()[:3]) for call in calls] == [
        "xcrun notarytool submit",
        "xcrun stapler staple",
        "spctl --assess --type",
    ]
    assert "--wait" in calls[0]
    assert _run(tmp_path, "notarize.sh", image)[1] == []


@pytest.mark.external("shellcheck")
def test_scripts_are_clean() -> None:
    scripts = sorted(FOLDER.glob("*.sh"))
    assert len(scripts) == 3
    subprocess.run(["shellcheck", *scripts], check=True)
