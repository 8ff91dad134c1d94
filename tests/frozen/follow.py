"""`./dev follow [CHAPTER…] [--program PATH]`: follow the manual's walks on the program as its users have it.

Without --program the frozen build is taken, and where there is none the checkout's own program. Pictures of the steps
that can't be done go to `build/follow`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jifen_desktop.domain.ids import District
from tests.frozen.bus import Bus
from tests.frozen.follower import Follower
from tests.frozen.outside import Outside
from tests.frozen.stage import set_up
from tests.manual.book import CHAPTERS, ROOT
from tests.manual.grammar import walks
from tests.manual.stage import district_of
from tests.packaging.frozen import PROGRAM
from tests.support.samples import ON

PICTURES: Final = ROOT / "build" / "follow"
_START_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Walked:
    """What a walk left: the home with what was exported, and the files that had been given."""

    home: Path
    given: list[Path]
    steps: int


def follow(chapter: Path, district: District, program: Sequence[str], folder: Path) -> Walked:
    """Follow one chapter with an empty home in `folder`; StepFailed names the step that can't be done."""
    outside = Outside(folder / "given", district, program)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with set_up(folder) as stage, stage.start([*program, "--as-of", ON.isoformat()]):
        bus = Bus(stage.session_bus)
        try:
            shown = bus.program(_START_SECONDS)
            follower = Follower(stage, bus, shown, outside.folders, outside.saved_as)
            steps = follower.follow(chapter, PICTURES)
        finally:
            bus.close()
        return Walked(stage.home, outside.given, steps)


def main() -> int:
    """Follow the named chapters, or all; 1 where a step of one could not be done."""
    parser = argparse.ArgumentParser(prog="dev follow", description=__doc__)
    parser.add_argument("chapters", nargs="*", type=Path)
    parser.add_argument("--program", type=Path)
    options = parser.parse_args()
    frozen = options.program or (PROGRAM if PROGRAM.exists() else None)
    program = [str(frozen)] if frozen else [sys.executable, "-m", "jifen_desktop"]
    print("followed on:", *program, flush=True)
    failed = 0
    for chapter in options.chapters or walks(CHAPTERS):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                walked = follow(chapter, district_of(chapter), program, Path(folder))
                told = f"{walked.steps} steps"
            except AssertionError as error:
                told, failed = f"stopped at {error}", 1
        print(f"{chapter.stem}: {told}, {time.monotonic() - begun:.0f} s", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
