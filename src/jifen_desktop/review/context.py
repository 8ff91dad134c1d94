"""What every check looks at, and how a finding is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Scope, Severity
from jifen_desktop.domain.memo import Memo
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Applicant, Document, Documents, Reasons, Submission
from jifen_desktop.rulebook.case_plan import CasePlan
from jifen_desktop.rulebook.load import Rulebook


@dataclass(frozen=True)
class Context:
    """A submission with its plans and what is known of its files, by path.

    `memo` keeps what was derived of one person from one change to the next.
    """

    book: Rulebook
    submission: Submission
    plans: CasePlan
    facts: Mapping[Path, FileFacts]
    memo: Memo = field(default_factory=Memo, compare=False, repr=False)

    def documents(self, applicant: Applicant | None) -> Documents:
        """The files of one applicant, or with None the company's."""
        return applicant.documents if applicant else self.submission.documents

    def reasons(self, applicant: Applicant | None) -> Reasons:
        """The rows marked 不适用 with a reason; a mark without one counts for nothing."""
        marks = applicant.not_applicable if applicant else self.submission.not_applicable
        return tuple((material, reason) for material, reason in marks if reason.strip())

    def owners(self) -> tuple[Applicant | None, ...]:
        """Every applicant, then the company."""
        return (*self.submission.applicants, None)

    def basis(self, owner: Applicant | None) -> tuple[object, ...]:
        """All that may be looked at where something is derived of one owner and kept in the `memo`."""
        s, plans = self.submission, self.plans
        own = (owner, plans.of(owner)) if owner else (s.documents, s.one_sheet, *plans.distinct)
        files = [d.path for _, documents in self.documents(owner) for d in documents]
        known = [self.facts.get(path) for path in files]
        return (s.district, s.service, s.remove_location, plans.base, *own, *known)

    def is_usable(self, document: Document) -> bool:
        """Whether the file was read and gives at least one page."""
        found = self.facts.get(document.path)
        return found is not None and found.problem is None and bool(found.pages)

    def is_company_paper(self, material_id: str) -> bool:
        """Whether the paper is the company's in this business, also where no plan lists it."""
        row = self.book.material(material_id)
        company_only = self.plans.base.about_company_only
        return company_only or (row is not None and row.scope == Scope.COMPANY)


def finding(
    code: str,
    severity: Severity,
    field: str,
    applicant: Applicant | None = None,
    material: str | None = None,
    source: Source | None = None,
    **params: str | int,
) -> Finding:
    """A finding about one field, row or person."""
    place = Place(field, applicant.key if applicant else None, material)
    name = applicant.name if applicant else None
    return Finding(code, severity, place, params, source, name)
