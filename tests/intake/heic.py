"""A HEIC as phones write it: tiles on a grid, turned by a property (ISO/IEC 23008-12, 6.6.2.3 and 6.5.10)."""

from __future__ import annotations

import struct

from PIL import Image

from tests.intake.makers import saved

TILE = 128


def tiled_heic(image: Image.Image, quarter_turns: int = 0) -> bytes:
    """The image on a grid of 128-pixel tiles; shown turned anticlockwise by so many quarters."""
    columns, rows = -(-image.width // TILE), -(-image.height // TILE)
    whole = Image.new("RGB", (columns * TILE, rows * TILE))
    whole.paste(image)
    tiles, config = [], b""
    for number in range(columns * rows):
        x, y = number % columns * TILE, number // columns * TILE
        coded = saved(whole.crop((x, y, x + TILE, y + TILE)), "HEIF", quality=90)
        config = _find(coded, b"hvcC")
        tiles.append(_content(coded))
    grid = struct.pack(">4B2H", 0, 0, rows - 1, columns - 1, image.width, image.height)
    return _file(grid, tiles, config, image.size, quarter_turns)


def _file(
    grid: bytes, tiles: list[bytes], config: bytes, size: tuple[int, int], turns: int
) -> bytes:
    head = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    at = len(head) + len(_meta(grid, tiles, config, size, turns, 0)) + 8
    return (
        head + _meta(grid, tiles, config, size, turns, at) + _box(b"mdat", grid + b"".join(tiles))
    )


def _meta(
    grid: bytes, tiles: list[bytes], config: bytes, size: tuple[int, int], turns: int, at: int
) -> bytes:
    numbers = range(2, len(tiles) + 2)
    entries = _full(b"infe", 2, struct.pack(">2H4s", 1, 0, b"grid") + b"\0")
    entries += b"".join(
        _full(b"infe", 2, struct.pack(">2H4s", n, 0, b"hvc1") + b"\0", flags=1) for n in numbers
    )
    places = [(1, at, len(grid))]
    at += len(grid)
    for number, tile in zip(numbers, tiles, strict=True):
        places.append((number, at, len(tile)))
        at += len(tile)
    locations = struct.pack(">2BH", 0x44, 0, len(places)) + b"".join(
        struct.pack(">3H2I", number, 0, 1, start, length) for number, start, length in places
    )
    refers = struct.pack(f">2H{len(tiles)}H", 1, len(tiles), *numbers)
    properties = _box(
        b"ipco",
        _box(b"hvcC", config)
        + _full(b"ispe", 0, struct.pack(">2I", TILE, TILE))
        + _full(b"ispe", 0, struct.pack(">2I", *size))
        + _box(b"irot", bytes([turns])),
    )
    links = struct.pack(">I", len(tiles) + 1) + struct.pack(">H3B", 1, 2, 3, 0x84)
    links += b"".join(struct.pack(">H3B", n, 2, 0x81, 2) for n in numbers)
    return _full(
        b"meta",
        0,
        _full(b"hdlr", 0, bytes(4) + b"pict" + bytes(13))
        + _full(b"pitm", 0, struct.pack(">H", 1))
        + _full(b"iinf", 0, struct.pack(">H", len(tiles) + 1) + entries)
        + _full(b"iref", 0, _box(b"dimg", refers))
        + _box(b"iprp", properties + _full(b"ipma", 0, links))
        + _full(b"iloc", 0, locations),
    )


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def _full(kind: bytes, version: int, content: bytes, flags: int = 0) -> bytes:
    return _box(kind, bytes([version]) + flags.to_bytes(3, "big") + content)


def _find(data: bytes, kind: bytes) -> bytes:
    at = data.index(kind)
    return data[at + 4 : at - 4 + int.from_bytes(data[at - 4 : at], "big")]


def _content(data: bytes) -> bytes:
    """The one coded picture of a HEIC: all of its last box, which is mdat."""
    return _find(data, b"mdat")
