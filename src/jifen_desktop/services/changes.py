"""What a new export has that the last one had not, and the other way round; pure functions."""

from dataclasses import dataclass
from enum import StrEnum

from jifen_desktop.library.entry import SentPage
from jifen_desktop.rulebook.load import Rulebook


class ChangeKind(StrEnum):
    """What became of a paper."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


_WORDS = {
    ChangeKind.ADDED: "新增",
    ChangeKind.CHANGED: "更换",
    ChangeKind.REMOVED: "不再附上",
}


@dataclass(frozen=True)
class Change:
    """One paper of one person (empty: the company's), by its pages before and after."""

    kind: ChangeKind
    applicant: str
    person: str
    material: str
    pages_before: int
    pages_after: int


def changes(before: tuple[SentPage, ...], after: tuple[SentPage, ...]) -> tuple[Change, ...]:
    """Every paper whose pages are others, or in another order; in the order of the new export, the removed last.

    A paper's name in the archive doesn't matter: it changes when another one is added before it.
    """
    old, new = _papers(before), _papers(after)
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, []), new.get(key, [])
        if [p.sha256 for p in was] == [p.sha256 for p in now]:
            continue
        kind = (
            ChangeKind.CHANGED if was and now else ChangeKind.ADDED if now else ChangeKind.REMOVED
        )
        shown = (now or was)[0]
        found.append(
            Change(kind, shown.applicant, shown.person, shown.material, len(was), len(now))
        )
    return tuple(found)


def change_lines(
    book: Rulebook, before: tuple[SentPage, ...], after: tuple[SentPage, ...]
) -> tuple[str, ...]:
    """The changes in words, a line each; empty where there was no export before, or one without its pages."""
    if not before:
        return ()
    found = tuple(_line(book, change) for change in changes(before, after))
    return found or ("材料没有改动",)


def _line(book: Rulebook, change: Change) -> str:
    name = book.material_name(change.material)
    whose = change.person or "单位"
    count = change.pages_after or change.pages_before
    return f"{_WORDS[change.kind]}：{whose}的{name}（{count} 页）"


def _papers(pages: tuple[SentPage, ...]) -> dict[tuple[str, str], list[SentPage]]:
    found: dict[tuple[str, str], list[SentPage]] = {}
    for page in pages:
        found.setdefault((page.applicant, page.material), []).append(page)
    return found
