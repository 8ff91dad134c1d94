"""What runs in the worker process: setting it up, and answering one call."""

import faulthandler
import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.worker import faults, limits


def start() -> None:
    """Set the process up: silent, limited, and ended by the first signal.

    Libraries print what they read to stderr, and stdout is promised to the command line's JSON.
    SIGTERM's default kills even inside a library's endless loop, where a Python handler would never
    run. Ctrl+C goes to the whole process group; only the program itself decides what it stops.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limits.return_memory()
    limits.limit_memory()


def answer(fn: Callable[..., Any], args: tuple[Any, ...], timeout: float, counted: bool) -> bytes:
    """Call `fn` and return its pickled result, or its failure as a JifenError.

    Exceptions of libraries stay here: their text may come from the file.
    """
    _end_with(timeout + limits.GRACE)
    try:
        garbage = faults.strike() if counted else None
        return garbage if garbage is not None else _packed(fn(*args))
    except JifenError as error:
        return pickle.dumps(error)
    except MemoryError:
        return pickle.dumps(JifenError(Code.FILE_MEMORY))
    except Exception:
        return pickle.dumps(JifenError(Code.FILE_DAMAGED))
    except BaseException:
        return pickle.dumps(JifenError(Code.FILE_CRASHED))
    finally:
        faulthandler.cancel_dump_traceback_later()


def _packed(value: object) -> bytes:
    try:
        reply = pickle.dumps(value)
    except MemoryError:
        raise
    except Exception as error:
        raise JifenError(Code.FILE_CRASHED) from error
    if len(reply) > limits.ANSWER:
        raise JifenError(Code.FILE_CRASHED)
    return reply


def _end_with(seconds: float) -> None:
    """End the process then, from a thread in C that needs no interpreter.

    The parent stops a late worker; this is for the parent that was killed meanwhile.
    """
    with suppress(RuntimeError, OSError, ValueError, AttributeError):
        faulthandler.dump_traceback_later(seconds, exit=True, file=2)
