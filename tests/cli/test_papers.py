"""`dates`, `receipts` and `holidays` on the library."""

from __future__ import annotations

import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.delivery.fonts import REPLACEMENT, missing_characters
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Applicant, Company, Submission
from jifen_desktop.library.holiday_file import write_holidays
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.summary import save_entry
from tests.support.commands import Cli
from tests.support.holidays import DAYS_2027, NOTICE_2027
from tests.support.records import FILES, make_record

RENEWED = date(2026, 12, 30)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a renewal and an export."""
    root = tmp_path / "library"
    monkeypatch.setenv("JIFEN_LIBRARY", str(root))
    person = Applicant("k", "孙样本", permit_renewed_on=RENEWED)
    far = Applicant("f", "赵样本", permit_valid_until=date(2027, 12, 1))
    company = Company(name="上海样本信息技术有限公司")
    renewal = Submission(
        District.BAOSHAN, Service.RENEWAL, RENEWED, company=company, applicants=(person, far)
    )
    with closing(LibraryStore(root)) as store:
        save_entry(load_rulebook(), store, store.new(renewal))
        sent = replace(renewal, district=District.JINGAN, service=Service.NEW, applicants=())
        save_entry(
            load_rulebook(),
            store,
            replace(store.new(sent), exported=make_record(tmp_path / "导出")),
        )
    return root


def dates(cli: Cli, *more: object) -> list[tuple[str, str, bool]]:
    ran = cli("dates", "--json", "--as-of", "2026-12-31", *more)
    assert ran.status == 0
    return [(d["day"], d["person"], d["certain"]) for d in ran.json["dates"]]


def test_dates_are_listed_and_counted_anew_with_entered_holidays(
    cli: Cli, root: Path, tmp_path: Path
) -> None:
    assert dates(cli) == [("2027-01-04", "孙样本", False)]
    assert len(dates(cli, "--all")) == 4
    text = cli("dates", "--as-of", "2026-12-31").out
    assert "待核对" in text
    assert "可办积分确认（续办）" in text
    notice = tmp_path / "通知.txt"
    notice.write_text(NOTICE_2027, "utf-8")
    ran = cli("holidays", notice)
    assert (ran.status, ran.out.splitlines()[:2]) == (
        0,
        ["2026 年：随程序提供", "2027 年：用户录入"],
    )
    assert dates(cli) == [("2027-01-05", "孙样本", True)]
    years = cli("holidays", "--json").json["years"]
    assert [(y["year"], y["entered"]) for y in years] == [(2026, False), (2027, True)]


def test_holidays_that_can_not_be_used_change_nothing(cli: Cli, root: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "通知.txt"
    wrong.write_text(NOTICE_2027.replace("2027年节", "2028年节"), "utf-8")
    ran = cli("holidays", wrong)
    assert ran.status == 2
    assert "2028年1月1日是周六" in ran.reasons[0]
    assert cli("holidays", wrong, "--json").json["findings"]
    assert cli("holidays", tmp_path / "none").status == 2
    assert len(cli("holidays", "--json").json["years"]) == 1
    shared = tmp_path / "安排.toml"
    write_holidays(shared, {2027: DAYS_2027})
    assert cli("holidays", shared, "--json").json["years"][1]["work"][0] == "2027-01-09"


def test_receipts_are_listed_found_and_shown(cli: Cli, root: Path) -> None:
    (line,) = cli("receipts", "--json").json["receipts"]
    assert (line["number"], line["company"], line["people"]) == (
        1,
        "上海样本信息技术有限公司",
        ["欧阳𬭎"],
    )
    assert [m["to"] for m in line["mails"]] == ["points@example.invalid", ""]
    assert line["courier"]["address"] == "上海市样本区样本路2号"
    assert [f["name"] for f in line["files"]] == [name for name, _ in FILES]
    assert "points@example.invalid" in cli("receipts").out
    assert cli("receipts", "--find", "没有的词").out == "没有导出记录\n"
    shown = cli("receipts", 1)
    assert line["files"][0]["sha256"] in shown.out
    gone = cli("receipts", 9)
    assert (gone.status, len(gone.reasons)) == (2, 1)
    assert "编号 9" in gone.err
    assert cli("receipts", "--pdf", "x.pdf").status == 2


@pytest.mark.external("pdftotext", "pdffonts", "pdfinfo")
def test_a_receipt_as_pdf_in_other_readers(cli: Cli, root: Path, tmp_path: Path) -> None:
    target = tmp_path / "回执.pdf"
    ran = cli("receipts", 1, "--pdf", target)
    assert (ran.status, ran.out) == (0, f"已写出 {target}\n")
    assert cli("receipts", 1, "--pdf", target).status == 2
    assert cli("dates", "--all", "--pdf", target, "--replace", "--as-of", "2026-12-31").status == 0
    assert "居住证签注最后一天" in _read(target)
    assert cli("receipts", 1, "--pdf", target, "--replace").status == 0
    text = "".join(_read(target).split())
    missing = missing_characters("欧阳𬭎")
    assert [c for c in missing if c not in ran.err] == []

    def shown(words: str) -> str:
        """As it is printed on a computer whose fonts lack characters."""
        return "".join(REPLACEMENT if c in missing else c for c in words)

    record = make_record(tmp_path / "导出")
    for wanted in (
        "导出回执",
        "points@example.invalid",
        "上海市样本区样本路2号",
        *(sha256 for _, sha256 in record.files),
        *(name for name, _ in record.files),
    ):
        assert shown(wanted) in text, wanted
    size = _run("pdfinfo", target)
    assert "595.276 x 841.89 pts (A4)" in size or "595.28 x 841.89 pts (A4)" in size
    fonts = _run("pdffonts", target).splitlines()[2:]
    assert fonts
    assert all(" yes yes " in line for line in fonts), "every font is embedded, as a subset"


def _read(path: Path) -> str:
    return _run("pdftotext", "-layout", path, "-")


def _run(*command: object) -> str:
    ran = subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=20)
    return ran.stdout.decode()
