"""A JPEG without metadata: the same picture bit by bit, none of the words."""

import io
import random
from typing import Literal

import pytest
from PIL import Image, UnidentifiedImageError

from jifen_desktop.imaging.icc import ProfileError, colours_of, plain_profile
from jifen_desktop.imaging.jpeg import (
    JpegError,
    bare,
    is_bare_copy,
    orientation_of,
    picture_span,
)
from jifen_desktop.imaging.orientation import upright
from tests.imaging.profiles import linear_profile
from tests.intake.makers import exif, jpeg, noise, opened, picture, saved

TOKEN = b"SECRET-TOKEN"


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def after_start(data: bytes, *more: bytes) -> bytes:
    """Segments put behind the start marker."""
    return data[:2] + b"".join(more) + data[2:]


def stripped(data: bytes) -> bytes:
    return bare(data)


def scan_of(data: bytes) -> bytes:
    start, end = picture_span(data)
    return data[start:end]


JPEGS = {
    "plain": jpeg(),
    "grey": jpeg(picture().convert("L")),
    "cmyk": jpeg(picture().convert("CMYK")),
    "progressive": jpeg(progressive=True),
    "fine": jpeg(subsampling="4:4:4"),
    "rgb": jpeg(keep_rgb=True),
    "optimised": jpeg(noise(), optimize=True, quality=60),
    "restarts": jpeg(noise(), restart_marker_blocks=4),
    "dense": jpeg(dpi=(300, 300)),
    "profile": jpeg(icc_profile=linear_profile()),
    "mpo": saved(picture(), "MPO", save_all=True, append_images=[picture().rotate(180)]),
}


@pytest.mark.parametrize("case", JPEGS)
def test_the_picture_stays(case: str) -> None:
    source = JPEGS[case]
    copy = stripped(source)
    assert scan_of(copy) == scan_of(source)
    assert is_bare_copy(source, copy)
    before, after = opened(source), opened(copy)
    assert (after.mode, after.size) == (before.mode, before.size)
    assert after.tobytes() == before.tobytes()
    assert after.info.get("dpi") == before.info.get("dpi")
    assert stripped(copy) == copy


def test_words_go() -> None:
    tags = Image.Exif()
    tags[274], tags[270], tags[315] = 6, "SECRET-TOKEN", "SECRET-TOKEN"
    source = after_start(
        jpeg(exif=tags.tobytes(), comment=TOKEN, xmp=TOKEN),
        segment(0xED, b"Photoshop 3.0\0" + TOKEN),
        segment(0xE0, b"JFXX\0\x10" + TOKEN),
        segment(0xEE, b"other" + TOKEN),
        *(segment(0xE0 + n, TOKEN) for n in range(3, 16)),
    )
    assert source.count(TOKEN) == 20
    copy = stripped(source + TOKEN)
    assert TOKEN not in copy
    assert is_bare_copy(source, copy)
    assert dict(opened(copy).getexif()) == {274: 6}
    assert stripped(copy) == copy


def test_a_thumbnail_in_jfif_goes() -> None:
    plain = jpeg()
    assert plain[2:4] == b"\xff\xe0"
    thumb = b"\1\1" + TOKEN[:3]
    source = after_start(
        plain[:2] + plain[20:], segment(0xE0, b"JFIF\0\1\2\1\1\x2c\1\x2c" + thumb + TOKEN)
    )
    copy = stripped(source)
    assert TOKEN[:3] not in copy
    assert opened(copy).info["dpi"] == (300, 300)


def test_adobe_keeps_its_transform_alone() -> None:
    source = jpeg(picture().convert("CMYK"))
    at = source.index(b"\xff\xee")
    assert source[at + 2 : at + 4] == b"\0\x0e"
    longer = source[:at] + segment(0xEE, source[at + 4 : at + 16] + TOKEN) + source[at + 16 :]
    copy = stripped(longer)
    assert TOKEN not in copy
    assert copy == stripped(source)
    assert opened(copy).tobytes() == opened(source).tobytes()


@pytest.mark.parametrize("turned", range(1, 9))
def test_orientation_stays_or_is_set(turned: int) -> None:
    source = jpeg(exif=exif(turned), comment=TOKEN)
    assert orientation_of(source) == turned
    copy = stripped(source)
    assert opened(copy).getexif().get(274, 1) == turned
    assert (b"Exif" in copy) == (turned != 1)
    for wanted in range(1, 9):
        set_anew = bare(source, wanted)
        assert orientation_of(set_anew) == wanted
        assert is_bare_copy(source, set_anew, wanted)
        assert is_bare_copy(source, set_anew) == (wanted == turned)
        shown = upright(opened(set_anew), wanted)
        assert shown.tobytes() == upright(opened(source), wanted).tobytes()


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_impossible_orientation_is_none(order: Literal["little", "big"], value: int) -> None:
    fields = [(8, 4), (1, 2), (274, 2), (3, 2), (1, 4), (value, 2), (0, 2), (0, 4)]
    block = b"II*\0" if order == "little" else b"MM\0*"
    block += b"".join(number.to_bytes(size, order) for number, size in fields)
    assert orientation_of(jpeg(exif=b"Exif\0\0" + block)) == 1


def test_orientation_by_xmp_where_exif_says_nothing() -> None:
    packet = b'<x:xmpmeta tiff:Orientation="6">' + TOKEN
    source = jpeg(xmp=packet)
    copy = stripped(source)
    assert TOKEN not in copy
    assert opened(source).getexif()[274] == opened(copy).getexif()[274] == 6
    assert orientation_of(jpeg(xmp=packet, exif=exif(3))) == 3


