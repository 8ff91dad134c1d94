"""A submission file into the domain: every key, paths, defaults."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.ids import (
    ChannelKind,
    District,
    LabelSize,
    Level,
    Origin,
    PointsPath,
    Purpose,
    Report,
    Service,
)
from jifen_desktop.domain.submission import Applicant, Centre, Company, Education, Submission
from jifen_desktop.library import schema
from jifen_desktop.library.submission_file import SubmissionFileError, read_submission
from jifen_desktop.rulebook.load import load_rulebook

TODAY = date(2026, 11, 23)

# As the interface prints it, with every optional key.
FULL = """
district = "xuhui"
service = "new"
date = 2026-11-24
channel = ["email", "courier", "email"]
label = "76x130"
confirmed = ["code", "other:1"]

[company]
name = "上海样本信息技术有限公司"
short_name = "样本信息"
credit_code = "91000000000000000K"
contact = "王样本"
phone = "021-00000000"
email = "office@example.invalid"
address = "上海市样本路1号"

[centre]
mailboxes = { points = " a@example.invalid ", education = "", accounts = "c@b.c", education_word = "d@b.c" }
mailbox_limits = { points = 25 }
phone = "021-00000001"
dossier_phone = "021-00000002"
addressee = "样本中心"
address = "上海市样本路2号"

[[applicants]]
name = "张样本"
id_number = "000000198603070013"
service = "renewal"
permit_valid_until = 2027-06-30
permit_renewed_on = 2026-11-20
points_paths = ["education", "skills", "insurance", "investment", "awards", "spouse", "dependants"]
[[applicants.education]]
level = "bachelor"
origin = "overseas"
degree = false
report = "written"
report_valid_until = 2026-12-31
report_updated_on = 2026-11-01
[applicants.documents]
id_card = ["id-portrait.jpg", "sub/id-emblem.jpg"]
"diploma.bachelor" = ["../diploma.pdf"]
household_register = []
[applicants.not_applicable]
"chsi_status.bachelor" = "已毕业，无学籍报告"

