"""A PNG without metadata: the same picture, none of the words."""

import io
import random
import zlib
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from jifen_desktop.imaging.icc import colours_of
from jifen_desktop.imaging.png import PngError, bare, chunks, packed
from tests.imaging.profiles import linear_profile
from tests.intake.makers import exif, opened, picture, saved

TOKEN = "SECRET-TOKEN"


def told() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", TOKEN)
    info.add_text("Comment", TOKEN, zip=True)
    info.add_itxt("XML:com.adobe.xmp", TOKEN)
    info.add(b"tIME", bytes(7))
    info.add(b"prVt", TOKEN.encode())
    return info


PICTURES: dict[str, tuple[Image.Image, dict[str, Any]]] = {
    "rgb": (picture(), {}),
    "alpha": (picture().convert("RGBA"), {}),
    "palette": (picture().quantize(8), {"transparency": 3}),
    "deep": (Image.new("I;16", (9, 7), 20_000), {}),
    "bits": (picture().convert("1"), {}),
    "dense": (picture(), {"dpi": (300, 300)}),
    "profile": (picture(), {"icc_profile": linear_profile()}),
}


@pytest.mark.parametrize("case", PICTURES)
def test_the_picture_stays_and_words_go(case: str) -> None:
    image, options = PICTURES[case]
    source = saved(image, "PNG", pnginfo=told(), exif=exif(6), **options) + TOKEN.encode()
    copy = bare(source)
    assert bare(copy) == copy
    assert TOKEN.encode() not in copy
    assert b"eXIf" in source
    assert not {kind for kind, _ in chunks(copy)} & {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
    before, after = opened(source), opened(copy)
    assert (after.mode, after.tobytes(), after.getpalette()) == (
        before.mode,
        before.tobytes(),
        before.getpalette(),
    )
    for key in ("transparency", "dpi"):
        assert after.info.get(key) == before.info.get(key)
    if case == "profile":
        assert colours_of(after.info["icc_profile"]) == colours_of(linear_profile())


def test_of_a_moving_picture_the_first_stays() -> None:
    source = saved(picture(), "PNG", save_all=True, append_images=[picture().rotate(180)])
    copy = opened(bare(source))
    assert getattr(copy, "n_frames", 1) == 1
    assert copy.tobytes() == picture().tobytes()


def test_what_is_not_understood_is_refused() -> None:
    whole = saved(picture(), "PNG")
    bad = packed([*list(chunks(whole))[:1], (b"iCCP", b"x\0\0" + zlib.compress(b"no profile"))])
    endless = (b"iCCP", b"x\0\0" + zlib.compress(bytes(20 << 20)))
    for data in (b"", whole[:-1], whole[:40], b"\xff\xd8\xff", bad, packed([endless])):
        with pytest.raises(PngError):
            bare(data)


def test_broken_files_are_refused_or_taken_apart() -> None:
    chance = random.Random(20_261_123)
    for _ in range(300):
        data = bytearray(saved(picture(), "PNG", pnginfo=told(), icc_profile=linear_profile()))
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            copy = bare(bytes(data))
        except PngError:
            continue
        assert io.BytesIO(copy).read(8) == b"\x89PNG\r\n\x1a\n"
