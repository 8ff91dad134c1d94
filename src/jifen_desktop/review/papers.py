"""Checks of the papers: what is missing, unreadable, doubtful or given twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import timedelta

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Basis, Origin, Report, Severity
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.plan import Need, Plan
from jifen_desktop.domain.submission import Applicant, Document, Documents, documents_of
from jifen_desktop.review.context import Context, finding
from jifen_desktop.rulebook.calendar import add_months
from jifen_desktop.rulebook.case_plan import circumstances
from jifen_desktop.rulebook.plan import missing_levels

_SOON = timedelta(days=7)


def check_needs(context: Context) -> Iterator[Finding]:
    """Every requirement that no complete set of papers meets; stated ones block unless marked 不适用."""
    seen: set[str] = set()
    owners = context.submission.applicants or (None,)
    everybody = _offer(context, None)
    for applicant in owners:
        plan = context.plans.of(applicant) if applicant else context.plans.base
        own = _offer(context, applicant)
        for need in plan.needs:
            company = all(context.is_company_paper(m) for group in need.any_of for m in group)
            if company and need.id in seen:
                continue
            seen.add(need.id)
            yield from _need(context, need, everybody if company else own)


@dataclass(frozen=True)
class _Offer:
    """The papers that can meet somebody's needs: usable ones, all that were given, and those marked 不适用."""

    applicant: Applicant | None
    given: frozenset[str]
    offered: frozenset[str]
    waived: Mapping[str, str]


def _offer(context: Context, applicant: Applicant | None) -> _Offer:
    offers = _offers(context, applicant)
    return _Offer(
        applicant,
        frozenset(m for m, files in offers if any(context.is_usable(d) for d in files)),
        frozenset(m for m, files in offers if files),
        dict(context.reasons(applicant)),
    )


def _need(context: Context, need: Need, offer: _Offer) -> Iterator[Finding]:
    applicant, given, offered, waived = offer.applicant, offer.given, offer.offered, offer.waived
    if any(set(group) <= given for group in need.any_of):
        return
    if any(set(group) <= offered for group in need.any_of):
        return  # unreadable ones are told by their own finding
    excused = [group for group in need.any_of if set(group) <= given | set(waived)]
    if need.partial and len(excused) < len(need.any_of):
        excused = []  # any single paper would do, so one that isn't applicable excuses nothing
    lacking = _lacking(need, given | set(waived), applicant)
    if excused:
        material = next((m for m in excused[0] if m in waived), excused[0][0])
        yield finding(
            "not_applicable",
            Severity.WARN,
            "material",
            applicant,
            material,
            need.source,
            name=context.book.material_name(material),
            reason=waived.get(material, ""),
        )
        return
    blocks = need.source.basis == Basis.STATED
    names = "、".join(context.book.material_name(m) for m in lacking)
    yield finding(
        "report_missing" if need.partial else "material_missing",
        Severity.BLOCK if blocks else Severity.WARN,
        "material",
        applicant,
        lacking[0],
        need.source,
        name=need.name if need.partial else names,
    )


def _offers(context: Context, applicant: Applicant | None) -> Documents:
    """The papers that can meet a need: the person's and the company's; for the company's own, anybody's."""
    if applicant is not None:
        return (*applicant.documents, *context.submission.documents)
    return tuple(entry for owner in context.owners() for entry in context.documents(owner))


def _lacking(need: Need, given: Set[str], applicant: Applicant | None) -> list[str]:
    """The papers still missing of the set that was begun, or of the intended one."""
    level = need.id.partition(".")[2]
    written = applicant is not None and any(
        e.level == level and e.report == Report.WRITTEN for e in applicant.education
    )
    begun = [group for group in need.any_of if set(group) & given]
    group = begun[0] if begun else need.any_of[-1 if written else 0]
    wanted = [m for one in (group, *need.any_of) for m in one if m not in given]
    return [m for m in group if m not in given] or wanted[:1] or list(group)


