"""A network scanner left at any moment: no page that isn't whole, and the scanner free for the next."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.scanning.port import Mode, Request, Source
from tests.scanning.escl_kit import client, device, ignore, kept, never
from tests.scanning.escl_server import EsclServer, Faults
from tests.scanning.papers import Drawn

pytestmark = pytest.mark.loopback


def _wait_and_stop(server: EsclServer, stop: threading.Event) -> None:
    server.arrived.wait()
    stop.set()


@pytest.mark.parametrize("place", ["head", "half"])
def test_cancelled_amid_a_page(place: str, tmp_path: Path) -> None:
    """The scanner says nothing more until the test ends, so whoever waits for it hangs."""
    stop = threading.Event()
    with EsclServer(Drawn(3), Faults(hold=threading.Event(), hold_at=place)) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        waiter = threading.Thread(target=_wait_and_stop, args=(server, stop))
        waiter.start()
        with pytest.raises(Cancelled):
            list(client().scan(request, tmp_path, ignore, stop.is_set))
        waiter.join()
        assert server.asked[-1].startswith("DELETE")
        assert not server.busy
    assert kept(tmp_path) == 0


def test_cancelled_before_the_job_has_a_name(tmp_path: Path) -> None:
    """A job whose name never came can't be ended, and holds the scanner: so that answer is waited for."""
    hold = threading.Event()
    with EsclServer(Drawn(3), Faults(hold=hold, hold_at="job")) as server:

        def cancelled() -> bool:
            if not server.arrived.is_set():
                return False
            hold.set()
            return True

        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        with pytest.raises(Cancelled):
            list(client().scan(request, tmp_path, ignore, cancelled))
        assert len(server.jobs) == 1
        assert not server.busy


def test_cancelled_anywhere(tmp_path: Path) -> None:
    """At each place that asks whether to stop: no page that isn't whole, no scanner left busy."""
    cancels = left = 0
    for count in range(60):
        left = count
        folder = tmp_path / str(count)
        folder.mkdir()

        def cancelled() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        with EsclServer(Drawn(2)) as server:
            request = Request(device(server), Source.FEEDER, Mode.BLACK_WHITE, 75)
            try:
                list(client().scan(request, folder, ignore, cancelled))
            except Cancelled:
                cancels += 1
            assert not server.busy
        assert kept(folder) <= 3
        if left >= 0:
            break
    assert cancels > 5
    assert left >= 0  # every place was reached


def test_closing_the_generator_frees_the_scanner(tmp_path: Path) -> None:
    with EsclServer(Drawn(3)) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        scan = client().scan(request, tmp_path, ignore, never)
        next(scan)
        scan.close()
        assert not server.busy
    assert kept(tmp_path) == 1
