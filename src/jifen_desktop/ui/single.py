"""One window a library: a second start hands its file over to the first window and ends.

Who is first is decided by the library's lock, which the kernel releases; the local socket only carries the message, so
a socket file that a crash left behind does no harm.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE: Final = 3.0  # seconds for a first window that is just starting, or busy for a moment
_STEP: Final = 0.1
_MESSAGE: Final = 64 << 10  # bytes; a path has at most 32 kB


def socket_name(root: Path) -> str:
    """The name for one user's library; no path of the user stands in it."""
    digest = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape"))
    return f"jifen-desktop-{digest.hexdigest()[:16]}"


class FirstWindow(QObject):
    """Listens for later starts: `called(path)` with the file they were given, empty for none."""

    called = Signal(str)

    def __init__(self, root: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = socket_name(root)
        # The lock is ours, so nobody listens: what is there is a crash's leftover.
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MESSAGE:
                socket.abort()
            return
        try:
            message = json.loads(bytes(socket.readLine(_MESSAGE).data()))
            path = message["open"]
        except (ValueError, LookupError, TypeError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.called.emit(path if isinstance(path, str) else "")


def call_first_window(root: Path, path: Path | None, patience: float = PATIENCE) -> bool:
    """Ask the first window to come forward and open a file; whether it answered."""
    end = time.monotonic() + patience
    while True:
        if _call(socket_name(root), path):
            return True
        if time.monotonic() >= end:
            return False
        time.sleep(_STEP)


def _call(name: str, path: Path | None) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(int(_STEP * 1000)):
        return False
    message = {"open": str(path.absolute()) if path is not None else ""}
    socket.write(json.dumps(message).encode() + b"\n")
    answered = socket.waitForBytesWritten(1000) and socket.waitForReadyRead(1000)
    socket.disconnectFromServer()
    return bool(answered)
