"""The business that usually goes along with another one, prepared from the same people and papers."""

from dataclasses import replace

from jifen_desktop.domain.ids import Service
from jifen_desktop.domain.submission import Documents, Reasons, Submission
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.lists import sharing
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.case_plan import CasePlan, case_plan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.summary import save_entry


def companion_of(book: Rulebook, submission: Submission, service: Service) -> Submission:
    """The same company and people in another business of the district.

    Only papers that the other business lists go along, since whatever is given goes into the archive. Riders stay
    behind: their renewal belongs to the first submission. What was confirmed there has to be confirmed anew.
    """
    people = tuple(
        replace(a, service=None, points_paths=None)
        for a in submission.applicants
        if a.service in (None, submission.service)
    )
    other = replace(
        submission, service=service, channels=(), confirmed=frozenset(), applicants=people
    )
    plans = case_plan(book, other)
    return _only_listed(other, plans)


def find_companion(store: LibraryStore, entry: Entry, service: Service) -> str | None:
    """The entry that was made along with this one, known by the people they share."""
    submission = entry.submission
    keys = [a.key for a in submission.applicants]
    found = sharing(store.db, keys, submission.district, service)
    return next((other for other in found if other != entry.id), None)


def make_companion(book: Rulebook, store: LibraryStore, entry: Entry, service: Service) -> Entry:
    """A second entry for the companion business, saved; raises JifenError."""
    submission = companion_of(book, entry.submission, service)
    used = {d.sha256 for documents in _every(submission) for _, files in documents for d in files}
    facts = tuple((sha, found) for sha, found in entry.facts if sha in used)
    made = replace(store.new(submission, sample=entry.sample), step="people", facts=facts)
    return save_entry(book, store, made)


def _only_listed(submission: Submission, plans: CasePlan) -> Submission:
    people = []
    for applicant in submission.applicants:
        listed = {m.id for m in plans.rows(applicant)}
        people.append(
            replace(
                applicant,
                documents=_documents(applicant.documents, listed),
                not_applicable=_reasons(applicant.not_applicable, listed),
            )
        )
    listed = {m.id for m in plans.rows(None)}
    return replace(
        submission,
        applicants=tuple(people),
        documents=_documents(submission.documents, listed),
        not_applicable=_reasons(submission.not_applicable, listed),
    )


def _documents(documents: Documents, listed: set[str]) -> Documents:
    return tuple((material, files) for material, files in documents if material in listed)


def _reasons(reasons: Reasons, listed: set[str]) -> Reasons:
    return tuple((material, reason) for material, reason in reasons if material in listed)


def _every(submission: Submission) -> list[Documents]:
    return [submission.documents, *(a.documents for a in submission.applicants)]
