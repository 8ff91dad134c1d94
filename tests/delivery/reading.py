"""Reading a PDF back: its text, and whether anything lies outside the page or over other text."""

from typing import Any

import pymupdf

MM = 25.4 / 72
# Ideographs fill the em square from 0.88 above the base line to 0.12 below it; the font's own boxes
# are higher.
ABOVE, BELOW = 0.88, 0.12

Box = tuple[float, float, float, float]


def opened(data: bytes) -> Any:
    return pymupdf.open(stream=data, filetype="pdf")


def text_of(data: bytes) -> str:
    """All text without white space and line ends."""
    with opened(data) as document:
        return squeezed("".join(page.get_text() for page in document))


def squeezed(text: str) -> str:
    return "".join(text.split())


def lines_of(page: Any) -> list[tuple[Box, str]]:
    """Every piece of text with the box that its ideographs fill, in points."""
    found = []
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                x0, _, x1, _ = span["bbox"]
                base, size = span["origin"][1], span["size"]
                box = (x0, base - ABOVE * size, x1, base + BELOW * size)
                if span["text"].strip():
                    found.append((box, span["text"]))
    return found


def assert_inside_and_apart(data: bytes, margin_mm: float = 2.0) -> None:
    """Nothing outside the page's margin, and no two pieces of text over each other."""
    margin = margin_mm / MM
    with opened(data) as document:
        for page in document:
            width, height = page.rect.width, page.rect.height
            lines = lines_of(page)
            for (x0, y0, x1, y1), text in lines:
                assert x0 >= margin, text
                assert y0 >= margin, text
                assert x1 <= width - margin, text
                assert y1 <= height - margin, text
            for index, (first, text) in enumerate(lines):
                for second, other in lines[index + 1 :]:
                    assert not _overlap(first, second), (text, other)


def _stored_font(document: Any, xref: int) -> int:
    """The bytes that a font takes in the file, for a font descriptor."""
    for key in ("FontFile", "FontFile2", "FontFile3"):
        kind, value = document.xref_get_key(xref, key)
        if kind == "xref":
            return len(document.xref_stream_raw(int(value.split()[0])))
    return 0


def _overlap(a: Box, b: Box, slack: float = 0.3) -> bool:
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def assert_small_subset_fonts(data: bytes) -> None:
    """Every font is embedded, as a subset, and the file stays small."""
    with opened(data) as document:
        fonts = {font for page in document for font in page.get_fonts(full=True)}
        assert fonts
        for xref, _, _, name, *_ in fonts:
            assert name[6] == "+", name
            assert document.extract_font(xref)[3], "embedded"
        stored = sum(_stored_font(document, xref) for xref in range(1, document.xref_length()))
        assert 0 < stored < 200_000
    assert len(data) < 200_000
