"""How long one waits for a scanner, in seconds, and how much is taken from it."""

from dataclasses import dataclass
from typing import Final

from jifen_desktop.imaging.limits import FILE_BYTES

# Capabilities of large copiers have some 100 KB.
TEXT_BYTES: Final = 1 << 20
PAGE_BYTES: Final = FILE_BYTES


@dataclass(frozen=True)
class Limits:
    """Counts of tries are sane-airscan's (10 for a job, 30 for a page, a second apart): slow HP models need them."""

    connect: float = 5.0
    call: float = 10.0  # a small question, whole
    page: float = 120.0  # until a page begins
    stall: float = 30.0  # between two pieces of a page
    retry: float = 1.0
    job_tries: int = 10
    page_tries: int = 30
    leave: float = 0.5  # for a word with the scanner after the user stopped
    lookup: float = 3.0  # for a known scanner at a new address