def test_a_profile_keeps_its_colours_and_loses_its_words() -> None:
    told = linear_profile().replace("xxxx".encode("utf-16-be"), "SECR".encode("utf-16-be"))
    assert told != linear_profile()
    source = jpeg(icc_profile=told)
    kept = opened(stripped(source)).info["icc_profile"]
    assert "SECR".encode("utf-16-be") in source
    assert "SECR".encode("utf-16-be") not in kept
    assert colours_of(kept) == colours_of(told)
    assert plain_profile(kept) == kept


def test_a_large_profile_goes_in_pieces() -> None:
    large = bytearray(linear_profile())
    curve = b"curv" + bytes(4) + (50_000).to_bytes(4, "big") + bytes(100_000)
    count = int.from_bytes(large[128:132], "big")
    for at in range(132, 132 + 12 * count, 12):
        if large[at : at + 4] == b"gTRC":
            large[at + 4 : at + 12] = len(large).to_bytes(4, "big") + len(curve).to_bytes(4, "big")
    large += curve
    large[:4] = len(large).to_bytes(4, "big")
    source = jpeg(icc_profile=bytes(large))
    copy = stripped(source)
    assert copy.count(b"ICC_PROFILE\0") == 2
    assert colours_of(opened(copy).info["icc_profile"]) == colours_of(bytes(large))
    assert is_bare_copy(source, copy)


@pytest.mark.parametrize("data", [b"", bytes(200), linear_profile()[:300], b"x" * 4096])
def test_what_is_no_profile_is_refused(data: bytes) -> None:
    with pytest.raises(ProfileError):
        plain_profile(data)
    if data:
        with pytest.raises(JpegError):
            stripped(jpeg(icc_profile=data))


def test_filling_and_litter_between_segments_go() -> None:
    source = jpeg()
    at = source.index(b"\xff\xdb")
    filled = source[:at] + b"\xff\xff\xff" + source[at:]
    littered = source[:at] + TOKEN + source[at:]
    assert stripped(filled) == stripped(littered) == stripped(source)
    assert opened(littered).tobytes() == opened(source).tobytes()


def plain_with(change: str) -> bytes:
    data = jpeg()
    frame, tables = data.index(b"\xff\xc0"), data.index(b"\xff\xdb")
    scan = data.index(b"\xff\xda")
    return {
        "no-end": data[:-2],
        "cut": data[: len(data) // 2],
        "cut-in-head": data[: tables + 10],
        "two-frames": data[:scan] + data[frame : frame + 19] + data[scan:],
        "no-frame": data[:frame] + data[frame + 19 :],
        "arithmetic": data[:frame] + b"\xff\xc9" + data[frame + 2 :],
        "twelve-bits": data[: frame + 4] + b"\x0c" + data[frame + 5 :],
        "two-starts": b"\xff\xd8" + data,
        "unknown": data[:tables] + segment(0xF7, b"xy") + data[tables:],
        "no-length": data[:tables] + b"\xff\xe5\0\0" + data[tables:],
        "words-amid-scans": _amid(jpeg(progressive=True)),
        "not-a-jpeg": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "empty": b"",
        "start-alone": b"\xff\xd8",
    }[change]


def _amid(data: bytes) -> bytes:
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff\xc4", first)
    return data[:second] + segment(0xFE, TOKEN) + data[second:]


@pytest.mark.parametrize(
    "change",
    [
        "no-end",
        "cut",
        "cut-in-head",
        "two-frames",
        "no-frame",
        "arithmetic",
        "twelve-bits",
        "two-starts",
        "unknown",
        "no-length",
        "words-amid-scans",
        "not-a-jpeg",
        "empty",
        "start-alone",
    ],
)
def test_what_is_not_understood_is_refused(change: str) -> None:
    data = plain_with(change)
    with pytest.raises(JpegError):
        stripped(data)
    assert not is_bare_copy(data, data)
    assert not is_bare_copy(jpeg(), data)


def test_any_change_of_a_copy_is_seen() -> None:
    """Each byte changed one by one, one too many, one too few."""
    source = jpeg(Image.new("L", (8, 8), 100), icc_profile=linear_profile(), exif=exif(6))
    copy = stripped(source)
    assert is_bare_copy(source, copy)
    for at in range(len(copy)):
        assert not is_bare_copy(source, copy[:at] + bytes((copy[at] ^ 1,)) + copy[at + 1 :])
    assert not is_bare_copy(source, copy + b"x")
    assert not is_bare_copy(source, copy[:-1])
    assert not is_bare_copy(source, source), "words are no part of a bare copy"


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
def test_broken_files_are_refused_or_stay_the_same_picture() -> None:
    chance = random.Random(20_261_123)
    seen = {"refused": 0, "same": 0, "undecodable": 0}
    for _ in range(400):
        data = bytearray(chance.choice(list(JPEGS.values())))
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(min(len(data), 1200))] = chance.randrange(256)
        mutated = bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        try:
            copy = stripped(mutated)
        except JpegError:
            seen["refused"] += 1
            continue
        assert is_bare_copy(mutated, copy)
        seen[_compared(mutated, copy)] += 1
    assert seen["refused"] > 100
    assert seen["same"] > 50


def _compared(source: bytes, copy: bytes) -> str:
    """Whatever Pillow makes of the source it makes of the copy."""
    try:
        with Image.open(io.BytesIO(source), formats=("JPEG",)) as before:
            before.load()
            pixels = before.tobytes()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError):
        return "undecodable"
    with Image.open(io.BytesIO(copy), formats=("JPEG",)) as after:
        after.load()
        assert after.tobytes() == pixels
    return "same"
