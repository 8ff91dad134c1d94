"""Whether a folder is one that other machines write to as well: a synchronised folder or a network drive."""

import sys
from enum import StrEnum
from pathlib import Path, PureWindowsPath
from typing import Final


class Shared(StrEnum):
    """Why a library does not belong there."""

    SYNC = "sync"
    NETWORK = "network"


# Folder names of the clients that synchronise; compared folded, as the start of a part ("OneDrive - 样本公司").
_SYNC: Final = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "iclouddrive",
    "com~apple~clouddocs",
    "mobile documents",
    "nutstore",
    "我的坚果云",
    "坚果云",
    "baidusyncdisk",
    "baidunetdisk",
    "百度网盘",
    "百度云同步盘",
    "wps云盘",
    "wpsdrive",
    "腾讯微云",
    "weiyun",
    "aliyundrive",
    "阿里云盘",
    "box sync",
    "nextcloud",
    "syncthing",
)
_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "smb3", "afpfs", "webdav", "davfs", "ncpfs"}
    | {"9p", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.smbnetfs", "fuse.gvfsd-fuse"}
)


def shared_folder(folder: Path) -> Shared | None:
    """The reason, or None for a folder of this computer alone; a guess by names and mounts, nothing is opened."""
    parts = [part.casefold() for part in folder.parts]
    if any(part.startswith(name) for part in parts for name in _SYNC):
        return Shared.SYNC
    return Shared.NETWORK if _on_network(folder) else None


def _on_network(folder: Path) -> bool:
    import psutil  # 8 ms, and a start has to know other things first

    if sys.platform == "win32":
        drive = PureWindowsPath(folder).drive
        if drive.startswith("\\\\"):
            return True
        return any(
            disk.device.startswith(drive) and "remote" in disk.opts
            for disk in psutil.disk_partitions(all=True)
        )
    best, kind = -1, ""
    for disk in psutil.disk_partitions(all=True):
        mount = Path(disk.mountpoint)
        if folder.is_relative_to(mount) and len(mount.parts) > best:
            best, kind = len(mount.parts), disk.fstype.casefold()
    return kind in _NETWORK
