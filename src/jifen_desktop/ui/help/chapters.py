"""The manual's chapters as they are shipped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jifen_desktop.resources import resource_path

_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


@dataclass(frozen=True)
class Chapter:
    """A chapter: `key` names it in the table of places, `title` in the contents; `text` is Markdown."""

    key: str
    title: str
    text: str

    def headings(self) -> list[str]:
        """From top to bottom, the title first."""
        return _HEADING.findall(self.text)

    def pictures(self) -> list[str]:
        """Names as the text has them, relative to the manual's folder."""
        return _PICTURE.findall(self.text)


def manual_folder() -> Path:
    """Where the chapters and their pictures lie."""
    return resource_path("manual")


@cache
def chapters() -> tuple[Chapter, ...]:
    """All of them in the order in which they are read. Raises OSError."""
    return tuple(map(_read, sorted(manual_folder().glob("*.md"))))


def _read(path: Path) -> Chapter:
    text = path.read_text(encoding="utf-8")
    number, _, key = path.stem.partition("-")
    return Chapter(key or number, _HEADING.findall(text)[0], text)
