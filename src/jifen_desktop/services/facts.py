"""Everything known about a submission at one moment: plans, facts about its files, findings, checklists."""

import stat
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jifen_desktop.domain.checklist import PersonChecklist
from jifen_desktop.domain.errors import Code
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.memo import Memo
from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Submission
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.growing import growing
from jifen_desktop.imaging.limits import FILE_BYTES
from jifen_desktop.intake.inspect import refused
from jifen_desktop.intake.read import Intake
from jifen_desktop.intake.source import too_heavy
from jifen_desktop.review.context import Context
from jifen_desktop.review.review import blocks, review
from jifen_desktop.review.states import checklists
from jifen_desktop.rulebook.case_plan import CasePlan, case_plan
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.budget import budget_findings
from jifen_desktop.services.outputs import Outputs
from jifen_desktop.services.planning import plan_outputs
from jifen_desktop.services.unstamped import seal_findings


@dataclass(frozen=True)
class Picture:
    """A submission with all that follows from it; made anew after every change, in a few milliseconds."""

    context: Context
    findings: tuple[Finding, ...]
    people: tuple[PersonChecklist, ...]
    outputs: Outputs

    @property
    def submission(self) -> Submission:
        """What the user told us."""
        return self.context.submission

    @property
    def plans(self) -> CasePlan:
        """The plans of its people."""
        return self.context.plans

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that stop the export."""
        return blocks(self.findings)

    @cached_property
    def by_row(self) -> Mapping[tuple[str, str], tuple[Finding, ...]]:
        """The findings about papers, by their owner's key (empty for the company's) and the material."""
        found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for each in self.findings:
            if each.place.material is not None:
                found[each.place.applicant or "", each.place.material].append(each)
        return {row: tuple(own) for row, own in found.items()}


def look_at(
    book: Rulebook,
    submission: Submission,
    facts: Mapping[Path, FileFacts],
    memo: Memo | None = None,
) -> Picture:
    """Derive everything; pure, nothing is read. With the `memo` of the look before, only what changed since."""
    memo = memo or Memo()
    context = Context(book, submission, case_plan(book, submission, memo), facts, memo)
    outputs = plan_outputs(context)
    findings = (
        *review(context),
        *seal_findings(context, outputs),
        *budget_findings(context, outputs),
    )
    return Picture(context, findings, checklists(context, findings), outputs)


def documents_of_submission(submission: Submission) -> list[Path]:
    """Every file given, once, in the order of the submission."""
    every = [*(a.documents for a in submission.applicants), submission.documents]
    return list(
        dict.fromkeys(d.path for documents in every for _, files in documents for d in files)
    )


def read_facts(
    intake: Intake,
    submission: Submission,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[Path, FileFacts]:
    """Read every file of the submission once, in the workers; pipes, folders and oversized files aren't even opened."""
    paths = documents_of_submission(submission)
    found = {path: facts for path in paths if (facts := _refused(path)) is not None}
    late = growing([path for path in paths if path not in found], cancelled)
    found |= {path: FileFacts("", 0, None, problem=Code.FILE_WRITING) for path in late}
    rest = [path for path in paths if path not in found]
    return found | dict(zip(rest, intake.inspect_many(rest, progress, cancelled), strict=True))


def _refused(path: Path) -> FileFacts | None:
    """What is known without opening a file that can't be read to its end, or not within reason."""
    code = unreadable(path)
    if code == Code.FILE_TOO_HEAVY:
        return refused("", 0, None, too_heavy(path.stat().st_size))
    return FileFacts("", 0, None, problem=code) if code is not None else None


def unreadable(path: Path) -> Code | None:
    """Why a file isn't to be opened: it is missing, no plain file (a pipe waits for ever), or too large."""
    try:
        found = path.stat()
    except OSError as error:
        return read_code(error)
    if not stat.S_ISREG(found.st_mode):
        return Code.FILE_UNREADABLE
    return Code.FILE_TOO_HEAVY if found.st_size > FILE_BYTES else None
