"""Where an export goes: the folder with 换个位置, and what went wrong with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.messages import error_lines
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Space, TextRole, Tone
from jifen_desktop.ui.wizard.slot import Slot

_ELSEWHERE = frozenset(
    {
        Code.TARGET_EXISTS,
        Code.TARGET_NOT_FOLDER,
        Code.TARGET_UNWRITABLE,
        Code.DISK_FULL,
        Code.WRITE_FAILED,
    }
)


class PathLine(w.CardFooter):
    """A caption, a path under it, and a button at the right."""

    def __init__(
        self, caption: str, path: str, button: w.PrimaryButton | w.SecondaryButton
    ) -> None:
        self._path = w.ElidedLabel(
            path, TextRole.HINT, Tone.TEXT2, mode=Qt.TextElideMode.ElideMiddle
        )
        self.button = button
        line = w.Line(gap=16)
        line.add(w.Column(w.hint(caption), self._path, gap=0), stretch=1)
        line.add(button)
        super().__init__(line, padding=16)

    def show_folder(self, folder: Path | None) -> None:
        """Show the folder once it is known."""
        self._path.setText(str(folder) if folder is not None else "正在确定位置…")


class Trouble(Slot):
    """How the last attempt ended, where it failed or was cancelled; nothing otherwise."""

    place_asked = Signal()
    retry_asked = Signal()

    def __init__(self) -> None:
        super().__init__(gap=Space.GAP)
        self._shown: tuple[JifenError | None, bool] = (None, False)

    @property
    def banner(self) -> w.Banner | None:
        """What is told."""
        return self.content if isinstance(self.content, w.Banner) else None

    def show_end(self, error: JifenError | None, stopped: bool) -> None:
        """Tell it, once."""
        if self._shown == (error, stopped):
            return
        self._shown = error, stopped
        if error is not None:
            self._show_error(error)
        elif stopped:
            self._tell(w.BannerKind.WARN, "已取消，没有留下文件", "")
        else:
            self.put(None)

    def _show_error(self, error: JifenError) -> None:
        what, remedy = error_lines(error)
        if error.code == Code.TARGET_EXISTS:
            remedy = "换个位置再导出；原有的文件没有改动"
        banner = self._tell(w.BannerKind.BAD, what, remedy)
        if error.code != Code.TARGET_EXISTS:
            banner.add_link("重试").clicked.connect(self.retry_asked)
        if error.code in _ELSEWHERE:
            banner.add_link("换个位置").clicked.connect(self.place_asked)

    def _tell(self, kind: w.BannerKind, title: str, detail: str) -> w.Banner:
        banner = w.Banner(kind, title, detail, compact=True)
        self.put(banner)
        w.announce(self, f"{title}。{detail}" if detail else title, urgent=kind is w.BannerKind.BAD)
        return banner
