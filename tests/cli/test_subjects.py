"""Subjects and file names, letter by letter as the notice's formats give them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.commands import Cli
from tests.support.exports import attachments, entries, mail, names
from tests.support.submissions import COMPANY, NUMBERS, Person, Submission

FIRM = "上海样本信息技术有限公司"
ZHANG = Person("张样本", NUMBERS[0])
LI = Person("李样本", NUMBERS[1])
RIDER = Person("赵样本", NUMBERS[2], service="renewal", papers=())

# district, service, people -> subjects and archives
CASES: dict[str, tuple[str, str, Sequence[Person], list[str], list[str]]] = {
    "minhang new": (
        "minhang",
        "new",
        [ZHANG],
        [f"{FIRM}—张样本（新办）—共1人"],
        ["张样本.zip"],
    ),
    "minhang new, three": (
        "minhang",
        "new",
        [ZHANG, LI, RIDER],
        [f"{FIRM}—张样本（新办）+李样本（新办）+赵样本（续办）—共3人"],
        ["张样本.zip", "李样本.zip"],
    ),
    "xuhui new, rider first": (
        "xuhui",
        "new",
        [RIDER, ZHANG],
        [f"{FIRM}—赵样本（续办）+张样本（新办）—共2人"],
        ["张样本.zip"],
    ),
    "minhang education, two": (
        "minhang",
        "education",
        [Person("张样本", levels=["bachelor"]), Person("李样本", NUMBERS[1], ["secondary"])],
        [f"{FIRM}—张样本（教育背景核实）+李样本（教育背景核实）—共2人"],
        ["张样本.zip", "李样本.zip"],
    ),
    "minhang reset, two": (
        "minhang",
        "reset_personal",
        [ZHANG, LI],
        [f"{FIRM}—个人账号密码重置"],
        ["张样本.zip", "李样本.zip"],
    ),
    "xuhui company": (
        "xuhui",
        "register_company",
        [],
        [f"{FIRM}—单位注册"],
        [f"{FIRM}.zip"],
    ),
    "xuhui dependants": (
        "xuhui",
        "add_dependant",
        [ZHANG],
        [f"{FIRM}—增加同住人"],
        ["张样本.zip"],
    ),
    "baoshan new, two": (
        "baoshan",
        "new",
        [ZHANG, LI],
        [
            f"【{FIRM}】+【张样本】+【{NUMBERS[0]}】+【积分新办】",
            f"【{FIRM}】+【李样本】+【{NUMBERS[1]}】+【积分新办】",
        ],
        ["张样本.zip", "李样本.zip"],
    ),
    "huangpu new": (
        "huangpu",
        "new",
        [ZHANG],
        [f"【{FIRM}】+【张样本】+【{NUMBERS[0]}】+【积分新办】"],
        ["张样本.zip"],
    ),
    "hongkou new": (
        "hongkou",
        "new",
        [ZHANG],
        [f"【积分新办】+【{FIRM}】+【张样本】+【{NUMBERS[0]}】"],
        ["张样本.zip"],
    ),
    "hongkou reset": (
        "hongkou",
        "reset_personal",
        [ZHANG],
        [f"【个人账号密码重置】+【{FIRM}】+【张样本】+【{NUMBERS[0]}】"],
        ["张样本.zip"],
    ),
    "hongkou company": (
        "hongkou",
        "reset_company",
        [],
        [f"【单位账号密码重置】+【{FIRM}】+【王样本】"],
        [f"{FIRM}.zip"],
    ),
    "jingan change of employer": (
        "jingan",
        "change_employer",
        [ZHANG, LI],
        ["20261123单位变更样本信息张样本", "20261123单位变更样本信息李样本"],
        ["20261123单位变更样本信息张样本.zip", "20261123单位变更样本信息李样本.zip"],
    ),
    "jingan dependants": (
        "jingan",
        "add_dependant",
        [ZHANG],
        ["20261123添加随员样本信息张样本"],
        ["20261123添加随员样本信息张样本.zip"],
    ),
    "jingan reset": (
        "jingan",
        "reset_personal",
        [ZHANG],
        ["20261123密码重置样本信息张样本"],
        ["20261123密码重置样本信息张样本.zip"],
    ),
    "jingan company reset": (
        "jingan",
        "reset_company",
        [],
        ["20261123密码重置样本信息王样本"],
        ["20261123密码重置样本信息王样本.zip"],
    ),
    "jingan other": (
        "jingan",
        "change_company",
        [],
        ["20261123单位信息变更样本信息王样本"],
        ["20261123单位信息变更样本信息王样本.zip"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_subjects_and_archives(cli: Cli, tmp_path: Path, case: str) -> None:
    district, service, people, subjects, archives = CASES[case]
    out = tmp_path / "out"
    path = Submission(district, service, people).write(tmp_path / "in")
    ran = cli("export", path, "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    report = ran.json
    assert report["subjects"] == subjects
    written = [Path(w["path"]).name for w in report["written"] if w["kind"] == "archive"]
    assert written == archives
    assert {name for name in names(out) if name.endswith(".zip")} == set(archives)
    for archive in archives:
        folders = {name.rpartition("/")[0] for name in entries(out / archive)}
        assert folders == {archive.removesuffix(".zip")}
    attached = []
    for number, subject in enumerate(subjects, 1):
        message = mail(out / f"邮件-{number}.eml")
        assert message["subject"] == subject
        text = (out / f"邮件-{number}.txt").read_text(encoding="utf-8")
        assert f"标题：{subject}\n" in text
        attached += list(attachments(message))
    assert attached == archives


JINGAN_NEW = "20261123积分新办样本信息张样本"
JINGAN_WORD = "20261123样本信息张样本"


@pytest.mark.parametrize("service", ["new", "education"])
def test_jingan_with_education_sends_a_word_document_in_a_second_mail(
    cli: Cli, tmp_path: Path, service: str
) -> None:
    person = Person(levels=["associate", "bachelor"])
    out = tmp_path / "out"
    path = Submission("jingan", service, [person]).write(tmp_path / "in")
    report = cli("export", path, "--out", out, "--json").json
    archive = JINGAN_NEW if service == "new" else JINGAN_WORD
    assert report["subjects"] == [archive, JINGAN_WORD]
    assert f"{JINGAN_WORD}.docx" in names(out)
    first, second = mail(out / "邮件-1.eml"), mail(out / "邮件-2.eml")
    assert first["to"] == f"{'points' if service == 'new' else 'education'}@example.invalid"
    assert second["to"] == "word@example.invalid"
    assert list(attachments(first)) == [f"{archive}.zip"]
    assert list(attachments(second)) == [f"{JINGAN_WORD}.docx"]
    assert "地址标签.pdf" not in names(out)


def test_jingan_new_without_education_has_one_mail(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = Submission("jingan", "new").write(tmp_path / "in")
    assert cli("export", path, "--out", out, "--json").json["subjects"] == [JINGAN_NEW]
    assert not [name for name in names(out) if name.endswith(".docx")]


LONG = "欧阳" * 25
NAMES = {
    "dot": ("阿卜杜拉·买买提", "阿卜杜拉·买买提.zip"),
    "extension E": ("王𬭎", "王𬭎.zip"),
    "extension A": ("李㛃", "李㛃.zip"),
    "fifty": (LONG, f"{LONG}.zip"),
    "latin": ("John A. Smith", "John A. Smith.zip"),
    "reserved": ("CON", "CON_.zip"),
}


@pytest.mark.parametrize("case", NAMES)
def test_unusual_names_stay_readable(cli: Cli, tmp_path: Path, case: str) -> None:
    name, archive = NAMES[case]
    out = tmp_path / "out"
    path = Submission("minhang", "new", [Person(name)]).write(tmp_path / "in")
    report = cli("export", path, "--out", out, "--json").json
    assert report["subjects"] == [f"{FIRM}—{name}（新办）—共1人"]
    assert archive in names(out)
    assert mail(out / "邮件-1.eml")["subject"] == report["subjects"][0]
    assert list(attachments(mail(out / "邮件-1.eml"))) == [archive]
    assert f"附件：\n{archive}\n" in (out / "邮件-1.txt").read_text(encoding="utf-8")


def test_a_companys_name_with_signs_that_no_file_may_have(cli: Cli, tmp_path: Path) -> None:
    firm = COMPANY | {"name": "A/B:C"}
    out = tmp_path / "out"
    path = Submission("minhang", "register_company", [], company=firm).write(tmp_path / "in")
    report = cli("export", path, "--out", out, "--json").json
    assert report["subjects"] == ["A/B:C—单位注册"]
    assert "A／B：C.zip" in names(out)
    assert {e.rpartition("/")[0] for e in entries(out / "A／B：C.zip")} == {"A／B：C"}
    assert list(attachments(mail(out / "邮件-1.eml"))) == ["A／B：C.zip"]


def test_two_of_one_name_get_numbered_archives(cli: Cli, tmp_path: Path) -> None:
    people = [ZHANG, Person("张样本", NUMBERS[1]), LI]
    out = tmp_path / "out"
    path = Submission("minhang", "reset_personal", people).write(tmp_path / "in")
    report = cli("export", path, "--out", out, "--json").json
    archives = [w for w in report["written"] if w["kind"] == "archive"]
    assert [Path(w["path"]).name for w in archives] == [
        "张样本.zip",
        "张样本-2.zip",
        "李样本.zip",
    ]
    assert [w["applicant"] for w in archives] == ["张样本", "张样本", "李样本"]
    assert "name_twice" in {f["code"] for f in report["findings"]}
    # each archive holds its own person's papers
    first, second = (entries(out / name) for name in ("张样本.zip", "张样本-2.zip"))
    assert first[0] == "张样本/01-身份证-人像面.jpg"
    assert second[0] == "张样本-2/01-身份证-人像面.jpg"
    assert (out / "张样本.zip").read_bytes() != (out / "张样本-2.zip").read_bytes()


def test_a_centres_own_joiner_and_brackets(cli: Cli, tmp_path: Path) -> None:
    path = Submission("minhang", "new", centre={"brackets": "()"}).write(tmp_path / "in")
    report = cli("export", path, "--out", tmp_path / "out", "--json").json
    assert report["subjects"] == [f"{FIRM}—张样本(新办)—共1人"]
    path = Submission("baoshan", "new", centre={"joiner": "-"}).write(tmp_path / "in-2")
    report = cli("export", path, "--out", tmp_path / "out-2", "--json").json
    assert report["subjects"] == [f"【{FIRM}】-【张样本】-【{NUMBERS[0]}】-【积分新办】"]
