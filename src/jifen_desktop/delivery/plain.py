"""Cleaning of text that the user typed or pasted, before it goes into headers, pages and lists."""

import unicodedata

# Control and format characters (bidi marks, zero-width signs), lone surrogates and noncharacters
# (U+FFFE, which XML refuses). Private use and unassigned characters stay: rare ideographs of names
# are among them.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


def one_line(text: str) -> str:
    """The text on one line: line ends and tabs become single spaces, invisible characters go.

    A header or a file name made from it can't be split in two.
    """
    return " ".join("".join(_visible(c) for c in text).split())


def many_lines(text: str) -> list[str]:
    """The text's own lines, each cleaned like `one_line`; at least one, which may be empty."""
    return [one_line(line) for line in text.splitlines()] or [""]


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    dropped = unicodedata.category(char) in _DROPPED or (ord(char) & 0xFFFE) == 0xFFFE
    return "" if dropped else char
