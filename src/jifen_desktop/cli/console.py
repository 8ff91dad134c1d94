"""Writing to the console: UTF-8 whatever the locale, JSON alone on stdout, reasons one to a line on stderr."""

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, TextIO

from jifen_desktop.domain.errors import ENVIRONMENT, Code, JifenError
from jifen_desktop.domain.ids import Severity

OK, FAILED, UNACCEPTABLE, NO_DISPLAY = 0, 1, 2, 3


class ConsoleError(Exception):
    """What was to be said on stdout couldn't be written (a full disk behind `>`)."""


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a windowed program has no console, `>&-` closes it
        return
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
    else:
        buffer.write(text.encode("utf-8", "replace"))
    stream.flush()


def _readable(text: str) -> str:
    """Without what a name could steer a terminal by: escapes, bidi marks; lines stay."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def out(text: str) -> None:
    """Readable text. A reader that has seen enough (`| head`) is no failure; raises ConsoleError."""
    _say(_readable(text))


def _say(text: str) -> None:
    try:
        _write(sys.stdout, text + "\n")
    except BrokenPipeError:
        _let_go(sys.stdout)
    except OSError as error:
        _let_go(sys.stdout)
        raise ConsoleError from error


def out_json(value: Any) -> None:
    """One object, nothing else."""
    _say(json.dumps(value, ensure_ascii=False, indent=1))


def reason(text: str) -> None:
    """One reason on one line of stderr; where that is closed, the exit status has to do."""
    try:
        _write(sys.stderr, _readable(" ".join(text.split())) + "\n")
    except OSError:
        _let_go(sys.stderr)


def status_of(error: JifenError) -> int:
    """1 outside the input, 2 where the input isn't acceptable, 3 without a display."""
    if error.code == Code.NO_DISPLAY:
        return NO_DISPLAY
    return FAILED if error.code in ENVIRONMENT else UNACCEPTABLE


def report(
    *,
    written: Sequence[dict[str, Any]] = (),
    subjects: Sequence[str] = (),
    findings: Sequence[dict[str, Any]] = (),
    pages: Sequence[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The JSON object of `check` and `export`; lists are always lists."""
    return {
        "written": list(written),
        "subjects": list(subjects),
        "findings": list(findings),
        "pages": list(pages),
    }


def failure(reasons: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The same where nothing was written, for reasons (code, text) that aren't findings of a submission."""
    return report(findings=[_reason(code, text) for code, text in reasons])


def _reason(code: str, text: str) -> dict[str, Any]:
    return {
        "code": code,
        "severity": Severity.BLOCK,
        "applicant": None,
        "material": None,
        "message": text,
        "field": "",
        "confirmed": False,
        "lines": [],
    }


def _let_go(stream: TextIO) -> None:
    """Send what is left to nowhere, so that the interpreter's last flush doesn't fail again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
