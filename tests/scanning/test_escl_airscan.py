"""Debian's own client scans from the test scanner: code that isn't ours vouches that it speaks as real ones do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.scanning.escl_server import EsclServer, Faults
from tests.scanning.papers import Drawn, SaneTestDevice

pytestmark = [pytest.mark.loopback, pytest.mark.external("scanimage", "sane:airscan")]


def airscan(server: EsclServer, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """scanimage with sane-airscan alone, which knows this one scanner and looks for no others."""
    configuration = folder / "sane"
    configuration.mkdir()
    (configuration / "dll.conf").write_text("airscan\n")
    (configuration / "airscan.conf").write_text(
        f'[devices]\n"Sample" = {server.url}, eSCL\n[options]\ndiscovery = disable\n'
    )
    return subprocess.run(
        ["scanimage", "-d", "airscan:e0:Sample", "--format=jpeg", "--resolution=75", *options],
        cwd=folder,
        env={**os.environ, "SANE_CONFIG_DIR": str(configuration)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def sizes(folder: Path) -> list[tuple[int, int]]:
    found = []
    for path in sorted(folder.glob("*.jpg")):
        with Image.open(path) as image:
            image.load()
            found.append(image.size)
    return found


def test_flatbed(tmp_path: Path) -> None:
    with EsclServer(Drawn()) as server:
        done = airscan(server, tmp_path, "--source=Flatbed", "--output-file=page.jpg")
        assert done.returncode == 0, done.stderr
        assert not server.busy
    ((width, height),) = sizes(tmp_path)
    assert (width, round(height / 10)) == (620, 88)  # it rounds the last line up


def test_both_sides_from_the_feeder_until_it_is_empty(tmp_path: Path) -> None:
    with EsclServer(Drawn(4)) as server:
        airscan(server, tmp_path, "--source=ADF Duplex", "--batch=p%d.jpg")
        assert server.jobs[0].settings.duplex
    assert len(sizes(tmp_path)) == 4


def test_from_a_device_behind_the_test_scanner(tmp_path: Path) -> None:
    with EsclServer(SaneTestDevice()) as server:
        airscan(server, tmp_path, "--source=ADF", "--batch=p%d.jpg")
    assert len(sizes(tmp_path)) == 10


def test_it_reads_the_same_failures(tmp_path: Path) -> None:
    """SANE's status 6 is a jam, 8 an open cover."""
    for number, (feeder, status) in enumerate([("Jam", 6), ("DoorOpen", 8)]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with EsclServer(Drawn(2), Faults(jobs=[409, 409], feeder=feeder)) as server:
            done = airscan(server, folder, "--source=ADF", "--output-file=page.jpg")
        assert done.returncode == status
