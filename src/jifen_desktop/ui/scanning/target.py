"""What is scanned for, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A row: its material, its title, the names of its pages (人像面, 国徽面) and of the files it has.

    `edits`: whether its pages may be cut and levelled. `shares`: whether two sides may stand on one A4, `share` whether
    that suits it.
    """

    material: str
    title: str
    page_names: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    edits: bool = True
    shares: bool = False
    share: bool = False
