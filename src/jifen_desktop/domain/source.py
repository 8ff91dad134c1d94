"""What a statement rests on."""

from dataclasses import dataclass

from jifen_desktop.domain.ids import Basis, District


@dataclass(frozen=True)
class Source:
    """What a rule rests on.

    `lines` are the notice's own line numbers; `places` names where they stand (闵行区·温馨提示1),
    in the same order without repeats. `origin` is the district a carried rule was taken from;
    without one a carried rule comes from public guidance outside the notice or from our own reading
    of it.
    """

    basis: Basis
    lines: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    origin: District | None = None
    own_reading: bool = False
