"""What isn't acceptable: a clear line for each reason, status 2, the object, and nothing left anywhere."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import tomli_w
from docx import Document

from tests.support.commands import Cli, Ran, tree
from tests.support.submissions import ADDRESS, COMPANY, NUMBERS, Person, Submission, picture

GOOD = Submission("minhang", "reset_personal")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place for temporary files: whatever is left there, a command left."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def _refused(cli: Cli, path: Path, scratch: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Check and export both refuse it alike; the reasons and the findings."""
    home = path.parent
    before = tree(home) if home.is_dir() else {}
    ran: list[Ran] = [
        cli("check", path, "--json"),
        cli("export", path, "--out", home.parent / "out", "--json"),
        cli("export", path, "--out", home.parent / "out"),
    ]
    assert [r.status for r in ran] == [2, 2, 2]
    assert ran[0].reasons == ran[1].reasons == ran[2].reasons
    assert ran[0].json == ran[1].json
    report = ran[1].json
    assert (report["written"], report["subjects"], report["pages"]) == ([], [], [])
    assert ran[2].out == ""
    assert not (home.parent / "out").exists()
    assert tree(home) == before
    assert list(scratch.iterdir()) == []
    blocking = [f for f in report["findings"] if f["severity"] == "block"]
    assert len(ran[1].reasons) == len(blocking) > 0
    for line, found in zip(ran[1].reasons, blocking, strict=True):
        assert found["message"] in line
    return ran[1].reasons, blocking


@pytest.mark.parametrize("where", ["", "company", "centre", "applicants"])
def test_an_unknown_key_is_named_with_its_place(
    cli: Cli, tmp_path: Path, scratch: Path, where: str
) -> None:
    path = GOOD.write(tmp_path / "in")
    table = GOOD.table()
    if where == "applicants":
        table["applicants"][0]["colour"] = "red"
    else:
        (table[where] if where else table)["colour"] = "red"
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    (line,), (found,) = _refused(cli, path, scratch)
    place = {"": "", "applicants": "applicants[0]."}.get(where, f"{where}.")
    assert f" {place}colour " in line
    assert "submission.toml" in line
    assert found["code"] == "toml_unknown_key"


def test_every_mistake_of_a_file_is_told_at_once(cli: Cli, tmp_path: Path, scratch: Path) -> None:
    table = GOOD.table() | {"district": "suzhou", "label": "a5", "colour": "red"}
    table["applicants"][0] |= {
        "name": 7,
        "education": [{"level": "phd"}, {"origin": "domestic"}],
        "permit_valid_until": "soon",
    }
    path = GOOD.write(tmp_path / "in")
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    lines, _ = _refused(cli, path, scratch)
    assert len(lines) == 7
    for key in (
        " district ",
        " label ",
        " colour ",
        " applicants[0].name ",
        " applicants[0].education[0].level ",
        " applicants[0].education[1].level",
        " applicants[0].permit_valid_until ",
    ):
        assert [line for line in lines if key in line], key


@pytest.mark.parametrize(
    "material",
    ["id_cart", "diploma", "diploma.phd", "id_card.bachelor", "child_birth_certificate.0"],
)
def test_an_unknown_paper_is_an_error(
    cli: Cli, tmp_path: Path, scratch: Path, material: str
) -> None:
    person = Person(more={"not_applicable": {material: "没有"}})
    path = Submission(people=[person]).write(tmp_path / "in")
    (line,), (found,) = _refused(cli, path, scratch)
    assert f'applicants[0].not_applicable."{material}"' in line
    assert found["code"] == "unknown_id"


def test_a_known_paper_that_is_not_listed_warns_and_goes_along(cli: Cli, tmp_path: Path) -> None:
    person = Person(papers=["id_card", "marriage_certificate"])
    path = Submission("minhang", "reset_personal", [person]).write(tmp_path / "in")
    ran = cli("export", path, "--out", tmp_path / "out", "--json")
    assert (ran.status, ran.err) == (0, "")
    (found,) = [f for f in ran.json["findings"] if f["code"] == "unlisted"]
    assert (found["severity"], found["material"]) == ("warn", "marriage_certificate")
    assert [p["name"] for p in ran.json["pages"]][-1] == "03-结婚证.jpg"


