"""A folder per person, dropped in one go: whose a file is, told by its folders; which row, guessed by its name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jifen_desktop.domain.submission import Document
from jifen_desktop.services.guess import Candidate, guess, plain_name
from jifen_desktop.services.take_in import TakenIn

_COMPANY: Final = frozenset({"单位", "公司", "单位材料", "公司材料", "企业"})
_NAMED: Final = 5  # people whose names are said


@dataclass(frozen=True)
class Spread:
    """Where files go, and those about which the user has to be asked."""

    placed: tuple[tuple[Document, Candidate], ...]
    left: TakenIn


def spread(taken: TakenIn, candidates: Sequence[Candidate]) -> Spread:
    """Give each file to the person whom one of its folders names, and there to the row that its name tells.

    A file whose folders name nobody, or whose name tells no row, is left.
    """
    rows: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        rows.setdefault(candidate.owner, []).append(candidate)
    names = {c.owner: c.owner_name for c in candidates}
    placed, left = [], []
    for document, folders in taken.with_folders():
        owner, inner = owner_of(folders, names)
        row = _row(document.name, inner, rows[owner]) if owner is not None else None
        if row is not None:
            placed.append((document, row))
        else:
            left.append((document, folders))
    return Spread(tuple(placed), _only(taken, left))


def owner_of(
    folders: Sequence[str], names: Mapping[str, str]
) -> tuple[str | None, tuple[str, ...]]:
    """(whose folder it is, by key; the folders inside that one), the innermost that names anybody; None for nobody.

    A folder names somebody where it is the name, or holds it (01-张样本-材料); one that could be two people's names
    nobody. 张样 isn't named by 张样本's folder.
    """
    for depth in range(len(folders) - 1, -1, -1):
        found = _named(plain_name(folders[depth]), names)
        if found is not None:
            return found, tuple(folders[depth + 1 :])
    return None, ()


def spread_words(placed: Iterable[tuple[Document, Candidate]], left: int) -> str:
    """已分给 张样本 20 个、李样本 18 个；还有 6 个要您选."""
    counts = Counter(row.owner for _, row in placed)
    names = {row.owner: row.owner_name for _, row in placed}
    parts = [f"{names[owner]} {count} 个" for owner, count in counts.items()][:_NAMED]
    words = "已分给 " + "、".join(parts)
    if len(counts) > _NAMED:
        words += f" 等 {len(counts)} 人，共 {sum(counts.values())} 个"
    return words + (f"；还有 {left} 个没有放" if left else "")


def _named(folder: str, names: Mapping[str, str]) -> str | None:
    if folder in _COMPANY and "" in names:
        return ""
    people = [(key, plain_name(name)) for key, name in names.items() if key]
    exact = [key for key, name in people if name == folder]
    within = [(key, name) for key, name in people if name and name in folder]
    longest = [key for key, name in within if not any(name != n and name in n for _, n in within)]
    found = exact or longest
    return found[0] if len(found) == 1 else None


def _row(name: str, inner: Sequence[str], rows: Sequence[Candidate]) -> Candidate | None:
    """By the file's name, or that of a folder inside the person's: 张样本/身份证/IMG_1.jpg."""
    found = (guess(text, rows) for text in (name, *(f"{folder}." for folder in reversed(inner))))
    return next((row for row in found if row is not None), None)


def _only(taken: TakenIn, left: Sequence[tuple[Document, tuple[str, ...]]]) -> TakenIn:
    kept = {document.sha256 for document, _ in left}
    facts = tuple((sha, facts) for sha, facts in taken.facts if sha in kept)
    return TakenIn(tuple(d for d, _ in left), facts, folders=tuple(folders for _, folders in left))
