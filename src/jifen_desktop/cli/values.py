"""What a value on the command line may be; argparse tells what is wrong with one."""

import argparse
import re
from collections.abc import Iterable
from datetime import date

from jifen_desktop.domain.ids import District, LabelSize, Level, Origin, Report, Service
from jifen_desktop.domain.submission import Education
from jifen_desktop.library.submission_file import EARLIEST, LATEST
from jifen_desktop.scanning.port import Mode, Source


def district(text: str) -> District:
    """A district."""
    try:
        return District(text)
    except ValueError:
        raise _refused(text, "这个区", District) from None


def service(text: str) -> Service:
    """A service."""
    try:
        return Service(text)
    except ValueError:
        raise _refused(text, "这项业务", Service) from None


def paper(text: str) -> LabelSize:
    """A label's paper."""
    try:
        return LabelSize(text)
    except ValueError:
        raise _refused(text, "这种纸", LabelSize) from None


def source(text: str) -> Source:
    """Where the paper lies in a scanner."""
    try:
        return Source(text)
    except ValueError:
        raise _refused(text, "这种来源", Source) from None


def mode(text: str) -> Mode:
    """How much of its colour a scan keeps."""
    try:
        return Mode(text)
    except ValueError:
        raise _refused(text, "这种颜色", Mode) from None


def number(text: str) -> int:
    """A whole number from 1."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}”应为大于 0 的整数")
    return int(text)


def day(text: str) -> date:
    """A day of the calendar that a submission may bear."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            raise ValueError
        day = date.fromisoformat(text)
        if not EARLIEST <= day <= LATEST:
            raise ValueError
        return day
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应像 2026-11-23") from None


def education(text: str) -> Education:
    """LEVEL[:overseas][:no-degree][:written], the marks in any order."""
    level, *marks = text.split(":")
    if level not in set(Level) or not set(marks) <= {"overseas", "no-degree", "written"}:
        form = "LEVEL[:overseas][:no-degree][:written]"
        raise argparse.ArgumentTypeError(
            f"“{text}”写法不对，应为 {form}，LEVEL 可用：{'、'.join(Level)}"
        )
    return Education(
        Level(level),
        Origin.OVERSEAS if "overseas" in marks else Origin.DOMESTIC,
        "no-degree" not in marks,
        Report.WRITTEN if "written" in marks else Report.ELECTRONIC,
    )


def _refused(text: str, what: str, allowed: Iterable[str]) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(f"没有“{text}”{what}，可用：{'、'.join(allowed)}")
