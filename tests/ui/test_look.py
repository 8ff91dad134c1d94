"""The look is written down in one place: no colour, size of text or odd distance outside `ui/theme`; one table of
states; icons of one family, each of them used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import jifen_desktop
from jifen_desktop.resources import resource_path
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import DARK, LIGHT, TextRole
from jifen_desktop.ui.theme.tokens import TYPE_SCALE

_PACKAGE: Final = Path(jifen_desktop.__file__).parent
_UI: Final = _PACKAGE / "ui"
_FILES: Final = sorted(p for p in _UI.rglob("*.py") if "theme" not in p.relative_to(_UI).parts)
_COLOURS: Final = re.compile(
    r"[\"']#[0-9A-Fa-f]{3,8}[\"']|QColor\(\s*\d|QColor\(\s*[\"']|GlobalColor\.(?!transparent)|from(?:Rgb|Hsv|Hsl)\("
)
_TEXT_SIZES: Final = re.compile(r"\bQFont\(|setPointSize|setPixelSize|setPointSizeF|font-size")
_DISTANCES: Final = {"gap", "padding", "row_gap", "vertical", "below", "pad", "indent"}
_SETTERS: Final = {"setSpacing", "setContentsMargins", "addSpacing"}
_HAIRLINES: Final = (1, 2)
_ICON: Final = re.compile(r"<!-- @license lucide-static v[\d.]+ - ISC -->\s*<svg")


def _matches(pattern: re.Pattern[str], path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{path.name}:{number}: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(_UI)))
def test_a_file_of_the_window_writes_down_no_look_of_its_own(path: Path) -> None:
    faults = [*_matches(_COLOURS, path), *_matches(_TEXT_SIZES, path)]
    faults += [f"{path.name}:{line}: {number} pixels" for line, number in _odd_distances(path)]
    assert faults == []


def _odd_distances(path: Path) -> Iterator[tuple[int, int]]:
    """Distances between parts that are neither on the grid of 4 nor a hairline."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        values = [keyword.value for keyword in node.keywords if keyword.arg in _DISTANCES]
        if name in _SETTERS:
            values += node.args
        elif name == "add":
            values += node.args[1:]
        for value in values:
            number = value.value if isinstance(value, ast.Constant) else 0
            if isinstance(number, int) and number % 4 and number not in _HAIRLINES:
                yield node.lineno, number


def test_the_rules_find_what_they_are_for(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text(
        'page.add(x, 13)\nc = QColor("#FF0000")\nf.setPixelSize(11)\n', encoding="utf-8"
    )
    assert [number for _line, number in _odd_distances(path)] == [13]
    assert len(_matches(_COLOURS, path)) == len(_matches(_TEXT_SIZES, path)) == 1


def test_the_style_sheet_takes_its_colours_from_the_tokens() -> None:
    text = resource_path("look", "app.qss").read_text(encoding="utf-8")
    assert "$accent" in text
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|font", text.split("*/", 1)[1])


def test_text_is_never_smaller_than_12_and_its_lines_stand_on_the_grid() -> None:
    assert set(TYPE_SCALE) == set(TextRole)
    for step in TYPE_SCALE.values():
        assert step.px >= 12
        assert step.line % 4 == 0


def test_each_of_the_five_states_has_an_icon_of_its_own_and_a_colour() -> None:
    marks = {state: w.status_icon(state) for state in w.Status}
    assert len(marks) == 5
    assert len({icon for icon, _tone in marks.values()}) == 5  # told apart without colour
    assert len({tone for _icon, tone in marks.values()}) == 5
    for tokens in (LIGHT, DARK):
        assert len({tokens.color(tone) for _icon, tone in marks.values()}) == 5
    assert [state for state, (_icon, tone) in marks.items() if tone == "bad"] == [w.Status.PROBLEM]


def test_icons_are_of_one_family_and_all_used() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in _PACKAGE.rglob("*.py"))
    for path in sorted(resource_path("icons").glob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert _ICON.match(text), f"{path.name} is no Lucide icon"
        assert 'viewBox="0 0 24 24"' in text
        assert re.findall(r'(?:stroke|fill)="(?!currentColor|none)[^"]*"', text) == [], path.name
        assert f'"{path.stem}"' in source, f"nothing shows {path.name}"
