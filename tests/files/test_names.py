"""File names: legal on every system, readable, distinct."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jifen_desktop.files.names import display_name, distinct, folded, safe_name

ANY_TEXT = st.text(st.characters(), max_size=300)
SUFFIXES = st.sampled_from(["", ".zip", ".pdf", ".docx", "."])


@pytest.mark.parametrize(
    ("text", "suffix", "name"),
    [
        ("张三", ".zip", "张三.zip"),
        ("𬭎㛃·买买提", ".zip", "𬭎㛃·买买提.zip"),
        ("\ufa0c\U0002f800", "", "\ufa0c\U0002f800"),
        ("e\u0301\ufa0c", "", "\u00e9\ufa0c"),
        ('a<b>c:d"e/f\\g|h?i*j', "", "a＜b＞c：d＂e／f＼g｜h？i＊j"),
        ("NUL .pdf", "", "NUL_.pdf"),
        ("CON", ".zip", "CON_.zip"),
        ("com1.a.txt", "", "com1_.a.txt"),
        ("LPT³", ".pdf", "LPT³_.pdf"),
        ("CONIN$", "", "CONIN$_"),
        ("CONSOLE", "", "CONSOLE"),
        ("..", "", "未命名"),
        ("", ".zip", "未命名.zip"),
        (" . 张三. ", ".zip", "张三.zip"),
        ("张\n三\t四", "", "张 三 四"),
        ("a\u202egpj.exe\u200b\ufeff", "", "agpj.exe"),
        ("a\ud800b", "", "ab"),
        ("CON" + " " * 200 + "x", ".zip", "CON_.zip"),
        ("\U00031350", "", "\U00031350"),
    ],
    ids=range(19),
)
def test_examples(text: str, suffix: str, name: str) -> None:
    assert safe_name(text, suffix) == name


def test_a_name_of_fifty_characters_stays_whole() -> None:
    name = "阿卜杜拉·" * 10
    assert safe_name(name + "_110101199003070011", ".zip") == name + "_110101199003070011.zip"


@given(ANY_TEXT, SUFFIXES)
@example("𬭎" * 130, ".zip")
@example("e\u0301" * 130, ".zip")
@example("CON" + "." * 130 + "x", "")
def test_every_name_is_legal(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    assert 0 < len(name) <= 120
    assert len(name.encode("utf-8")) <= 200
    assert name[-1] not in ". "
    assert name[0] not in ". "
    assert not set('<>:"/\\|?*') & set(name)
    assert not {unicodedata.category(c) for c in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert name.endswith(suffix) or suffix == "."
    stem = name.split(".")[0].rstrip().casefold()
    assert stem not in {"con", "prn", "aux", "nul", "conin$", "conout$", "com1", "lpt1", "com²"}


@given(ANY_TEXT)
def test_twice_is_once(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@given(st.text(st.characters(categories=["Lo"]), min_size=1, max_size=40))
def test_ideographs_are_never_changed(text: str) -> None:
    kept = "".join(c for c in text if unicodedata.name(c, "").startswith("CJK"))
    if kept:
        assert safe_name(kept) == kept


def test_repeats_are_numbered_before_the_suffix() -> None:
    assert distinct(["张样本.zip"] * 3) == ["张样本.zip", "张样本-2.zip", "张样本-3.zip"]
    assert distinct(["a.JPG", "A.jpg"]) == ["a.JPG", "A-2.jpg"]
    assert distinct(["\u00e9", "e\u0301"]) == ["\u00e9", "e\u0301-2"]
    assert distinct(["a", "a", "a-2"]) == ["a", "a-3", "a-2"]
    assert distinct(["李1990.1", "李1990.1"]) == ["李1990.1", "李1990-2.1"]
    assert distinct([".zip", ".zip"]) == [".zip", ".zip-2"]
    assert distinct([]) == []


@given(st.lists(st.text(max_size=130).map(lambda t: safe_name(t, ".zip")), max_size=12))
def test_numbered_names_are_distinct_and_within_the_limits(names: list[str]) -> None:
    result = distinct(names + names)
    assert len({folded(name) for name in result}) == len(result)
    assert all(len(name) <= 120 and len(name.encode()) <= 200 for name in result)
    assert all(name.endswith(".zip") for name in result)


def test_names_in_messages_show_what_is_hidden() -> None:
    assert display_name("a\u202eb\nc\ud800") == "a�b�c�"
    assert display_name("𬭎㛃·张三.jpg") == "𬭎㛃·张三.jpg"
    long = display_name("长" * 400 + ".jpg")
    assert len(long) == 120
    assert long.endswith(".jpg")
    assert "…" in long


@given(ANY_TEXT)
def test_every_shown_name_is_printable(text: str) -> None:
    shown = display_name(text)
    assert len(shown) <= 120
    shown.encode("utf-8")
    assert "\n" not in shown
