"""The two scripts that a developer types: what they name is there, and on Windows nothing is out of reach."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINUX_ALONE = {"follow", "lock"}
"""Through the accessibility bus; by uv, on the machine of whoever renews the pins."""


def test_every_command_of_windows_can_be_reached_and_is_told() -> None:
    text = (ROOT / "dev.cmd").read_text("utf-8")
    listed = re.search(r"for %%c in \(([\w ]+)\) do if \"%command%\"==\"%%c\" goto known", text)
    assert listed
    known = set(listed[1].split())
    assert known <= set(re.findall(r"^:(\w+)$", text, re.MULTILINE))
    assert set(re.findall(r"^echo dev (\w+)", text, re.MULTILINE)) == known


def test_both_scripts_have_the_same_commands() -> None:
    told = (ROOT / "dev").read_text("utf-8").partition("cat <<'TXT'\n")[2].partition("TXT\n")[0]
    listed = set(re.findall(r"^\./dev (\w+)", told, re.MULTILINE))
    windows = re.findall(r"^echo dev (\w+)", (ROOT / "dev.cmd").read_text("utf-8"), re.MULTILINE)
    assert listed - LINUX_ALONE == set(windows)
