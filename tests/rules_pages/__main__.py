"""Write `docs/rules/` again: `python -m tests.rules_pages` (`./dev rules`)."""

from __future__ import annotations

from pathlib import Path

from tests.rules_pages.pages import all_pages

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


def main() -> None:
    """Write every page, and remove those of districts that are no more."""
    pages = all_pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
