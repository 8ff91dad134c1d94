"""The tour through the sample, run as a program of its own: `python -m tests.journey.tour_walk PLAN`.

PLAN names the folder to export to and the file to write the acts to.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from jifen_desktop.flow.step import Step
from jifen_desktop.library.listed import Shelf
from jifen_desktop.library.lists import Wanted, count_entries
from tests.journey.walk import LIMIT, Walker, main
from tests.ui.gates import name_of


class TourWalker(Walker):
    """Opens the sample, presses the primary button on every step, looks, and deletes it."""

    def walk(self) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, "the window's focus")
        session = self.window.session
        export = replace(session.settings, export_folder=self.plan["target"])
        session.save_settings(export)
        self.plan["told"] = {}
        began = time.monotonic()
        self.click("打开示例")
        self.until(lambda: session.has_case, "the sample", 4 * LIMIT)
        self.plan["told"]["opened"] = time.monotonic() - began
        for number, step in enumerate(Step, 1):
            self.arrived(step)
            tour = self.window.frame.tour
            assert tour.isVisible()
            assert f"第 {number}/6 步" in tour.words.text()
            self.press(self.window.frame.footer.primary_button)
            self.acts.append(f"go on from {step}")
        self.look()
        self.plan["told"]["toured"] = time.monotonic() - began
        self.click("删除示例")
        self.until(lambda: not session.has_case, "the start screen")
        assert count_entries(session.store.db, Wanted(Shelf.DELETED)) == 1
        assert count_entries(session.store.db, Wanted(Shelf.EXPORTED)) == 0

    def look(self) -> None:
        """At what was written."""
        self.await_files()
        assert "看完可以删除示例" in self.window.frame.tour.words.text()
        assert name_of(self.find(QAbstractButton, "打开所在文件夹"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), TourWalker))
