"""Where the library lies, and what lies in it."""

import os
from dataclasses import dataclass
from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.names import display_name

APP = "jifen-desktop"
DRAFTS = "drafts"  # the folder in which the first version kept what is now in the library's file


@dataclass(frozen=True)
class Library:
    """The folder of a user's work; made on first use, private to the user."""

    root: Path

    @property
    def settings_path(self) -> Path:
        """The settings file."""
        return self.root / "settings.toml"

    @property
    def scanners_path(self) -> Path:
        """The certificates of the network scanners that were used."""
        return self.root / "scanners.json"

    def keep_out(self, target: Path) -> None:
        """Raise JifenError TARGET_IN_LIBRARY for a file that would be written into the library's folder."""
        if target.resolve().is_relative_to(self.root.resolve()):
            raise JifenError(Code.TARGET_IN_LIBRARY, folder=display_name(str(target.parent)))


def library_root(chosen: str | None = None) -> Path:
    """The folder from `--library`, else JIFEN_LIBRARY, else the system's place for application data."""
    named = chosen or os.environ.get("JIFEN_LIBRARY")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)
