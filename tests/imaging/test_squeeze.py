"""The size budget's solver: what tiles foretell, where the loss goes, what is never done."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pytest
from PIL import Image

from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging import limits
from jifen_desktop.imaging.choices import Choice, Sample, Setting
from jifen_desktop.imaging.squeeze import settle, solve
from jifen_desktop.imaging.ssim import ssim
from jifen_desktop.imaging.tiles import FLOOR, LEAST_SIDE, encode, sample
from jifen_desktop.intake.images import decode_page


def noisy(seed: int, size: tuple[int, int] = (900, 700), strength: float = 0.1) -> Image.Image:
    """Soft shapes under sensor-like noise; the same seed gives the same picture."""
    dice = random.Random(seed)
    soft = Image.frombytes("RGB", (9, 7), dice.randbytes(9 * 7 * 3)).resize(size)
    noise = Image.frombytes("RGB", size, dice.randbytes(size[0] * size[1] * 3))
    return Image.blend(soft, noise, strength)


def jpeg(image: Image.Image, quality: int = 95, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, **options)
    return buffer.getvalue()


def loaded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def squeezed(
    sources: Sequence[bytes], room: int, *, scaled: bool = False
) -> tuple[list[bytes], int]:
    """The pictures made to fit, and how many encodes it took."""
    samples = [sample(data, scaled=scaled) for data in sources]
    chosen = solve(samples, room)
    assert chosen is not None
    coded, encodes = list(sources), 0

    def again(which: int, choice: Choice) -> int:
        nonlocal encodes
        setting = choice.setting
        encodes += setting is not None
        coded[which] = encode(loaded(sources[which]), setting) if setting else sources[which]
        return len(coded[which])

    sizes = [again(i, c) if c.setting else len(coded[i]) for i, c in enumerate(chosen)]
    assert settle(samples, chosen, sizes, room, again)
    return coded, encodes


@pytest.mark.parametrize(
    "options",
    [
        {"subsampling": "4:2:0"},
        {"subsampling": "4:4:4", "optimize": True},
        {"subsampling": "4:2:0", "progressive": True},
    ],
    ids=["usual tables", "own tables", "progressive"],
)
def test_tiles_foretell_the_whole(options: dict[str, object]) -> None:
    image = noisy(1, (2000, 1500))
    data = jpeg(image, 93, **options)
    source = loaded(data)
    found = [c for c in sample(data, scaled=True).choices if c.setting]
    for choice in (found[0], found[8], found[16], found[-1]):
        assert choice.setting is not None
        assert choice.size == pytest.approx(len(encode(source, choice.setting)), rel=0.06)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_picture_smaller_than_the_tiles_is_sampled_whole(mode: str) -> None:
    data = jpeg(noisy(2, (200, 150)).convert(mode))
    choices = [c for c in sample(data, scaled=False).choices if c.setting]
    assert all(0 < c.size < 2 * len(data) for c in choices)


def test_a_photo_that_is_decoded_at_half_its_size_is_foretold_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "IMAGE_PIXELS", 2_999_999)
    data = jpeg(noisy(3, (2000, 1500)), 93, subsampling="4:2:0")
    told = sample(data, scaled=True)
    assert (told.size, told.width, told.height) == (len(data), 2000, 1500)
    shown = decode_page(data, Media.JPEG, 0)
    assert shown.size == (1000, 750)
    found = [c for c in told.choices if c.setting]
    for choice in (found[4], found[-1]):
        assert choice.setting is not None
        assert choice.size == pytest.approx(len(encode(shown, choice.setting)), rel=0.15)


def test_what_fits_is_left_alone() -> None:
    sources = [jpeg(noisy(i)) for i in range(3)]
    assert squeezed(sources, sum(map(len, sources))) == (sources, 0)


@pytest.mark.parametrize("share", [0.97, 0.8, 0.6, 0.45])
def test_ten_pictures_use_their_room_with_few_encodes(share: float) -> None:
    sources = [jpeg(noisy(i, strength=0.05 + 0.01 * i)) for i in range(10)]
    room = int(sum(map(len, sources)) * share)
    coded, encodes = squeezed(sources, room)
    assert 0.95 * room <= sum(map(len, coded)) <= room
    assert encodes <= 13
    assert all(loaded(c).size == (900, 700) for c in coded)


def test_the_same_pictures_give_the_same_bytes() -> None:
    sources = [jpeg(noisy(i)) for i in range(3)]
    room = sum(map(len, sources)) // 2
    assert squeezed(sources, room) == squeezed(sources, room)


def test_small_pictures_stay_as_they_are_where_that_suffices() -> None:
    small = [jpeg(noisy(i, (300, 200), 0.02), 75) for i in range(4)]
    large = [jpeg(noisy(9, (1600, 1200)))]
    room = sum(map(len, small)) + len(large[0]) * 6 // 10
    coded, encodes = squeezed([*small, *large], room)
    assert coded[:4] == small
    assert encodes <= 3


def test_pixels_go_only_when_quality_is_at_its_floor_and_never_below_theirs() -> None:
    source = jpeg(noisy(1, (2600, 1400)))
    known = sample(source, scaled=True)
    assert solve([known], int(known.size * 0.6)) == solve(
        [sample(source, scaled=False)], int(known.size * 0.6)
    )
    settings = [c.setting for c in known.choices if c.setting]
    assert min(s.quality for s in settings) == FLOOR
    assert all(s.quality == FLOOR for s in settings if s.width < 2600)
    narrow = min(s.width for s in settings)
    assert LEAST_SIDE <= narrow < 2600
    least = known.choices[-1].size
    assert solve([known], int(least * 0.9)) is None
    found = solve([known], int(least * 1.1))
    assert found is not None
    assert found[0].setting is not None
    assert found[0].setting.width < 2600


def test_grey_stays_grey_and_colour_resolution_stays() -> None:
    grey = jpeg(noisy(1).convert("L"))
    colour = jpeg(noisy(1), subsampling="4:2:0")
    (one,), _ = squeezed([grey], len(grey) // 2)
    (other,), _ = squeezed([colour], len(colour) // 2)
    assert loaded(one).mode == "L"
    assert loaded(other).layer[0][1:3] == (2, 2)  # type: ignore[attr-defined]


def test_pure_noise_is_encoded_too() -> None:
    size = (700, 500)
    noise = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))
    source = jpeg(noise, 98, subsampling="4:4:4")
    assert len(source) > size[0] * size[1]
    coded, _ = squeezed([source], int(len(source) * 0.8))
    assert len(coded[0]) <= len(source) * 0.8


def test_a_wrong_forecast_is_put_right_or_told() -> None:
    choices = tuple(Choice(1000 - 20 * i, 0.01 * i, Setting(100 - i, 10, 10)) for i in range(1, 30))
    samples = [Sample(1000, 10, 10, choices)] * 3
    chosen = [choices[10]] * 3
    sizes = [1200, 700, 700]
    asked: list[int] = []

    def again(which: int, choice: Choice) -> int:
        asked.append(which)
        return int(choice.size * 1.3)

    assert settle(samples, chosen, sizes, 2400, again)
    assert sum(sizes) <= 2400
    assert not settle(samples, [choices[-1]] * 3, [900] * 3, 2400, lambda *_: 900)


def test_likeness() -> None:
    image = noisy(1)
    assert ssim(image, image) == pytest.approx(1)
    fine, coarse = (loaded(jpeg(image, q)) for q in (90, 20))
    assert 0 < ssim(image, coarse) < ssim(image, fine) < 1
    with pytest.raises(ValueError, match="sizes"):
        ssim(image, image.crop((0, 0, 8, 8)))
