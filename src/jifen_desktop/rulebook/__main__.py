"""`python -m jifen_desktop.rulebook`: print every error of the rulebook; exit status 1 where there is one."""

import sys
from pathlib import Path

from jifen_desktop.rulebook.lint import find_rule_errors


def main() -> int:
    """Check the shipped rulebook, or the folder named on the command line."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    errors = find_rule_errors(root)
    for error in errors:
        sys.stderr.buffer.write(f"{error}\n".encode())
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
