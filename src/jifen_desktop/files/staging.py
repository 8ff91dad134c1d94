"""An export that is complete or absent: written in a private folder, then moved in.

The commit gives every file a second name (hard link) in the target, which never overwrites, and
only then drops the private folder. So a process that dies half-way leaves its private folder behind
with every file still in it, and the next start takes back exactly those links: a file of the same
content that the user put there is another file and stays. Renaming the private folder to `…done` is
the point from which the export counts as made.

Volumes without hard links (FAT, exFAT): the move is refused on an existing name too, but a crash in
the middle of it can leave the files moved so far.
"""

import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files import process
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.files.lengths import longest_path, units
from jifen_desktop.files.names import display_name

PREFIX: Final = ".jifen-stage-"
_OWN: Final = re.compile(r"\.jifen-stage-([0-9a-f]{6})-(\d+)-[0-9a-f]{8}(\.done)?")
_NEW: Final = "new"
_OLD: Final = "old"
_TWIN: Final = "twin"  # second links and unfinished copies; never rolled back
_TEMPORARY: Final = 40  # characters in the name of a file that is just being written
_TRIES: Final = 5
_PAUSE: Final = 0.1  # seconds
_SCRATCH: Final = "scratch"  # what the files are made from; never moved


class Staging:
    """A private folder for the files of one export; `commit` moves all of them into `target`, or
    none.

    With `replace` existing files of the same names are replaced, and restored when a later move
    fails. Without a commit the block leaves nothing behind, neither the private folder nor a target
    it made.
    """

    def __init__(self, target: Path, *, replace: bool = False) -> None:
        self.target = target
        self.replace = replace
        self._made: list[Path] = []
        self._folder: Path | None = None

    def __enter__(self) -> "Staging":
        """Make the private folder. Raises TARGET_NOT_FOLDER, TARGET_UNWRITABLE, DISK_FULL,
        WRITE_FAILED.
        """
        self._refuse_file()
        home = self.target
        with mapped(self.target / "x"):
            self._made = disk().make_folders(home)
            name = f"{PREFIX}{process.host()}-{os.getpid()}-{secrets.token_hex(4)}"
            folder = home / name
            try:
                sweep(home)
                disk().mkdir(folder, private=True)
                self._folder = folder
                for part in (_NEW, _OLD, _TWIN, _SCRATCH):
                    disk().mkdir(folder / part, private=True)
            except OSError:
                self._clear()
                raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def path(self, name: str) -> Path:
        """Where to write the file that shall be `name` in the target; "folder/name" is allowed.

        ValueError for a name that would leave the target.
        """
        path = self._stage / _NEW / _relative(name)
        with mapped(path):
            disk().make_folders(path.parent, private=True)
        return path

    @property
    def scratch(self) -> Path:
        """A folder for intermediate files, on the target's volume; it goes with the private folder."""
        return self._stage / _SCRATCH

    def precheck(self, names: Iterable[str]) -> None:
        """Refuse before any work: TARGET_EXISTS (`name`) unless replacing, TARGET_NOT_FOLDER for a
        file in the way, TARGET_TOO_LONG (`folder`) where a name has no room behind the folder's.
        """
        self._refuse_file()
        for name in names:
            self._refuse(_relative(name))
            self._refuse_long(name)

    def commit(self) -> list[Path]:
        """Move every staged file into the target and return their paths, sorted.

        Raises TARGET_EXISTS before anything is moved, or a write failure after taking back what was
        moved.
        """
        new = self._stage / _NEW
        names = sorted(p.relative_to(new).as_posix() for p in new.rglob("*") if not p.is_dir())
        self.precheck(names)
        with mapped(self.target / "x"):
            for name in names:
                disk().sync_file(new / name)
            self._move_all(names)
        self._made = []
        return [self.target / name for name in names]

    @property
    def _stage(self) -> Path:
        if self._folder is None:
            raise RuntimeError("outside of the with block")
        return self._folder

    def _refuse_file(self) -> None:
        in_the_way = next((p for p in (self.target, *self.target.parents) if _exists(p)), None)
        if in_the_way is not None and not in_the_way.is_dir():
            raise JifenError(Code.TARGET_NOT_FOLDER, name=display_name(in_the_way.name))

    def _refuse_long(self, name: str) -> None:
        """The private folder's path is the longest there will be; files are begun there under another name."""
        most = longest_path()
        if most is None:
            return
        if units(self._stage / _TWIN) + 1 + max(units(Path(name)), _TEMPORARY) > most:
            raise JifenError(Code.TARGET_TOO_LONG, folder=display_name(str(self.target)))

    def _refuse(self, name: PurePosixPath) -> None:
        path = self.target / name
        shown = display_name(str(name))
        if path.is_dir():
            raise JifenError(Code.TARGET_EXISTS, name=shown)
        if not self.replace and _exists(path):
            raise JifenError(Code.TARGET_EXISTS, name=shown)
        for parent in list(path.parents)[: len(name.parts) - 1]:
            if _exists(parent) and not parent.is_dir():
                raise JifenError(Code.TARGET_NOT_FOLDER, name=display_name(parent.name))

    def _move_all(self, names: list[str]) -> None:
        moved: list[str] = []
        folders: list[Path] = []
        try:
            for name in names:
                folders += disk().make_folders((self.target / name).parent)
                moved.append(
                    name
                )  # before the move: an error after the rename itself is undone too
                self._move(name)
            for folder in {(self.target / name).parent for name in names}:
                disk().sync_folder(folder)
            done = self._stage.with_name(self._stage.name + ".done")
            disk().replace(self._stage, done)
            self._folder = done
        except BaseException:
            for name in reversed(moved):
                with suppress(OSError):
                    _take_back(self._stage, self.target, name)
            disk().remove_folders(folders)
            raise

    def _move(self, name: str) -> None:
        source, target = self._stage / _NEW / name, self.target / name
        twin = self._stage / _TWIN / secrets.token_hex(4)
        if self.replace and _exists(target):
            self._keep(target, self._stage / _OLD / name)
            disk().replace(twin if disk().link(source, twin) else source, target)
        elif not disk().link(source, target):
            _claim(source, target)

    def _keep(self, target: Path, old: Path) -> None:
        disk().make_folders(old.parent, private=True)
        if not disk().link(target, old):
            part = self._stage / _TWIN / secrets.token_hex(4)
            _copy(target, part)
            disk().replace(part, old)

    def _clear(self) -> None:
        if self._folder is not None:
            for _ in range(_TRIES):  # a worker that was told to stop may still be writing into it
                disk().remove_tree(self._folder)
                if not _exists(self._folder):
                    break
                disk().pause(_PAUSE)
            self._folder = None
        disk().remove_folders(self._made)
        self._made = []


