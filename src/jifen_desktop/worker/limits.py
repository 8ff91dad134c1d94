"""What one call in a worker may take.

Linux: `RLIMIT_AS` counts address space, so the limit is the space the process has once its
libraries are loaded plus `MEMORY`. Measured with PyMuPDF 1.28, Pillow 13 and pillow-heif 1.8: 12 MB
of address space at the start, 130 MB after the imports, 490 MB after decoding 12 megapixels of
HEIC. macOS accepts the limit but hardly enforces it, and Windows has no such call: there `memory`,
which watches from outside, and the pixel limits, computed before anything is decoded, have to do.
"""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

TIMEOUT: Final = (
    20.0  # seconds a call; 1.4 s is the slowest harmless file measured (HEIC, 12 megapixels)
)
MEMORY: Final = 1 << 30  # bytes a call may take beyond what the libraries need
LIBRARIES: Final = 256 << 20  # bytes of address space for the libraries, twice what was measured
ANSWER: Final = (
    192 << 20
)  # bytes a call may answer; the pixels of a photo of 50 megapixels have 150 MB
LARGE: Final = 4 << 20  # bytes; Pillow takes its pixels in blocks of 16 MB
# Bytes that lie free and aren't given back: coded pages are taken anew for each page of a PDF (63 ms for 20, else 85).
KEPT: Final = 32 << 20
_TRIM_THRESHOLD: Final = -1  # malloc.h
_MMAP_THRESHOLD: Final = -3
GRACE: Final = 3.0  # seconds after which a worker ends itself, should nobody be left to end it


def return_memory() -> None:
    """Have every large block that is freed go back to the system at once. Only with Linux's glibc.

    By itself it keeps what it has seen freed once for later: after one photo of 119 megapixels a worker kept 500 MB,
    which lie inside its limit, and the next large photo failed.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):  # another library than glibc
        libc = ctypes.CDLL(None)
        libc.mallopt(_MMAP_THRESHOLD, LARGE)
        libc.mallopt(_TRIM_THRESHOLD, KEPT)  # which the first has set to 128 KB for good


def limit_memory(extra: int = LIBRARIES + MEMORY) -> None:
    """Let this process grow by `extra` bytes at most; a larger wish is a MemoryError. Only on
    Linux.
    """
    if sys.platform != "linux":
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + extra
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the document
