"""Whether a disk has room for an export, asked before any work."""

import shutil
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Method
from jifen_desktop.files.names import display_name
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.size import page_size


def least_bytes(picture: Picture) -> int:
    """What the archives take at least: the pages whose bytes are the sources' own. Estimates don't count."""
    return sum(
        page_size(picture.context, page)
        for archive in picture.outputs.archives
        for page in archive.pages
        if page.method != Method.ENCODED
    )


def check_room(picture: Picture, folder: Path) -> None:
    """Raise DISK_FULL (`folder`, `size` and `free` in MB) where even that has no room; `folder` exists."""
    needed = least_bytes(picture)
    try:
        free = shutil.disk_usage(folder).free
    except OSError:  # some network drives don't say; writing will tell
        return
    if free < needed:
        shown = display_name(str(folder))
        size = -(-needed // 10**6)
        raise JifenError(Code.DISK_FULL, folder=shown, size=size, free=free // 10**6)
