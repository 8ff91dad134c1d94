"""Changes to a submission, as pure functions: the old one in, the new one out; nothing typed is ever dropped."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.ids import District, Level, PointsPath, Service
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Document,
    Education,
    Submission,
    documents_of,
    with_documents,
)


def new_submission(
    on: date, company: Company, district: District = District.XUHUI, service: Service = Service.NEW
) -> Submission:
    """An empty submission with the company of the settings and one applicant to fill in."""
    return Submission(district, service, on, company=company, applicants=(new_applicant(),))


def new_applicant() -> Applicant:
    """An empty applicant with a key of their own."""
    return Applicant(key=new_key())


def new_key() -> str:
    """A key for one more applicant."""
    return uuid4().hex[:8]


def set_pair(
    submission: Submission, district: District, service: Service, centre: Centre
) -> Submission:
    """Another district or business; everything entered stays, `centre` is the district's own data.

    Channels named for the old pair are let go, since another district may not have them.
    """
    if (district, service) == (submission.district, submission.service):
        return replace(submission, centre=centre)
    return replace(submission, district=district, service=service, centre=centre, channels=())


def add_applicant(submission: Submission, applicant: Applicant | None = None) -> Submission:
    """One more applicant at the end."""
    return replace(submission, applicants=(*submission.applicants, applicant or new_applicant()))


def remove_applicant(submission: Submission, key: str) -> Submission:
    """Without the applicant of that key."""
    return replace(submission, applicants=tuple(a for a in submission.applicants if a.key != key))


def education_of(level: Level) -> Education:
    """A level as it usually is: domestic, with a degree from 本科 up."""
    return Education(level, degree=level not in (Level.SECONDARY, Level.ASSOCIATE))


def toggle_level(applicant: Applicant, level: Level, held: bool) -> Applicant:
    """With or without a level; levels stand lowest first."""
    kept = [e for e in applicant.education if e.level != level]
    if held:
        kept.append(education_of(level))
    order = list(Level)
    return replace(applicant, education=tuple(sorted(kept, key=lambda e: order.index(e.level))))


def set_education(applicant: Applicant, education: Education) -> Applicant:
    """With one level's answers replaced."""
    changed = tuple(education if e.level == education.level else e for e in applicant.education)
    return replace(applicant, education=changed)


def toggle_path(applicant: Applicant, path: PointsPath, used: bool) -> Applicant:
    """With or without a points path."""
    paths = [p for p in applicant.paths if p != path] + ([path] if used else [])
    return replace(applicant, points_paths=tuple(p for p in PointsPath if p in paths))


def documents_for(submission: Submission, owner: str, material: str) -> tuple[Document, ...]:
    """The files of one row; `owner` is an applicant's key, empty for the company."""
    return documents_of(_documents(submission, owner), material)


def set_documents(
    submission: Submission, owner: str, material: str, files: tuple[Document, ...]
) -> Submission:
    """With one row's files replaced; files take the place of a 不适用 mark."""
    changed = with_documents(_documents(submission, owner), material, files)
    whole = owner == ""
    submission = (
        replace(submission, documents=changed)
        if whole
        else _with(submission, owner, documents=changed)
    )
    return clear_not_applicable(submission, owner, material) if files else submission


def add_documents(
    submission: Submission, owner: str, material: str, files: tuple[Document, ...]
) -> Submission:
    """With files added at the end of one row."""
    present = documents_for(submission, owner, material)
    return set_documents(submission, owner, material, (*present, *files))


def move_document(
    submission: Submission, owner: str, material: str, index: int, to: int
) -> Submission:
    """With one file of a row at another place."""
    files = list(documents_for(submission, owner, material))
    files.insert(to, files.pop(index))
    return set_documents(submission, owner, material, tuple(files))


def move_to_material(
    submission: Submission, owner: str, material: str, index: int, other: str
) -> Submission:
    """With one file moved from a row to another row of the same person."""
    files = list(documents_for(submission, owner, material))
    document = files.pop(index)
    submission = set_documents(submission, owner, material, tuple(files))
    return add_documents(submission, owner, other, (document,))


def set_edit(
    submission: Submission, owner: str, material: str, place: int, index: int, change: Edit
) -> Submission:
    """With what is changed about page `index` of the row's file at `place`, both from 0."""
    files = list(documents_for(submission, owner, material))
    files[place] = files[place].with_edit(index, change)
    return set_documents(submission, owner, material, tuple(files))


def set_one_sheet(submission: Submission, owner: str, material: str, wanted: bool) -> Submission:
    """With a row's two sides on one sheet, or apart."""
    whole = submission if owner == "" else _applicant(submission, owner)
    kept = tuple(m for m in whole.one_sheet if m != material) + ((material,) if wanted else ())
    if owner == "":
        return replace(submission, one_sheet=kept)
    return _with(submission, owner, one_sheet=kept)


def mark_not_applicable(
    submission: Submission, owner: str, material: str, reason: str
) -> Submission:
    """With a row marked 不适用 for a reason."""
    marks = dict(_reasons(submission, owner)) | {material: reason.strip()}
    return _set_reasons(submission, owner, marks)


def clear_not_applicable(submission: Submission, owner: str, material: str) -> Submission:
    """Without the 不适用 mark of a row."""
    marks = dict(_reasons(submission, owner))
    if material not in marks:
        return submission
    del marks[material]
    return _set_reasons(submission, owner, marks)


def confirm(submission: Submission, key: str, confirmed: bool = True) -> Submission:
    """With a finding or condition confirmed, or no longer."""
    keys = submission.confirmed | {key} if confirmed else submission.confirmed - {key}
    return replace(submission, confirmed=frozenset(keys))


def _applicant(submission: Submission, key: str) -> Applicant:
    return next(a for a in submission.applicants if a.key == key)


def _documents(submission: Submission, owner: str) -> tuple[tuple[str, tuple[Document, ...]], ...]:
    return submission.documents if owner == "" else _applicant(submission, owner).documents


def _reasons(submission: Submission, owner: str) -> tuple[tuple[str, str], ...]:
    return (
        submission.not_applicable if owner == "" else _applicant(submission, owner).not_applicable
    )


def _set_reasons(submission: Submission, owner: str, marks: dict[str, str]) -> Submission:
    reasons = tuple(marks.items())
    if owner == "":
        return replace(submission, not_applicable=reasons)
    return _with(submission, owner, not_applicable=reasons)


def _with(submission: Submission, owner: str, **changes: object) -> Submission:
    changed = replace(_applicant(submission, owner), **changes)  # type: ignore[arg-type]
    return submission.with_applicant(changed)
