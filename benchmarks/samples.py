"""Synthetic inputs, the same for the same number, made once into `build/benchmarks`."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.budget.pictures import photo, scan
from benchmarks.kit import CACHE

PICTURES = 12  # different ones; the files made of them differ in a comment


def photos(count: int, small: bool = False) -> list[Path]:
    """JPEGs of 12 megapixels (1 where `small`) and about 4 MB with sensor noise, no two files the same."""
    size = (1200, 900) if small else (4000, 3000)
    folder = CACHE / f"photos-{size[0]}"
    pictures = [
        _kept(folder / f"picture-{n}.jpg", partial(photo, n, size, 93))
        for n in range(min(count, PICTURES))
    ]
    return [
        _kept(folder / f"photo-{n:03}.jpg", partial(_commented, pictures[n % PICTURES], n))
        for n in range(count)
    ]


def scanned_pdf(pages: int, small: bool = False) -> Path:
    """A4 scans at 300 dpi (100 where `small`), each page one JPEG, as a copier writes them."""

    def make() -> bytes:
        import pymupdf

        size = (827, 1169) if small else (2480, 3508)
        with pymupdf.open() as doc:
            for n in range(pages):
                page = doc.new_page(width=595.2, height=841.92)
                page.insert_image(page.rect, stream=scan(100 + n, size, 82))
            data: bytes = doc.tobytes()
        return data

    return _kept(CACHE / f"scanned-{pages}{'-small' if small else ''}.pdf", make)


def printed_pdf() -> Path:
    """One A4 page as an office program writes it: text, a table's lines, a seal."""

    def make() -> bytes:
        import pymupdf

        dice = random.Random(7)
        with pymupdf.open() as doc:
            page = doc.new_page(width=595, height=842)
            font = pymupdf.Font("cjk")
            writer = pymupdf.TextWriter(page.rect)
            for line in range(46):
                words = "".join(dice.choices("上海市居住证积分申请样本材料单位姓名学历核实", k=34))
                writer.append((60, 70 + line * 16), words, font=font, fontsize=11)
            writer.write_text(page)
            for line in range(12):
                page.draw_line((60, 600 + line * 14), (535, 600 + line * 14))
            page.draw_circle((450, 720), 56, color=(0.8, 0.1, 0.1), width=3)
            doc.subset_fonts()
            data: bytes = doc.tobytes(garbage=4, deflate=True)
        return data

    return _kept(CACHE / "printed.pdf", make)


def _commented(picture: Path, number: int) -> bytes:
    """The JPEG with a comment (ITU-T T.81, B.2.4.5) behind its first marker."""
    data = picture.read_bytes()
    text = f"sample {number:03}".encode()
    return b"".join((data[:2], b"\xff\xfe", (len(text) + 2).to_bytes(2, "big"), text, data[2:]))


def _kept(path: Path, make: Callable[[], bytes]) -> Path:
    """The file, made where it isn't there yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temp = path.with_suffix(".part")
        temp.write_bytes(make())
        temp.replace(path)
    return path
