"""`import`: everybody or nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.commands import Cli

GOOD = "姓名,身份证号码,学历\n张样本,000000198603070013,本科\n李样本,,\n"


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIFEN_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


def put(tmp_path: Path, text: str) -> Path:
    """A roster in the code page of a Chinese Windows."""
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode("gb18030"))
    return path


def test_a_roster_becomes_a_submission(cli: Cli, tmp_path: Path) -> None:
    command = ("import", put(tmp_path, GOOD), "--district", "xuhui", "--company", "上海样本")
    ran = cli(*command, "--json")
    assert (ran.status, ran.err, ran.json["imported"]) == (0, "", 2)
    (line,) = cli("list", "--json").json["submissions"]
    assert line["id"] == ran.json["submission"]
    assert (line["company"], line["people"]) == ("上海样本", ["张样本", "李样本"])


def test_one_bad_cell_and_nobody_comes_in(cli: Cli, tmp_path: Path) -> None:
    path = put(tmp_path, GOOD + "王样本,123,\n,000000198603070013,\n")
    ran = cli("import", path, "--district", "xuhui")
    assert ran.status == 2
    assert [reason.split("：")[0] for reason in ran.reasons] == [
        "第 4 行“身份证号码”",
        "第 5 行“姓名”",
        "第 5 行“身份证号码”",
    ]
    assert "000000198603070013" not in ran.err
    assert cli("list", "--json").json == {"submissions": []}


@pytest.mark.parametrize("text", ["", "编号,电话\n1,2\n", "姓名,身份证号码\n"])
def test_what_is_no_roster_is_one_line(cli: Cli, tmp_path: Path, text: str) -> None:
    ran = cli("import", put(tmp_path, text), "--district", "xuhui")
    assert (ran.status, len(ran.reasons)) == (2, 1)
    assert "名单.csv" in ran.err
