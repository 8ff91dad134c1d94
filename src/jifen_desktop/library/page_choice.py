"""Pages chosen in a submission file: "scan.pdf#1-2,5" is pages 1, 2 and 5 of scan.pdf."""

import re
from typing import Final

_CHOICE: Final = re.compile(r"(.+)#(\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*)", re.ASCII)


def page_choice(text: str) -> tuple[str, tuple[int, ...]]:
    """(file, pages from 0 in order); no pages where all are meant. ValueError for page 0 and for 5-2."""
    match = _CHOICE.fullmatch(text)
    if match is None:
        return text, ()
    pages: set[int] = set()
    for part in match[2].split(","):
        first, _, last = part.partition("-")
        span = range(int(first), int(last or first) + 1)
        if not span or not span[0]:
            raise ValueError("no such page")
        pages |= {number - 1 for number in span}
    return match[1], tuple(sorted(pages))
