"""Characters that the built-in font leaves out: taken from a system font, else shown and named."""

import sys
from pathlib import Path

import pymupdf
import pytest

from jifen_desktop.delivery import fonts
from jifen_desktop.delivery.pdf_kit import Canvas, Style

from .reading import assert_small_subset_fonts, opened, text_of


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
    """PyMuPDF's dingbats stand in for a system font; the big font has no scissors."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "dingbats.otf").write_bytes(pymupdf.Font("zadb").buffer)
    (tmp_path / "a-broken.ttf").write_bytes(b"\x00\x01\x00\x00 no font at all")
    (tmp_path / "empty.ttc").write_bytes(b"")
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    data, canvas = drawn("剪✄这里")
    assert canvas.fonts.missing == ()
    assert text_of(data) == "剪✄这里"
    with opened(data) as document:
        assert len({font[3] for font in document[0].get_fonts()}) == 2
    assert_small_subset_fonts(data)


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
