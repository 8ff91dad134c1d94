"""SHA-256 of files."""

import hashlib
from pathlib import Path

from jifen_desktop.files.disk import disk


def sha256_file(path: Path) -> str:
    """The hash in hexadecimal, read piece by piece. Raises OSError."""
    digest = hashlib.sha256()
    for piece in disk().chunks(path):
        digest.update(piece)
    return digest.hexdigest()


def sha256_bytes(data: bytes) -> str:
    """The hash in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
