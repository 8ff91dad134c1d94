"""Photos into an archive: written, and written and proven."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.kit import CACHE, Effort, Row, call, fresh, in_turns, missing, ms, ratio
from benchmarks.samples import photos
from jifen_desktop.delivery.archive import Bare, Entry, pack, prove, write_archive
from jifen_desktop.files.disk import CHUNK
from jifen_desktop.imaging.jpeg import picture_span

PHOTOS = 24
_NOTE = (
    "Ours leaves each photo's metadata out. The proof reads archive and sources again: every CRC-32, every source's "
    "SHA-256, every picture byte by byte."
)


def run(effort: Effort) -> list[Row]:
    """Rows for writing, for writing and proving, and for the same with the data on the disk."""
    paths = photos(PHOTOS, effort.small)
    entries = [_entry(path) for path in paths]
    out = fresh(CACHE / "archives")
    ways = _ways(paths, entries, out)
    times = in_turns(ways, effort.rounds, lambda: fresh(out))
    _same_pictures(out, entries)
    return [_writing(times), _proven(times), _on_disk(times)]


def _entry(path: Path) -> Entry:
    data = path.read_bytes()
    return Entry(path.name, path, hashlib.sha256(data).hexdigest(), Bare(picture_span(data)))


def _ways(
    paths: Sequence[Path], entries: Sequence[Entry], out: Path
) -> dict[str, Callable[[], object]]:
    named = [(f"sample/{entry.name}", entry) for entry in entries]
    target = out / "theirs.zip"

    def proven() -> None:
        pack(out / "proven.zip", named)
        prove(out / "proven.zip", out / "proven.zip", named)

    def zipped() -> None:
        call("zip", "-q", "-0", "-j", target, *paths)

    def tested() -> None:
        zipped()
        call("unzip", "-tqq", target)

    def kept() -> None:
        zipped()
        _sync(target)
        call("unzip", "-tqq", target)

    ways: dict[str, Callable[[], object]] = {
        "copy": lambda: _copy(paths, out / "copy"),
        "write": lambda: pack(out / "ours.zip", named),
        "proven": proven,
        "whole": lambda: write_archive(out / "whole.zip", "sample", entries),
    }
    if not missing("zip", "unzip"):
        ways |= {"zip": zipped, "zip+test": tested, "zip+sync+test": kept}
    if not missing("7z"):
        ways["7z"] = lambda: call("7z", "a", "-tzip", "-mx0", "-bd", out / "7z.zip", *paths)
    return ways


def _copy(paths: Sequence[Path], target: Path) -> None:
    """The same bytes one after the other into one file."""
    with target.open("wb", buffering=0) as to:
        for path in paths:
            with path.open("rb", buffering=0) as source:
                while piece := source.read(CHUNK):
                    to.write(piece)


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _same_pictures(out: Path, entries: Sequence[Entry]) -> None:
    """What was timed did its work."""
    write_archive(out / "whole.zip", "sample", entries)
    with zipfile.ZipFile(out / "whole.zip") as archive:
        for entry in entries:
            start, end = picture_span(entry.path.read_bytes())
            whole = archive.read(f"sample/{entry.name}")
            assert whole.endswith(entry.path.read_bytes()[start:end])
    fresh(out)


def _writing(times: dict[str, list[float]]) -> Row:
    work = f"{PHOTOS} photos of 12 MP into an archive: writing"
    target = "≤ 1.3 × plain copy; ≥ 2.3 × faster than `zip -0`"
    copy = ratio(times["write"], times["copy"])
    peers, ratios, reached = f"plain copy {ms(times['copy'])}", f"{copy:.2f} × copy", copy <= 1.3
    if "zip" not in times:
        return Row(work, ms(times["write"]), peers, ratios, target, None, missing("zip", "unzip"))
    faster = ratio(times["zip"], times["write"])
    peers += f"; `zip -0` {ms(times['zip'])}"
    if "7z" in times:
        peers += f"; `7z -mx0` {ms(times['7z'])}"
    ratios += f"; {faster:.2f} × faster than zip"
    return Row(work, ms(times["write"]), peers, ratios, target, reached and faster >= 2.3)


def _proven(times: dict[str, list[float]]) -> Row:
    work = "the same, written, re-read, every hash compared"
    target = "≥ 2 × faster than `zip -0` + `unzip -t`"
    if "zip+test" not in times:
        return Row(
            work, ms(times["proven"]), "", "", target, None, missing("zip", "unzip") + ". " + _NOTE
        )
    faster = ratio(times["zip+test"], times["proven"])
    peers = f"`zip -0` + `unzip -t` {ms(times['zip+test'])}"
    ours = ms(times["proven"])
    return Row(work, ours, peers, f"{faster:.2f} × faster", target, faster >= 2, _NOTE)


def _on_disk(times: dict[str, list[float]]) -> Row:
    work = "the same with the data on the disk (fsync), as an export does it"
    if "zip+sync+test" not in times:
        return Row(work, ms(times["whole"]))
    faster = ratio(times["zip+sync+test"], times["whole"])
    peers = f"`zip -0` + fsync + `unzip -t` {ms(times['zip+sync+test'])}"
    return Row(work, ms(times["whole"]), peers, f"{faster:.2f} × faster", "(informs)")
