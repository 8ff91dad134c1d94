"""Resident ID numbers and unified social credit codes."""

import re
from datetime import date

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
# GB 32100-2015 lets registrars N, Y and A issue codes that stdnum doesn't know; those are only doubted.
_UNCHECKED_REGISTRARS = frozenset("NYA")


def id_number_problem(text: str, today: date) -> str | None:
    """What is impossible about a resident ID number (GB 11643-1999), as a finding's code; None if nothing.

    Checked are length and characters, the check digit (ISO 7064 MOD 11-2) and a real, past birth date. The region is
    left alone: holders can be older than today's division, and 港澳台 residents have codes of their own.
    """
    number = text.strip().upper()
    if not _SHAPE.fullmatch(number):
        return "id_number_length"
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return "id_number_birth_date"
    if born > today or born.year < 1850:
        return "id_number_birth_date"
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return None if _CHECK[total % 11] == number[17] else "id_number_check_digit"


def credit_code_problem(text: str) -> str | None:
    """What is wrong with a unified social credit code (GB 32100-2015): `credit_code_wrong` or None.

    `credit_code_unknown` for a registrar whose codes can't be checked here.
    """
    code = text.strip().upper()
    if code[:1] in _UNCHECKED_REGISTRARS and re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", code):
        return "credit_code_unknown"
    try:
        uscc.validate(code)
    except ValidationError:
        return "credit_code_wrong"
    return None
