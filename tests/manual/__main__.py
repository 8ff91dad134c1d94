"""Write the manual: `python -m tests.manual [--text]`.

Every picture is taken anew (resources/manual/pictures), then the chapters are joined to docs/使用手册.md; `--text`
joins alone.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.manual.book import BOOK, CHAPTERS, joined


def main() -> int:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", action="store_true", help="without the pictures")
    if not parser.parse_args().text:
        _pictures()
    BOOK.write_text(joined(CHAPTERS), encoding="utf-8", newline="\n")
    return 0


def _pictures() -> None:
    """In a home whose name shows in some pictures, and at a place on earth whose clock does."""
    home = Path(tempfile.gettempdir()) / "用户"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    os.environ.update(HOME=str(home), QT_QPA_PLATFORM="offscreen", LC_ALL="C.UTF-8")
    os.environ.update(TZ="Asia/Shanghai", JIFEN_LIBRARY=str(home / "library"))
    if sys.platform != "win32":
        time.tzset()
    try:
        importlib.import_module("tests.manual.pictures").write(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
