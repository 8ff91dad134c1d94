"""The whole journey by keys alone, with the focus to be seen at every stop."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.journey.showing import walked
from tests.journey.test_journey import papers
from tests.support.samples import ON

MOST_KEYS = 350
"""Typing and all."""


@pytest.mark.external("Xvfb")
def test_from_the_start_screen_to_the_files_and_back_without_a_mouse(
    tmp_path: Path, display: str
) -> None:
    files, fields, _ = papers(tmp_path)
    plan, result = tmp_path / "plan.json", tmp_path / "result.json"
    words = {
        "district": "徐汇区",
        "service": "积分申请（新办）",
        "fields": fields,
        "level": "本科",
        "files": files,
        "looks": [("看全文", "邮件"), ("打印地址标签", "打印预览")],
        "as_of": ON.isoformat(),
        "result": str(result),
    }
    plan.write_text(json.dumps(words), encoding="utf-8")
    done = walked("tests.journey.keyboard_walk", plan, display)
    assert result.exists(), done.stderr
    told = json.loads(result.read_text(encoding="utf-8"))
    assert not told["failure"], (told["acts"], told["failure"])
    assert done.returncode == 0, done.stderr
    assert told["platform"] == "xcb"
    print(f"{told['told']}:", *told["acts"], sep="\n  ")
    assert told["told"]["keys"] <= MOST_KEYS
    assert told["told"]["stops"] > 100
    assert told["acts"][-1] == "back at the start"
    with zipfile.ZipFile(Path(told["folder"]) / "张样本.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) >= len(files)
