"""Every step of the manual's walks can be done with the program as it is, and ends in the files that it names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from jifen_desktop.domain.ids import District
from tests import pictures
from tests.manual.book import CHAPTERS
from tests.manual.grammar import Picture, Step, read_act, read_walk, walks
from tests.manual.stage import district_of, staged, walk_of


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application as in the pictures."""
    pictures.dress(qapp)
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's documents, where the exports go."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "Documents"


def exported(documents: Path) -> Path:
    """The one folder that was written."""
    (folder,) = (path for path in documents.rglob("*") if (path / "材料清单.pdf").exists())
    return folder


def test_there_is_a_walk_for_each_way() -> None:
    assert [district_of(path) for path in walks(CHAPTERS)] == [
        District.XUHUI,
        District.BAOSHAN,
        District.JINGAN,
    ]


@pytest.mark.parametrize("district", [District.XUHUI, District.BAOSHAN, District.JINGAN])
@pytest.mark.usefixtures("dressed")
def test_every_step_can_be_done(district: District, tmp_path: Path, documents: Path) -> None:
    taken: list[Picture] = []
    with staged(tmp_path, district) as walker:
        walker.walk(walk_of(district), taken.append)
    folder = exported(documents)
    (archive,) = folder.glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
    assert len(names) >= 18
    first = message_from_bytes((folder / "邮件-1.eml").read_bytes(), policy=policy.default)
    assert first["To"] == "jifen@example.com"
    assert [part.get_filename() for part in first.iter_attachments()] == [archive.name]
    assert (list(folder.glob("*.docx")) != []) is (district is District.JINGAN)
    assert len(taken) >= 5


def test_a_name_that_nothing_bears_is_found_out(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dressed is not None
    monkeypatch.setattr("tests.manual.walker.LIMIT", 200)
    chapter = tmp_path / "walk.md"
    chapter.write_text("1. 点「新建申报」。\n2. 选「虚构区」。\n", encoding="utf-8")
    with (
        staged(tmp_path, District.XUHUI) as walker,
        pytest.raises(AssertionError, match=re.escape("walk.md:2 选「虚构区」。: never came")),
    ):
        walker.walk(chapter)


@pytest.mark.parametrize(
    "text",
    [
        "打开「设置」。",
        "点新建申报。",
        "点「新建申报」，再点「继续」。",
        "在「姓名」填「张样本」。",
    ],
)
def test_a_form_that_nobody_knows_is_an_error(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no known form"):
        read_act(text)
    chapter = tmp_path / "walk.md"
    chapter.write_text(f"# 例\n\n1. {text}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("walk.md:3")):
        list(read_walk(chapter))


def test_what_follows_the_first_sentence_is_for_people() -> None:
    act = read_act("在「姓名」填 `张样本`。点「这里」也行。")
    assert (act.kind, act.name, act.value) == ("fill", "姓名", "张样本")
    steps = [each for each in read_walk(walk_of(District.BAOSHAN)) if isinstance(each, Step)]
    assert {step.act.kind for step in steps} >= {"press", "choose", "leave", "fill", "give", "save"}