BROKEN: dict[str, bytes] = {
    "not TOML": b"district = \n",
    "cut off": b'district = "minhang"\n[company',
    "not UTF-8": 'district = "minhang"\nname = "张"'.encode("gb18030"),
    "twice": b'district = "minhang"\ndistrict = "xuhui"\n',
    "nested": b"a = " + b"[" * 5000 + b"]" * 5000,
    "zeros": b"\0" * 64,
}


@pytest.mark.parametrize("case", BROKEN)
def test_bad_toml(cli: Cli, tmp_path: Path, scratch: Path, case: str) -> None:
    path = tmp_path / "in/submission.toml"
    path.parent.mkdir()
    path.write_bytes(BROKEN[case])
    (line,), (found,) = _refused(cli, path, scratch)
    assert "submission.toml" in line
    assert found["code"] == "toml_syntax"


def test_an_empty_file_lacks_what_must_be_there(cli: Cli, tmp_path: Path, scratch: Path) -> None:
    path = tmp_path / "in/submission.toml"
    path.parent.mkdir()
    path.write_bytes(b"")
    lines, _ = _refused(cli, path, scratch)
    assert len(lines) == 2
    assert "district" in lines[0]
    assert "service" in lines[1]


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _huge(path: Path) -> None:
    with path.open("r+b") as handle:
        handle.truncate(300 << 20)  # sparse


def _locked_pdf(path: Path) -> None:
    with pymupdf.open() as document:
        document.new_page()
        method = 5  # AES, 256 bits
        path.write_bytes(document.tobytes(encryption=method, owner_pw="o", user_pw="u"))


