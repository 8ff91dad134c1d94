"""The manual's walks, followed step by step on the frozen program through the accessibility bus."""

from __future__ import annotations

from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District
from tests.frozen.follow import follow
from tests.frozen.follower import StepFailed
from tests.frozen.outcome import check_courier, check_outcome
from tests.manual.stage import walk_of
from tests.packaging.frozen import made_once


@pytest.fixture(scope="module")
def program() -> list[str]:
    """The frozen build."""
    return [str(made_once())]


pytestmark = pytest.mark.external(
    "Xvfb", "dbus-daemon", "dbus:org.a11y.Bus", "xdotool", "unzip", "pdftotext"
)


@pytest.mark.parametrize("district", [District.XUHUI, District.BAOSHAN, District.JINGAN])
def test_a_walk_of_the_manual_ends_in_the_files_that_it_promises(
    district: District, program: list[str], tmp_path: Path
) -> None:
    walked = follow(walk_of(district), district, program, tmp_path)
    check_outcome(walked.home, district, walked.given)


def test_a_walk_that_begins_with_keys_ends_in_sheets_and_a_label(
    program: list[str], tmp_path: Path
) -> None:
    chapter = Path(__file__).with_name("walk-courier-xuhui.md")
    check_courier(follow(chapter, District.XUHUI, program, tmp_path).home)


def test_a_step_that_cannot_be_done_is_named_with_a_picture(
    program: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.frozen.screen.LIMIT", 1.0)
    monkeypatch.setattr("tests.frozen.follow.PICTURES", tmp_path)
    chapter = tmp_path / "walk-xuhui.md"
    chapter.write_text("1. 点「新建申报」。\n2. 选「虚构区」。\n", encoding="utf-8")
    with pytest.raises(StepFailed, match=r"walk-xuhui\.md:2 选「虚构区」。\nnever came"):
        follow(chapter, District.XUHUI, program, tmp_path)
    assert (tmp_path / "walk-xuhui-2.png").exists()
