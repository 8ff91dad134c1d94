"""Characters that the built-in font leaves out: taken from a system font, else shown and named."""

import sys
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from fontTools.ttLib import TTCollection, TTFont

from jifen_desktop.delivery import fonts
from jifen_desktop.delivery.font_cut import cut_out
from jifen_desktop.delivery.pdf_kit import Canvas, Style

from .fontmaking import make_font
from .reading import assert_small_subset_fonts, opened, text_of

RARE = "𬭎"  # beyond U+FFFF, and in no font that PyMuPDF carries


@pytest.fixture(autouse=True)
def _no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_folders", tuple)


def drawn(text: str) -> tuple[bytes, Canvas]:
    canvas = Canvas(100, 50)
    canvas.new_page()
    canvas.text(5, 5, text, Style(12))
    return canvas.finish(), canvas


def test_a_character_without_a_glyph_shows_and_is_named() -> None:
    data, canvas = drawn("欧阳𬭎王㛃·样本")
    assert text_of(data) == "欧阳〓王〓·样本"
    assert canvas.fonts.missing == ("𬭎", "㛃")
    assert fonts.missing_characters("欧阳𬭎\n王㛃·样本𬭎") == ("𬭎", "㛃")
    assert fonts.missing_characters("张样本 · Ab1（）—") == ()


def test_a_system_font_is_used_and_embedded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    make_font(tmp_path / "sub" / "rare.ttf", "样本体", RARE)
    (tmp_path / "a-broken.ttf").write_bytes(b"\x00\x01\x00\x00 no font at all")
    (tmp_path / "empty.ttc").write_bytes(b"")
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    data, canvas = drawn(f"王{RARE}样本")
    assert canvas.fonts.missing == ()
    assert text_of(data) == f"王{RARE}样本"
    with opened(data) as document:
        assert len({font[3] for font in document[0].get_fonts()}) == 2
        assert _ink(document[0], RARE) > 0.9
    assert_small_subset_fonts(data)
    assert data == drawn(f"王{RARE}样本")[0]


def _ink(page: Any, char: str) -> float:
    """How much of the box of a character is black; the made fonts draw full squares."""
    box = page.search_for(char)[0]
    middle = pymupdf.Rect(box.x0 + 2, box.y0 + 6, box.x1 - 2, box.y1 - 6)
    picture = page.get_pixmap(clip=middle, dpi=144, colorspace="gray")
    return float(sum(value < 128 for value in picture.samples) / len(picture.samples))


@pytest.mark.parametrize("cubic", [False, True])
def test_a_character_cut_out_of_a_font_stands_alone(tmp_path: Path, *, cubic: bool) -> None:
    path = make_font(tmp_path / "many.otf", "样本体", RARE + "王样本", cubic=cubic)
    cut = cut_out(str(path), RARE)
    assert cut is not None
    assert len(cut) < 2000
    (tmp_path / "cut.ttf").write_bytes(cut)
    with TTFont(tmp_path / "cut.ttf") as font:
        assert list(font.getBestCmap()) == [ord(RARE)]
    assert cut_out(str(path), "没") is None


def test_a_font_that_must_not_be_embedded_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_font(tmp_path / "1-forbidden.ttf", "Forbidden", RARE, embedding=0x0002)
    assert cut_out(str(tmp_path / "1-forbidden.ttf"), RARE) is None
    make_font(tmp_path / "2-editable.ttf", "Allowed", RARE, embedding=0x0008)
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    data, canvas = drawn(f"王{RARE}样本")
    assert canvas.fonts.missing == ()
    with opened(data) as document:
        assert any("Allowed" in font[3] for font in document[0].get_fonts())


def test_of_a_collection_the_mainlands_face_is_taken(tmp_path: Path) -> None:
    collection = TTCollection()
    for family in ("样本体 JP", "样本体 SC", "样本体 TC"):
        made = make_font(tmp_path / f"{family}.ttf", family, RARE)
        collection.fonts.append(TTFont(made))
    collection.save(tmp_path / "all.ttc")
    cut = cut_out(str(tmp_path / "all.ttc"), RARE)
    assert cut is not None
    (tmp_path / "cut.ttf").write_bytes(cut)
    with TTFont(tmp_path / "cut.ttf") as font:
        assert font["name"].getDebugName(1) == "样本体 SC"


def test_a_damaged_font_gives_nothing(tmp_path: Path) -> None:
    path = make_font(tmp_path / "font.ttf", "样本体", RARE)
    whole = path.read_bytes()
    for length in (0, 4, 100, len(whole) // 2):
        path.write_bytes(whole[:length])
        assert cut_out(str(path), RARE) is None


def test_the_usual_folders_are_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for platform in ("win32", "darwin", "linux"):
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setenv("WINDIR", "/windows")
        folders = fonts.font_folders()
        assert folders
        assert all(folder.is_absolute() for folder in folders)


def test_likely_fonts_come_first(tmp_path: Path) -> None:
    for name in ("aaa.ttf", "msyh.ttc", "simsunb.ttf", "note.txt"):
        (tmp_path / name).write_bytes(b"x")
    names = [Path(path).name for path in fonts._files((tmp_path,))]
    assert names == ["simsunb.ttf", "msyh.ttc", "aaa.ttf"]
