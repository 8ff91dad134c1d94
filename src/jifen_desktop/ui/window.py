"""The main window: start screen or open case, menus, place on the screen, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget

from jifen_desktop.files.names import display_name
from jifen_desktop.library.settings import WindowPlace
from jifen_desktop.ui import theme
from jifen_desktop.ui.commands import Commands
from jifen_desktop.ui.dialogs import Message, ask, tell
from jifen_desktop.ui.edit_acts import KEYS, EditActs
from jifen_desktop.ui.help.opening import Help
from jifen_desktop.ui.menu import Menus
from jifen_desktop.ui.places import Places
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.start import TOOLS, StartScreen
from jifen_desktop.ui.start.drops import KINDS, StartDrops
from jifen_desktop.ui.theme import SchemeChoice
from jifen_desktop.ui.widgets import help_place

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.frame import WizardFrame

TITLE = "居住证积分材料助手"
_DEFAULT = (1120, 720)
_LEAST = (800, 560)
_SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_GRIP = 80


class MainWindow(QMainWindow):
    """Shows one thing at a time; every act of the menus goes through `act`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._closing: Message | None = None
        self._may_close = False
        self.start = StartScreen(session)
        self._frame: WizardFrame | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.setCentralWidget(self.stack)
        self.setMinimumSize(*_LEAST)
        self.commands = Commands(session, self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.edit = EditActs(app, self)
        self.manual = Help(session, self)
        self.places = Places(self)
        self.drops = StartDrops(self)
        self.menus = Menus(self, self.act, self._menu_opens)
        self._connect()
        self._place(session.settings.window)
        self._show_what_is_open()
        self.menus.check(str(theme.manager().choice))

    def _connect(self) -> None:
        self.start.act_asked.connect(self.act)
        self.start.entry_chosen.connect(self.commands.open_entry)
        self.start.settings_asked.connect(self.commands.show_settings)
        self.session.case_changed.connect(self._on_case_changed)
        self.commands.progress_asked.connect(self.start.show_progress)
        self.commands.sample_opened.connect(self._show_tour)
        self.commands.told.connect(self.start.notes.tell)

    @property
    def frame(self) -> WizardFrame:
        """The wizard, made when it is first wanted: the start screen doesn't wait for it."""
        if self._frame is None:
            self._frame = self._make_frame()
            # only now, since what a page does while it is shown may lead here again
            self._frame.show_case()
        return self._frame

    def _make_frame(self) -> WizardFrame:
        from jifen_desktop.ui.wizard.frame import WizardFrame

        frame = WizardFrame(self.session)
        frame.left.connect(lambda: self.session.open(None))
        frame.settings_asked.connect(self.commands.show_settings)
        frame.help_asked.connect(lambda: self.act("help"))
        frame.renamed.connect(self._follow_frame)
        frame.delete_asked.connect(self._delete_sample)
        self.stack.addWidget(frame)
        return frame

    def _show_tour(self) -> None:
        self.frame.tour.begin(self.session.case, self.frame.step)

    def _delete_sample(self) -> None:
        """Into the trash, as every case; 撤销 stands above the list."""
        entry_id = self.session.case.entry.id
        self.frame.leave()
        if not self.session.has_case:
            self.start.deleting.trash(entry_id)

    # --- acts -----------------------------------------------------------------------------------

    def act(self, key: str) -> None:
        """Do what a menu entry or a button of the start screen names."""
        if key in set(SchemeChoice):
            self._set_theme(SchemeChoice(key))
        elif key in ("larger", "smaller", "normal"):
            self._set_scale(key)
        elif key in KEYS:
            self.edit.do(key, self._open_frame)
        elif key in _WINDOW:
            _WINDOW[key](self)
        elif self.places.is_key(key):
            self.places.go_to(key)
        elif key == "home":
            self.frame.leave()
        elif key == "back":
            self.frame.go_back()
        elif key == "forward":
            self.frame.go_on()
        elif key in ("new", "open_file", "sample", "search", *TOOLS):
            self._from_start(key)
        else:
            self.commands.act(key)

    def _from_start(self, key: str) -> None:
        """Acts that leave the open case first; it stays where it is while work is under way."""
        if self.session.has_case:
            self.frame.leave()
        if not self.session.has_case:
            if key == "search":
                self.start.focus_search()
            elif key in TOOLS:
                self.start.use_tool(key)
            else:
                self.commands.act(key)

    @property
    def _open_frame(self) -> WizardFrame | None:
        return self.frame if self.session.has_case else None

    def _menu_opens(self, title: str) -> None:
        """Bring a menu up to date before it shows."""
        if title == "编辑":
            self.edit.show(self.menus, self._open_frame)
        elif title == "查看":
            self.menus.set_places(self.places.names())

    def show_help(self, place: str = "") -> None:
        """Open the manual where it tells of the page that is shown, or of another place."""
        self.manual.show(place or help_place(self) or "start")

    def toggle_full_screen(self) -> None:
        """The whole screen, and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_zoom(self) -> None:
        """As large as the screen allows, and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowMaximized)

    def _set_theme(self, choice: SchemeChoice) -> None:
        theme.manager().set_choice(choice)
        self.menus.check(str(choice))
        self.session.save_settings(replace(self.session.settings, theme=str(choice)))

    def _set_scale(self, key: str) -> None:
        now = theme.manager().text_scale
        larger = [scale for scale in _SCALES if scale > now + 0.01]
        smaller = [scale for scale in _SCALES if scale < now - 0.01]
        wanted = {"normal": 1.0, "larger": larger[0] if larger else now}.get(
            key, smaller[-1] if smaller else now
        )
        theme.manager().set_text_scale(wanted)
        self.session.save_settings(replace(self.session.settings, text_scale=wanted))

    def come_forward(self, path: str = "") -> None:
        """Show the window above the others, and open a file that a later start was given."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Use a file as if it were dropped on the start screen; an open case is left first, unless work is under way.

        Nothing is taken away beneath a dialog: what it was opened for would be gone. Of a file of another kind, dropped
        on the program's icon, it is said where it goes.
        """
        name, dialog = display_name(path.name), QApplication.activeModalWidget()
        if dialog is not None:
            above = self if isinstance(dialog, QFileDialog) else dialog
            tell(above, "先办完打开着的这一步", f"关上对话框，再打开「{name}」。")
            return
        if path.suffix.casefold() not in KINDS:
            tell(self, f"「{name}」不是申报文件", "照片和扫描件，打开申报后拖进“材料”。")
            return
        if self.session.has_case:
            self.frame.leave()
        if not self.session.has_case:
            self.drops.use(path)

    # --- what is shown --------------------------------------------------------------------------

    def _on_case_changed(self) -> None:
        if not self.session.has_case:
            self.start.refresh()
        self._show_what_is_open()

    def _show_what_is_open(self) -> None:
        in_case = self.session.has_case
        shown = self.frame if in_case else self.start
        if self.stack.currentWidget() is not shown:
            self.stack.setCurrentWidget(shown)
        self.menus.set_case_open(in_case)
        self._follow_frame()

    def _follow_frame(self) -> None:
        """Title and menu say what the wizard says now."""
        self.menus.set_places(self.places.names())
        name = self.frame.title() if self.session.has_case else ""
        self.setWindowTitle(f"{name} – {TITLE}" if name else TITLE)

    # --- place on the screen --------------------------------------------------------------------

    def _place(self, place: WindowPlace | None) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if place is None:
            self.resize(min(_DEFAULT[0], screen.width()), min(_DEFAULT[1], screen.height()))
            return
        self.setGeometry(rescued(place))
        if place.maximized:
            self.showMaximized()

    def _remember_place(self) -> None:
        filled = self.isMaximized() or self.isFullScreen() or self.isMinimized()
        area = self.normalGeometry() if filled else self.geometry()
        place = WindowPlace(area.x(), area.y(), area.width(), area.height(), self.isMaximized())
        if area.isValid() and place != self.session.settings.window:
            self.session.save_settings(replace(self.session.settings, window=place))

    # --- closing --------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is taken over first; running work is asked about."""
        if self.session.has_case and self.frame.page is not None:
            self.frame.page.apply()
        reason = self._reason_to_stay()
        if reason and not self._may_close:
            event.ignore()
            if self._closing is None:
                self._ask_to_close(*reason)
            return
        self._remember_place()
        self.manual.close()
        self.session.jobs.close()
        event.accept()

    def _reason_to_stay(self) -> tuple[str, str, str, str] | None:
        if self.session.jobs.busy:
            text = "停止后，没有做完的部分不会留下文件；已经保存的内容都在。"
            return "还有工作没有做完", text, "停止并退出", "继续等待"
        if self.session.has_case and self.session.case.unsaved is not None:
            text = "磁盘写不进去，退出会丢失最后的改动。可以先处理磁盘问题，再点“重试”。"
            return "最后的改动还没有保存", text, "仍然退出", "回去处理"
        return None

    def _ask_to_close(self, title: str, text: str, act: str, other: str) -> None:
        self._closing = ask(self, title, text, act, other, self._close_now)
        self._closing.finished.connect(self._forget_question)

    def _forget_question(self) -> None:
        self._closing = None

    def _close_now(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self.close)


_WINDOW: Final[dict[str, Callable[[MainWindow], object]]] = {
    "quit": MainWindow.close,
    "minimize": MainWindow.showMinimized,
    "zoom": MainWindow.toggle_zoom,
    "help": MainWindow.show_help,
    "full_screen": MainWindow.toggle_full_screen,
}


def rescued(place: WindowPlace) -> QRect:
    """Where to put the window: as it was, or moved back where a screen is gone or smaller."""
    area = QRect(place.x, place.y, place.width, place.height)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    title = QRect(area.x(), area.y(), area.width(), _GRIP)
    for screen in screens:
        seen = screen.intersected(title)
        if seen.width() >= _GRIP and seen.height() >= _GRIP // 2 and screen.top() <= area.y():
            return area
    home = QGuiApplication.primaryScreen().availableGeometry()
    size = (
        area.size()
        .boundedTo(home.size())
        .expandedTo(home.size().boundedTo(QRect(0, 0, *_LEAST).size()))
    )
    result = QRect(home.topLeft(), size)
    result.moveCenter(home.center())
    return result
