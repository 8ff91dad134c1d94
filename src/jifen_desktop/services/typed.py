"""What an input method leaves behind: full-width letters, digits and signs where plain ones are meant."""

from unicodedata import normalize


def plain(text: str) -> str:
    """Numbers, codes and addresses as they are meant: ０２１－１ is 021-1. Not for names, whose characters stay."""
    return normalize("NFKC", text).strip()


def compact(text: str) -> str:
    """The same of a number that has no spaces: an ID number or credit code; letters become capitals."""
    return "".join(plain(text).split()).upper()
