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

    def __init__(self, picture: Picture) -> None:
        super().__init__(gap=16)
        found = overview(picture, blocking_only=True)
        count = len(found.blocking)
        self.add(w.PageHead("还不能导出", f"有 {count} 处必须处理，处理好就能导出"))
        self.findings = FindingsCard(found, confirmable=False)
        self.findings.lead_asked.connect(self.lead_asked)
        self.add(self.findings)
