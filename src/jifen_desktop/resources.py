"""Where the program's own data files lie: inside the wheel, or in the checkout of an editable install."""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parents[2] / "resources"


def resource_path(*parts: str) -> Path:
    """The path of a shipped data file or folder, e.g. `resource_path("rulebook", "districts")`."""
    root = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return root.joinpath(*parts)
