"""What happens after an exception that nobody caught: the case is kept, one plain message is shown."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from types import TracebackType

from PySide6.QtWidgets import QWidget

from jifen_desktop import __version__
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Size


def diagnosis(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The exception's kind and the places it passed; never its text, which may hold what was typed."""
    frames = traceback.extract_tb(trace)
    lines = [f"{_place(f)} {f.name}" for f in frames]
    return "\n".join([f"jifen-desktop {__version__}", kind.__name__, *lines])


def _places(trace: TracebackType | None) -> Iterator[str]:
    return (_place(frame) for frame in traceback.extract_tb(trace))


def _place(frame: traceback.FrameSummary) -> str:
    """A place in the program's own code, or of a library by its file's name alone: folders are the user's."""
    name = frame.filename.replace("\\", "/")
    own = (
        name.rpartition("jifen_desktop/")[2]
        if "jifen_desktop/" in name
        else name.rpartition("/")[2]
    )
    return f"{own}:{frame.lineno}"


class CrashGuard:
    """Takes the place of `sys.excepthook` while the window runs."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session = session
        self._window = window
        self._before = sys.excepthook
        self.message: Message | None = None

    def install(self) -> None:
        """Catch from now on."""
        self._before = sys.excepthook
        sys.excepthook = self.handle

    def remove(self) -> None:
        """Give the place back."""
        sys.excepthook = self._before

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Save the open case and tell once; further exceptions while the message stands are only printed."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        traceback.print_tb(trace)
        sys.stderr.write(f"{kind.__name__}\n")
        self._session.journal.note_crash(kind, _places(trace))
        kept = self._keep()
        if self.message is None:
            self._show(diagnosis(kind, trace), kept)

    def _keep(self) -> bool:
        if not self._session.has_case:
            return True
        self._session.case.save()
        return self._session.case.unsaved is None

    def _show(self, details: str, kept: bool) -> None:
        from jifen_desktop.ui.diagnosis import crash_dialog

        saved = (
            "已经填写的内容都保存好了。可以继续使用；再次出现时，关闭后重新打开。"
            if kept
            else "最后的改动还没能保存。先不要关闭窗口，查看上方的提示，处理后重试。"
        )
        message = Message(self._window, "刚才的操作没有完成", saved, act="继续使用")
        copy = w.SecondaryButton("诊断信息…", icon="file-text", height=Size.BUTTON_TALL)
        copy.setToolTip("只有程序出错的位置，没有填写的内容")
        copy.clicked.connect(lambda _checked=False: crash_dialog(details, message).open())
        message.add_button(copy)
        self.message = message
        message.finished.connect(self._forget)
        message.open()

    def _forget(self) -> None:
        self.message = None
