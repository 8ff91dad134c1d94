"""The program's entry: the window without a command, else the command line."""

import multiprocessing
import sys


def main() -> int:
    """Run and return the exit status; a frozen program's worker processes start here too."""
    multiprocessing.freeze_support()
    from jifen_desktop.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