[company_documents]
business_licence = ["licence.jpg"]
"""


def read(folder: Path, text: str | bytes) -> Submission:
    path = folder / "submission.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_submission(path, load_rulebook(), today=TODAY)


def test_every_key_arrives(tmp_path: Path) -> None:
    found = read(tmp_path, FULL)
    (person,) = found.applicants
    documents, company_documents = person.documents, found.documents
    assert dataclasses.replace(
        found, applicants=(dataclasses.replace(person, documents=()),), documents=()
    ) == Submission(
        District.XUHUI,
        Service.NEW,
        date(2026, 11, 24),
        channels=(ChannelKind.EMAIL, ChannelKind.COURIER),
        label=LabelSize.SMALL,
        confirmed=frozenset({"code", "other:1"}),
        company=Company(
            "上海样本信息技术有限公司",
            "样本信息",
            "91000000000000000K",
            "王样本",
            "021-00000000",
            "office@example.invalid",
            "上海市样本路1号",
        ),
        centre=Centre(
            mailboxes=(
                (Purpose.POINTS, "a@example.invalid"),
                (Purpose.ACCOUNTS, "c@b.c"),
                (Purpose.EDUCATION_WORD, "d@b.c"),
            ),
            phone="021-00000001",
            dossier_phone="021-00000002",
            addressee="样本中心",
            address="上海市样本路2号",
            mailbox_limits=((Purpose.POINTS, 25),),
        ),
        applicants=(
            Applicant(
                key="1",
                name="张样本",
                id_number="000000198603070013",
                service=Service.RENEWAL,
                permit_valid_until=date(2027, 6, 30),
                permit_renewed_on=date(2026, 11, 20),
                points_paths=tuple(PointsPath),
                education=(
                    Education(
                        Level.BACHELOR,
                        Origin.OVERSEAS,
                        False,
                        Report.WRITTEN,
                        date(2026, 12, 31),
                        date(2026, 11, 1),
                    ),
                ),
                not_applicable=(("chsi_status.bachelor", "已毕业，无学籍报告"),),
            ),
        ),
    )
    assert [(m, [d.path for d in files]) for m, files in documents] == [
        ("id_card", [tmp_path / "id-portrait.jpg", tmp_path / "sub/id-emblem.jpg"]),
        ("diploma.bachelor", [tmp_path / "../diploma.pdf"]),
    ]
    assert [d.name for _, files in documents for d in files] == [
        "id-portrait.jpg",
        "id-emblem.jpg",
        "diploma.pdf",
    ]
    assert company_documents[0][1][0].path == tmp_path / "licence.jpg"


def test_every_field_of_the_domain_can_be_written() -> None:
    """What a table lacks, a submission file could never say."""
    pairs = [
        (schema.CompanyTable, Company, set(), set()),
        (schema.CentreTable, Centre, set(), set()),
        (schema.EducationTable, Education, set(), set()),
        (schema.ApplicantTable, Applicant, {"key"}, {"turned", "stamped"}),
    ]
    for table, kind, derived, of_documents in pairs:
        fields = {f.name for f in dataclasses.fields(kind)}
        assert set(table.__struct_fields__) - of_documents == fields - derived


def test_pages_are_turned_and_cards_share_a_sheet(tmp_path: Path) -> None:
    head = 'district = "minhang"\nservice = "new"\ncompany_one_sheet = ["contact_id_card"]\n'
    person = (
        '[[applicants]]\nname = "张样本"\none_sheet = ["id_card"]\n'
        '[applicants.documents]\nid_card = ["a.jpg", "b#2.jpg", "c.pdf"]\n'
        '[applicants.turned]\n"a.jpg" = 90\n"b#2.jpg" = 180\n"c.pdf" = 90\n"c.pdf#3" = 270\n'
    )
    company = '[company_documents]\nbusiness_licence = ["l.jpg"]\n[company_turned]\n"l.jpg" = 90\n'
    found = read(tmp_path, head + person + company)
    ((_, files),) = found.applicants[0].documents
    assert [d.edits for d in files] == [
        ((0, Edit(turns=1)),),
        ((0, Edit(turns=2)),),
        ((0, Edit(turns=1)), (2, Edit(turns=3))),
    ]
    assert found.documents[0][1][0].edit_of(0) == Edit(turns=1)
    assert (found.applicants[0].one_sheet, found.one_sheet) == (("id_card",), ("contact_id_card",))


def test_scans_of_stamped_sheets_stand_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    text = (
        'district = "baoshan"\nservice = "new"\n[[applicants]]\n'
        '[applicants.documents]\nid_card = ["a.jpg", "b.jpg"]\n'
        '[applicants.stamped]\nid_card = ["s.jpg"]\nlabour_contract = ["all.pdf#4,2", "s-2.jpg"]\n'
        '[applicants.turned]\n"s.jpg" = 180\n'
        '[company_stamped]\nbusiness_licence = ["l.jpg"]\n[company_turned]\n"l.jpg" = 90\n'
    )
    found = read(tmp_path, text)
    (card, cards), (contract, pages) = found.applicants[0].documents
    assert (card, contract) == ("id_card", "labour_contract")
    assert [(d.name, d.stamped) for d in cards] == [("a.jpg", 0), ("b.jpg", 0), ("s.jpg", 1)]
    assert [(d.name, d.pages, d.stamped) for d in pages] == [
        ("all.pdf", (1, 3), 1),
        ("s-2.jpg", (), 3),
    ]
    assert cards[2].edit_of(0) == Edit(turns=2)
    ((_, (licence,)),) = found.documents
    assert (licence.stamped, licence.edit_of(0)) == (1, Edit(turns=1))


def test_an_unknown_stamped_paper_is_named(tmp_path: Path) -> None:
    text = (
        'district = "baoshan"\nservice = "new"\n[company_stamped]\nnothing = ["a.jpg"]\n'
        '[[applicants]]\n[applicants.stamped]\nid_card = ["a.jpg#0"]\n'
    )
    with pytest.raises(SubmissionFileError) as caught:
        read(tmp_path, text)
    assert [p.key for p in caught.value.problems] == [
        'company_stamped."nothing"',
        'applicants[0].stamped."id_card"[0]',
    ]


def test_pages_of_a_file_are_chosen_by_number(tmp_path: Path) -> None:
    """One scan of everything is shared out; turns go by the file's own page numbers."""
    text = (
        'district = "minhang"\nservice = "new"\n[[applicants]]\n[applicants.documents]\n'
        'id_card = ["all.pdf#1-2"]\nlabour_contract = ["all.pdf#7,3-4,3", "x#y.pdf"]\n'
        '[applicants.turned]\n"all.pdf#3" = 90\n'
    )
    (_, (card,)), (_, (contract, other)) = read(tmp_path, text).applicants[0].documents
    assert (card.name, card.path, card.pages) == ("all.pdf", tmp_path / "all.pdf", (0, 1))
    assert contract.pages == (2, 3, 6)
    assert contract.edit_of(2) == Edit(turns=1)
    assert (other.name, other.pages) == ("x#y.pdf", ())


