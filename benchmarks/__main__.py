"""`python -m benchmarks [NAME…] [--rounds N] [--small]`: measure, print, and write `RESULTS.md`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from benchmarks import report
from benchmarks.kit import Effort

# In the order of the report.
NAMES = (
    *(
        "archives",
        "documents",
        "thumbnails",
        "drops",
        "budgets",
        "memory",
        "window",
        "frozen",
        "changes",
        "library",
        "scans",
    ),
)


def main() -> int:
    """Run the named benchmarks, or all; 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small", action="store_true", help="small inputs, nothing written")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    missed = False
    for name in options.names or NAMES:
        before = os.getloadavg()[0]
        rows = importlib.import_module(f"benchmarks.{name}").run(
            Effort(options.rounds, options.small)
        )
        for row in rows:
            said = {True: "reached", False: "MISSED", None: "-"}[row.reached]
            print(f"{said:8} {row.work}: {row.ours} | {row.peers} | {row.ratio} | {row.note}")
            missed |= row.reached is False
        sys.stdout.flush()
        if not options.small:
            report.keep(name, rows, (before, os.getloadavg()[0]), options.rounds)
            report.write(NAMES)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
