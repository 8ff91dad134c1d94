"""A small picture of a 12-megapixel JPEG that has no thumbnail of its own."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from benchmarks.kit import CACHE, Effort, Row, call, fresh, in_turns, missing, ms
from benchmarks.samples import photos
from jifen_desktop.intake.thumbnail import thumbnail_png

BOX = 160  # pixels, as the window asks for


def run(effort: Effort) -> list[Row]:
    """One row against djpeg, whose start is taken off, and vipsthumbnail."""
    path = photos(1, effort.small)[0]
    out = fresh(CACHE / "thumbnails")
    nothing = out / "1x1.jpg"
    _tiny(nothing)
    ways: dict[str, Callable[[], object]] = {"ours": lambda: thumbnail_png(path, 0, BOX)}
    lacking = missing("djpeg", "vipsthumbnail")
    work, target = (
        "thumbnail of a 12 MP JPEG without an EXIF thumbnail",
        "≤ 1.35 × `djpeg -scale 1/8 -grayscale` less process start; faster than `vipsthumbnail`",
    )
    if lacking:
        times = in_turns(ways, 3 * effort.rounds)
        return [Row(work, ms(times["ours"]), target=target, note=lacking)]
    djpeg = ("djpeg", "-scale", "1/8", "-grayscale", "-outfile", out / "djpeg.pgm")
    ways["djpeg"] = lambda: call(*djpeg, path)
    ways["start"] = lambda: call(*djpeg, nothing)
    ways["vips"] = lambda: call(
        "vipsthumbnail", path, "--size", str(BOX), "-o", str(out / "vips.png")
    )
    if not missing("convert"):
        ways["convert"] = lambda: call(
            "convert",
            "-define",
            f"jpeg:size={BOX}x{BOX}",
            path,
            "-thumbnail",
            f"{BOX}x{BOX}",
            out / "convert.png",
        )
    times = in_turns(ways, 5 * effort.rounds)
    bare = [one - start for one, start in zip(times["djpeg"], times["start"], strict=True)]
    slower = median(times["ours"]) / median(bare)
    vips = median(times["vips"]) / median(times["ours"])
    peers = (
        f"`djpeg` {ms(bare)} (+ {ms(times['start'])} start); `vipsthumbnail` {ms(times['vips'])}"
    )
    if "convert" in times:
        peers += f"; `convert -thumbnail` {ms(times['convert'])}"
    return [
        Row(
            work,
            ms(times["ours"]),
            peers,
            f"{slower:.2f} × djpeg; {vips:.2f} × faster than vipsthumbnail",
            target,
            slower <= 1.35 and vips > 1,
            f"Ours: colour, upright, as PNG of {BOX} pixels.",
        )
    ]


def _tiny(path: object) -> None:
    from PIL import Image

    Image.new("L", (1, 1)).save(str(path), "JPEG")
