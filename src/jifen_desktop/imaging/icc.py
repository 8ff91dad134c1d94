"""An ICC profile without what it says about people and programs: its colours alone (ICC.1:2022, 7).

A profile can't be left out of a JPEG without changing its colours, and it holds free text
(description, copyright, device) that has no place in what goes out.
"""

from typing import Final

HEADER: Final = 128
MAX_PROFILE: Final = 8 << 20  # bytes; a print profile has 0.5 to 3 MB
MAX_TAGS: Final = 100  # the standard knows some sixty

# What a colour is computed from (9.2); every other tag is text, a measurement, or a maker's own.
_COLOUR: Final = frozenset(
    b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad chrm lumi cicp gamt rig0 rig2 "
    b"A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 "
    b"pre0 pre1 pre2".split()
)
_NEUTRAL_DATE: Final = bytes((7, 208, 0, 1, 0, 1)) + bytes(6)  # 2000-01-01, 7.2.8


class ProfileError(ValueError):
    """Not a profile that can be taken apart."""


def colours_of(profile: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """What a profile says about colours: its neutral header, and its colour tags' data by signature.

    Raises ProfileError.
    """
    size = int.from_bytes(profile[:4], "big")
    if not HEADER + 4 <= size <= min(len(profile), MAX_PROFILE) or profile[36:40] != b"acsp":
        raise ProfileError
    count = int.from_bytes(profile[HEADER : HEADER + 4], "big")
    if count > MAX_TAGS or HEADER + 4 + 12 * count > size:
        raise ProfileError
    tags: dict[bytes, bytes] = {}
    for at in range(HEADER + 4, HEADER + 4 + 12 * count, 12):
        name = profile[at : at + 4]
        start, length = (int.from_bytes(profile[i : i + 4], "big") for i in (at + 4, at + 8))
        if start + length > size or name in tags:
            raise ProfileError
        if name in _COLOUR:
            tags[name] = profile[start : start + length]
    return _header(profile), tags


def plain_profile(profile: bytes) -> bytes:
    """The profile with the same colours and neutral words; the same for its own result.

    Raises ProfileError.
    """
    header, tags = colours_of(profile)
    texts = _texts(new=profile[8] >= 4)
    start = HEADER + 4 + 12 * (len(tags) + len(texts))
    table, body = bytearray(), bytearray()
    placed: dict[bytes, int] = {}
    for name, data in (*texts.items(), *tags.items()):
        if data not in placed:
            body += bytes(-len(body) % 4)
            placed[data] = start + len(body)
            body += data
        table += name + placed[data].to_bytes(4, "big") + len(data).to_bytes(4, "big")
    body += bytes(-len(body) % 4)
    size = (start + len(body)).to_bytes(4, "big")
    count = (len(tags) + len(texts)).to_bytes(4, "big")
    return size + header[4:] + count + bytes(table) + bytes(body)


def _header(profile: bytes) -> bytes:
    """Version, class, spaces, flags, intent and illuminant; no size, date, maker, model, program, digest."""
    kept = bytearray(HEADER)
    for start, end in ((8, 24), (36, 40), (44, 48), (56, 80)):
        kept[start:end] = profile[start:end]
    kept[24:36] = _NEUTRAL_DATE
    return bytes(kept)


def _texts(*, new: bool) -> dict[bytes, bytes]:
    """The two texts that a profile must have: multiLocalizedUnicode from version 4 on (10.15)."""
    if new:
        word = "-".encode("utf-16-be")
        text = b"mluc" + bytes(4) + _numbers(1, 12) + b"enUS" + _numbers(len(word), 28) + word
        return {b"desc": text, b"cprt": text}
    described = b"desc" + bytes(4) + _numbers(2) + b"-\0" + bytes(8 + 3 + 67)
    return {b"desc": described, b"cprt": b"text" + bytes(4) + b"-\0"}


def _numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "big") for value in values)
