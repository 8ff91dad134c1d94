"""A process that exports applicants with 20 pages each: `exporting PEOPLE FOLDER SMALL`; prints the count of pages."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.samples import photos, printed_pdf, scanned_pdf
from jifen_desktop.domain.ids import District, Purpose, Service
from jifen_desktop.domain.submission import Applicant, Centre, Company, Document, Submission

if TYPE_CHECKING:
    from jifen_desktop.ui.jobs import Report
    from jifen_desktop.ui.session import Session

ON = date(2026, 11, 23)


def submission(people: int, folder: Path, small: bool) -> Submission:
    """Applicants of synthetic names and numbers; everybody's files have names of their own."""
    company = Company(
        name="上海样本信息技术有限公司",
        short_name="样本信息",
        contact="王样本",
        phone="021-00000000",
        email="office@example.invalid",
        address="上海市样本区样本路1号",
    )
    centre = Centre(mailboxes=tuple((p, "points@example.invalid") for p in Purpose))
    sources = [*photos(8, small), scanned_pdf(10, small), printed_pdf(), _png(folder, small)]
    applicants = tuple(
        Applicant(
            key=f"p{n}",
            name=f"张样本{n:02}",
            id_number="000000198603070013",
            documents=(("supplementary_papers", _own(sources, folder / f"p{n}")),),
        )
        for n in range(people)
    )
    return Submission(
        District.XUHUI,
        Service.RESET_PERSONAL,
        ON,
        company=company,
        centre=centre,
        applicants=applicants,
    )


def _own(sources: list[Path], folder: Path) -> tuple[Document, ...]:
    """Second names for the same files, so that nothing is made once for several people."""
    folder.mkdir()
    names = [folder / f"{n:02}{source.suffix}" for n, source in enumerate(sources)]
    for source, name in zip(sources, names, strict=True):
        os.link(source, name)
    return tuple(Document(name, name.name) for name in names)


def _png(folder: Path, small: bool) -> Path:
    from PIL import Image

    path = folder / "picture.png"
    with Image.open(io.BytesIO(photos(1, small)[0].read_bytes())) as image:
        image.save(path, compress_level=1)
    return path


def main(people: int, folder: Path, small: bool) -> int:
    """Open the window, export in a job, close it."""
    from jifen_desktop.intake.read import Intake
    from jifen_desktop.library.place import Library
    from jifen_desktop.services.export import export
    from jifen_desktop.services.facts import look_at, read_facts
    from jifen_desktop.ui import app as program
    from jifen_desktop.ui.jobs import Done
    from jifen_desktop.ui.session import Session
    from jifen_desktop.ui.window import MainWindow

    app = program.make_application()
    session: Session = Session(Library(folder / "library"), ON)
    program.dress(app, session)
    window = MainWindow(session)
    window.show()
    given = submission(people, folder, small)

    def work(report: Report) -> int:
        facts = read_facts(Intake(session.pool), given)
        picture = look_at(session.book, given, facts)
        confirmed = replace(given, confirmed=frozenset(f.key for f in picture.findings))
        picture = look_at(session.book, confirmed, facts)
        assert not picture.blocking, [f.code for f in picture.blocking]
        return len(export(picture, folder / "out", session.pool, progress=report.progress).pages)

    outcomes: list[object] = []
    job = session.jobs.make(work)
    job.ended.connect(outcomes.append)
    job.ended.connect(lambda _: app.quit())
    job.start()
    app.exec()
    session.close()
    outcome = outcomes[0]
    print(outcome.value if isinstance(outcome, Done) else outcome)
    return int(not isinstance(outcome, Done))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "1"))
