"""Which certificate each scanner showed first. They make their own, so what can be told is whether it is the same."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from pathlib import Path

from jifen_desktop.files.atomic import write_text


class Pins:
    """Fingerprints (SHA-256, hexadecimal) by the scanner's uuid, or by its address where it tells none.

    Kept in `path`, which holds nothing else; None keeps them for this run only. A file that can't be read counts as
    empty.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept: dict[str, str] | None = None

    def fits(self, key: str, fingerprint: str) -> bool:
        """Whether it is the known one; the first is kept. Raises JifenError where the file can't be written."""
        with self._lock:
            kept = self._read()
            if key not in kept:
                self._write({**kept, key: fingerprint})
                return True
            return kept[key] == fingerprint

    def replace(self, key: str, fingerprint: str) -> None:
        """Keep another one: the user added the scanner anew. Raises like `fits`."""
        with self._lock:
            self._write({**self._read(), key: fingerprint})

    def _read(self) -> dict[str, str]:
        if self._kept is None:
            self._kept = {}
            with suppress(OSError, ValueError):
                data = json.loads(self._path.read_text("utf-8")) if self._path else {}
                if isinstance(data, dict):
                    self._kept = {str(key): str(value) for key, value in data.items()}
        return self._kept

    def _write(self, kept: dict[str, str]) -> None:
        if self._path and kept != self._kept:
            write_text(self._path, json.dumps(kept, indent=1, sort_keys=True) + "\n", private=True)
        self._kept = kept
