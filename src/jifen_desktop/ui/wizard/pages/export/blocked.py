"""Where something keeps the export from starting: each with the way to mend it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.review.findings import FindingsCard
from jifen_desktop.ui.wizard.pages.review.groups import overview


class BlockedView(w.Column):
    """The blocking findings as links."""

    lead_asked = Signal(object)
    part_asked = Signal()

    def __init__(self, picture: Picture, free: Picture | None = None) -> None:
        super().__init__(gap=16)
        found = overview(picture, blocking_only=True)
        count = len(found.blocking)
        self.add(
            w.PageHead("还不能导出", f"有 {count} 处必须处理，处理好就能导出", help_place="export")
        )
        if free is not None:
            self.add(
                self._offer(len(free.submission.applicants), len(picture.submission.applicants))
            )
        self.findings = FindingsCard(found, confirmable=False)
        self.findings.lead_asked.connect(self.lead_asked)
        self.add(self.findings)

    def _offer(self, ready: int, whole: int) -> w.Card:
        """To export those who are ready; the others stay here."""
        words = f"{whole} 人里有 {ready} 人可以导出，其余 {whole - ready} 人处理好后再单独导出"
        self.part_button = w.SecondaryButton(f"先导出可以导出的 {ready} 人", icon="folder-archive")
        self.part_button.clicked.connect(self.part_asked)
        line = w.Line(w.Label(words), gap=16)
        line.add_stretch()
        line.add(self.part_button)
        return w.Card(line, padding=16)
