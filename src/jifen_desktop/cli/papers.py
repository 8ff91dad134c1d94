"""Lists of the library as text, JSON or PDF: `dates`, `receipts`; and the holidays that dates are counted by."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.cli.library import library_rules, opened_library, own_library
from jifen_desktop.cli.stopping import Work, working
from jifen_desktop.delivery.sheet import Sheet, sheet_text
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.names import display_name
from jifen_desktop.library.holiday_file import read_holidays
from jifen_desktop.library.place import Library, library_root
from jifen_desktop.library.settings import load_settings, save_settings
from jifen_desktop.messages import finding_line
from jifen_desktop.rulebook.holiday_notice import NoticeError
from jifen_desktop.rulebook.holidays import DaysOff
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.dates import EVER, dates_sheet
from jifen_desktop.services.day_words import basis_words, deadline_title
from jifen_desktop.services.days import AHEAD, Deadline, near_deadlines
from jifen_desktop.services.receipts import (
    Receipt,
    moment_words,
    receipt_of,
    receipt_sheet,
    receipts,
    ways_words,
)
from jifen_desktop.services.sheet_file import write_sheet

_MOST = 1_000_000


def dates_command(options: argparse.Namespace, today: date) -> int:
    """The days that matter to everybody in the library, the nearest first."""
    with opened_library() as opened:
        holidays = library_rules(opened.store.root).holidays
        ahead = EVER if options.all else AHEAD
        found = near_deadlines(opened.store, lambda: holidays, today, ahead)
    return _give(options, dates_sheet(found, today), {"dates": [_day(d, today) for d in found]})


def _day(deadline: Deadline, today: date) -> dict[str, Any]:
    return {
        "day": deadline.day.isoformat(),
        "days_left": deadline.days_left(today),
        "kind": deadline.kind,
        "text": deadline_title(deadline),
        "person": deadline.person,
        "company": deadline.company,
        "district": deadline.district,
        "certain": deadline.certain,
        "basis": basis_words(deadline),
        "submission": deadline.entry,
    }


def receipts_command(options: argparse.Namespace, _today: date) -> int:
    """All exports of the library, or one of them with its hashes. Raises JifenError for one that isn't there."""
    if options.number is None:
        with opened_library() as opened:
            found = receipts(opened.store, options.find, _MOST)
        if options.json:
            console.out_json({"receipts": [_receipt(r) for r in found]})
        else:
            console.out("\n".join(map(_line, found)) or "没有导出记录")
        return console.OK
    with opened_library() as opened:
        one = receipt_of(opened.store, options.number)
    if one is None:
        raise JifenError(Code.RECEIPT_MISSING, name=str(options.number))
    return _give(options, receipt_sheet(one), _receipt(one))


def _line(receipt: Receipt) -> str:
    record, about = receipt.record, receipt.about
    people = "、".join(about.people)
    parts = (str(record.number), moment_words(record.at), about.company, about.district)
    more = (about.service, people, ways_words(record), record.folder)
    return "  ".join(part for part in (*parts, *more) if part)


def _receipt(receipt: Receipt) -> dict[str, Any]:
    record, about = receipt.record, receipt.about
    sizes = record.sizes or (None,) * len(record.files)
    return {
        "number": record.number,
        "at": record.at.isoformat(),
        "submission": receipt.entry,
        "sample": receipt.sample,
        "company": about.company,
        "district": about.district,
        "service": about.service,
        "people": list(about.people),
        "part": record.part,
        "folder": record.folder,
        "mails": [
            {
                "to": mail.to,
                "purpose": mail.purpose,
                "subject": mail.subject,
                "attachments": list(mail.attachments),
                "bytes": mail.size,
            }
            for mail in record.mails
        ],
        "courier": (
            {"address": record.post.address, "addressee": record.post.addressee}
            if record.post is not None
            else None
        ),
        "files": [
            {"name": name, "bytes": size, "sha256": sha256}
            for (name, sha256), size in zip(record.files, sizes, strict=False)
        ],
    }


def _give(options: argparse.Namespace, sheet: Sheet, found: dict[str, Any]) -> int:
    """As PDF where one is asked for, and as JSON or text."""
    if options.pdf is not None:
        with working() as work:
            _write(work, sheet, options.pdf, replace_old=options.replace)
    if options.json:
        console.out_json(found)
    elif options.pdf is not None:
        console.out(f"已写出 {options.pdf}")
    else:
        console.out(sheet_text(sheet).rstrip("\n"))
    return console.OK


def _write(work: Work, sheet: Sheet, target: Path, *, replace_old: bool) -> None:
    Library(library_root()).keep_out(target)
    if target.exists() and not replace_old:
        raise JifenError(Code.TARGET_EXISTS, name=target.name, folder=str(target.parent))
    for told in write_sheet(work.pool, sheet, target):
        console.reason(finding_line(told))


# --- holidays -------------------------------------------------------------------------------------


def holidays_command(options: argparse.Namespace, _today: date) -> int:
    """The years whose holidays are known; with a file, further ones are taken over, all or none."""
    shipped = load_rulebook().holidays.years
    with own_library() as library:
        settings, _aside = load_settings(library.settings_path)
        own = dict(settings.holidays)
        if options.file is not None:
            try:
                new = read_holidays(options.file)
            except NoticeError as error:
                return _refused(options, error)
            own |= {year: days for year, days in new.items() if str(year) not in shipped}
            save_settings(
                library.settings_path, replace(settings, holidays=tuple(sorted(own.items())))
            )
    years = {int(year): DaysOff(days.rest, days.work) for year, days in shipped.items()} | own
    if options.json:
        console.out_json({"years": [_year(y, d, y in own) for y, d in sorted(years.items())]})
        return console.OK
    for year in sorted(years):
        console.out(f"{year} 年：{'用户录入' if year in own else '随程序提供'}")
    console.out("没有的年份只按周末推算，结果标明“待核对”")
    return console.OK


def _refused(options: argparse.Namespace, error: NoticeError) -> int:
    for problem in error.problems:
        console.reason(f"「{display_name(options.file.name)}」不能用：{problem}")
    if options.json:
        console.out_json(console.failure([("holidays", problem) for problem in error.problems]))
    return console.UNACCEPTABLE


def _year(year: int, days: DaysOff, entered: bool) -> dict[str, Any]:
    return {
        "year": year,
        "entered": entered,
        "rest": [[first.isoformat(), last.isoformat()] for first, last in days.rest],
        "work": [day.isoformat() for day in days.work],
    }
