"""`import`: a roster of people becomes a submission in the library."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.cli.library import opened_library
from jifen_desktop.cli.stopping import working
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Company
from jifen_desktop.files.names import display_name
from jifen_desktop.intake.table import Table, read_table
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.place import Library
from jifen_desktop.library.settings import load_settings
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.edit import new_submission
from jifen_desktop.services.roster import (
    Roster,
    RosterRow,
    add_people,
    read_roster,
)
from jifen_desktop.services.roster_columns import Column, match_columns
from jifen_desktop.services.roster_words import TROUBLE
from jifen_desktop.services.summary import save_entry


def import_command(options: argparse.Namespace, today: date) -> int:
    """Import everybody or nobody: 2 where a row is wrong, each told in a line."""
    path: Path = options.roster
    roster = _read(path, today)
    wrong = [row for row in roster.rows if not row.is_right]
    for row in wrong:
        for column, trouble in row.troubles:
            console.reason(f"第 {row.line} 行“{column}”：{TROUBLE[trouble]}")
    if wrong:
        if options.json:
            console.out_json({"submission": None, "imported": 0, "rows": _rows(roster)})
        return console.UNACCEPTABLE
    entry = _saved(options, roster, today)
    if options.json:
        made = {"submission": entry.id, "imported": len(roster.rows), "rows": _rows(roster)}
        console.out_json(made)
    else:
        console.out(f"已导入 {len(roster.rows)} 人，新建的申报是 {entry.id[:8]}")
        console.out("在窗口里打开，继续添加材料")
    return console.OK


def _read(path: Path, today: date) -> Roster:
    name = display_name(path.name)
    try:
        with working() as work:
            table: Table = work.pool.run(read_table, path)
    except JifenError as error:
        raise JifenError(error.code, **{"name": name} | error.params) from error
    columns, start = match_columns(table)
    if Column.NAME not in columns:
        raise JifenError(Code.TABLE_NO_NAMES, name=name)
    if len(table) <= start:
        raise JifenError(Code.TABLE_EMPTY, name=name)
    return read_roster(table, columns, start, None, today)


def _saved(options: argparse.Namespace, roster: Roster, today: date) -> Entry:
    book = load_rulebook()
    with opened_library() as opened:
        settings, _ = load_settings(Library(opened.store.root).settings_path)
        company = settings.company
        if options.company and options.company != company.name:
            company = Company(name=options.company)
        blank = new_submission(today, company, options.district, options.service)
        blank = replace(blank, centre=settings.centre(options.district))
        submission, _ = add_people(blank, roster.rows)
        entry = replace(opened.store.new(submission), step="people")
        return save_entry(book, opened.store, entry)


def _rows(roster: Roster) -> list[dict[str, Any]]:
    return [_row(row) for row in roster.rows]


def _row(row: RosterRow) -> dict[str, Any]:
    return {
        "line": row.line,
        "name": row.applicant.name,
        "troubles": [{"column": column, "code": code} for column, code in row.troubles],
    }
