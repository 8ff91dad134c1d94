"""Brightness and contrast as one table for all 8-bit values; without Pillow, so that the window can use it too."""

from functools import cache


@cache
def tone_table(brightness: int, contrast: int) -> bytes:
    """What each value 0 to 255 becomes; both from -100 to 100, and 0 changes nothing.

    Brightness shifts by up to half the range, then contrast stretches by 1/4 to 4 times about the middle: a faint scan
    is first darkened until its print lies below the middle, then stretched.
    """
    shift, gain = brightness * 1.275, 4.0 ** (contrast / 100)
    values = ((value + shift - 127.5) * gain + 127.5 for value in range(256))
    return bytes(min(255, max(0, round(value))) for value in values)
