"""An export of many people, in which one person's papers that can't be read don't hold up the others.

Whoever fails is left out and the rest is planned and written anew, so that mails, labels and lists name only those
whose archives lie there. Each try is complete or absent, as every export is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Severity
from jifen_desktop.domain.submission import Document
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.hashing import sha256_file
from jifen_desktop.library.entry import SentPage
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.export_run import Progress
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.failing import PersonError
from jifen_desktop.services.part import part_of
from jifen_desktop.worker.pool import WorkerPool

# Everybody whose originals can't be read is found at once; only what fails in the workers comes one after the other.
_TRIES: Final = 5


@dataclass(frozen=True)
class Able:
    """What was written, the submission with those it is about, and why each of the others is not in it.

    A failure is a finding that bears an error's code, its person's key and name.
    """

    exported: Exported
    picture: Picture
    failed: tuple[Finding, ...] = ()


def export_able(
    picture: Picture,
    target: Path,
    pool: WorkerPool,
    *,
    progress: Progress,
    cancelled: Callable[[], bool],
    before: Callable[[Picture], tuple[SentPage, ...]],
) -> Able:
    """Export everybody who can be; `before` gives what went out last of the people of a picture.

    Raises as `export` does, where the failure is nobody's own (the folder, the company's papers) or everybody's.
    """
    failed: dict[str, JifenError] = {}
    left, tries = picture, 0
    while True:
        tries += 1
        try:
            done = export(
                left, target, pool, progress=progress, cancelled=cancelled, before=before(left)
            )
        except PersonError as error:
            failed |= {error.owner: error} | _unreadable(left)
            keys = {a.key for a in picture.submission.applicants}
            rest = part_of(picture, keys - set(failed))
            if rest is None or tries == _TRIES:
                raise
            left = rest
        else:
            return Able(done, left, _told(picture, failed))


def _told(picture: Picture, failed: dict[str, JifenError]) -> tuple[Finding, ...]:
    """Each failure with its person, in the people's order."""
    return tuple(
        Finding(
            str(failed[a.key].code),
            Severity.WARN,
            Place("material", a.key),
            failed[a.key].params,
            applicant_name=a.name,
        )
        for a in picture.submission.applicants
        if a.key in failed
    )


def _unreadable(picture: Picture) -> dict[str, JifenError]:
    """Everybody with an original that is gone or other than it was, and the first such failure."""
    looked: dict[Path, JifenError | None] = {}
    found: dict[str, JifenError] = {}
    for person in picture.submission.applicants:
        for document in (d for _, files in person.documents for d in files):
            if document.path not in looked:
                looked[document.path] = _failure(picture, document)
            error = looked[document.path]
            if error is not None:
                found.setdefault(person.key, error)
    return found


def _failure(picture: Picture, document: Document) -> JifenError | None:
    try:
        same = sha256_file(document.path) == picture.context.facts[document.path].sha256
    except OSError as error:
        return JifenError(read_code(error), name=document.name)
    return None if same else JifenError(Code.VERIFY_FAILED, name=document.name)
