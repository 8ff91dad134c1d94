"""How a rule's place in the notice is written: the place first, the line second."""

from itertools import takewhile

from jifen_desktop.domain.ids import Basis
from jifen_desktop.domain.source import Source

NOT_STATED = "通知未说明"
CARRIED = "参照"
PUBLIC_GUIDANCE = "参照公开办事指南"
OWN_READING = "按我们的理解"
NOTICE = "通知"


def clause_text(source: Source) -> str:
    """The clause behind a rule, for people.

    Stated: `闵行区·温馨提示1 [25]`. Carried: `参照 静安区·温馨提示5 [75]`, or 参照公开办事指南
    where no line is behind it. Silent: 通知未说明. Several lines are joined with 、 and a district
    named twice is written once.
    """
    if source.basis == Basis.SILENT:
        return NOT_STATED
    if not source.lines and not source.places:
        if source.own_reading:
            return OWN_READING
        return NOTICE if source.basis == Basis.STATED else PUBLIC_GUIDANCE
    where = _where(source)
    return f"{CARRIED} {where}" if source.basis == Basis.CARRIED else where


def _where(source: Source) -> str:
    lines = "、".join(str(line) for line in source.lines)
    places = _places(source.places) or NOTICE
    return f"{places} [{lines}]" if lines else places


def _places(places: tuple[str, ...]) -> str:
    """Places joined; what a place shares with the one before (district, measure) is left out."""
    parts: list[str] = []
    before: list[str] = []
    for place in dict.fromkeys(places):
        steps = place.split("·")
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, steps[:-1], strict=False))
        shared = len(list(same))
        parts.append("·".join(steps[shared:]))
        before = steps
    return "、".join(parts)
