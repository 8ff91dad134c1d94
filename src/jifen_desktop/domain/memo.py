"""What was derived before, kept for as long as it still holds."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_KEPT = 4096  # values; a submission of thirty people has some two hundred


class Memo:
    """Values by name, each with what it was derived from.

    Frozen values are passed on untouched by whoever changes something else, so that being the very same object tells
    that nothing changed; comparing by value would cost as much as deriving again. Not for threads.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Sequence[object], object]] = {}

    def of(self, name: Hashable, inputs: Sequence[object], make: Callable[[], _T]) -> _T:
        """The value of that name if it was made from these very objects, else a new one from `make`."""
        kept = self._kept.get(name)
        if kept is not None and _same(kept[0], inputs):
            return kept[1]  # type: ignore[return-value]  # what `make` of this name gave
        if len(self._kept) >= _KEPT:
            self._kept.clear()
        value = make()
        self._kept[name] = (inputs, value)
        return value


def _same(before: Sequence[object], now: Sequence[object]) -> bool:
    return len(before) == len(now) and all(a is b for a, b in zip(before, now, strict=True))
