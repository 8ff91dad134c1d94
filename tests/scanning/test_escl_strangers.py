"""Who may sit at a scanner's address: somebody silent, somebody talking nonsense, somebody with another certificate."""

from __future__ import annotations

import socket
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import pytest

from jifen_desktop.domain.errors import Cancelled, Code, JifenError
from jifen_desktop.scanning.escl.backend import Escl
from jifen_desktop.scanning.escl.limits import Limits
from jifen_desktop.scanning.escl.pins import Pins
from jifen_desktop.scanning.port import Device, Mode, Request, Source
from tests.scanning.escl_kit import client, device, ignore, never
from tests.scanning.escl_server import UUID, EsclServer
from tests.scanning.papers import Drawn

pytestmark = pytest.mark.loopback

Tls = tuple[Path, Path]


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}/eSCL"


@pytest.mark.parametrize(
    ("scheme", "code"), [("http", Code.SCAN_TIMEOUT), ("https", Code.SCAN_OFFLINE)]
)
def test_silence(scheme: str, code: Code, silent: str) -> None:
    quick = Escl(Pins(), limits=Limits(connect=0.2, call=0.2))
    with pytest.raises(JifenError) as raised:
        quick.capabilities(Device("escl", f"{scheme}://{silent}", "样本扫描仪"))
    assert raised.value.code == code
    with pytest.raises(JifenError) as raised:
        quick.add(silent)
    assert raised.value.code == Code.SCAN_NO_SCANNER


def test_cancelled_while_a_name_is_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Systems take many seconds over a name that nobody knows, and can't be interrupted."""
    asked, answer = threading.Event(), threading.Event()

    def unanswered(*_: object, **__: object) -> NoReturn:
        asked.set()
        answer.wait()
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unanswered)
    request = Request(Device("escl", "http://printer.local/eSCL", "样本扫描仪"))
    try:
        with pytest.raises(Cancelled):
            next(client().scan(request, tmp_path, ignore, asked.is_set))
    finally:
        answer.set()


@contextmanager
def saying(data: bytes, *, endless: bool = False) -> Iterator[str]:
    """The address of somebody who answers every question with these bytes, over and over where `endless`."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                self.request.recv(65536)
                self.request.sendall(data)
                while endless:
                    self.request.sendall(data)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/eSCL"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x15\x03\x01\x00\x02",
        b"SSH-2.0-sample\r\n",
        b"HTTP/1.1 xyz\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<a/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<a/>",
        b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n<a/>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:9/\r\n\r\n",
    ],
)
def test_nonsense(data: bytes) -> None:
    with saying(data) as url, pytest.raises(JifenError) as raised:
        client().capabilities(Device("escl", url, "样本扫描仪"))
    assert raised.value.code in {Code.SCAN_NO_SCANNER, Code.SCAN_CONNECTION_LOST}


@pytest.mark.parametrize(
    ("data", "seconds", "code"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n", 0.3, Code.SCAN_TIMEOUT),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 9999, 60.0, Code.SCAN_NO_SCANNER),
    ],
)
def test_one_who_never_stops_talking(data: bytes, seconds: float, code: Code) -> None:
    brief = Escl(Pins(), limits=Limits(call=seconds))
    with saying(data, endless=True) as url, pytest.raises(JifenError) as raised:
        brief.capabilities(Device("escl", url, "样本扫描仪"))
    assert raised.value.code == code


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cancelled_amid_silence(scheme: str, silent: str, tmp_path: Path) -> None:
    left = 2

    def cancelled() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    request = Request(Device("escl", f"{scheme}://{silent}", "样本扫描仪", "", UUID))
    with pytest.raises(Cancelled):
        next(client().scan(request, tmp_path, ignore, cancelled))


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> list[Tls]:
    """Two that scanners might have made for themselves."""
    folder = tmp_path_factory.mktemp("tls")
    return [_certificate(folder / f"{n}") for n in range(2)]


def _certificate(stem: Path) -> Tls:
    key, certificate = stem.with_suffix(".key"), stem.with_suffix(".crt")
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=sample"
    subprocess.run(
        [*make.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    return certificate, key


@pytest.mark.external("openssl")
def test_encrypted_and_pinned(certificates: list[Tls], tmp_path: Path) -> None:
    pins = tmp_path / "scanners.json"
    folder = tmp_path / "pages"
    folder.mkdir()
    with EsclServer(Drawn(2), tls=certificates[0]) as server:
        request = Request(device(server), Source.FEEDER, Mode.GRAY, 75)
        assert len(list(client(pins).scan(request, folder, ignore, never))) == 2
    with EsclServer(Drawn(2), tls=certificates[1]) as other:
        other.uuid = server.uuid
        with pytest.raises(JifenError) as raised:
            client(pins).capabilities(device(other))
        assert raised.value.code == Code.SCAN_CERTIFICATE
        assert not other.asked
        again = client(pins)
        assert again.add(other.url).uuid == server.uuid  # the user vouches for it
        assert again.capabilities(device(other)).sources
