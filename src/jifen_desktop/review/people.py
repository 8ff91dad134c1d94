"""Checks of what was typed: company, applicants, numbers, names."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import category

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Service, Severity
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant, Company
from jifen_desktop.files.names import safe_name
from jifen_desktop.review.context import Context, finding
from jifen_desktop.review.numbers import credit_code_problem, id_number_problem

_OTHER_DOTS = frozenset("•・‧．∙⋅")


def check_company(context: Context) -> Iterator[Finding]:
    """The employer's name and code, and what this district's mail or file names need of it."""
    company, plan = context.submission.company, context.plans.base
    if not shows_something(company.name):
        yield finding("company_name_missing", Severity.BLOCK, "company.name")
    if company.credit_code.strip():
        problem = credit_code_problem(company.credit_code)
        if problem:
            unknown = problem == "credit_code_unknown"
            yield finding(
                problem, Severity.WARN if unknown else Severity.BLOCK, "company.credit_code"
            )
    yield from _needed_by_names(company, plan)
    contact = bool(company.contact.strip() and (company.phone.strip() or company.email.strip()))
    if plan.contact_in_mail and not contact:
        source = plan.contact_in_mail
        yield finding("contact_missing", Severity.WARN, "company.contact", source=source)
    if any(c.code == "fixed_sender" for c in plan.conditions) and not company.email.strip():
        source = next(c.source for c in plan.conditions if c.code == "fixed_sender")
        yield finding("sender_mailbox_missing", Severity.WARN, "company.email", source=source)


def _needed_by_names(company: Company, plan: Plan) -> Iterator[Finding]:
    """What of the company stands in file names and subjects; {name} is the contact's where nobody applies."""
    files = "".join(form.template for form in (plan.archive, plan.word) if form)
    if "{company_short}" in files and not company.short_name.strip():
        yield finding("short_name_missing", Severity.WARN, "company.short_name")
    named = files + (plan.subject.template if plan.subject else "")
    asked = plan.about_company_only and "{name}" in named and not plan.contact_in_mail
    if asked and not company.contact.strip():
        yield finding("contact_name_missing", Severity.WARN, "company.contact")


def check_applicants(context: Context) -> Iterator[Finding]:
    """Names, numbers and permits of every applicant; a business of the company alone has no use for them."""
    submission, plan = context.submission, context.plans.base
    if plan.about_company_only:
        return
    if not submission.applicants:
        yield finding("applicants_missing", Severity.BLOCK, "applicants")
    names = Counter(a.name.strip() for a in submission.applicants)
    numbers = Counter(a.id_number.strip().upper() for a in submission.applicants)
    for applicant in submission.applicants:
        yield from _name(applicant)
        yield from _number(context, applicant)
        yield from _permit(context, applicant)
        yield from _rider(context, applicant)
        if applicant.name.strip() and names[applicant.name.strip()] > 1:
            yield finding("name_twice", Severity.WARN, "applicant.name", applicant)
        if applicant.id_number.strip() and numbers[applicant.id_number.strip().upper()] > 1:
            yield finding("id_number_twice", Severity.WARN, "applicant.id_number", applicant)


def check_visitors(context: Context) -> Iterator[Finding]:
    """Impossible numbers on the cards for a window: the registration there would refuse them."""
    submission = context.submission
    for index, visitor in enumerate(submission.visitors):
        problem = id_number_problem(visitor.id_number, submission.on)
        if visitor.id_number.strip() and problem:
            found = finding(problem, Severity.BLOCK, f"visitors.{index}.id_number")
            yield replace(found, applicant_name=visitor.name.strip() or None)


def shows_something(name: str) -> bool:
    """Whether a name has a letter, ideograph or digit; spaces, dots and invisible characters alone are no name."""
    # Cn: ideographs newer than the Unicode tables of this Python are there
    return any(char.isalnum() or category(char) == "Cn" for char in name)


def _name(applicant: Applicant) -> Iterator[Finding]:
    name = applicant.name.strip()
    if not shows_something(name):
        yield finding("applicant_name_missing", Severity.BLOCK, "applicant.name", applicant)
    elif _OTHER_DOTS & set(name):
        yield finding("name_dot", Severity.WARN, "applicant.name", applicant)
    elif safe_name(name) != name:
        yield finding(
            "name_changed", Severity.WARN, "applicant.name", applicant, shown=safe_name(name)
        )


def _number(context: Context, applicant: Applicant) -> Iterator[Finding]:
    subject = context.plans.base.subject
    if not applicant.id_number.strip():
        if subject and "{id_number}" in subject.template:
            source = subject.source
            yield finding(
                "id_number_missing", Severity.BLOCK, "applicant.id_number", applicant, source=source
            )
        return
    problem = id_number_problem(applicant.id_number, context.submission.on)
    if problem:
        yield finding(problem, Severity.BLOCK, "applicant.id_number", applicant)


def _permit(context: Context, applicant: Applicant) -> Iterator[Finding]:
    plan, until = context.plans.of(applicant), applicant.permit_valid_until
    place = "applicant.permit_valid_until"
    if plan.permit_until is not None:
        wanted = plan.permit_until.isoformat()
        if until is None:
            yield finding(
                "permit_unknown",
                Severity.WARN,
                place,
                applicant,
                source=plan.permit_source,
                wanted=wanted,
            )
        elif until < plan.permit_until:
            yield finding(
                "permit_too_short",
                Severity.BLOCK,
                place,
                applicant,
                source=plan.permit_source,
                wanted=wanted,
            )
    elif until is not None and until < context.submission.on:
        yield finding("permit_expired", Severity.WARN, place, applicant)


def _rider(context: Context, applicant: Applicant) -> Iterator[Finding]:
    own = applicant.service
    if own is None or own == context.submission.service:
        return
    subject = context.plans.base.subject
    if not (subject and subject.riders and own == Service.RENEWAL):
        yield finding("rider_not_allowed", Severity.BLOCK, "applicant.service", applicant)
