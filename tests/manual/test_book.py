"""The manual is whole: joined as its chapters are, every picture there and shown, no name that may not be in it."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from tests.manual.book import (
    BOOK,
    CHAPTERS,
    PICTURES,
    chapters,
    headings,
    joined,
    pictures_of,
    pictures_of_scenes,
)
from tests.pictures import SIZE

TEXTS = {path.name: path.read_text(encoding="utf-8") for path in chapters(CHAPTERS)}


def test_the_document_is_what_the_chapters_give() -> None:
    assert BOOK.read_text(encoding="utf-8") == joined(CHAPTERS), "run ./dev manual --text"


def test_every_picture_is_there_and_shown() -> None:
    assert sorted(pictures_of(chapters(CHAPTERS))) == sorted(p.name for p in PICTURES.iterdir())


def test_a_picture_that_no_walk_takes_is_a_scene() -> None:
    assert len(pictures_of_scenes(CHAPTERS)) < len(pictures_of(chapters(CHAPTERS))) / 4


def test_pictures_are_of_one_size_and_small() -> None:
    sizes = {}
    for path in PICTURES.iterdir():
        with Image.open(path) as picture:
            assert picture.size == SIZE, path.name
            assert picture.mode == "P", path.name
        sizes[path.name] = path.stat().st_size
    assert max(sizes.values()) <= 60_000, max(sizes, key=lambda name: sizes[name])
    assert sum(sizes.values()) <= 1_500_000


@pytest.mark.parametrize("name", TEXTS)
def test_a_chapter_has_one_title_and_headings_that_differ(name: str) -> None:
    found = headings(TEXTS[name])
    assert [level for level, _ in found].count(1) == 1
    assert found[0][0] == 1
    assert {level for level, _ in found} <= {1, 2}
    assert len({words for _, words in found}) == len(found)


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_leads_out_and_nothing_is_invented(name: str) -> None:
    """No links to the web, no mailbox but of example.com, no number that could be a telephone's."""
    text = TEXTS[name]
    assert not re.search(r"https?:|www\.|\]\((?!pictures/)", text)
    assert set(re.findall(r"@([\w.-]+\w)", text)) <= {"example.com"}
    assert set(re.findall(r"\b0\d{2,3}-\d+", text)) <= {"021-00000000"}
    assert set(re.findall(r"\b1[3-9]\d{9}\b", text)) == set()
    assert not re.search("抱歉|非法|错误代码", text)
