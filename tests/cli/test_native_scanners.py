"""The commands about scanners with those of Windows, by the double of WIA's objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from jifen_desktop.scanning.wia.backend import Wia
from jifen_desktop.services import scanning
from tests.scanning.wia.double import BMP, Dialog, ImageFile, Info, Manager, device, item
from tests.support.commands import Cli


def _manager() -> Manager:
    return Manager([Info("{6BDD1FC6}\\0001", "样本扫描仪", device(item("Flatbed", ImageFile())))])


def _dialog() -> Dialog:
    return Dialog(ImageFile(BMP))


@pytest.fixture(autouse=True)
def _windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "backends", lambda _run, _pins: (Wia(_manager, _dialog),))


def test_what_was_not_tried_on_real_hardware_is_said(cli: Cli) -> None:
    ran = cli("scanners")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "wia:{6BDD1FC6}\\0001  样本扫描仪",
        "wia:windows  Windows 自带的扫描窗口",
    ]
    assert ran.reasons == [
        "经 Windows 驱动（WIA）扫描没有在真机上试过；扫不了时用「Windows 自带的扫描窗口」"
    ]


@pytest.mark.parametrize("name", ["wia:{6BDD1FC6}\\0001", "wia:windows"])
def test_a_scanner_is_scanned_with_by_its_name(cli: Cli, tmp_path: Path, name: str) -> None:
    ran = cli("scan", "--device", name, "--out", tmp_path / "out")
    assert (ran.status, ran.reasons) == (0, [])
    assert ran.out.splitlines() == [str(tmp_path / "out" / "扫描-001.jpg")]
