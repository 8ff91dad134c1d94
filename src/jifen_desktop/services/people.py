"""Several applicants at once, and fitting them to a business: pure functions."""

from collections.abc import Sequence
from dataclasses import replace

from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.services.edit import new_applicant

_ID_LENGTH = 15  # of the first generation; now 18


def is_blank(applicant: Applicant) -> bool:
    """Whether nothing was entered for the applicant yet."""
    return applicant == Applicant(key=applicant.key)


def add_known(submission: Submission, applicant: Applicant) -> Submission:
    """With a person of an earlier submission, in place of a blank card where there is one.

    Keeps the key, which stands for the same person everywhere; somebody who is there already is not added again.
    """
    people = list(submission.applicants)
    if any(a.key == applicant.key for a in people):
        return submission
    blank = next((i for i, a in enumerate(people) if is_blank(a)), len(people))
    people[blank : blank + 1] = [applicant]
    return replace(submission, applicants=tuple(people))


def take_back(submission: Submission, keys: Sequence[str]) -> Submission:
    """Without the people of those keys."""
    kept = tuple(a for a in submission.applicants if a.key not in keys)
    return replace(submission, applicants=kept)


def put_back(submission: Submission, applicant: Applicant, index: int) -> Submission:
    """With a removed applicant at the old place."""
    if any(a.key == applicant.key for a in submission.applicants):
        return submission
    people = list(submission.applicants)
    people.insert(index, applicant)
    return replace(submission, applicants=tuple(people))


def fit_people(submission: Submission, company_only: bool) -> Submission:
    """A card to fill in where people are needed, no blank ones where only the company matters."""
    if company_only:
        kept = tuple(a for a in submission.applicants if not is_blank(a))
        return replace(submission, applicants=kept)
    if submission.applicants:
        return submission
    return replace(submission, applicants=(new_applicant(),))


def masked(number: str) -> str:
    """An ID number with its middle hidden: 310***********1234; of what is too short to be one everything shows, so that
    it can be mended.
    """
    text = number.strip()
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= _ID_LENGTH else text
