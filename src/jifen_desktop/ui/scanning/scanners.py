"""The scanners within a session's reach."""

from __future__ import annotations

from PySide6.QtCore import QObject

from jifen_desktop.services.scanning import Scanners, scanners
from jifen_desktop.ui.session import Session


class Reach(QObject):
    """Made when somebody scans for the first time; tests hand in their own scanners."""

    def __init__(self, session: Session, known: Scanners | None = None) -> None:
        super().__init__(session)
        self.scanners = known or scanners(session.pool.run, session.library)

    @staticmethod
    def of(session: Session) -> Scanners:
        """The scanners of a session."""
        found = session.findChild(Reach)
        return (found if isinstance(found, Reach) else Reach(session)).scanners