@pytest.mark.parametrize("choice", ["#0", "#3-2", "#1,0-4"])
def test_a_choice_of_pages_that_cannot_be_meant(tmp_path: Path, choice: str) -> None:
    text = (
        'district = "minhang"\nservice = "new"\n[[applicants]]\n[applicants.documents]\n'
        f'id_card = ["all.pdf{choice}"]\n'
    )
    with pytest.raises(SubmissionFileError) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.expected) == (
        Code.TOML_WRONG_VALUE,
        "选页应写成“文件名#1-3,5”",
    )


@pytest.mark.parametrize(
    ("line", "where", "expected"),
    [
        ('"a.jpg" = 45', "a.jpg", "应为 90、180 或 270"),
        ('"x.jpg" = 90', "x.jpg", "应为 documents 里的文件名，其他页写成“文件名#页码”"),
        ('"a.jpg" = 90\n"a.jpg#1" = 180', "a.jpg#1", "同一页只能写一次"),
        ('"a.jpg#0" = 90', "a.jpg#0", "应为 documents 里的文件名，其他页写成“文件名#页码”"),
    ],
)
def test_a_turn_that_cannot_be_meant(tmp_path: Path, line: str, where: str, expected: str) -> None:
    text = (
        'district = "minhang"\nservice = "new"\n[[applicants]]\n[applicants.documents]\n'
        f'id_card = ["a.jpg"]\n[applicants.turned]\n{line}\n'
    )
    with pytest.raises(SubmissionFileError) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert (problem.key, problem.expected) == (f'applicants[0].turned."{where}"', expected)


def test_defaults(tmp_path: Path) -> None:
    found = read(tmp_path, 'district = "minhang"\nservice = "renewal"\n')
    assert found == Submission(District.MINHANG, Service.RENEWAL, TODAY)
    assert found.label == LabelSize.WAYBILL


def test_documents_are_relative_to_the_file_not_to_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "in"
    home.mkdir()
    (home / "s.toml").write_text(
        'district = "minhang"\nservice = "reset_company"\n'
        '[company_documents]\nbusiness_licence = ["a.jpg", "/abs/b.jpg"]\n',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    found = read_submission(Path("in/s.toml"), load_rulebook(), today=TODAY)
    ((_, files),) = found.documents
    assert [d.path for d in files] == [home / "a.jpg", Path("/abs/b.jpg")]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbf" + b'district = "minhang"\r\nservice = "new"\r\n'
    assert read(tmp_path, text).district == District.MINHANG


def test_paths_given_or_not_are_told_apart(tmp_path: Path) -> None:
    head = 'district = "minhang"\nservice = "new"\n[[applicants]]\nname = "张样本"\n'
    level = '[[applicants.education]]\nlevel = "bachelor"\n'
    assert read(tmp_path, head).applicants[0].paths == ()
    assert read(tmp_path, head + level).applicants[0].paths == (PointsPath.EDUCATION,)
    assert read(tmp_path, head + "points_paths = []\n" + level).applicants[0].paths == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b'district = "x\n', "第 1 行第 14 列"),
        (b'a = 1\nb = "\xff"\n', "第 2 行不是 UTF-8"),
        (b"[company", "文件末尾"),
        (b"a = " + b"[" * 5000, "嵌套太深"),
    ],
)
def test_the_place_of_a_syntax_error(tmp_path: Path, text: bytes, where: str) -> None:
    with pytest.raises(SubmissionFileError) as caught:
        read(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.expected == where


def test_a_limit_that_no_mailbox_has_is_told(tmp_path: Path) -> None:
    text = b'district = "minhang"\nservice = "new"\n[centre]\nmailbox_limits = { points = 0 }\n'
    with pytest.raises(SubmissionFileError) as caught:
        read(tmp_path, text)
    assert [p.key for p in caught.value.problems] == ["centre.mailbox_limits.points"]
