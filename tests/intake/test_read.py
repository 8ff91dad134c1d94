"""Intake through the workers: a file that kills its reader is a fact about that file."""

import hashlib
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.domain.ids import ImageFormat, Method
from jifen_desktop.intake.read import Intake
from jifen_desktop.worker import faults
from jifen_desktop.worker.pool import WorkerPool
from tests.intake import makers
from tests.intake.makers import jpeg, picture, saved


@pytest.fixture
def intake() -> Iterator[Intake]:
    with WorkerPool() as pool:
        yield Intake(pool)


def _files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(jpeg(picture(30 + number, 20)))
    return paths


def test_start_up_imports_nothing_heavy() -> None:
    script = (
        "import sys, jifen_desktop.intake, jifen_desktop.intake.read, jifen_desktop.intake.expand\n"
        "import jifen_desktop.files.staging, jifen_desktop.worker.pool, jifen_desktop.imaging\n"
        "print(sorted({'PIL', 'pymupdf', 'pillow_heif', 'numpy', 'pebble', 'psutil'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_whole_way(intake: Intake, tmp_path: Path) -> None:
    intake.warm()
    path = tmp_path / "张三.png"
    path.write_bytes(saved(picture(), "PNG"))
    facts = intake.inspect(path)
    assert (facts.problem, len(facts.pages)) == (None, 1)
    page = intake.write_page(path, 0, ImageFormat.JPG, tmp_path / "out.jpg")
    assert page.method == Method.ENCODED
    assert page.sha256 == hashlib.sha256((tmp_path / "out.jpg").read_bytes()).hexdigest()
    assert makers.same_colours(makers.opened(intake.thumbnail(path, 0, 60)), 60)
    stored = intake.write_page(path, 0, ImageFormat.AS_IS, tmp_path / "out", name="张三.PNG")
    assert stored.suffix == ".png"


def test_failures_cross(intake: Intake, tmp_path: Path) -> None:
    with pytest.raises(JifenError) as caught:
        intake.write_page(tmp_path / "none", 0, ImageFormat.JPG, tmp_path / "out")
    assert caught.value.code == Code.FILE_MISSING
    (tmp_path / "a.jpg").write_bytes(jpeg())
    with pytest.raises(JifenError) as caught:
        intake.write_page(tmp_path / "a.jpg", 0, ImageFormat.JPG, tmp_path / "none" / "out.jpg")
    assert caught.value.code == Code.WRITE_FAILED
    assert caught.value.params["name"] == "out.jpg"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("crash", Code.FILE_CRASHED),
        ("hang", Code.FILE_TIMEOUT),
        ("memory", Code.FILE_MEMORY),
        ("garbage", Code.FILE_CRASHED),
    ],
)
def test_what_happens_to_the_reader_is_the_files_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, code: Code
) -> None:
    (tmp_path / "count").mkdir()
    monkeypatch.setenv(faults.VARIABLE, f"{kind}:2:{tmp_path / 'count'}")
    paths = _files(tmp_path, 3)
    with WorkerPool() as pool:
        intake = Intake(pool)
        intake.warm()
        found = [intake.inspect(path, timeout=3 if kind == "hang" else 20) for path in paths]
    assert [facts.problem for facts in found] == [None, code, None]
    data = paths[1].read_bytes()
    assert (found[1].sha256, found[1].size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert found[1].pages == ()


def test_many_files_come_back_in_order(intake: Intake, tmp_path: Path) -> None:
    paths = _files(tmp_path, 24)
    paths[5].write_bytes(b"")
    paths[7] = tmp_path / "none.jpg"
    told: list[tuple[int, int]] = []
    found = intake.inspect_many(paths, lambda done, total: told.append((done, total)))
    assert told == [(n, 24) for n in range(1, 25)]
    assert [f.problem for f in found[5:8]] == [Code.FILE_EMPTY, None, Code.FILE_MISSING]
    widths = [f.pages[0].width for n, f in enumerate(found) if n not in (5, 7)]
    assert widths == [30 + n for n in range(24) if n not in (5, 7)]
    assert intake.inspect_many([]) == []


def test_cancelling_is_heard_at_once(intake: Intake, tmp_path: Path) -> None:
    paths = _files(tmp_path, 50)
    seen: list[int] = []
    with pytest.raises(Cancelled):
        intake.inspect_many(paths, lambda done, _: seen.append(done), lambda: len(seen) >= 3)
    assert 3 <= len(seen) <= 7
    assert intake.inspect(paths[0]).problem is None


@pytest.mark.skipif(sys.platform != "linux", reason="the memory limit is Linux's")
def test_the_largest_pictures_fit_into_a_worker(intake: Intake, tmp_path: Path) -> None:
    """119 megapixels as PNG with transparency: 477 MB decoded, and a white copy of 358 MB."""
    path = tmp_path / "large.png"
    Image.new("LA", (10_900, 10_900), (0, 0)).save(path, compress_level=1)
    facts = intake.inspect(path)
    assert facts.problem is None


def test_a_bomb_on_a_page_stays_within_the_limits(intake: Intake, tmp_path: Path) -> None:
    """A small page with a picture of 20,000 × 10,000 pixels: 600 MB, packed into 0.6."""
    packer = zlib.compressobj(9)
    row = bytes(60_000)
    data = b"".join(packer.compress(row) for _ in range(10_000)) + packer.flush()
    keys = "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    bomb = makers.raw_pdf(data, size=(20_000, 10_000), image_keys=keys)
    (tmp_path / "bomb.pdf").write_bytes(bomb)
    assert intake.inspect(tmp_path / "bomb.pdf").problem in (None, Code.FILE_MEMORY)


def test_a_page_that_never_ends_is_given_up(intake: Intake, tmp_path: Path) -> None:
    """Each of twenty forms paints the next one ten times."""
    form = "/Type/XObject/Subtype/Form/BBox[0 0 240 160]"
    forms = [
        makers.stream(f"{form}/Resources<</XObject<</F {number} 0 R>>>>", b"/F Do " * 10)
        for number in range(7, 27)
    ]
    last = makers.stream(form, b"0 0 5 5 re f")
    endless = makers.raw_pdf(jpeg(), b"/F Do", more=(*forms, last))
    endless = endless.replace(b"/Im0 5 0 R", b"/F 6 0 R  ")
    (tmp_path / "endless.pdf").write_bytes(endless)
    intake.inspect(tmp_path / "none")  # the worker is up
    start = time.monotonic()
    assert intake.inspect(tmp_path / "endless.pdf", timeout=1.5).problem == Code.FILE_TIMEOUT
    assert time.monotonic() - start < 4
    (tmp_path / "a.jpg").write_bytes(jpeg())
    assert intake.inspect(tmp_path / "a.jpg").problem is None
