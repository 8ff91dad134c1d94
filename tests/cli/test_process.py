"""The program as a process of its own: consoles, signals, a crash and the start after it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.commands import tree
from tests.support.exports import names
from tests.support.submissions import Person, Submission, picture

COMMAND = [sys.executable, "-m", "jifen_desktop"]
SLOW = 8  # pictures of 6 megapixels to encode: enough time to be interrupted
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits of Linux")


@pytest.fixture(autouse=True)
def _temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))


def _slow_submission(folder: Path) -> Path:
    path = Submission("minhang", "reset_personal").write(folder)
    table = path.read_text(encoding="utf-8")
    pages = []
    data = picture("page", "PNG", (3000, 2000))
    for number in range(SLOW):
        (folder / f"{number}.png").write_bytes(data + bytes([number]))
        pages.append(f'"{number}.png"')
    extra = f"\nmarriage_certificate = [{', '.join(pages)}]\n"
    path.write_text(table.replace("[applicants.documents]", "[applicants.documents]" + extra))
    return path


def _started(path: Path, out: Path) -> subprocess.Popen[bytes]:
    """An export that has begun to write pages."""
    process = subprocess.Popen(
        [*COMMAND, "export", str(path), "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while not list(out.glob(".jifen-stage-*/scratch/*.jpg")):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return process


def _left(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in tmp_path.iterdir())


@linux_only
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_an_export_without_a_trace(tmp_path: Path, name: str) -> None:
    path = _slow_submission(tmp_path / "in")
    process = _started(path, tmp_path / "out")
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert out == b""
    assert err.decode() == "已取消，没有留下文件\n"
    assert _left(tmp_path) == ["in", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


@linux_only
def test_a_killed_export_leaves_nothing_after_the_next(tmp_path: Path) -> None:
    path = _slow_submission(tmp_path / "in")
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_bytes(b"mine")
    process = _started(path, out)
    process.kill()
    process.communicate(timeout=20)
    assert [n for n in names(out) if n.startswith(".jifen-stage-")]
    small = Submission("minhang", "reset_personal").write(tmp_path / "small")
    done = subprocess.run(
        [*COMMAND, "export", str(small), "--out", str(out)], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert (out / "mine.txt").read_bytes() == b"mine"
    assert not [n for n in names(out) if n.startswith(".")]
    assert "张样本.zip" in names(out)
    assert list((tmp_path / "tmp").iterdir()) == []


@linux_only
def test_a_small_disk_limit_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    person = Person(papers=["id_card"])
    path = Submission("minhang", "reset_personal", [person]).write(tmp_path / "in")
    for side in ("a", "b"):
        data = picture(side, "BMP", (400, 300))
        (tmp_path / f"in/person-1/id_card-{side}.jpg").write_bytes(data)
    before = tree(tmp_path)
    code = (
        "import resource,sys;resource.setrlimit(resource.RLIMIT_FSIZE,(9000,9000));"
        "from jifen_desktop.cli.main import run;sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "export", str(path), "--out", str(tmp_path / "out"), "--json"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert f"「{tmp_path / 'out'}」所在磁盘空间不足" in line
    assert json.loads(done.stdout)["written"] == []
    assert tree(tmp_path) == before


LOCALES: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"},
    "plain ASCII": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("locale", LOCALES)
def test_utf_8_whatever_the_locale(tmp_path: Path, locale: str) -> None:
    path = Submission("minhang", "reset_personal", [Person("王𬭎")]).write(tmp_path / "样本")
    environment = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL")}
    done = subprocess.run(
        [*COMMAND, "export", str(path), "--out", str(tmp_path / "输出"), "--json"],
        capture_output=True,
        check=False,
        env=environment | LOCALES[locale],
    )
    assert (done.returncode, done.stderr) == (0, b"")
    written = json.loads(done.stdout.decode("utf-8"))["written"]
    assert written[0]["path"] == str(tmp_path / "输出" / "王𬭎.zip")
    assert "王𬭎.zip" in names(tmp_path / "输出")


@linux_only
@pytest.mark.parametrize("closed", ["<&- >&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_do_no_harm(tmp_path: Path, closed: str) -> None:
    path = Submission("minhang", "reset_personal").write(tmp_path / "in")
    shell = f'exec "$0" -m jifen_desktop export "$1" --out "$2" {closed}'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, str(path), str(tmp_path / "out")],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert "张样本.zip" in names(tmp_path / "out")


@linux_only
def test_a_reader_that_stops_reading_is_no_failure(tmp_path: Path) -> None:
    shell = '"$0" -m jifen_desktop plan --district xuhui --service new --json; echo $? >"$1"'
    done = subprocess.run(
        ["bash", "-c", f"({shell}) | true", sys.executable, str(tmp_path / "status")],
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert (tmp_path / "status").read_text() == "0\n"


@linux_only
def test_a_full_disk_behind_stdout_is_told() -> None:
    plan = [*COMMAND, "plan", "--district", "xuhui", "--service", "new"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(plan, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
