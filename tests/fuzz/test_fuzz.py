"""A small run of the fuzzer; `./dev fuzz` makes the long ones."""

from __future__ import annotations

from pathlib import Path

from jifen_desktop.intake.inspect import inspect_file
from tests.fuzz.run import broken_file, fuzz
from tests.fuzz.samples import samples


def test_broken_files_cost_themselves_alone(tmp_path: Path) -> None:
    report = fuzz(seed=20, files=60, folder=tmp_path)
    assert report.faults == []
    assert report.files == 60
    assert {"taken in", "file_damaged"} <= set(report.totals()), "it breaks some and not all"
    assert report.pages > 20
    assert report.peak > 50 << 20, "it was measured"


def test_a_run_can_be_repeated() -> None:
    first, second = broken_file(3, 4), broken_file(3, 4)
    assert first == second
    assert broken_file(4, 4) != first
    assert first[1] != dict(samples())[first[0]]


def test_the_samples_are_whole(tmp_path: Path) -> None:
    for kind, data in samples():
        (tmp_path / kind).write_bytes(data)
        expected = {"pdf-locked": "file_password", "zip": "archive_unopened"}
        wanted = expected.get(kind.removesuffix("-gbk"))
        assert inspect_file(tmp_path / kind).problem == wanted, kind
