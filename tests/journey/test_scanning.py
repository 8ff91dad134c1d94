"""Ten pages from SANE's test device and ten from a network scanner, in a real window, to a checked archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Service
from tests.journey.scan_walk import PAGES
from tests.journey.showing import ended_well, walked
from tests.scanning.escl_server import EsclServer
from tests.scanning.papers import SaneTestDevice
from tests.scanning.sane_device import set_up
from tests.support.samples import ON, sample_in


@pytest.mark.loopback
@pytest.mark.external("Xvfb", "scanimage")
def test_scanned_pages_are_exported(
    tmp_path: Path, display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(tmp_path / "sane", monkeypatch, number_of_devices="1")
    plan, result = tmp_path / "plan.json", tmp_path / "result.json"
    with EsclServer(SaneTestDevice()) as scanner:
        words = {
            "open": str(sample_in(tmp_path, District.XUHUI, Service.NEW)),
            "address": scanner.url,
            "as_of": ON.isoformat(),
            "result": str(result),
        }
        plan.write_text(json.dumps(words), encoding="utf-8")
        done = walked("tests.journey.scan_walk", plan, display)
        assert not scanner.busy
    told = ended_well(done, result)
    with zipfile.ZipFile(Path(told["folder"]) / "张样本.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    for word in ("学位证书（本科）", "学历证书电子注册备案表（本科）"):
        assert sum(word in name for name in names) > PAGES, (word, names)
