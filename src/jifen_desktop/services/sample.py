"""The sample submission of a district, with the plan to fill it by."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jifen_desktop.domain.ids import District, Outcome, PointsPath, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Applicant, Centre
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances
from jifen_desktop.services.failing import failures_of
from jifen_desktop.services.samples.write import make_sample
from jifen_desktop.worker.pool import WorkerPool


def sample_service(district: District) -> Service:
    """The business a sample is about where none is named: `new`, or the first one with papers to hand in."""
    pairs = load_rulebook().districts[district].services
    submit = [s for s in Service if pairs[s].outcome == Outcome.SUBMIT]
    return Service.NEW if Service.NEW in submit or not submit else submit[0]


def write_sample(
    target: Path,
    district: District,
    service: Service | None,
    on: date,
    pool: WorkerPool,
    *,
    people: int = 1,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Path:
    """Write the sample and return its submission file; raises JifenError, `step(done, total)` may raise Cancelled."""
    book = load_rulebook()
    chosen = service or sample_service(district)

    def plan_for(applicant: Applicant) -> Plan:
        paths = applicant.points_paths or ((PointsPath.EDUCATION,) if applicant.education else ())
        who = Circumstances(applicant.education, paths)
        return make_plan(book, district, chosen, who, on=on, centre=Centre())

    with failures_of(target):
        return make_sample(target, plan_for, district, chosen, on, pool, people=people, step=step)
