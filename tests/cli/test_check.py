"""`check`: the findings, and nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.commands import Cli, tree
from tests.support.submissions import CENTRE, Person, Submission

GOOD = Submission("minhang", "reset_personal")


def test_check_writes_nothing_and_says_what_export_would(cli: Cli, tmp_path: Path) -> None:
    path = Submission("baoshan", "new").write(tmp_path / "in")
    before = tree(tmp_path)
    checked = cli("check", path, "--json")
    assert (checked.status, checked.err) == (0, "")
    assert tree(tmp_path) == before
    exported = cli("export", path, "--out", tmp_path / "out", "--json")
    assert checked.json["findings"] == exported.json["findings"]
    for found in checked.json["findings"]:
        assert set(found) >= {"code", "severity", "applicant", "material", "message"}
        assert found["severity"] == "warn"


def test_readable_findings_are_asked_to_be_confirmed(cli: Cli, tmp_path: Path) -> None:
    ran = cli("check", GOOD.write(tmp_path / "in"))
    assert (ran.status, ran.err) == (0, "")
    assert all(line.startswith("请确认：") for line in ran.out.splitlines())


def test_a_name_can_steer_no_terminal(cli: Cli, tmp_path: Path) -> None:
    """Escapes, bidi marks and line ends in a name: nothing of it reaches the console, and JSON stays exact."""
    name = "张样本\x1b[2J\u202e\r\n必须处理"
    path = Submission("baoshan", "new", [Person(name=name)]).write(tmp_path)
    ran = cli("check", path)
    assert "张样本[2J 必须处理：" in ran.out
    assert ran.out.replace("\n", "").isprintable()
    blocked = Submission("baoshan", "new", [Person(name=name, id_number="1")])
    ran = cli("check", blocked.write(tmp_path / "b"))
    assert "张样本[2J 必须处理：" in ran.err
    assert ran.err.replace("\n", "").isprintable()
    whose = {f["applicant"] for f in cli("check", path, "--json").json["findings"]}
    assert name in whose


def test_nothing_found_is_said_too(cli: Cli, tmp_path: Path) -> None:
    path = Submission("minhang", "renewal", [Person(papers=[])], papers=[]).write(tmp_path / "in")
    ran = cli("check", path)
    assert (ran.status, ran.out) == (0, "没有发现问题\n")


@pytest.mark.parametrize("key", ["address_of_2020"])
def test_what_is_confirmed_is_not_asked_again(cli: Cli, tmp_path: Path, key: str) -> None:
    asked = cli("check", GOOD.write(tmp_path / "a"))
    assert "收件地址来自2020年通知" in asked.out
    path = GOOD.but(more={"confirmed": [key]}).write(tmp_path / "b")
    assert "收件地址来自2020年通知" not in cli("check", path).out
    found = cli("check", path, "--json").json["findings"]
    assert [f["confirmed"] for f in found if f["code"] == key] == [True]


def test_a_block_cannot_be_confirmed(cli: Cli, tmp_path: Path) -> None:
    more = {"confirmed": ["applicant_name_missing"]}
    path = GOOD.but(people=[Person("")], more=more).write(tmp_path / "in")
    assert cli("check", path).status == 2


@pytest.mark.parametrize(
    ("district", "papers", "status"),
    [("baoshan", ["marriage_certificate"], 2), ("minhang", ["marriage_certificate"], 0)],
)
def test_only_what_the_district_itself_states_blocks(
    cli: Cli, tmp_path: Path, district: str, papers: list[str], status: int
) -> None:
    path = Submission(district, "reset_personal", [Person(papers=papers)]).write(tmp_path / "in")
    ran = cli("check", path, "--json")
    assert ran.status == status
    (missing,) = [f for f in ran.json["findings"] if f["code"] == "material_missing"]
    assert missing["material"] == "id_card"


def test_a_reason_turns_a_block_into_a_warning(cli: Cli, tmp_path: Path) -> None:
    person = Person(levels=["bachelor"])
    full = Submission("minhang", "education", [person])
    table = full.table()["applicants"][0]["documents"]
    papers = [paper for paper in table if paper != "chsi_status.bachelor"]
    lacking = Person(levels=["bachelor"], papers=papers)
    ran = cli("check", full.but(people=[lacking]).write(tmp_path / "a"))
    assert ran.status == 2
    excused = Person(
        levels=["bachelor"],
        papers=papers,
        more={"not_applicable": {"chsi_status.bachelor": "已毕业，无学籍报告"}},
    )
    ran = cli("check", full.but(people=[excused]).write(tmp_path / "b"))
    assert ran.status == 0
    assert "已毕业，无学籍报告" in ran.out


def test_one_picture_of_an_id_card_warns(cli: Cli, tmp_path: Path) -> None:
    path = GOOD.write(tmp_path / "in")
    text = path.read_text(encoding="utf-8").replace('    "person-1/id_card-b.jpg",\n', "")
    path.write_text(text, encoding="utf-8")
    ran = cli("check", path, "--json")
    assert ran.status == 0
    assert "one_side_only" in {f["code"] for f in ran.json["findings"]}


def test_the_day_comes_from_the_file_then_the_option(cli: Cli, tmp_path: Path) -> None:
    person = Person(more={"permit_valid_until": date(2027, 6, 30)})
    submission = Submission("jingan", "new", [person])
    path = submission.write(tmp_path / "in")
    assert cli("check", path, "--as-of", "2027-06-01").status == 0
    path = submission.but(more={"date": None}).write(tmp_path / "in-2")
    assert cli("check", path, "--as-of", "2027-06-01").status == 2
    assert cli("check", path, "--as-of", "2027-04-30").status == 0


def test_education_is_ignored_where_it_does_not_matter(cli: Cli, tmp_path: Path) -> None:
    row = {"education": [{"level": "bachelor", "report_valid_until": date(2020, 1, 1)}]}
    path = GOOD.but(people=[Person(more=row)]).write(tmp_path / "in")
    codes = {f["code"] for f in cli("check", path, "--json").json["findings"]}
    assert codes == {"address_of_2020", "page_small"}  # the pictures of these tests are tiny


def test_every_optional_key_is_accepted(cli: Cli, tmp_path: Path) -> None:
    submission = Submission(
        "xuhui",
        "new",
        [
            Person(
                levels=["bachelor"],
                more={
                    "permit_valid_until": date(2027, 6, 30),
                    "permit_renewed_on": date(2026, 11, 20),
                    "points_paths": ["education", "skills", "insurance"],
                    "service": "new",
                },
            )
        ],
        centre=CENTRE
        | {"dossier_phone": "021-00000001", "addressee": "样本中心", "address": "上海市样本路"},
        more={"channel": ["email", "courier"], "label": "a4", "confirmed": ["address_of_2020"]},
    )
    table = submission.table()
    row = table["applicants"][0]
    row["education"] = [
        {
            "level": "bachelor",
            "origin": "domestic",
            "degree": True,
            "report": "electronic",
            "report_valid_until": date(2026, 12, 31),
            "report_updated_on": date(2026, 11, 1),
        }
    ]
    path = submission.but(more=table).write(tmp_path / "in")
    ran = cli("check", path, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert "address_of_2020" not in {f["code"] for f in ran.json["findings"]}


def test_paths_decide_what_is_asked_for(cli: Cli, tmp_path: Path) -> None:
    def asked(**more: object) -> set[str]:
        person = Person(levels=["bachelor"], papers=["id_card"], more=more)
        path = Submission("xuhui", "new", [person]).write(tmp_path / f"in-{len(more)}-{more}")
        return {f["material"] for f in cli("check", path, "--json").json["findings"]}

    assert "diploma.bachelor" in asked()
    assert "diploma.bachelor" not in asked(points_paths=["spouse"])
    assert "diploma.bachelor" in asked(points_paths=["education"])
