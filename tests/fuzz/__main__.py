"""`./dev fuzz [--seed N] [--files N]`: many broken files through the real path; exit status 1 where a promise broke."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.run import Report, broken_file, fuzz


def main() -> int:
    """Run and print what came of it."""
    parser = argparse.ArgumentParser(prog="./dev fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--write", type=int, metavar="N", help="only write file N of the run here")
    options = parser.parse_args()
    if options.write is not None:
        kind, data = broken_file(options.seed, options.write)
        Path(f"{options.seed}-{options.write}-{kind}").write_bytes(data)
        return 0
    with tempfile.TemporaryDirectory(prefix="jifen-fuzz-") as folder:
        report = fuzz(options.seed, options.files, Path(folder))
    _print(report)
    return 1 if report.faults else 0


def _print(report: Report) -> None:
    print(f"seed {report.seed}: {report.files} files in {report.seconds:.0f} s, ", end="")
    print(f"{report.pages} pages, peak {report.peak >> 20} MB of all processes")
    for outcome, count in report.totals().most_common():
        print(f"{count:6}  {outcome}")
    for code, count in report.later.most_common():
        print(f"{count:6}  {code} when a page was shown or written")
    for fault in report.faults:
        print(f"FAULT {fault}")


if __name__ == "__main__":
    sys.exit(main())
