"""Reading a submission file (TOML) into the domain; every error at once, each with its key."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.submission import (
    Applicant,
    Company,
    Document,
    Documents,
    Education,
    Submission,
    Visitor,
)
from jifen_desktop.files.names import display_name
from jifen_desktop.library.centres import centre_of, limit_problems, text_problems
from jifen_desktop.library.page_choice import page_choice
from jifen_desktop.library.schema import ApplicantTable, SubmissionFile
from jifen_desktop.library.toml_file import TomlSyntaxError, read_toml
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.strict import Problem, decode

MAX_CHILDREN: Final = 20  # the catalogue numbers no more
MAX_COPIES: Final = 20  # sheets of labels
QUARTERS: Final = (90, 180, 270)  # degrees
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2999, 12, 31)


class SubmissionFileError(Exception):
    """The file can't be used; `problems` are what is wrong, each with its place in the file."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


def read_submission(path: Path, book: Rulebook, *, today: date) -> Submission:
    """The submission that a TOML file describes.

    Documents are relative to the file and are not read here; one that doesn't exist is left to the review. Raises
    `SubmissionFileError` for bad TOML, an unknown key, id or material, and `JifenError` for a file that can't be read.
    """
    name = display_name(path.name)
    try:
        raw = read_toml(path)
    except TomlSyntaxError as error:
        problem = Problem("", Code.TOML_SYNTAX, error.where)
        raise SubmissionFileError(name, [problem]) from error
    table, problems = decode(raw, SubmissionFile)
    if table is not None:
        problems = [*_unknown_materials(table, book), *_wrong_values(table)]
    if table is None or problems:
        raise SubmissionFileError(name, problems)
    return _submission(table, path.absolute().parent, today)


def _unknown_materials(table: SubmissionFile, book: Rulebook) -> list[Problem]:
    places = [("company_documents", key) for key in table.company_documents]
    places += [("company_not_applicable", key) for key in table.company_not_applicable]
    places += [("company_one_sheet", key) for key in table.company_one_sheet]
    places += [("company_stamped", key) for key in table.company_stamped]
    for i, applicant in enumerate(table.applicants):
        places += [(f"applicants[{i}].documents", key) for key in applicant.documents]
        places += [(f"applicants[{i}].not_applicable", key) for key in applicant.not_applicable]
        places += [(f"applicants[{i}].one_sheet", key) for key in applicant.one_sheet]
        places += [(f"applicants[{i}].stamped", key) for key in applicant.stamped]
    return [
        Problem(f'{table_key}."{material}"', Code.UNKNOWN_ID, f"「{material}」不在材料目录里")
        for table_key, material in places
        if book.material(material) is None
    ]


def _wrong_values(table: SubmissionFile) -> Iterator[Problem]:
    """What has the right type but can't be meant: file names that no file can have, years out of reach."""
    for key, documents in _document_tables(table):
        for material, names in documents.items():
            for i, name in enumerate(names):
                if not name.strip() or not name.isprintable():
                    where = f'{key}."{material}"[{i}]'
                    yield Problem(where, Code.TOML_WRONG_VALUE, "应为文件名")
                elif _file_of(name) is None:
                    where = f'{key}."{material}"[{i}]'
                    yield Problem(where, Code.TOML_WRONG_VALUE, "选页应写成“文件名#1-3,5”")
    company = (table.company_documents, table.company_stamped)
    yield from _wrong_turns("company_turned", table.company_turned, _names(*company))
    for i, applicant in enumerate(table.applicants):
        key = f"applicants[{i}].turned"
        given = _names(applicant.documents, applicant.stamped)
        yield from _wrong_turns(key, applicant.turned, given)
        if not 1 <= applicant.children <= MAX_CHILDREN:
            expected = f"应为 1 到 {MAX_CHILDREN}"
            yield Problem(f"applicants[{i}].children", Code.TOML_WRONG_VALUE, expected)
    yield from _wrong_post(table)
    for key, day in _reckoned_days(table):
        if day is not None and not EARLIEST <= day <= LATEST:
            expected = f"应在 {EARLIEST.year} 年到 {LATEST.year} 年之间"
            yield Problem(key, Code.TOML_WRONG_VALUE, expected)


def _wrong_post(table: SubmissionFile) -> Iterator[Problem]:
    """What of the mail and the labels can't be meant."""
    yield from limit_problems(table.centre.mailbox_limits.items(), "centre")
    yield from text_problems(table.centre.mail_text, "centre")
    if not 1 <= table.label_copies <= MAX_COPIES:
        yield Problem("label_copies", Code.TOML_WRONG_VALUE, f"应为 1 到 {MAX_COPIES}")


