"""Folders that other machines write to as well."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from jifen_desktop.files.where import Shared, shared_folder


@pytest.mark.parametrize(
    "path",
    [
        "/daten/a/OneDrive - 样本公司/资料",
        "/daten/a/Dropbox/x",
        "/daten/a/Library/Mobile Documents/com~apple~CloudDocs/x",
        "/daten/a/我的坚果云/资料",
        "/daten/a/BaiduSyncdisk",
    ],
)
def test_synchronised_folders_are_known_by_name(path: str) -> None:
    assert shared_folder(Path(path)) is Shared.SYNC


def test_a_folder_of_this_computer(tmp_path: Path) -> None:
    assert shared_folder(tmp_path) is None
    assert shared_folder(Path("/daten/a/my onedrive notes")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="mounts of POSIX")
def test_the_closest_mount_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [
        SimpleNamespace(mountpoint="/", fstype="ext4"),
        SimpleNamespace(mountpoint="/mnt/share", fstype="cifs"),
        SimpleNamespace(mountpoint="/mnt/share/local", fstype="ext4"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounts)  # noqa: A006
    assert shared_folder(Path("/mnt/share/资料")) is Shared.NETWORK
    assert shared_folder(Path("/mnt/share/local/资料")) is None
    assert shared_folder(Path("/mnt/shared")) is None


def test_a_share_and_a_mapped_drive_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    drives = [
        SimpleNamespace(mountpoint="C:\\", device="C:\\", opts="rw,fixed", fstype="NTFS"),
        SimpleNamespace(mountpoint="Z:\\", device="Z:\\", opts="rw,remote", fstype="NTFS"),
    ]
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: drives)  # noqa: A006
    assert shared_folder(Path("\\\\server\\share\\资料")) is Shared.NETWORK
    assert shared_folder(Path("Z:\\资料")) is Shared.NETWORK
    assert shared_folder(Path("C:\\资料")) is None
