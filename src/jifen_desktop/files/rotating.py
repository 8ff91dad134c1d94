"""A log file that rotates, private to the user."""

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast


class RotatingFile(RotatingFileHandler):
    """A new file is nobody else's to read; a log that can't be written stops nobody."""

    def __init__(self, path: Path, size: int, files: int) -> None:
        super().__init__(path, maxBytes=size, backupCount=files - 1)
        self.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def tell(self, text: str) -> None:
        """One line."""
        self.handle(logging.LogRecord("jifen", logging.INFO, "", 0, text, None, None))

    def _open(self) -> TextIOWrapper:
        def opener(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        opened = open(self.baseFilename, self.mode, encoding="utf-8", opener=opener)  # noqa: SIM115
        return cast("TextIOWrapper", opened)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Nothing: a full disk is told where it matters."""
