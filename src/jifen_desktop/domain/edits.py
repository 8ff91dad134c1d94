"""What the user changed about how a page is shown; parameters only, the original is never touched."""

from dataclasses import dataclass, replace
from typing import Final

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Corners = tuple[Point, Point, Point, Point]

WHOLE: Final[Box] = (0.0, 0.0, 1.0, 1.0)
LEAST: Final = 0.02  # of a side: what is left after cropping is never thinner
TONE: Final = 100  # brightness and contrast go from -TONE to TONE


@dataclass(frozen=True)
class Edit:
    """The changes to one page, in the order in which they are applied; the default changes nothing.

    `turns` are quarter turns clockwise, 0 to 3, of the page as it is shown upright. `corners` are the four corners of
    the paper in the turned picture (top left, top right, bottom right, bottom left), as fractions of its width and
    height; None leaves the perspective. `crop` is (left, top, right, bottom) as fractions of the picture that the
    first two give. `brightness` and `contrast` are -100 to 100.
    """

    turns: int = 0
    corners: Corners | None = None
    crop: Box = WHOLE
    brightness: int = 0
    contrast: int = 0

    @property
    def is_identity(self) -> bool:
        """Whether the page goes out as it came."""
        return self == NO_EDIT

    @property
    def only_turned(self) -> bool:
        """Whether a quarter turn is the only change: a JPEG takes it without being encoded anew."""
        return self.turns != 0 and self == Edit(turns=self.turns)

    @property
    def is_sound(self) -> bool:
        """Whether every number is in its range; what a program or a person wrote into a file may not be."""
        left, top, right, bottom = self.crop
        return (
            self.turns in range(4)
            and min(left, top) >= 0
            and max(right, bottom) <= 1
            and right - left >= LEAST - 1e-9
            and bottom - top >= LEAST - 1e-9
            and (self.corners is None or is_convex(self.corners))
            and abs(self.brightness) <= TONE
            and abs(self.contrast) <= TONE
        )


NO_EDIT: Final = Edit()
ALL_CORNERS: Final[Corners] = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))

Edits = tuple[tuple[int, Edit], ...]


def turned(edit: Edit, quarters: int) -> Edit:
    """The same part of the page, shown so many quarters clockwise further."""
    for _ in range(quarters % 4):
        left, top, right, bottom = edit.crop
        corners = edit.corners
        if corners is not None:
            a, b, c, d = ((1 - y, x) for x, y in corners)
            corners = (d, a, b, c)  # what was at the bottom left is now at the top left
        crop = (1 - bottom, left, 1 - top, right)
        edit = replace(edit, turns=(edit.turns + 1) % 4, corners=corners, crop=crop)
    return edit


def is_convex(corners: Corners) -> bool:
    """Whether four corners inside the picture go round clockwise without crossing: only then is there a picture."""
    inside = all(0 <= x <= 1 and 0 <= y <= 1 for x, y in corners)
    crossed = []
    for i in range(4):
        (ax, ay), (bx, by), (cx, cy) = (corners[(i + k) % 4] for k in range(3))
        crossed.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return inside and all(area > 1e-4 for area in crossed)
