"""Receipts: what went where, found again, in words and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Applicant, Company, Submission
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.exports import count_exports
from jifen_desktop.library.follow_up import FollowUp, Stage, set_follow_up
from jifen_desktop.library.lists import to_trash
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import Exported, Written
from jifen_desktop.services.planning import plan_outputs
from jifen_desktop.services.receipts import (
    UNTOLD,
    receipt_of,
    receipt_sheet,
    receipts,
    record_of,
    ways_words,
)
from jifen_desktop.services.summary import save_entry
from tests.review.making import complete, context_of
from tests.support.records import FILES, make_record

BOOK = load_rulebook()
ON = date(2026, 11, 23)


@pytest.fixture
def store(tmp_path: Path) -> LibraryStore:
    return LibraryStore(tmp_path)


def exported(store: LibraryStore, record: ExportRecord, name: str = "上海样本甲有限公司") -> str:
    """An entry of one person, exported; its id."""
    person = Applicant("key-1", "欧阳𬭎")
    company = Company(name=name)
    submission = Submission(District.XUHUI, Service.NEW, ON, company=company, applicants=(person,))
    return save_entry(BOOK, store, replace(store.new(submission), exported=record)).id


def test_exports_are_found_by_what_went_where(store: LibraryStore) -> None:
    first = exported(store, make_record(Path("/一")))
    exported(store, ExportRecord(make_record(Path()).at, "/二", (("x.zip", "ab" * 32),)), "上海乙")
    assert [r.record.folder for r in receipts(store)] == ["/二", "/一"]
    for text in ("points@EXAMPLE", "欧阳𬭎 样本路2号", "ab" * 32, "静安区 样本信息"):
        assert count_exports(store.db, text) == len(receipts(store, text)) == 1, text
    assert receipts(store, "没有的词") == []
    assert len(receipts(store, limit=1)) == 1
    old = receipts(store, "乙")[0]
    assert (old.about.company, old.about.district) == ("上海乙", "徐汇区"), "as the entry is now"
    assert UNTOLD in sheet_text(receipt_sheet(old))
    to_trash(store.db, first)
    assert [r.record.folder for r in receipts(store)] == ["/二"]


def test_a_broken_record_hides_no_other(store: LibraryStore) -> None:
    exported(store, make_record(Path("/一")))
    exported(store, make_record(Path("/二")))
    with store.db.transaction() as db:
        db.execute("UPDATE export SET body = '{' WHERE id = 1")
    assert [r.record.number for r in receipts(store)] == [2]
    assert receipt_of(store, 1) is None
    assert receipt_of(store, 7) is None


def test_the_receipt_says_everything(store: LibraryStore) -> None:
    record = make_record(Path("/导出"), part=True)
    entry = exported(store, record)
    set_follow_up(
        store.db, entry, "key-1", FollowUp(Stage.SENT, date(2026, 11, 24), "SF0000", "=1+1\u202e")
    )
    found = receipt_of(store, 1)
    assert found is not None
    text = sheet_text(receipt_sheet(found))
    for wanted in (
        "静安区 · 积分申请（新办）",
        "单位：上海样本信息技术有限公司",
        "只有这几位申请人",
        "points@example.invalid 积分业务邮箱｜20261123积分新办样本信息欧阳𬭎",
        "导出时没有填写邮箱 学历附件 Word 文档邮箱",
        "收件地址：上海市样本区样本路2号",
        "收件人：样本中心受理部",
        "备注：积分办理",
        f"{FILES[0][0]}｜3.9 MB｜{record.files[0][1]}",
        "欧阳𬭎｜已寄出｜2026年11月24日｜SF0000，=1+1",
        "依据2020年通知",
    ):
        assert wanted in text, wanted
    assert all(sha256 in text for _, sha256 in record.files)
    told = ways_words(record)
    assert told == (
        "邮件 2 封到 points@example.invalid（有的导出时没有填写邮箱），快递到 上海市样本区样本路2号"
    )


def test_what_is_kept_is_what_was_written() -> None:
    context = context_of(complete(District.MINHANG, Service.NEW))
    outputs = plan_outputs(context)
    mail = outputs.mails[0]
    written = (Written(Path("/x") / mail.eml, "mail", 4321, "ab" * 32),)
    record = record_of(BOOK, context.submission, Path("/x"), Exported(written, outputs=outputs))
    assert record.files == ((mail.eml, "ab" * 32),)
    assert record.sizes == (4321,)
    (sent,) = record.mails
    assert (sent.to, sent.purpose, sent.size) == ("points@example.invalid", "points", 4321)
    assert sent.attachments == mail.attachments
    assert record.post is not None
    assert record.post.addressee == "闵行区人才服务中心受理部"
    assert record.about is not None
    assert record.about.service == "积分申请（新办）"
