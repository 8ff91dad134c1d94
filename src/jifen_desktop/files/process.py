"""Which process on which computer made a temporary folder, and whether it still runs."""

import hashlib
import os
import platform
import sys


def host() -> str:
    """Six hexadecimal digits for this computer; on a shared drive others' temporary folders are
    theirs.
    """
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]


def alive(pid: int) -> bool:
    """Whether a process of that number runs; true where it can't be told, so that nothing live is
    removed.
    """
    if pid == os.getpid():
        return True
    if sys.platform == "win32":
        return _alive_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if sys.platform == "win32":
    import ctypes

    _QUERY_LIMITED_INFORMATION = 0x1000
    _SYNCHRONIZE = 0x100000
    _INVALID_PARAMETER = 87
    _WAIT_TIMEOUT = 0x102

    def _alive_windows(pid: int) -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION | _SYNCHRONIZE, False, pid)
        if not handle:
            return ctypes.get_last_error() != _INVALID_PARAMETER
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel.CloseHandle(handle)
