"""Work that hangs, for programs of their own: nothing heavy is imported."""

import os
import threading

from jifen_desktop.scanning.apart import Talk, run_apart


def hang(talk: Talk) -> None:
    """Tell the process and never end."""
    talk.tell(os.getpid())
    threading.Event().wait()


def for_ever() -> None:
    """A program that waits for it, and prints its process."""
    for process in run_apart(hang, (), "", lambda: False, None):
        print(process, flush=True)
