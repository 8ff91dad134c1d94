"""The steps of the manual's walks, read as acts. Standard library only, so that any Python can follow them.

A step is an item of a numbered list in a chapter whose name has `walk` in it. Its first sentence is one act:

    点「名称」                        press a button, a link or a menu's entry
    选「名称」                        choose a tile, a radio button, a check box or a part of a switch
    不选「名称」                      take a check mark away
    在「名称」填 `内容`               put text into a field
    按 `Ctrl+V`                       press keys
    把「文件夹」里的文件拖进窗口，或点「名称」选它们    give all files of a folder
    点「名称」，存成「文件」          press, and answer the system's dialog for saving
    等到出现「文字」 看到「文字」     wait for a text; see a text

A name is the beginning of what the control is called for a screen reader. What follows the first 。 is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Act:
    """One act: its kind, the control's name or the text, and what else it needs (`value`).

    `value` is the text of `fill`, the folder of `give`, the file of `save`.
    """

    kind: str
    name: str
    value: str = ""


@dataclass(frozen=True)
class Step:
    """An act and where it stands: the chapter's file and the line, counted from 1; `text` is the whole item."""

    act: Act
    chapter: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.chapter}:{self.line} {self.text}"


@dataclass(frozen=True)
class Picture:
    """A picture that shows the program as the steps before it leave it."""

    file: str
    words: str
    chapter: str
    line: int


_NAME: Final = "「([^「」]+)」"
_FORMS: Final = (
    ("give", re.compile(rf"把{_NAME}里的文件拖进窗口，或点{_NAME}选它们")),
    ("save", re.compile(rf"点{_NAME}，存成{_NAME}")),
    ("fill", re.compile(rf"在{_NAME}填 `([^`]+)`")),
    ("press", re.compile(rf"点{_NAME}")),
    ("choose", re.compile(rf"选{_NAME}")),
    ("leave", re.compile(rf"不选{_NAME}")),
    ("keys", re.compile(r"按 `([^`]+)`")),
    ("wait", re.compile(rf"等到出现{_NAME}")),
    ("see", re.compile(rf"看到{_NAME}")),
)
_ITEM: Final = re.compile(r"\d+\. (.+)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(pictures/([^)]+)\)")


def read_act(text: str) -> Act:
    """The act of a step's first sentence; ValueError where it is none of the known forms."""
    sentence = text.split("。", 1)[0].strip()
    for kind, form in _FORMS:
        found = form.fullmatch(sentence)
        if found is None:
            continue
        first, *rest = found.groups()
        if kind == "give":
            return Act(kind, rest[0], first)
        return Act(kind, first, *rest)
    raise ValueError(f"no known form: {text}")


def read_walk(path: Path) -> Iterator[Step | Picture]:
    """The steps and pictures of a chapter, from top to bottom; ValueError names the line of an unknown form."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if item := _ITEM.match(line):
            try:
                yield Step(read_act(item[1]), path.name, number, item[1])
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from None
        elif picture := _PICTURE.match(line.strip()):
            yield Picture(picture[2], picture[1], path.name, number)


def walks(folder: Path) -> list[Path]:
    """The chapters that are walks."""
    return sorted(folder.glob("*walk*.md"))
