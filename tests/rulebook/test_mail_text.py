"""The mail's text as a template: places are filled once, empty lines go, what can't be used is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.rulebook.mail_text import (
    CONTACT,
    DEFAULT,
    MOST,
    PLACES,
    filled,
    has_place,
    template_problem,
)

VALUES = {name: f"<{name}>" for name, _ in PLACES}


def test_the_default_has_every_place_and_nothing_else() -> None:
    assert template_problem(DEFAULT) == ""
    assert all(has_place("", name) for name, _ in PLACES)
    assert "{" not in filled("", VALUES)


def test_a_line_whose_places_are_all_empty_is_left_out() -> None:
    text = "您好\n\n{申请人}\n\n{附件}{分封}\n\n人：{申请人}，件：{附件}\n再见"
    assert filled(text, {"附件": "一.zip"}) == "您好\n\n一.zip\n\n人：，件：一.zip\n再见\n"
    assert filled(text, {}) == "您好\n\n再见\n"


def test_a_value_that_looks_like_a_place_stays_as_it_is() -> None:
    assert filled("{单位}", {"单位": "{附件} \\1 {单位}", "附件": "x"}) == "{附件} \\1 {单位}\n"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{单位}{附 件}", "没有 {附 件} 这个位置"),
        ("{}", "没有 {} 这个位置"),
        ("字" * (MOST + 1), f"最多 {MOST} 个字"),
        ("a { b } c".replace(" b ", "\n"), ""),
        ("", ""),
    ],
)
def test_what_can_not_be_used_is_named(template: str, told: str) -> None:
    assert template_problem(template).startswith(told)
    assert bool(template_problem(template)) is bool(told)


def test_whether_the_contact_has_a_place() -> None:
    assert has_place("x {联系方式} y", CONTACT)
    assert not has_place("联系方式", CONTACT)


@given(st.text(), st.dictionaries(st.sampled_from([n for n, _ in PLACES]), st.text(max_size=20)))
def test_any_text_can_be_filled(template: str, values: dict[str, str]) -> None:
    text = filled(template, values)
    assert text.endswith("\n")
    template_problem(template)
