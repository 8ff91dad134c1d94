"""Names by a district's format: mail subjects, archives, the Word document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import category

from jifen_desktop.domain.plan import Plan, SubjectFormat
from jifen_desktop.domain.submission import Centre, Company

PLACEHOLDERS = (
    "company",
    "company_short",
    "name",
    "id_number",
    "service_name",
    "token",
    "date",
    "n",
)

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Not Cn: ideographs newer than the Unicode tables of this Python are there.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_EMPTY_GROUP = re.compile(r"【】\+?|\+【】(?=$)")


@dataclass(frozen=True)
class Named:
    """A person as a name needs them: `token` is how their own business reads in a joint subject."""

    name: str
    id_number: str = ""
    token: str = ""


def placeholders_in(template: str) -> list[str]:
    """The names in braces, in order."""
    return _PLACEHOLDER.findall(template)


def subject_of(
    plan: Plan, company: Company, people: Sequence[Named], on: date, centre: Centre | None = None
) -> str:
    """The mail's subject for these people (all of them where the format has room, else the only one).

    A bracket pair whose value is not known (a company's contact, say) is left out rather than left empty. Centre
    data may ask for another joiner than + and other brackets than （）. Raises ValueError for a plan without subject.
    """
    form = plan.subject
    if form is None:
        raise ValueError("this plan has no subject")
    centre = centre or Centre()
    template = form.template
    if form.joint:
        joined = "+".join(f"{_clean(p.name)}（{p.token}）" for p in people)
        template = template.replace(people_part(form), joined.replace("{", "").replace("}", ""))
    template = _with_joiner(template, centre)
    first = people[0] if people else Named(company.contact)
    text = _fill(template, plan, form.token, company, first, on, len(people))
    return _EMPTY_GROUP.sub("", text).removesuffix("+")


def people_part(form: SubjectFormat) -> str:
    """The stretch of a joint template that is repeated for each person."""
    start = form.template.index("{name}")
    end = form.template.rindex("）") + 1
    return form.template[start:end]


def archive_stem(
    plan: Plan, company: Company, person: Named | None, on: date, centre: Centre | None = None
) -> str:
    """The archive's name without its suffix; after the company where the business is the company's alone."""
    if plan.archive is None:
        raise ValueError("this plan has no archive")
    template = plan.archive.template.removesuffix(".zip")
    return _file_stem(template, plan, company, person, on, centre)


def word_stem(
    plan: Plan, company: Company, person: Named | None, on: date, centre: Centre | None = None
) -> str:
    """The Word document's name without its suffix."""
    if plan.word is None:
        raise ValueError("this plan has no Word document")
    template = plan.word.template.removesuffix(".docx")
    return _file_stem(template, plan, company, person, on, centre)


def _file_stem(
    template: str,
    plan: Plan,
    company: Company,
    person: Named | None,
    on: date,
    centre: Centre | None,
) -> str:
    token = plan.subject.token if plan.subject else ""
    if person is None:
        # the company's own business has no applicant: {name} alone is the company, beside it the contact
        person = Named(company.name if template == "{name}" else company.contact)
    template = _with_joiner(template, centre or Centre())
    return _fill(template, plan, token, company, person, on, 1)


def _with_joiner(template: str, centre: Centre) -> str:
    if centre.brackets and len(centre.brackets) == 2:
        template = template.translate(
            {ord("（"): centre.brackets[0], ord("）"): centre.brackets[1]}
        )
    if not centre.joiner:
        return template
    if "+" in template:
        return template.replace("+", centre.joiner)
    return template.replace("}{", "}" + centre.joiner + "{")


def _fill(
    template: str, plan: Plan, token: str, company: Company, person: Named, on: date, count: int
) -> str:
    values = {
        "company": company.name,
        "company_short": company.short_name or company.name,
        "name": person.name,
        "id_number": person.id_number,
        "service_name": plan.service_name,
        "token": token,
        "date": on.strftime("%Y%m%d"),
        "n": str(count),
    }
    return _PLACEHOLDER.sub(lambda found: _clean(values[found[1]]), template)


def _clean(text: str) -> str:
    """One line without invisible characters: a subject can't hold a line break, nor turn its own order round."""
    return " ".join(
        "".join(c for c in text if c.isspace() or category(c) not in _INVISIBLE).split()
    )
