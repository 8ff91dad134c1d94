"""`sample`: what it writes is accepted by `export`, in every district and business."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Outcome, Service
from jifen_desktop.rulebook.load import load_rulebook
from tests.support.commands import Cli, tree
from tests.support.exports import entries, mail, names
from tests.support.submissions import Person, Submission

DAY = ("--as-of", "2026-11-23")


def _submit_pairs() -> Iterator[tuple[str, str]]:
    for district, rules in load_rulebook().districts.items():
        for service in Service:
            if rules.services[service].outcome == Outcome.SUBMIT:
                yield str(district), str(service)


PAIRS = list(_submit_pairs())
# Drawing all papers of these takes seconds, and the other districts' samples hold the same papers.
DRAWN_ONCE = {
    "new": {"jingan", "baoshan"},
    "education": {"minhang"},
    "add_dependant": {"huangpu"},
}
DRAWN = [pair for pair in PAIRS if pair[0] in DRAWN_ONCE.get(pair[1], {pair[0]})]


def test_as_many_pairs_as_the_table_of_rules_has() -> None:
    assert len(PAIRS) == 37


def _check_export(cli: Cli, path: Path, out: Path) -> None:
    checked = cli("check", path, "--json")
    assert (checked.status, checked.err) == (0, "")
    ran = cli("export", path, "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    report = ran.json
    assert names(out) == {Path(w["path"]).name for w in report["written"]}
    archives = [w for w in report["written"] if w["kind"] == "archive"]
    assert archives
    numbered = []
    for archive in archives:
        inside = [name.rpartition("/")[2] for name in entries(Path(archive["path"]))]
        assert [name[:3] for name in inside] == [f"{n:02d}-" for n in range(1, len(inside) + 1)]
        numbered += inside
    assert numbered == [p["name"] for p in report["pages"]]
    for number, subject in enumerate(report["subjects"], 1):
        assert mail(out / f"邮件-{number}.eml")["subject"] == subject
    assert ("地址标签.pdf" in names(out)) == ("寄件清单.pdf" in names(out))


@pytest.mark.parametrize(("district", "service"), PAIRS)
def test_a_complete_submission_of_every_pair(
    cli: Cli, tmp_path: Path, district: str, service: str
) -> None:
    levels = ["bachelor"] if service in ("new", "education") else []
    path = Submission(district, service, [Person(levels=levels)]).write(tmp_path / "in")
    _check_export(cli, path, tmp_path / "out")


@pytest.mark.parametrize(("district", "service"), DRAWN)
def test_the_sample_of_a_pair_is_accepted(
    cli: Cli, tmp_path: Path, district: str, service: str
) -> None:
    pair = ("--district", district, "--service", service)
    ran = cli("sample", tmp_path / "in", *pair, *DAY, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json == {"submission": str(tmp_path / "in/submission.toml")}
    _check_export(cli, tmp_path / "in/submission.toml", tmp_path / "out")


# The default of the others is `new`, which is drawn above.
OTHERS = [str(d) for d in District if (str(d), "new") not in PAIRS]


@pytest.mark.parametrize("district", OTHERS)
def test_a_district_without_new_has_a_sample_too(cli: Cli, tmp_path: Path, district: str) -> None:
    ran = cli("sample", tmp_path / "in", "--district", district, *DAY)
    assert ran.status == 0
    path = tmp_path / "in/submission.toml"
    assert str(path) in ran.out
    assert cli("export", path, "--out", tmp_path / "out").status == 0
    expected = "地址标签.pdf" if district == "pudong" else "办理说明.pdf"
    assert expected in names(tmp_path / "out")


def test_a_sample_says_that_it_is_one(cli: Cli, tmp_path: Path) -> None:
    ran = cli(
        "sample", tmp_path / "in", "--district", "minhang", "--service", "reset_personal", *DAY
    )
    assert "样本" in ran.out
    table = tomllib.loads((tmp_path / "in/submission.toml").read_text(encoding="utf-8"))
    assert table["company"]["email"].endswith("@example.invalid")
    assert set(table["company"]["phone"]) == set("021-")
    assert table["applicants"][0]["id_number"].startswith("000000")
    assert "样本" in table["applicants"][0]["name"]


def test_a_sample_never_overwrites(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "in/submission.toml"
    path.parent.mkdir()
    path.write_bytes(b"mine")
    before = tree(tmp_path)
    ran = cli("sample", path.parent, "--json")
    assert (ran.status, ran.json["written"]) == (2, [])
    (line,) = ran.reasons
    assert "submission.toml" in line
    assert "--replace" not in line  # which `sample` doesn't have
    assert tree(tmp_path) == before
    ran = cli("sample", path)
    assert ran.status == 2
    assert tree(tmp_path) == before
