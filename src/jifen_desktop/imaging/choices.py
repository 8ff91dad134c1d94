"""What is known of a JPEG that might have to get smaller; plain values, so that the program starts without Pillow."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """How a picture is encoded: libjpeg's quality, pixels, and what its colours are in the file it replaces.

    `sampling` is the colour resolution as Pillow names it, `grey` a picture without colours.
    """

    quality: int
    width: int
    height: int
    sampling: str = "4:4:4"
    grey: bool = False


@dataclass(frozen=True)
class Choice:
    """What a setting probably gives: bytes, and how much of the picture is lost (1 - SSIM). No setting: untouched."""

    size: float
    loss: float
    setting: Setting | None = None


@dataclass(frozen=True)
class Sample:
    """A JPEG as far as it is known: its bytes and pixels as it is shown, and its choices from mild to harsh."""

    size: int
    width: int
    height: int
    choices: tuple[Choice, ...]
