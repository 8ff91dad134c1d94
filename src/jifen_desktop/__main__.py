"""The program's entry: the window without a command, else the command line."""

import gc
import sys
from datetime import date
from pathlib import Path

from jifen_desktop.startup import file_names_in_utf8, open_standard_streams


def main() -> int:
    """Run and return the exit status; a frozen program's worker processes start here too."""
    if getattr(sys, "frozen", False):
        import multiprocessing  # which the window itself needs only later

        multiprocessing.freeze_support()
    open_standard_streams()
    file_names_in_utf8()
    from jifen_desktop.cli.main import run

    return run(sys.argv[1:], _open_window)


def _open_window(today: date, file: Path | None) -> int:
    # Nothing made while starting is garbage, and looking for it takes 40 of 350 ms; see ui/collecting.py.
    gc.disable()
    import_rooms()
    from jifen_desktop.ui.app import run_window

    return run_window(today, file)


def import_rooms() -> None:
    """What the window needs and needs no Qt itself: PySide6 reads the source of every module imported after it, to see
    whether it switches one of Qt's features on (0.3 ms a module).
    """
    import jifen_desktop.services.shelf  # noqa: F401 - only to have it imported


if __name__ == "__main__":
    sys.exit(main())
