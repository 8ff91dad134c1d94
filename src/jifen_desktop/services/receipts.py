"""Receipts: what was exported when, to which mailbox or address, each file with its hash."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from jifen_desktop.delivery.phrases import day as day_words
from jifen_desktop.delivery.sheet import Column, Section, Sheet
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.entry import About, ExportRecord, SentMail, SentPost
from jifen_desktop.library.exports import KeptExport, find_export, list_exports
from jifen_desktop.library.follow_up import FollowUp, follow_ups
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.words import MAILBOX
from jifen_desktop.services.export import Exported, sent_pages
from jifen_desktop.services.listed import Overview
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.services.size import size_text
from jifen_desktop.services.stages import STAGES

UNTOLD = "这次导出由较早的版本写出，没有记下收件人"
NO_ADDRESS = "导出时没有填写邮箱"
_FILES = (Column("文件", 2.2, strong=True), Column("大小", 0.8), Column("SHA-256", 2.9))
_MAILS = (
    Column("收件邮箱", 1.6, strong=True),
    Column("标题", 2.2),
    Column("附件", 1.7),
    Column("大小", 0.8),
)
_FOLLOWED = (
    Column("申请人", 1.2, strong=True),
    Column("结果", 1),
    Column("日期", 1.1),
    Column("运单号和备注", 2),
)
_HASHES = "SHA-256 是文件内容的校验值：文件改动一个字节，校验值就完全不同。"


@dataclass(frozen=True)
class Receipt:
    """One export of the library. `followed` is what became of each applicant's papers since, by name."""

    record: ExportRecord
    entry: str
    about: About
    sample: bool = False
    followed: Mapping[str, FollowUp] = field(default_factory=dict)


def record_of(
    book: Rulebook, submission: Submission, folder: Path, exported: Exported
) -> ExportRecord:
    """What is kept of an export; `submission` has the people who were in it."""
    sizes = {written.path.name: written.size for written in exported.written}
    courier = exported.outputs.courier
    post = None
    if courier is not None:
        addressee, phone = courier.addressee or "", submission.centre.phone
        post = SentPost(courier.address or "", addressee, phone, courier.remark or "")
    return ExportRecord(
        datetime.now(UTC),
        str(folder),
        tuple((w.path.name, w.sha256) for w in exported.written),
        pages=sent_pages(exported.pages, submission),
        sizes=tuple(w.size for w in exported.written),
        mails=tuple(_sent(mail, sizes) for mail in exported.outputs.mails),
        post=post,
        about=_about(book, submission),
    )


def _sent(mail: MailOut, sizes: Mapping[str, int]) -> SentMail:
    purpose = mail.purpose or ""
    return SentMail(
        mail.to, purpose, mail.subject, mail.attachments, sizes.get(mail.eml, mail.size)
    )


def _about(book: Rulebook, submission: Submission) -> About:
    rules = book.districts[submission.district]
    pair = rules.services[submission.service]
    service = pair.name or book.services.services[submission.service].name
    people = tuple(a.name.strip() for a in submission.applicants if a.name.strip())
    return About(submission.company.name.strip(), rules.name, service, people)


def receipts(store: LibraryStore, text: str = "", limit: int = 200) -> list[Receipt]:
    """The library's exports that hold every word of a search, the latest first. Raises JifenError."""
    return [_receipt(kept) for kept in list_exports(store.db, text, limit)]


def receipt_of(store: LibraryStore, number: int) -> Receipt | None:
    """One export, with what became of its papers; None where it isn't there. Raises JifenError."""
    kept = find_export(store.db, number)
    if kept is None:
        return None
    found = _receipt(kept)
    known = follow_ups(store.db, found.entry)
    names = {page.applicant: page.person for page in found.record.pages}
    whole = {
        key: names.get(key, "") or found.about.company for key in known if key in names or not key
    }
    followed = {name: known[key] for key, name in whole.items()}
    return Receipt(found.record, found.entry, found.about, found.sample, followed)


def _receipt(kept: KeptExport) -> Receipt:
    about = kept.record.about
    if about is None:  # of an earlier version: as the entry is now
        try:
            now = msgspec.json.decode(kept.text, type=Overview)
            about = About(now.company, now.district, now.service, now.people)
        except msgspec.DecodeError:
            about = About("", "", "")
    return Receipt(kept.record, kept.entry, about, kept.sample)


def ways_words(record: ExportRecord) -> str:
    """By which ways, in a few words: 邮件 2 封到 points@example.com，快递到 上海市…"""
    parts = []
    if record.mails:
        known = "、".join(dict.fromkeys(mail.to for mail in record.mails if mail.to))
        missing = "" if all(mail.to for mail in record.mails) else f"（有的{NO_ADDRESS}）"
        parts.append(f"邮件 {len(record.mails)} 封{f'到 {known}' if known else ''}{missing}")
    if record.post is not None:
        parts.append(f"快递到 {record.post.address}")
    return "，".join(parts)


def moment_words(at: datetime) -> str:
    """2026年11月23日 14:32, by this computer's clock."""
    local = at.astimezone()
    return f"{day_words(local.date())} {local:%H:%M}"


def receipt_sheet(receipt: Receipt) -> Sheet:
    """导出回执: to print, to keep as PDF or to paste."""
    record, about = receipt.record, receipt.about
    facts = (
        ("单位", about.company),
        ("申请人", "、".join(about.people)),
        ("导出时间", moment_words(record.at)),
        ("保存在", record.folder),
        ("编号", str(record.number)),
    )
    subtitle = " · ".join(part for part in (about.district, about.service) if part)
    return Sheet(
        "导出回执",
        f"{subtitle}（示例）" if receipt.sample else subtitle,
        tuple((name, value) for name, value in facts if value),
        tuple(_sections(receipt)),
        BASIS_NOTE,
    )


def _sections(receipt: Receipt) -> Iterator[Section]:
    record = receipt.record
    if record.part:
        yield Section("", ("只有这几位申请人，不是申报里的全部。",))
    if record.about is None:
        yield Section("报送", (UNTOLD,))
    if record.mails:
        yield Section("电子邮件", (), _MAILS, tuple(_mail_row(mail) for mail in record.mails))
    if record.post is not None:
        yield Section("快递", tuple(_post_lines(record.post)))
    yield Section("文件", (_HASHES,), _FILES, tuple(_file_rows(record)))
    if receipt.followed:
        yield Section("寄出和受理", (), _FOLLOWED, tuple(_followed_rows(receipt.followed)))


def _mail_row(mail: SentMail) -> tuple[str, ...]:
    purpose = next((word for key, word in MAILBOX.items() if key == mail.purpose), "")
    to = "\n".join(part for part in (mail.to or NO_ADDRESS, purpose) if part)
    return to, mail.subject, "\n".join(mail.attachments), size_text(mail.size)


def _post_lines(post: SentPost) -> Iterator[str]:
    yield f"收件地址：{post.address}"
    for name, value in (("收件人", post.addressee), ("电话", post.phone), ("备注", post.remark)):
        if value:
            yield f"{name}：{value}"


def _file_rows(record: ExportRecord) -> Iterator[tuple[str, ...]]:
    sizes = record.sizes or (0,) * len(record.files)
    for (name, sha256), size in zip(record.files, sizes, strict=False):
        yield name, size_text(size) if size else "", sha256


def _followed_rows(followed: Mapping[str, FollowUp]) -> Iterator[tuple[str, ...]]:
    for name, value in followed.items():
        more = "，".join(part for part in (value.waybill, value.note) if part)
        yield name, dict(STAGES)[value.stage], day_words(value.on) if value.on else "", more
