"""A process that shows a library's start screen and searches it: `searching FOLDER` prints seconds and bytes."""

from __future__ import annotations

import hashlib
import random
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from jifen_desktop.domain.ids import District, Method, Service
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.domain.submission import Applicant, Company, Document, Submission
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.library.store import LibraryStore
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.summary import save_entry

TODAY = date(2026, 11, 23)
PEOPLE, PAGES = 5, 4
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
KEYS = ("李", "李样", "李样本", "李样本三", "", "浦", "浦东", "没有的人", "", "上海样本 4")


def fill(root: Path, submissions: int) -> tuple[int, int]:
    """Make the library; returns how many people and pages it has. Originals are only named, not written."""
    book = load_rulebook()
    made = random.Random(5)
    with closing(LibraryStore(root)) as store:
        for number in range(submissions):
            submission, facts = _submission(store, made, number)
            entry = replace(store.new(submission), facts=facts)
            if number % 10:  # nine of ten went out
                at = entry.created - timedelta(days=submissions - number)
                entry = replace(entry, exported=ExportRecord(at, "导出", (("a.zip", "0" * 64),)))
            save_entry(book, store, entry)
        people = store.db.rows("SELECT count(*) FROM person")[0][0]
        pages = store.db.rows("SELECT count(*) FROM document")[0][0]
    return int(people), int(pages)


def _submission(
    store: LibraryStore, made: random.Random, number: int
) -> tuple[Submission, tuple[tuple[str, FileFacts], ...]]:
    facts = []
    people = []
    for nth in range(PEOPLE):
        name = f"{made.choice(SURNAMES)}样本{made.choice(GIVEN)}{made.choice(GIVEN)}"
        files = []
        for page in range(PAGES):
            sha = hashlib.sha256(f"{number} {nth} {page}".encode()).hexdigest()
            files.append(Document(store.originals.path_of(sha), f"照片{page}.jpg", sha))
            one = PageFacts(0, 4000, 3000, Method.COPIED)
            facts.append((sha, FileFacts(sha, 4_000_000, Media.JPEG, (one,))))
        until = TODAY + timedelta(days=made.randrange(-300, 700))
        who = Applicant(
            f"{number:06x}{nth:02x}",
            name,
            f"0000001986{number:04d}{nth:04d}",
            permit_valid_until=until,
            documents=(("id_card", tuple(files)),),
        )
        people.append(who)
    company = Company(f"上海样本{number % 90}有限公司", contact="王样本", phone="021-00000000")
    district = list(District)[number % 7]
    submission = Submission(district, Service.NEW, TODAY, company=company, applicants=tuple(people))
    return submission, tuple(facts)


def main(root: Path) -> int:
    """Open, paint, search; prints the seconds to the picture, the memory, and the seconds of each key."""
    import psutil
    from PySide6.QtWidgets import QApplication

    from jifen_desktop.library.place import Library
    from jifen_desktop.ui.app import dress, make_application
    from jifen_desktop.ui.session import Session
    from jifen_desktop.ui.window import MainWindow

    app = make_application()
    start = time.perf_counter()
    session = Session(Library(root), TODAY)
    dress(app, session)
    window = MainWindow(session)
    window.show()
    _painted(window)
    shown = time.perf_counter() - start
    search = window.start.home.search
    keys = []
    for text in KEYS:
        start = time.perf_counter()
        search.setText(text)
        _painted(window)
        keys.append(time.perf_counter() - start)
    QApplication.processEvents()
    print(shown, psutil.Process().memory_info().rss, *keys)
    window.close()
    session.close()
    return 0


def _painted(window: object) -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    assert isinstance(window, QWidget)
    QApplication.processEvents()
    window.repaint()
    QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
