"""The plans of a whole submission: one for each applicant, and what they have in common."""

from dataclasses import dataclass
from functools import cached_property

from jifen_desktop.domain.ids import Scope, Service
from jifen_desktop.domain.memo import Memo
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Applicant, Submission
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.naming import Named
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances


@dataclass(frozen=True)
class CasePlan:
    """`base` holds what doesn't depend on a person; `people` the plan of each applicant by key."""

    base: Plan
    people: tuple[tuple[str, Plan], ...]

    def of(self, applicant: Applicant) -> Plan:
        """The applicant's plan."""
        return self._by_key[applicant.key]

    def rows(self, applicant: Applicant | None) -> tuple[Material, ...]:
        """The checklist of one applicant, or with None the company's own papers, over all applicants."""
        return self._own[id(self.of(applicant))] if applicant is not None else self._company

    @cached_property
    def distinct(self) -> tuple[Plan, ...]:
        """The people's plans, each once: of thirty applicants most are alike."""
        return tuple({id(plan): plan for _, plan in self.people}.values()) or (self.base,)

    @cached_property
    def _by_key(self) -> dict[str, Plan]:
        return dict(self.people)

    @cached_property
    def _own(self) -> dict[int, tuple[Material, ...]]:
        return {
            id(plan): tuple(m for m in plan.materials if m.scope == Scope.APPLICANT)
            for plan in self.distinct
        }

    @cached_property
    def _company(self) -> tuple[Material, ...]:
        plans = self.distinct
        found = {m.id: m for plan in plans for m in plan.materials if m.scope == Scope.COMPANY}
        # a rider's rows are optional; the paper is required if any applicant's plan says so
        required = {
            m.id: m
            for plan in plans
            for m in plan.materials
            if m.scope == Scope.COMPANY and m.required
        }
        return tuple(required.get(material_id, row) for material_id, row in found.items())


def circumstances(applicant: Applicant, service: Service) -> Circumstances:
    """What of the applicant decides the papers in a submission of `service`."""
    rider = applicant.service is not None and applicant.service != service
    return Circumstances(applicant.education, applicant.paths, applicant.children, rider)


def case_plan(book: Rulebook, submission: Submission, memo: Memo | None = None) -> CasePlan:
    """The plans of a submission; pure. People of the same circumstances share one, as do changes with one `memo`."""
    s, memo = submission, memo or Memo()

    def plan(who: Circumstances) -> Plan:
        return memo.of(
            ("plan", who),
            (s.district, s.service, s.on, s.centre),
            lambda: make_plan(book, s.district, s.service, who, on=s.on, centre=s.centre),
        )

    people = tuple(
        (a.key, plan(circumstances(a, submission.service))) for a in submission.applicants
    )
    return CasePlan(plan(Circumstances()), people)


def named(book: Rulebook, applicant: Applicant, service: Service) -> Named:
    """The applicant as names need them."""
    own = applicant.service or service
    return Named(applicant.name, applicant.id_number, book.services.services[own].token)