def sweep(folder: Path) -> None:
    """Remove what dead processes of this computer left in `folder`, and take back their unfinished
    moves.
    """
    try:
        entries = disk().list(folder)
    except OSError:
        return
    for entry in entries:
        match = _OWN.fullmatch(entry.name)
        if match and match[1] == process.host() and not process.alive(int(match[2])):
            if not match[3]:
                _roll_back(entry, folder)
            disk().remove_tree(entry)


def _roll_back(stage: Path, target: Path) -> None:
    for root in (stage / _OLD, stage / _NEW):
        names = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
        for name in names:
            with suppress(OSError):
                _take_back(stage, target, name)


def _take_back(stage: Path, target: Path, name: str) -> None:
    """Undo one move: the old file returns, or the link to our new file goes."""
    old, new, placed = stage / _OLD / name, stage / _NEW / name, target / name
    if _exists(old):
        disk().replace(old, placed)
    elif _exists(placed) and (not _exists(new) or placed.samefile(new)):
        disk().unlink(placed)


def _claim(source: Path, target: Path) -> None:
    """Move without overwriting where there are no links: an empty file claims the name first."""
    disk().create(target).close()
    try:
        disk().replace(source, target)
    except OSError:
        with suppress(OSError):
            disk().unlink(target)
        raise


def _copy(source: Path, target: Path) -> None:
    with disk().create(target, private=True) as handle:
        disk().copy(source, handle)
        disk().sync(handle)


def _exists(path: Path) -> bool:
    """Whether anything has that name, a dangling link included."""
    return os.path.lexists(path)


def _relative(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise ValueError("a staged name stays inside the target")
    return path
