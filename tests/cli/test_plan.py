"""`plan`: every pair has its answer in the promised shape, and as readable text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from jifen_desktop.domain.ids import District, Service
from tests.support.commands import Cli

OUTCOMES = {"submit", "online", "merged", "window", "telephone", "not_stated"}
BASES = {"stated", "carried", "silent"}
FORMS = {"original_photo", "original_scan_or_photo", "stamped_copy", "plain_scan", "as_is"}
SERVICES = [str(service) for service in Service]
NOTE = "依据2020年通知，办理前请向中心核实"


@pytest.mark.parametrize("district", [str(district) for district in District])
def test_every_service_has_the_promised_shape(cli: Cli, district: str) -> None:
    for service in SERVICES:
        ran = cli("plan", "--district", district, "--service", service, "--json")
        assert (ran.status, ran.err) == (0, "")
        plan = ran.json
        assert (plan["district"], plan["service"]) == (district, service)
        _check_head(plan)
        for channel in plan["channels"]:
            _check_channel(channel)
        for material in plan["materials"]:
            _check_material(material)
        for note in plan["conditions"] + plan["advice"]:
            assert note["code"]
            assert note["text"]
            assert note["basis"] in BASES
            assert isinstance(note["lines"], list)


def _check_head(plan: dict[str, Any]) -> None:
    assert plan["outcome"] in OUTCOMES
    lists = ("channels", "materials", "postponed", "companions", "conditions", "advice")
    assert all(isinstance(plan[name], list) for name in lists)
    assert set(plan["postponed"]) <= {"dossier_transfer", "external_letter"}
    submit = plan["outcome"] == "submit"
    assert bool(plan["materials"]) == submit
    assert (plan["archive"] is not None) == submit
    if submit:
        assert set(plan["archive"]) >= {"name", "image_format", "basis", "lines"}
        assert plan["archive"]["image_format"] in {"jpg", "as_is"}
        assert plan["subject"]
        assert plan["subject_basis"] in BASES
    else:
        assert plan["subject"] is None
        assert plan["subject_basis"] is None
    assert (plan["merged_into"] is not None) == (plan["outcome"] == "merged")
    if plan["outcome"] in {"online", "window", "telephone"}:
        assert [c["kind"] for c in plan["channels"]] == [plan["outcome"]]
    assert plan["note"] == NOTE


def _check_channel(channel: dict[str, Any]) -> None:
    assert set(channel) >= {"kind", "preferred", "address", "mailbox", "lines", "basis"}
    assert channel["basis"] in BASES
    if channel["kind"] == "courier":
        assert set(channel) >= {"addressee", "remark", "sender_phone_required"}
    else:
        assert channel["address"] is None
    if channel["kind"] == "email":
        assert channel["mailbox"] in {"points", "education", "accounts", "education_word"}


def _check_material(material: dict[str, Any]) -> None:
    wanted = [
        "id",
        "name",
        "scope",
        "required",
        "form",
        "basis",
        "lines",
        "education",
        "set",
        "alternatives",
    ]
    assert set(material) >= set(wanted)
    assert material["scope"] in {"applicant", "company"}
    assert material["form"] in FORMS
    assert material["basis"] in BASES
    assert material["set"] in {None, "electronic", "written"}
    assert isinstance(material["alternatives"], list)


def test_minhang_education_as_the_interface_prints_it(cli: Cli) -> None:
    pair = ("--district", "minhang", "--service", "education")
    plan = cli("plan", *pair, "--education", "bachelor", "--json").json
    email, courier = plan["channels"]
    assert (email["kind"], email["preferred"], email["mailbox"]) == ("email", True, "education")
    assert (email["lines"], email["basis"]) == ([5, 11, 12, 15, 16], "stated")
    assert courier["address"] == "上海市闵行区水清路388号"
    assert courier["addressee"] == "闵行区人才服务中心受理部"
    assert courier["remark"] == "积分办理"
    assert courier["sender_phone_required"] is False
    assert courier["lines"] == [5, 22]
    card = next(m for m in plan["materials"] if m["id"] == "id_card")
    assert card["form"] == "original_scan_or_photo"
    assert (card["basis"], card["lines"]) == ("stated", [20, 25])
    assert (card["education"], card["set"], card["alternatives"]) == (None, None, [])
    assert plan["subject"] == "{company}—{name}（教育背景核实）—共{n}人"
    assert plan["archive"]["name"] == "{name}.zip"
    assert plan["archive"]["lines"] == [20]


def test_education_marks_choose_the_papers(cli: Cli) -> None:
    def papers(*levels: str) -> dict[str, dict[str, Any]]:
        education = [part for level in levels for part in ("--education", level)]
        pair = ("--district", "minhang", "--service", "education")
        plan = cli("plan", *pair, *education, "--json").json
        return {m["id"]: m for m in plan["materials"]}

    bachelor = papers("bachelor")
    assert bachelor["chsi_filing.bachelor"]["set"] == "electronic"
    assert bachelor["chsi_filing.bachelor"]["alternatives"] == ["diploma_report_written.bachelor"]
    written = bachelor["diploma_report_written.bachelor"]
    assert written["alternatives"] == ["chsi_filing.bachelor", "chsi_status.bachelor"]
    assert written["education"] == "bachelor"
    assert "degree.bachelor" in bachelor
    assert not [m for m in papers("bachelor:no-degree") if m.startswith("degree")]
    assert set(papers("master:overseas")) == {
        "id_card",
        "diploma.master",
        "overseas_report.master",
    }
    assert [m for m in papers("secondary") if m != "id_card"] == ["diploma.secondary"]
    assert not [m for m in papers("associate") if m.startswith("degree")]
    both = papers("associate", "bachelor")
    assert {"diploma.associate", "diploma.bachelor"} <= set(both)


def test_readable_text_names_the_place_first(cli: Cli) -> None:
    ran = cli("plan", "--district", "minhang", "--service", "education", "--education", "bachelor")
    assert ran.status == 0
    card = next(line for line in ran.out.splitlines() if line.startswith("1. 身份证"))
    assert re.search(r"｜闵行区·[^\[\]]+ \[20、25\]", card)
    assert NOTE in ran.out


@pytest.mark.parametrize(
    ("district", "service", "words"),
    [
        ("minhang", "renewal", "网上"),
        ("pudong", "new", "窗口"),
        ("putuo", "new", "电话"),
        ("baoshan", "education", "积分申请（新办）"),
        ("minhang", "supplement", "通知没有说明"),
    ],
)
def test_other_outcomes_say_the_way(cli: Cli, district: str, service: str, words: str) -> None:
    ran = cli("plan", "--district", district, "--service", service)
    assert ran.status == 0
    assert words in ran.out
    assert NOTE in ran.out


def test_no_library_is_needed_or_made(cli: Cli, tmp_path: Path) -> None:
    library = tmp_path / "library"
    pair = ("--district", "xuhui", "--service", "new")
    assert cli("--library", library, "plan", *pair).status == 0
    (tmp_path / "file").write_bytes(b"in the way")
    assert cli("--library", tmp_path / "file", "plan", *pair).status == 0
    assert not library.exists()


def test_papers_that_a_call_may_ask_for_are_told_apart_from_what_is_handed_in(cli: Cli) -> None:
    plan = cli("plan", "--district", "putuo", "--service", "new", "--education", "bachelor")
    assert "可能要用到的材料" in plan.out
    assert "毕业证书（本科）" in plan.out
    told = cli("plan", "--district", "putuo", "--service", "new", "--json").json
    assert told["materials"] == []
    assert "id_card" in {row["id"] for row in told["to_have"]}
    assert {row["basis"] for row in told["to_have"]} == {"carried"}
    handed_in = cli("plan", "--district", "minhang", "--service", "new", "--json").json
    assert handed_in["materials"]
    assert handed_in["to_have"] == []
