"""The collector of cycles, kept to the window's thread."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_OFTEN: Final = 500  # ms


class Collecting(QObject):
    """Python's own collector stays off while this lives: it runs in whichever thread allocates next, and an object of
    Qt's that ends in a job's thread, amid its events, takes the program with it.

    What was made while starting is set aside: rounds through all of it held the window up for 30 to 60 ms, amid typing.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        timer = QTimer(self, interval=_OFTEN)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect the oldest generation whose turn it is."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(due[-1])
