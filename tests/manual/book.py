"""The chapters joined to one document, and what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.manual.grammar import walks

ROOT: Final = Path(__file__).parents[2]
CHAPTERS: Final = ROOT / "resources" / "manual"
PICTURES: Final = CHAPTERS / "pictures"
BOOK: Final = ROOT / "docs" / "使用手册.md"

_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(pictures/([^)]+)\)")
_HEADING: Final = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_HEAD: Final = "# 使用手册\n\n<!-- 由 ./dev manual 从 resources/manual 写出 -->\n\n"


def chapters(folder: Path) -> list[Path]:
    """In the order in which they are read."""
    return sorted(folder.glob("*.md"))


def headings(text: str) -> list[tuple[int, str]]:
    """(level, words) from top to bottom."""
    return [(len(found[1]), found[2]) for found in _HEADING.finditer(text)]


def pictures_of(paths: Iterable[Path]) -> list[str]:
    """The files that chapters show, each once."""
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return list(dict.fromkeys(name for text in texts for name in _PICTURE.findall(text)))


def pictures_of_scenes(folder: Path) -> list[str]:
    """Those that no walk takes: each bears the name of a scene."""
    taken = set(pictures_of(walks(folder)))
    return [name for name in pictures_of(chapters(folder)) if name not in taken]


def joined(folder: Path) -> str:
    """One document: contents, then the chapters a level deeper, with links to the pictures."""
    texts = [path.read_text(encoding="utf-8").strip() for path in chapters(folder)]
    titles = [headings(text)[0][1] for text in texts]
    contents = "\n".join(f"- [{title}](#{_slug(title)})" for title in titles)
    deeper = (_HEADING.sub(r"#\1 \2", text) for text in texts)
    linked = (text.replace("](pictures/", "](../resources/manual/pictures/") for text in deeper)
    return _HEAD + contents + "\n\n" + "\n\n".join(linked) + "\n"


def _slug(title: str) -> str:
    """The anchor that readers of Markdown give a heading: its letters, with - for spaces."""
    kept = (c for c in title.casefold() if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")
