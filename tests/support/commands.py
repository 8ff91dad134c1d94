"""What a command of this process did, and what lies in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)

    @property
    def reasons(self) -> list[str]:
        """The lines on stderr; every one is whole."""
        assert self.err == "" or self.err.endswith("\n")
        return self.err.splitlines()


Cli = Callable[..., Ran]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything under a folder, hidden entries too: bytes of files, None for folders."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None
        for p in sorted(folder.rglob("*"))
    }
