"""The program's entry: the window without a command, else the command line."""

import multiprocessing
import sys
from datetime import date
from pathlib import Path

from jifen_desktop.startup import file_names_in_utf8, open_standard_streams


def main() -> int:
    """Run and return the exit status; a frozen program's worker processes start here too."""
    multiprocessing.freeze_support()
    open_standard_streams()
    file_names_in_utf8()
    from jifen_desktop.cli.main import run

    return run(sys.argv[1:], _open_window)


def _open_window(today: date, file: Path | None) -> int:
    from jifen_desktop.ui.app import run_window

    return run_window(today, file)


if __name__ == "__main__":
    sys.exit(main())
