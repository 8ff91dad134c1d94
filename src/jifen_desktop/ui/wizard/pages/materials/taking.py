"""The jobs that take files in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from jifen_desktop.files.aside import folder_aside
from jifen_desktop.files.failures import mapped
from jifen_desktop.services.paper import SheetOut
from jifen_desktop.services.pile import Pile, read_pile
from jifen_desktop.services.take_in import TakenIn, take_in, take_in_picture
from jifen_desktop.ui.jobs import Report
from jifen_desktop.ui.session import Session


def files_work(
    session: Session, paths: Sequence[Path], stamps: Sequence[SheetOut]
) -> Callable[[Report], TakenIn | Pile]:
    """Take files and folders in; they are a pile where a page bears the mark of one of these sheets."""
    chosen = list(paths)

    def work(report: Report) -> TakenIn | Pile:
        taken = _taken(session, chosen, report)
        pile = _pile(session, taken, report) if stamps and taken.documents else None
        return pile if pile is not None and pile.is_ours(stamps) else taken

    return work


def pile_work(session: Session, paths: Sequence[Path]) -> Callable[[Report], Pile]:
    """Take in the scans or photos of stamped sheets."""
    chosen = list(paths)
    return lambda report: _pile(session, _taken(session, chosen, report), report)


def scans_work(session: Session, files: Sequence[tuple[Path, str]]) -> Callable[[Report], TakenIn]:
    """Take scanned pages in under these names."""
    chosen = list(files)

    def work(report: Report) -> TakenIn:
        with folder_aside() as named:
            return _taken(session, [_named(p, Path(named) / name) for p, name in chosen], report)

    return work


def _named(path: Path, target: Path) -> Path:
    """The file under another name; its own stays until it is known to be in the library."""
    with mapped(target):
        try:
            target.hardlink_to(path)
        except OSError:  # not every file system has links
            shutil.copyfile(path, target)
    return target


def picture_work(session: Session, image: QImage, name: str) -> Callable[[Report], TakenIn]:
    """Take in a picture from the clipboard."""
    store, intake = session.store.originals, session.intake
    return lambda _report: take_in_picture(store, intake, _png(image), name)


def _taken(session: Session, paths: list[Path], report: Report) -> TakenIn:
    store, intake = session.store.originals, session.intake
    return take_in(store, intake, paths, _progress(report), report.cancelled)


def _pile(session: Session, taken: TakenIn, report: Report) -> Pile:
    return read_pile(taken, session.pool, _progress(report), report.cancelled)


def _progress(report: Report) -> Callable[[int, int], None]:
    return lambda done, total: report.progress("", done, total)


def _png(image: QImage) -> bytes:
    """Encoded losslessly; runs in the job's thread."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, Qt a str
    return bytes(data.data())
