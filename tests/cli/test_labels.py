"""`labels`: the address labels of several submissions on one sheet, from files or from the library."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from jifen_desktop.domain.ids import ChannelKind, District, Service
from jifen_desktop.domain.submission import Applicant, Centre, Company
from jifen_desktop.domain.submission import Submission as Case
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.summary import save_entry
from tests.delivery.reading import MM, text_of
from tests.support.commands import Cli
from tests.support.submissions import COMPANY, ON, Submission

OWN = Company("上海样本信息技术有限公司", contact="王样本", phone="021-00000000")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JIFEN_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


def test_several_submissions_share_a_sheet(cli: Cli, tmp_path: Path) -> None:
    paths = [
        Submission(district).write(tmp_path / district)
        for district in ("minhang", "xuhui", "minhang")
    ]
    out = tmp_path / "labels.pdf"
    ran = cli("labels", *paths, "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert (ran.json["labels"], ran.json["left_out"]) == (3, 0)
    assert ran.json["written"][0]["bytes"] == out.stat().st_size
    with pymupdf.open(out) as document:
        (page,) = document
        assert (page.rect.width * MM, page.rect.height * MM) == pytest.approx((210, 297), abs=0.1)
    text = text_of(out.read_bytes())
    assert text.count("上海市闵行区水清路388号") == 2
    assert text.count("上海市徐汇区南宁路969号一楼B厅") == 1
    roll = tmp_path / "roll.pdf"
    assert cli("labels", *paths, "--out", roll, "--paper", "76x130").status == 0
    with pymupdf.open(roll) as document:
        assert document.page_count == 3


def test_a_file_without_a_label_names_the_reason_and_writes_nothing(
    cli: Cli, tmp_path: Path
) -> None:
    silent = {k: v for k, v in COMPANY.items() if k != "phone"}
    good = Submission("minhang").write(tmp_path / "a")
    for number, (bad, reason) in enumerate(
        (
            (Submission("pudong", "supplement"), "没有收件地址"),
            (Submission("xuhui", company=silent), "联系电话还没填写"),
            (Submission("jingan"), "不用快递交"),
        )
    ):
        path = bad.write(tmp_path / f"b{number}")
        ran = cli("labels", good, path, "--out", tmp_path / "labels.pdf", "--json")
        assert (ran.status, len(ran.reasons)) == (2, 1)
        assert reason in ran.err
        assert ran.json["written"] == []
        assert not (tmp_path / "labels.pdf").exists()


def test_existing_files_and_wrong_words_are_refused(cli: Cli, tmp_path: Path) -> None:
    path = Submission("minhang").write(tmp_path / "a")
    out = tmp_path / "labels.pdf"
    out.write_bytes(b"mine")
    assert cli("labels", path, "--out", out).status == 2
    assert out.read_bytes() == b"mine"
    assert cli("labels", path, "--out", out, "--replace").status == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert cli("labels", "--out", out).status == 2
    assert cli("labels", path, "--all", "--out", out).status == 2
    assert "a5" in cli("labels", path, "--out", out, "--paper", "a5").err


def test_of_the_library_all_open_submissions_with_a_parcel(
    cli: Cli, root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "labels.pdf"
    empty = cli("labels", "--all", "--out", out)
    assert (empty.status, empty.reasons) == (2, ["没有要用快递寄的申报"])
    people = (Applicant("1", "张样本"),)
    cases = (
        Case(District.MINHANG, Service.NEW, ON, company=OWN, applicants=people),
        Case(
            District.PUDONG,
            Service.SUPPLEMENT,
            ON,
            company=OWN,
            centre=Centre(phone="021-00000000"),
        ),
        Case(District.CHANGNING, Service.NEW, ON, company=OWN),
        Case(District.MINHANG, Service.NEW, ON, company=OWN, channels=(ChannelKind.EMAIL,)),
    )
    with closing(LibraryStore(root)) as store:
        for case in cases:
            save_entry(load_rulebook(), store, store.new(case))
        shown = replace(cases[0], district=District.XUHUI)
        save_entry(load_rulebook(), store, store.new(shown, sample=True))
    ran = cli("labels", "--all", "--out", out, "--json")
    assert (ran.status, ran.json["labels"], ran.json["left_out"]) == (0, 1, 1)
    assert "没有收件地址" in ran.err
    text = text_of(out.read_bytes())
    assert text.count("上海市闵行区水清路388号") == 1
    assert "徐汇区" not in text
