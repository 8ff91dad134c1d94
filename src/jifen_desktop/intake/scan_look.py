"""What is worth saying of a page that has just been scanned. Runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.intake.source import decoding, read_source
from jifen_desktop.intake.thumbnail import page_picture


@dataclass(frozen=True)
class ScanLook:
    """`ink` is the share of the page that is inked; `edit` cuts a card to its edges or levels a leaning page, where it
    is sure how.
    """

    ink: float
    edit: Edit = NO_EDIT


def look_at(path: Path) -> ScanLook:
    """Look at the only page of a scanned file. Raises JifenError."""
    from jifen_desktop.imaging.quality import LONG_SIDE, measure, small_grey
    from jifen_desktop.imaging.straighten import found_corners

    picture = page_picture(read_source(path), 0, LONG_SIDE, NO_EDIT)
    with decoding():
        grey = small_grey(picture)
        corners = found_corners(grey)
        return ScanLook(measure(grey).ink, Edit(corners=corners) if corners else NO_EDIT)
