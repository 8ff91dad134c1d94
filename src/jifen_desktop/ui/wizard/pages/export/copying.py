"""Rows whose words can be copied; the one copied last says so."""

from __future__ import annotations

from collections.abc import Callable

from jifen_desktop.ui import widgets as w


class CopyRows:
    """Makes the rows of one page; `copy(text)` is called with what is to be copied."""

    def __init__(self, copy: Callable[[str], object]) -> None:
        self._copy = copy
        self._rows: list[w.KeyValueCopyRow] = []

    def row(self, key: str, value: str, preview: str = "") -> w.KeyValueCopyRow:
        """A row; `preview` is shown in place of a longer value."""
        row = w.KeyValueCopyRow(key, value, preview=preview)

        def copied(text: str) -> None:
            for other in self._rows:
                other.set_copied(other is row)
            self._copy(text)

        row.copy_requested.connect(copied)
        self._rows.append(row)
        return row