def check_documents(context: Context) -> Iterator[Finding]:
    """Unreadable files, papers the plan doesn't list, one-sided ID cards, and one file in two places."""
    used: dict[str, list[_Use]] = defaultdict(list)
    for owner in context.owners():
        rows = {m.id: m for m in context.plans.rows(owner)}
        for material, files in context.documents(owner):
            if material not in rows:
                name = context.book.material_name(material)
                misplaced = owner is not None and context.is_company_paper(material)
                code = "company_paper_of_person" if misplaced else "unlisted"
                yield finding(code, Severity.WARN, "material", owner, material, name=name)
            pages, broken = 0, False
            for document in files:
                facts = context.facts.get(document.path)
                if facts is None:
                    continue
                broken = broken or facts.problem is not None
                for code, severity, params in _about_file(document, facts):
                    yield finding(code, severity, "material", owner, material, None, **params)
                chosen = document.pages or tuple(page.index for page in facts.pages)
                pages += len(chosen)
                if facts.sha256:
                    used[facts.sha256].append(_Use(owner, material, frozenset(chosen)))
            sides = rows[material].page_names if material in rows else ()
            if 0 < pages < len(sides) and not broken:
                yield finding(
                    "one_side_only",
                    Severity.WARN,
                    "material",
                    owner,
                    material,
                    name=rows[material].name,
                )
    yield from _twice(context, used)


def _about_file(
    document: Document, facts: FileFacts
) -> Iterator[tuple[str, Severity, dict[str, str | int]]]:
    """(code, severity, parameters) of what is wrong with one file, or only partly used of it."""
    if (failure := facts.failure(document.name)) is not None:
        yield str(failure.code), Severity.BLOCK, failure.params
        return
    if facts.note:
        yield facts.note, Severity.WARN, {"name": document.name}
    named = {*document.pages, *(index for index, _ in document.edits)}
    missing = sorted(named - {page.index for page in facts.pages})
    if missing:
        numbers = "、".join(str(index + 1) for index in missing[:5])
        yield "page_not_there", Severity.BLOCK, {"name": document.name, "pages": numbers}


@dataclass(frozen=True)
class _Use:
    """Pages of a file given for a material."""

    owner: Applicant | None
    material: str
    pages: frozenset[int]


def _twice(context: Context, used: dict[str, list[_Use]]) -> Iterator[Finding]:
    """The same pages in two places; a file whose pages are shared out is used as it should be."""
    for places in used.values():
        for i, use in enumerate(places[1:], 1):
            before = [p for p in places[:i] if p.pages & use.pages or not use.pages]
            if not before:
                continue
            owner, material = use.owner, use.material
            other_owner, other = before[-1].owner, before[-1].material
            name = context.book.material_name(material)
            whose = f"{other_owner.name}的" if other_owner and other_owner is not owner else ""
            other_name = f"{whose}{context.book.material_name(other)}"
            yield finding(
                "used_twice",
                Severity.WARN,
                "material",
                owner,
                material,
                name=name,
                other=other_name,
            )


def check_education(context: Context) -> Iterator[Finding]:
    """Levels that were not entered, and reports whose time is over or unknown."""
    submission, book = context.submission, context.book
    for applicant in submission.applicants:
        plan = context.plans.of(applicant)
        who = circumstances(applicant, submission.service)
        if missing_levels(book, submission.service, plan.materials, who):
            yield finding("education_missing", Severity.WARN, "applicant.education", applicant)
        yield from _reports(context, applicant, plan)


def _reports(context: Context, applicant: Applicant, plan: Plan) -> Iterator[Finding]:
    ages = context.book.education.report_age
    today = context.submission.on
    for education in applicant.education:
        rows = [
            m
            for m in plan.materials
            if m.education == education.level and m.set_name == Report.ELECTRONIC
        ]
        given = [m for m in rows if documents_of(applicant.documents, m.id)]
        if not given or education.origin == Origin.OVERSEAS:
            continue
        row, level = given[0], context.book.education.levels[education.level]
        until, updated = education.report_valid_until, education.report_updated_on
        code, day = "", None
        if until is not None:
            day = until
            code = (
                "report_expired"
                if until < today
                else "report_expiring"
                if until - today <= _SOON
                else ""
            )
        elif updated is not None:
            day = updated
            if add_months(updated, ages.strong_after_months) < today:
                code = "report_very_old"
            elif add_months(updated, ages.warn_after_months) < today:
                code = "report_old"
        if code and day:
            yield finding(
                code,
                Severity.WARN,
                "applicant.education",
                applicant,
                row.id,
                row.source if row.validity_stated else None,
                level=level,
                day=day.isoformat(),
            )
