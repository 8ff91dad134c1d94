"""The sample as a case of the library: finished, so that it can be walked through and exported."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.ids import District, Service, Severity
from jifen_desktop.files.aside import folder_aside
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.review.ways import ADDRESS_OF_2020
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.services.case import Case, case_from_file
from jifen_desktop.services.edit import confirm
from jifen_desktop.services.sample import write_sample

PEOPLE: Final = 2
Progress = Callable[[str, int, int], None]


def kept_sample(store: LibraryStore) -> str | None:
    """The id of the sample that lies in the library already. Raises JifenError.

    One in the trash doesn't count, nor what was made of a sample: the supplement of its people, say.
    """
    rows = store.db.rows(
        "SELECT id FROM submission WHERE sample AND deleted IS NULL AND service = ? ORDER BY seq DESC LIMIT 1",
        Service.NEW,
    )
    return str(rows[0][0]) if rows else None


def make_sample_case(
    book: Rulebook,
    store: LibraryStore,
    intake: Intake,
    on: date,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> Case:
    """Draw the documents in the workers and take them in; for a thread.

    Raises JifenError, and Cancelled where `cancelled()` turns true; then nothing is left.
    """

    def drawn(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled
        progress(f"正在画示例证件 {min(done + 1, total)} / {total}", 3 * done, 4 * total)

    def read(done: int, total: int) -> None:
        progress(f"正在读取示例证件 {done} / {total}", 3 * total + done, 4 * total)

    with folder_aside() as folder:
        path = write_sample(
            Path(folder) / "sample",
            District.XUHUI,
            Service.NEW,
            on,
            intake.pool,
            people=PEOPLE,
            step=drawn,
        )
        case = case_from_file(
            book, store, intake, path, on, sample=True, progress=read, cancelled=cancelled
        )
    finish(case)
    return case


def finish(case: Case) -> None:
    """Confirm what a user would have confirmed, and leave the address of 2020 in doubt: nobody asked the centre."""
    submission = case.submission
    for found in case.picture.findings:
        if found.severity == Severity.WARN and found.code != ADDRESS_OF_2020:
            submission = confirm(submission, found.key if found.place.document else found.code)
    case.change(submission)