def _pages_of_nothing(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _word(path: Path) -> None:
    Document().save(str(path))


UNUSABLE: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "missing": (_missing, {"file_missing"}),
    "folder": (_folder, {"file_unreadable"}),
    "pipe": (_pipe, {"file_unreadable"}),
    "huge": (_huge, {"file_too_heavy"}),
    "empty": (lambda p: p.write_bytes(b""), {"file_empty"}),
    "cut off": (lambda p: p.write_bytes(picture("x", size=(800, 600))[:900]), {"file_damaged"}),
    "text": (lambda p: p.write_bytes(b"hello"), {"file_type"}),
    "word": (_word, {"file_type"}),
    "locked": (_locked_pdf, {"file_password"}),
    "no pages": (_pages_of_nothing, {"file_damaged"}),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_a_document_that_cannot_be_used(cli: Cli, tmp_path: Path, scratch: Path, case: str) -> None:
    if case == "pipe" and sys.platform == "win32":
        pytest.skip("no pipes in folders")
    spoil, codes = UNUSABLE[case]
    path = GOOD.write(tmp_path / "in")
    spoil(tmp_path / "in/person-1/id_card-b.jpg")
    if case == "pipe":  # comparing folders must not read it either
        before = cli("check", path, "--json")
        assert before.status == 2
        (found,) = [f for f in before.json["findings"] if f["severity"] == "block"]
    else:
        (line,), (found,) = _refused(cli, path, scratch)
        assert "张样本：" in line
        assert "「id_card-b.jpg」" in line
    assert found["code"] in codes
    assert (found["applicant"], found["material"]) == ("张样本", "id_card")


def test_unusable_documents_do_not_matter_where_nothing_is_sent(cli: Cli, tmp_path: Path) -> None:
    path = Submission("minhang", "renewal", [Person(papers=["id_card"])]).write(tmp_path / "in")
    (tmp_path / "in/person-1/id_card-a.jpg").write_bytes(b"hello")
    assert cli("export", path, "--out", tmp_path / "out").status == 0


def _person(**changes: Any) -> Submission:
    return GOOD.but(people=[Person(**changes)])


BLOCKED: dict[str, tuple[Submission, str]] = {
    "paper": (GOOD.but(district="baoshan", people=[Person(papers=["marriage_certificate"])]),
              "material_missing"),
    "nothing": (_person(papers=[]), "nothing_to_send"),
    "company": (GOOD.but(company=COMPANY | {"name": " "}), "company_name_missing"),
    "credit code": (GOOD.but(company=COMPANY | {"credit_code": "91310000000000000X"}),
                    "credit_code_wrong"),
    "name": (_person(name=" "), "applicant_name_missing"),
    "length": (_person(id_number=NUMBERS[0][:-1]), "id_number_length"),
    "check digit": (_person(id_number=NUMBERS[0][:-1] + "4"), "id_number_check_digit"),
    "birth": (_person(id_number="000000198602300013"), "id_number_birth_date"),
    "nobody": (GOOD.but(people=[], papers=["business_licence"]), "applicants_missing"),
    "no number": (Submission("baoshan", "new", [Person(id_number="")]), "id_number_missing"),
    "permit": (
        Submission("jingan", "new", [Person(more={"permit_valid_until": date(2027, 1, 22)})]),
        "permit_too_short",
    ),
    "channel not offered": (
        Submission("jingan", "reset_personal", more={"channel": ["courier"]}),
        "channel_not_offered",
    ),
    "no address": (
        Submission("pudong", "supplement", more={"channel": ["courier"]}),
        "courier_no_address",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BLOCKED)
def test_what_blocks(cli: Cli, tmp_path: Path, scratch: Path, case: str) -> None:
    submission, code = BLOCKED[case]
    path = submission.write(tmp_path / "in")
    lines, found = _refused(cli, path, scratch)
    assert code in {f["code"] for f in found}
    assert all(line.startswith("必须处理：") for line in lines)


def test_jingans_two_months_end_on_the_day(cli: Cli, tmp_path: Path) -> None:
    person = Person(more={"permit_valid_until": date(2027, 1, 23)})
    path = Submission("jingan", "new", [person]).write(tmp_path / "in")
    assert cli("check", path).status == 0


def test_a_named_channel_works_once_it_can_be_prepared(cli: Cli, tmp_path: Path) -> None:
    submission = Submission("pudong", "supplement", more={"channel": ["courier"]})
    path = submission.but(centre={"address": ADDRESS}).write(tmp_path / "in")
    assert cli("check", path).status == 0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("documents", {"id_card": [""]}),
        ("documents", {"id_card": ["a\0b.jpg"]}),
        ("children", 0),
        ("children", 10**9),
        ("permit_renewed_on", date(9999, 12, 31)),
    ],
)
def test_values_that_cannot_be_meant(
    cli: Cli, tmp_path: Path, scratch: Path, key: str, value: object
) -> None:
    path = GOOD.write(tmp_path / "in")
    table = GOOD.table()
    table["applicants"][0][key] = value
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    (line,), (found,) = _refused(cli, path, scratch)
    assert f"applicants[0].{key}" in line
    assert found["code"] == "toml_wrong_value"


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "huge"])
def test_a_submission_that_is_no_file(cli: Cli, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "in/submission.toml"
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if sys.platform == "win32":
            pytest.skip("no pipes in folders")
        os.mkfifo(path)
    elif kind == "huge":
        path.touch()
        _huge(path)
    ran = cli("export", path, "--out", tmp_path / "out", "--json")
    assert (ran.status, ran.json["written"]) == (2, [])
    (line,) = ran.reasons
    assert "submission.toml" in line
    assert not (tmp_path / "out").exists()


def test_permits_without_an_end_are_fine(cli: Cli, tmp_path: Path) -> None:
    person = Person(more={"permit_valid_until": date(9999, 12, 31)})
    path = Submission("jingan", "new", [person]).write(tmp_path / "in")
    assert cli("check", path).status == 0


def test_a_mistake_of_ours_is_one_line_too(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError("张样本 " + NUMBERS[0])

    monkeypatch.setattr("jifen_desktop.cli.submission.look_at", wrong)
    ran = cli("export", GOOD.write(tmp_path / "in"), "--out", tmp_path / "out", "--json")
    assert (ran.status, ran.json["written"]) == (1, [])
    (line,) = ran.reasons
    assert "ZeroDivisionError" in line
    assert NUMBERS[0] not in line
