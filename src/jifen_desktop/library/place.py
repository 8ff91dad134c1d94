"""Where the library lies, and what lies in it."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

APP = "jifen-desktop"


@dataclass(frozen=True)
class Library:
    """The folder of a user's work; made on first use, private to the user."""

    root: Path

    @property
    def settings_path(self) -> Path:
        """The settings file."""
        return self.root / "settings.toml"


def library_root(chosen: str | None = None) -> Path:
    """The folder from `--library`, else JIFEN_LIBRARY, else the system's place for application data."""
    named = chosen or os.environ.get("JIFEN_LIBRARY")
    return Path(named).expanduser().absolute() if named else user_data_path(APP, appauthor=False)
