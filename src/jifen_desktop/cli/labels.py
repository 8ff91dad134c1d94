"""`labels`: the address labels of several submissions in one PDF, as many a sheet as it holds."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jifen_desktop.cli import console
from jifen_desktop.cli.library import opened_library
from jifen_desktop.cli.stopping import working
from jifen_desktop.cli.submission import tell_unusable
from jifen_desktop.delivery.fonts import missing_characters
from jifen_desktop.delivery.label import label_text, labels_pdf
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.files.names import display_name
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.place import Library, library_root
from jifen_desktop.library.submission_file import SubmissionFileError, read_submission
from jifen_desktop.messages import FINDINGS
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export_run import PDF_TIMEOUT
from jifen_desktop.services.labels import Parcel, parcel_of, parcels


def labels_command(options: argparse.Namespace, today: date) -> int:
    """Write one PDF; 2 and nothing written where a submission has no label, or none of the library's has."""
    target: Path = options.out
    Library(library_root()).keep_out(target)
    if target.exists() and not options.replace:
        raise JifenError(Code.TARGET_EXISTS, name=target.name, folder=str(target.parent))
    try:
        found = list(_library() if options.all else _files(options.submissions, today))
    except SubmissionFileError as error:
        tell_unusable(error, options.json)
        return console.UNACCEPTABLE
    reasons = [
        ("no_label", f"{p.title}（{p.id if options.submissions else p.id[:8]}）：{p.trouble}")
        for p in found
        if not p.label
    ]
    labels = [parcel.label for parcel in found if parcel.label]
    for _, text in reasons:
        console.reason(text)
    if not labels or (reasons and not options.all):
        return _none(options, reasons)
    with working() as work:
        data = work.pool.run(labels_pdf, labels, options.paper, timeout=PDF_TIMEOUT)
        text = "".join(map(label_text, labels))
        missing = "".join(work.pool.run(missing_characters, text, timeout=PDF_TIMEOUT))
        work.check()
    write_bytes(target, data)
    if missing:
        console.reason("。".join(FINDINGS["glyph_missing"]).format(characters=missing))
    if options.json:
        written = {
            "path": str(target),
            "kind": "labels",
            "bytes": len(data),
            "sha256": sha256_file(target),
            "applicant": None,
        }
        console.out_json({"written": [written], "labels": len(labels), "left_out": len(reasons)})
    else:
        console.out(f"{len(labels)} 张地址标签，写在 {target}")
    return console.OK


def _none(options: argparse.Namespace, reasons: list[tuple[str, str]]) -> int:
    if not reasons:
        reasons = [("no_label", "没有要用快递寄的申报")]
        console.reason(reasons[0][1])
    if options.json:
        console.out_json(console.failure(reasons))
    return console.UNACCEPTABLE


def _files(paths: list[Path], today: date) -> Iterator[Parcel]:
    book = load_rulebook()
    for path in paths:
        submission = read_submission(path, book, today=today)
        yield parcel_of(book, submission, display_name(path.name))


def _library() -> list[Parcel]:
    with opened_library() as opened:
        return list(parcels(load_rulebook(), opened.store, [Shelf.OPEN]))
