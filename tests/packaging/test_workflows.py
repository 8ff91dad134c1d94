"""The workflows can be read, call what is there, and sign or publish nothing by themselves."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from product import CONSOLE, PROGRAM

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CALLED = re.compile(r"(?<![\w./-])(\./dev|dev\.cmd|\.ci/run|(?:packaging|requirements)/[\w./-]+\w)")


def _read(path: Path) -> dict[Any, Any]:
    told: dict[Any, Any] = importlib.import_module("yaml").safe_load(path.read_text("utf-8"))
    return told


def _steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def test_there_are_the_two() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_is_called_is_there(path: Path) -> None:
    called = {name for step in _steps(_read(path)) for name in CALLED.findall(step.get("run", ""))}
    assert called
    assert [name for name in called if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == {"contents": "read"}
    used = [step["uses"] for step in _steps(workflow) if "uses" in step]
    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 120
        assert (
            set(job.get("needs", [])) <= set(workflow["jobs"]) or job["needs"] in workflow["jobs"]
        )


def test_secrets_are_used_only_where_the_owner_gave_them() -> None:
    workflow = _read(ROOT / ".github" / "workflows" / "release.yml")
    guarded = {step["name"]: step["if"] for step in _steps(workflow) if "if" in step}
    assert guarded == {
        "Sign the programs": "env.SIGNED == 'true'",
        "Sign the installer": "env.SIGNED == 'true'",
        "Sign the app": "env.SIGNED == 'true'",
        "Notarise the image": "env.NOTARISED == 'true'",
    }
    for step in _steps(workflow):
        words = " ".join(map(str, step.get("env", {}).values()))
        identity = (
            "secrets.MACOS_SIGN_IDENTITY }}"  # empty where there is none: the image stays unsigned
        )
        assert "secrets." not in words.replace(identity, "") or step["name"] in guarded


def test_programs_are_signed_before_they_go_into_the_installer() -> None:
    steps = _read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]["windows"]["steps"]
    run = [step["run"] for step in steps if "run" in step]
    order = [
        run.index("dev.cmd build --folder-only"),
        next(
            i
            for i, line in enumerate(run)
            if all(f"/{name}.exe" in line for name in (PROGRAM, CONSOLE))
        ),
        run.index("dev.cmd build --from-folder"),
        next(i for i, line in enumerate(run) if "sign.ps1" in line and "-setup.exe" in line),
    ]
    assert order == sorted(order)


def test_the_bill_is_of_the_signed_app() -> None:
    steps = _read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]["macos"]["steps"]
    run = "\n".join(step.get("run", "") for step in steps)
    order = [run.index(x) for x in ("--folder-only", "sign.sh", "--from-folder", "dmg.sh")]
    assert order == sorted(order)


def test_a_release_is_a_draft_with_everything_in_it() -> None:
    workflow = _read(ROOT / ".github" / "workflows" / "release.yml")
    assert workflow[True] == {"push": {"tags": ["v*"]}}, "YAML reads `on` as true"
    writers = [name for name, job in workflow["jobs"].items() if "permissions" in job]
    assert writers == ["draft"]
    draft = workflow["jobs"]["draft"]
    assert set(draft["needs"]) == set(workflow["jobs"]) - {"draft"}
    last = draft["steps"][-1]["run"]
    assert "--draft" in last
    assert "--verify-tag" in last
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text("utf-8")
    for ending in (
        "*.tar.xz",
        "*-setup.exe",
        "*.dmg",
        "*.cdx.json",
        "SHA256SUMS",
        "hatchling build",
    ):
        assert ending in text


def test_what_is_built_is_installed_by_hashes() -> None:
    for name in ("dev", "dev.cmd"):
        text = (ROOT / name).read_text("utf-8")
        assert "--require-hashes" in text
        assert "build.lock" in text


def test_the_heads_say_that_they_were_never_run() -> None:
    for path in WORKFLOWS:
        head = path.read_text("utf-8").split("\nname:")[0]
        assert "never been run" in head
