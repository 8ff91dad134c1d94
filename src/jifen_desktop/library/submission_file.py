"""Reading a submission file (TOML) into the domain; every error at once, each with its key."""

import tomllib
from datetime import date
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import (
    Applicant,
    Company,
    Document,
    Documents,
    Education,
    Submission,
)
from jifen_desktop.library.centres import centre_of
from jifen_desktop.library.schema import ApplicantTable, SubmissionFile
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.strict import Problem, decode


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
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise JifenError(Code.FILE_MISSING, name=path.name) from error
    except OSError as error:
        raise JifenError(Code.FILE_UNREADABLE, name=path.name) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = Problem("", Code.TOML_SYNTAX, _where(error))
        raise SubmissionFileError(path.name, [problem]) from error
    table, problems = decode(raw, SubmissionFile)
    if table is None:
        raise SubmissionFileError(path.name, problems)
    problems = _unknown_materials(table, book)
    if problems:
        raise SubmissionFileError(path.name, problems)
    return _submission(table, path.absolute().parent, today)


def _where(error: Exception) -> str:
    """The position that the TOML reader names, without the text around it."""
    text = str(error)
    at = text.rpartition("(")[2].rstrip(")") if "(at " in text else ""
    numbers = [part for part in at.replace(",", " ").split() if part.isdigit()]
    return f"第 {numbers[0]} 行第 {numbers[1]} 列" if len(numbers) == 2 else "文件内容"


def _unknown_materials(table: SubmissionFile, book: Rulebook) -> list[Problem]:
    places = [("company_documents", key) for key in table.company_documents]
    places += [("company_not_applicable", key) for key in table.company_not_applicable]
    for i, applicant in enumerate(table.applicants):
        places += [(f"applicants[{i}].documents", key) for key in applicant.documents]
        places += [(f"applicants[{i}].not_applicable", key) for key in applicant.not_applicable]
    return [
        Problem(f'{table_key}."{material}"', Code.UNKNOWN_ID, f"「{material}」不在材料目录里")
        for table_key, material in places
        if book.material(material) is None
    ]


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
        documents=_documents(table.company_documents, folder),
        not_applicable=tuple(table.company_not_applicable.items()),
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
        documents=_documents(table.documents, folder),
        not_applicable=tuple(table.not_applicable.items()),
    )


def _documents(table: dict[str, tuple[str, ...]], folder: Path) -> Documents:
    return tuple(
        (material, tuple(Document(folder / name, Path(name).name) for name in names))
        for material, names in table.items()
        if names
    )
