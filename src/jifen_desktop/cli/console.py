"""Writing to the console: UTF-8 whatever the locale, JSON alone on stdout, reasons one to a line on stderr."""

import json
import sys
from typing import Any, TextIO

from jifen_desktop.domain.errors import ENVIRONMENT, JifenError
from jifen_desktop.messages import error_line

OK, FAILED, UNACCEPTABLE, NO_DISPLAY = 0, 1, 2, 3


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a windowed program has no console
        return
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
    else:
        buffer.write(text.encode("utf-8", "replace"))
    stream.flush()


def out(text: str) -> None:
    """Readable text."""
    _write(sys.stdout, text + "\n")


def out_json(value: Any) -> None:
    """One object, nothing else."""
    out(json.dumps(value, ensure_ascii=False, indent=1))


def reason(text: str) -> None:
    """One reason on one line of stderr."""
    _write(sys.stderr, " ".join(text.split()) + "\n")


def fail(error: JifenError) -> int:
    """Say a failure and return its exit status: 1 outside the input, 2 where the input isn't acceptable."""
    reason(error_line(error))
    return FAILED if error.code in ENVIRONMENT else UNACCEPTABLE
