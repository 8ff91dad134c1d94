"""The pages of `docs/rules/` say what the rulebook says; `./dev rules` writes them anew."""

import re
from pathlib import Path

from jifen_desktop.rulebook.load import load_rulebook
from tests.rules_pages.__main__ import FOLDER
from tests.rules_pages.pages import all_pages


def test_the_pages_are_what_the_rulebook_gives() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert kept == all_pages()


def test_every_line_of_a_districts_stretch_is_shown_once() -> None:
    for district in load_rulebook().districts.values():
        if district.lines:
            first, last = district.lines
            page = Path(FOLDER / f"{district.id}.md").read_text(encoding="utf-8")
            table = page.partition("## 逐行对照")[2]
            numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)]
            assert numbers == list(range(first, last + 1))