def _wrong_turns(key: str, turned: dict[str, int], names: Iterable[str]) -> Iterator[Problem]:
    """Turns of files that aren't there, and what is no quarter turn."""
    given = {_file_of(name) for name in names}
    seen: set[tuple[str, int]] = set()
    for page, degrees in turned.items():
        if (place := _page_of(page, given)) in seen:
            yield Problem(f'{key}."{page}"', Code.TOML_WRONG_VALUE, "同一页只能写一次")
        seen.add(place)
        if place[0] not in given:
            expected = "应为 documents 里的文件名，其他页写成“文件名#页码”"
            yield Problem(f'{key}."{page}"', Code.TOML_WRONG_VALUE, expected)
        elif degrees not in QUARTERS:
            yield Problem(f'{key}."{page}"', Code.TOML_WRONG_VALUE, "应为 90、180 或 270")


def _names(*tables: dict[str, tuple[str, ...]]) -> Iterator[str]:
    return (name for table in tables for names in table.values() for name in names)


def _file_of(name: str) -> str | None:
    """The file of an entry that may choose pages; None where the choice can't be meant."""
    try:
        return page_choice(name)[0]
    except ValueError:
        return None


def _page_of(key: str, given: Collection[str | None]) -> tuple[str, int]:
    """(document, page from 0) of a key such as "scan.pdf#3"; a file whose own name ends so is itself."""
    name, _, number = key.rpartition("#")
    if key in given or not (number.isascii() and number.isdigit() and int(number) > 0):
        return key, 0
    return name, int(number) - 1


def _document_tables(table: SubmissionFile) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    yield "company_documents", table.company_documents
    yield "company_stamped", table.company_stamped
    for i, applicant in enumerate(table.applicants):
        yield f"applicants[{i}].documents", applicant.documents
        yield f"applicants[{i}].stamped", applicant.stamped


def _reckoned_days(table: SubmissionFile) -> Iterator[tuple[str, date | None]]:
    """The days from which others are computed; a permit's last day may be 9999-12-31."""
    yield "date", table.on
    for i, person in enumerate(table.applicants):
        yield f"applicants[{i}].permit_renewed_on", person.permit_renewed_on
        for j, level in enumerate(person.education):
            yield f"applicants[{i}].education[{j}].report_updated_on", level.report_updated_on


def _submission(table: SubmissionFile, folder: Path, today: date) -> Submission:
    company = Company(
        **{name: getattr(table.company, name) for name in table.company.__struct_fields__}
    )
    return Submission(
        district=table.district,
        service=table.service,
        on=table.on or today,
        channels=tuple(dict.fromkeys(table.channel)),
        label=table.label,
        confirmed=frozenset(table.confirmed),
        company=company,
        centre=centre_of(table.centre),
        applicants=tuple(_applicant(a, i, folder) for i, a in enumerate(table.applicants, 1)),
        documents=_documents(
            table.company_documents, table.company_stamped, table.company_turned, folder
        ),
        not_applicable=tuple(table.company_not_applicable.items()),
        one_sheet=table.company_one_sheet,
        remove_location=table.remove_location,
        label_copies=table.label_copies,
        visitors=tuple(
            Visitor(v.name, v.id_number, v.phone, v.left_shanghai) for v in table.visitors
        ),
    )


def _applicant(table: ApplicantTable, number: int, folder: Path) -> Applicant:
    return Applicant(
        key=str(number),
        name=table.name,
        id_number=table.id_number,
        service=table.service,
        permit_valid_until=table.permit_valid_until,
        permit_renewed_on=table.permit_renewed_on,
        points_paths=table.points_paths,
        education=tuple(
            Education(**{name: getattr(e, name) for name in e.__struct_fields__})
            for e in table.education
        ),
        children=table.children,
        documents=_documents(table.documents, table.stamped, table.turned, folder),
        not_applicable=tuple(table.not_applicable.items()),
        one_sheet=table.one_sheet,
    )


def _documents(
    table: dict[str, tuple[str, ...]],
    stamped: dict[str, tuple[str, ...]],
    turned: dict[str, int],
    folder: Path,
) -> Documents:
    given = {page_choice(name)[0] for name in _names(table, stamped)}
    turns = [(*_page_of(key, given), degrees // 90) for key, degrees in turned.items()]

    def document(entry: str, sheet: int = 0) -> Document:
        name, pages = page_choice(entry)
        edits = tuple(sorted((page, Edit(n)) for file, page, n in turns if file == name))
        return Document(folder / name, Path(name).name, "", pages, edits, sheet)

    def scans(names: tuple[str, ...]) -> Iterator[Document]:
        sheet = 1
        for name in names:
            scan = document(name, sheet)
            yield scan
            sheet += len(scan.pages) or 1

    return tuple(
        (material, files)
        for material in (*table, *(key for key in stamped if key not in table))
        if (files := (*map(document, table.get(material, ())), *scans(stamped.get(material, ()))))
    )
