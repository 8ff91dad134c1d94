"""A mail that is too large, on the command line: told with its pages, compressed only with a yes in the file."""

from __future__ import annotations

from pathlib import Path

from tests.imaging.test_squeeze import jpeg, noisy
from tests.support.commands import Cli
from tests.support.submissions import CENTRE, Submission

LIMIT = 1 << 20
RESET = Submission("minhang", "reset_personal", centre=CENTRE | {"mailbox_limits": {"accounts": 1}})


def heavy(folder: Path, submission: Submission) -> Path:
    """The submission with two photos that are too much together."""
    path = submission.write(folder)
    for i, side in enumerate("ab"):
        photo = jpeg(noisy(i, (1000, 800)), 96, subsampling="4:2:0")
        (folder / f"person-1/id_card-{side}.jpg").write_bytes(photo)
    return path


def test_without_a_yes_the_pages_are_named_and_stay(cli: Cli, tmp_path: Path) -> None:
    path = heavy(tmp_path / "in", RESET)
    said = cli("check", path)
    assert said.status == 0
    assert "请确认：张样本：第 1 封邮件约 2 MB，超过收件邮箱的 1 MB" in said.out
    assert "同意后会压缩：「01-身份证-人像面.jpg」" in said.out
    assert "1000×800 像素不变" in said.out
    report = cli("export", path, "--out", tmp_path / "out", "--json").json
    assert {p["method"] for p in report["pages"]} == {"copied"}
    assert {p["done"] for p in report["compressed"]} == {False}
    assert (tmp_path / "out/邮件-1.eml").stat().st_size > LIMIT


def test_with_a_yes_they_are_compressed_and_named(cli: Cli, tmp_path: Path) -> None:
    path = heavy(tmp_path / "in", RESET.but(more={"confirmed": ["mail_compress"]}))
    assert "compressed" not in cli("check", path, "--json").json
    report = cli("export", path, "--out", tmp_path / "out", "--json").json
    assert (tmp_path / "out/邮件-1.eml").stat().st_size <= LIMIT
    named = {p["name"] for p in report["compressed"]}
    assert named == {p["name"] for p in report["pages"] if p["method"] == "encoded"}
    for page in report["compressed"]:
        before, after = page["bytes"]
        assert after < before
        assert page["done"]
    said = cli("export", path, "--out", tmp_path / "again")
    assert said.out.count("已压缩：「") == len(named)
