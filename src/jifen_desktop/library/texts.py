"""Texts as rows keep them: JSON in one form, moments with their zone."""

import json
from datetime import datetime

import msgspec

# What reading a damaged row can raise.
UNUSABLE = (ValueError, LookupError, TypeError, RecursionError, msgspec.ValidationError)


def packed(value: object) -> str:
    """JSON in one form for one value; a half character of a broken file name is escaped."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text


def stored_text(text: str) -> str:
    """A text for a column of its own, where SQLite takes whole characters only."""
    return text.encode("utf-8", "replace").decode()


def moment(text: str) -> datetime:
    """A time as it was stored; ValueError without a zone."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at
