"""What of an applicant decides the papers."""

from dataclasses import dataclass

from jifen_desktop.domain.ids import PointsPath
from jifen_desktop.domain.submission import Education


@dataclass(frozen=True)
class Circumstances:
    """An applicant's levels, points paths and children; `rider` is a renewal riding along in `new`."""

    education: tuple[Education, ...] = ()
    paths: tuple[PointsPath, ...] = ()
    children: int = 1
    rider: bool = False


NOBODY = Circumstances()
