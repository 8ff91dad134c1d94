"""Chinese wording of every error and finding: what happened and why, then what to do. One line each, for both faces."""

from dataclasses import replace

from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.messages.failures import ERRORS, UNITS
from jifen_desktop.messages.findings import FINDINGS

__all__ = [
    "ERRORS",
    "FINDINGS",
    "confirm_words",
    "confirmed_words",
    "error_line",
    "error_lines",
    "finding_line",
    "finding_lines",
    "short_finding",
]


def error_lines(error: JifenError) -> tuple[str, str]:
    """What happened, and what to do."""
    what, remedy = ERRORS[error.code]
    known = {"name": "文件", "folder": "文件夹", "key": "", "expected": ""}
    params = known | {"measured": _measured(error)} | error.params
    return what.format(**params), remedy.format(**params)


def _measured(error: JifenError) -> str:
    """What was found and what the limit is, where the failure names both."""
    size, limit = error.params.get("size"), error.params.get("limit")
    if error.code is Code.DISK_FULL and "free" in error.params:
        return f"（至少要 {size} MB，只剩 {error.params['free']} MB）"
    unit = UNITS.get(error.code)
    return f"（{size} {unit}，上限 {limit} {unit}）" if size and limit and unit else ""


def error_line(error: JifenError) -> str:
    """The failure in one line."""
    what, remedy = error_lines(error)
    return f"{what}。{remedy}"


def finding_lines(finding: Finding) -> tuple[str, str]:
    """A finding's title and remedy, without whose it is."""
    if finding.place.field.startswith("condition."):
        return f"{finding.params['text']}", "核对后确认"
    if finding.code in FINDINGS:
        title, remedy = FINDINGS[finding.code]
        return title.format(**finding.params), remedy.format(**finding.params)
    return error_lines(JifenError(Code(finding.code), **finding.params))


def confirm_words(finding: Finding, usual: str) -> str:
    """What confirming a finding says: a page that was doubted is used all the same."""
    return "仍然使用" if finding.place.document else usual


def confirmed_words(finding: Finding) -> str:
    """What stands beside a confirmed finding; which file it was said of is still to be seen."""
    if finding.settled_on is not None:
        return f"{finding.settled_on.isoformat()} 核对过"
    name = finding.params.get("name", "")
    return f"已确认，仍然使用「{name}」" if finding.place.document else "已确认"


def short_finding(finding: Finding) -> Finding:
    """The same for where the row's own name stands already: a hint about pages leaves it out."""
    if not finding.place.document:
        return finding
    return replace(finding, params=finding.params | {"material": ""})


def finding_line(finding: Finding) -> str:
    """A finding in one line, led by the person it is about; a name with line ends or invisible characters too."""
    title, remedy = finding_lines(finding)
    name = one_line(finding.applicant_name or "")
    whose = f"{name}：" if name else ""
    return f"{whose}{title}。{remedy}"
