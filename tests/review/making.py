"""Submissions made by hand, with facts about files that need not exist."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import District, Level, Method, Purpose, Scope, Service
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.domain.submission import (
    Applicant,
    Centre,
    Company,
    Document,
    Documents,
    Education,
    Submission,
)
from jifen_desktop.review.context import Context
from jifen_desktop.review.review import review
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook

ON = date(2026, 11, 23)
COMPANY = Company(
    name="上海样本信息技术有限公司",
    short_name="样本信息",
    contact="王样本",
    phone="021-00000000",
    email="office@example.invalid",
    address="上海市样本区样本路1号",
)
CENTRE = Centre(mailboxes=tuple((p, f"{p}@example.invalid") for p in Purpose), phone="021-00000000")
ID_NUMBER = "000000198603070013"


def document(name: str) -> Document:
    """A document whose content is its name."""
    return Document(Path("/sample") / name, name, hashlib.sha256(name.encode()).hexdigest())


def facts(given: Document, pages: int = 1, problem: Code | None = None) -> FileFacts:
    """A file of that many pages, or with a problem."""
    found = tuple(PageFacts(i, 800, 600, Method.COPIED) for i in range(pages))
    if problem:
        return FileFacts(given.sha256, 1000, None, (), problem)
    return FileFacts(given.sha256, 1000, Media.JPEG, found)


def complete(
    district: District, service: Service, *levels: Level, **applicant: object
) -> Submission:
    """A submission with every paper the plan lists, but for written reports."""
    person = Applicant(
        key="1",
        name="张样本",
        id_number=ID_NUMBER,
        permit_valid_until=date(2027, 11, 23),
        education=tuple(Education(level) for level in levels),
    )
    submission = Submission(
        district, service, ON, company=COMPANY, centre=CENTRE, applicants=(person,)
    )
    plan = case_plan(load_rulebook(), submission).of(person)
    rows = [
        m for m in plan.materials if m.required and not m.id.startswith("diploma_report_written")
    ]
    rows = [m for m in rows if not m.id.startswith("degree_report_written")]
    own = tuple((m.id, _files(m.id)) for m in rows if m.scope == Scope.APPLICANT)
    company = tuple((m.id, _files(m.id)) for m in rows if m.scope == Scope.COMPANY)
    person = replace(person, documents=own, **applicant)  # type: ignore[arg-type]
    return replace(submission, applicants=(person,), documents=company)


def _files(material: str) -> tuple[Document, ...]:
    sides = 2 if material in ("id_card", "residence_permit", "contact_id_card") else 1
    return tuple(document(f"{material}-{i}.jpg") for i in range(sides))


def without(submission: Submission, material: str) -> Submission:
    """The submission without one paper of its first applicant and company."""

    def left(documents: Documents) -> Documents:
        return tuple(entry for entry in documents if entry[0] != material)

    person = submission.applicants[0]
    changed = submission.with_applicant(replace(person, documents=left(person.documents)))
    return replace(changed, documents=left(changed.documents))


def context_of(
    submission: Submission,
    problems: dict[str, Code] | None = None,
    pages: dict[str, int] | None = None,
) -> Context:
    """The context with facts for every document; by name some have problems or more pages."""
    known = {}
    for documents in (submission.documents, *(a.documents for a in submission.applicants)):
        for _, files in documents:
            for given in files:
                problem = (problems or {}).get(given.name)
                known[given.path] = facts(given, (pages or {}).get(given.name, 1), problem)
    book = load_rulebook()
    return Context(book, submission, case_plan(book, submission), known)


def findings_of(submission: Submission, **more: object) -> dict[str, Finding]:
    """The findings by code; conditions are left out."""
    found = review(context_of(submission, **more))  # type: ignore[arg-type]
    return {f.code: f for f in found if not f.place.field.startswith("condition.")}
