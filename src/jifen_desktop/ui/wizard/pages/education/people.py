"""Who is asked about education, and how far their answers are."""

from __future__ import annotations

from jifen_desktop.domain.ids import PointsPath
from jifen_desktop.domain.submission import Applicant
from jifen_desktop.services.case import Case
from jifen_desktop.ui import widgets as w


def who(case: Case, applicant: Applicant) -> str:
    """The name, or what stands for it."""
    if applicant.name.strip():
        return applicant.name.strip()
    people = case.submission.applicants
    if len(people) == 1:
        return "申请人"
    return f"第 {[a.key for a in people].index(applicant.key) + 1} 位申请人"


def is_rider(case: Case, applicant: Applicant) -> bool:
    """Whether the person only rides along with another business."""
    return applicant.service not in (None, case.submission.service)


def used_paths(applicant: Applicant) -> frozenset[PointsPath]:
    """The points paths as shown: until something is said, education is taken to be one."""
    if applicant.points_paths is None:
        return frozenset({PointsPath.EDUCATION, *applicant.paths})
    return frozenset(applicant.points_paths)


def asks_levels(case: Case, applicant: Applicant) -> bool:
    """Whether the person's levels matter."""
    if is_rider(case, applicant):
        return False
    use = case.book.services.services[case.submission.service].education
    return use == "always" or PointsPath.EDUCATION in used_paths(applicant)


def person_states(case: Case, current: str) -> list[w.PersonState]:
    """The chips of all applicants."""
    return [_state(case, a, current) for a in case.submission.applicants]


def _state(case: Case, applicant: Applicant, current: str) -> w.PersonState:
    name = who(case, applicant)
    if not asks_levels(case, applicant):
        return w.PersonState(applicant.key, name, w.Status.NOT_NEEDED)
    if applicant.education:
        return w.PersonState(applicant.key, name, w.Status.PROVIDED)
    words = "正在填" if applicant.key == current else "未填"
    return w.PersonState(applicant.key, name, w.Status.MISSING, words)
