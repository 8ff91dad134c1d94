"""A folder that all processes of one test run share."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_NAME = "JIFEN_TEST_SHARED"


@cache
def shared_folder() -> Path:
    """The run's folder; one of its own where nobody opened one, as when pictures are written."""
    if _NAME not in os.environ:
        open_shared()
        atexit.register(close_shared)
    return Path(os.environ[_NAME])


def open_shared() -> str:
    """Make the folder for this process and those that it starts."""
    os.environ[_NAME] = folder = tempfile.mkdtemp(prefix="jifen-tests-")
    return folder


def close_shared() -> None:
    """Delete it."""
    shutil.rmtree(os.environ.pop(_NAME), ignore_errors=True)
