"""Scan into a row: the settings at the right, the pages at the left as they come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.aside import folder_aside
from jifen_desktop.intake.scan_look import ScanLook
from jifen_desktop.scanning.port import Caps, Device, Page, Progress
from jifen_desktop.services.scan_pages import Scans
from jifen_desktop.services.scanning import Outcome
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import Message, ask, lay_out, resize_on_screen
from jifen_desktop.ui.jobs import Done, Failed
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.scanning import words
from jifen_desktop.ui.scanning.panel import Panel
from jifen_desktop.ui.scanning.piles import Piles
from jifen_desktop.ui.scanning.run import ScanRun
from jifen_desktop.ui.scanning.scanners import Reach
from jifen_desktop.ui.scanning.sheets import PageGrid, PageTile
from jifen_desktop.ui.scanning.target import Target
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Size, Space
from jifen_desktop.ui.thumbnails import Thumbnails

_WIDTH, _HEIGHT = 1000, 660

Then = Callable[[object], None]
Take = Callable[[Scans, Then], bool]
"""Takes the pages in and calls back with the outcome; False where that isn't possible right now."""

_BUSY: Final = "上一批文件还在检查，等它完成后再放入"
_KEPT: Final = "没有放入，扫描的页还在这里"


class ScanDialog(QDialog):
    """Nothing is put into the row before 放入; until that has gone well the pages stay here."""

    def __init__(
        self, parent: QWidget | None, session: Session, target: Target, take: Take
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._target = target
        self._take = take
        self._thumbnails = Thumbnails.of(session)
        self._folder = folder_aside()
        self._runs = 0
        self._before = 0
        self._caps: Caps | None = None
        self._piles = Piles()
        self._run: ScanRun | None = None
        self._leaving = False
        self._taking = False
        self.setWindowTitle(f"扫描：{target.title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.destroyed.connect(self._folder.cleanup)
        self._build()
        self._connect()
        self._refresh()
        self.panel.device.search()

    # --- parts ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.panel = Panel(self._session, self._target)
        self.banner = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.banner.hide()
        self.empty = w.Card(w.hint(words.EMPTY), padding=16, dashed=True)
        self.grid = PageGrid()
        self.pages = w.Page("扫描的页")
        self.backs_link = w.LinkButton("背面倒了？全部转过来", icon="rotate-cw")
        self.backs_link.clicked.connect(self._piles.turn_backs)
        self.pages.add(Part("", self.empty, w.Flow(self.backs_link), self.grid))
        self.progress = w.ProgressLine("", cancel_text="停止")
        self.progress.hide()
        self.told = w.hint("")
        self.close_button = w.SecondaryButton("关闭", height=Size.BUTTON_TALL)
        self.again_button = w.SecondaryButton("", icon="scan-line", height=Size.BUTTON_TALL)
        self.scan_button = w.PrimaryButton("扫描", icon="scan-line")
        self.take_button = w.PrimaryButton("")
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.pages, 1)
        under = w.Column(self.banner, self.progress, gap=Space.STEP)
        under.setContentsMargins(Space.MARGIN, Space.STEP, Space.STEP, Space.STEP)
        left.addWidget(under)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.panel)
        buttons = (self.close_button, self.again_button, self.scan_button, self.take_button)
        lay_out(self, body, *buttons, words=self.told, help_place="scanning")
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        resize_on_screen(self, min(theme.scaled(_WIDTH), max(room.width() - 48, 720)), _HEIGHT)

    def _connect(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self.panel.device.chosen.connect(self._ask, queued)
        self.panel.finder.known.connect(self._know)
        self.panel.finder.failed.connect(self._fail)
        self.panel.form.changed.connect(self._refresh)
        self.progress.cancelled.connect(self.stop)
        self.close_button.clicked.connect(self.reject)
        self.again_button.clicked.connect(self.scan)
        self.scan_button.clicked.connect(self.scan)
        self.take_button.clicked.connect(self.take)

    # --- the scanner ----------------------------------------------------------------------------

    def _ask(self, device: Device) -> None:
        self._caps = None
        self.banner.hide()
        self.panel.show_device(device)
        self.panel.finder.ask(device)
        self._refresh()

    def _know(self, device: Device, caps: Caps) -> None:
        try:
            self.panel.form.show_caps(device, caps)
        except JifenError as error:
            self._fail(error)
            return
        self._caps = caps
        self._refresh()

    def _fail(self, error: JifenError) -> None:
        """A scanner that doesn't answer."""
        self.banner.set_message(w.BannerKind.WARN, *words.trouble(error, len(self.tiles())))
        self.banner.show()
        self._refresh()

    # --- scanning -------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether a page is being scanned."""
        return self._run is not None

    def tiles(self) -> list[PageTile]:
        """All pages in their order."""
        return self._piles.tiles()

    def scan(self) -> None:
        """Scan with the settings as they are."""
        device, wish = self.panel.device.device, self.panel.form.wish
        if device is None or self._run is not None or self._caps is None:
            return
        self._piles.begin(by_hand=wish.by_hand)
        self.panel.remember(device)
        self._before = len(self.tiles())
        self._runs += 1
        folder = Path(self._folder.name) / str(self._runs)
        folder.mkdir()
        request = self.panel.request(device, self._caps)
        run = ScanRun(self._session, Reach.of(self._session), request, folder, self)
        queued = Qt.ConnectionType.QueuedConnection
        run.page_came.connect(self._add, queued)
        run.looked.connect(self._look, queued)
        run.progressed.connect(self._progress, queued)
        run.ended.connect(self._ended)
        self._run = run
        self.banner.hide()
        self.told.setText("")
        self.progress.start(words.progress_words(Progress(0), self._before))
        self._refresh()
        run.start()

    def stop(self) -> None:
        """Stop scanning; the pages that are there stay."""
        if self._run is not None:
            self.progress.cancel_button.setEnabled(False)
            self._run.stop()

    def _rest(self) -> str:
        return self._piles.rest(by_hand=self.panel.form.wish.by_hand)

    def _add(self, page: Page) -> None:
        side = self._piles.last.side or self._page_name()
        tile = PageTile(page, self._thumbnails, side, edits=self._target.edits)
        tile.changed.connect(self._refresh)
        self._piles.last.add(tile)
        self.empty.hide()
        self.grid.show_tiles(self.tiles())
        w.announce(self, f"已扫描第 {len(self.tiles())} 页")
        self._refresh()

    def _page_name(self) -> str:
        names, number = self._target.page_names, len(self.tiles())
        return names[number] if number < len(names) else ""

    def _look(self, path: Path, look: ScanLook) -> None:
        tile = next((t for t in self.tiles() if t.page.path == path), None)
        if tile is not None:
            tile.show_look(look)

    def _progress(self, progress: Progress) -> None:
        text = words.progress_words(progress, self._before)
        if progress.fraction is None or progress.fraction < self.progress.value():
            self.progress.start(text)
        self.progress.set_progress(round(1000 * (progress.fraction or 0.0)), 1000, text)

    def _ended(self, outcome: object) -> None:
        self._run = None  # it lives on with the dialog: its last pages may still be looked at
        ended = outcome.value if isinstance(outcome, Done) else None
        trouble = outcome.error if isinstance(outcome, Failed) else None
        if isinstance(ended, Outcome):
            trouble = ended.failure
        if self._rest() and words.is_quiet(trouble):
            trouble = None  # nothing was left of that side
        self._piles.end_scan(
            broke_off=not isinstance(ended, Outcome)
            or ended.stopped
            or (trouble is not None and not words.is_quiet(trouble))
        )
        if trouble is not None:
            self._tell_trouble(trouble)
        if trouble is None or self._rest():
            self._tell_next()
        self._refresh()
        if self._leaving:
            self._leaving = False
            self.reject()

    def _tell_trouble(self, error: Exception) -> None:
        name = self.panel.device.device.name if self.panel.device.device else ""
        known = error if isinstance(error, JifenError) else JifenError(Code.SCAN_FAILED, name=name)
        what, remedy = words.trouble(known, len(self.tiles()))
        if words.is_quiet(known):
            self._say(f"{what}，{remedy}")
            return
        self.banner.set_message(w.BannerKind.WARN, what, remedy)
        self.banner.show()
        w.announce(self, f"{what}。{remedy}", urgent=True)

    def _tell_next(self) -> None:
        pile = self._piles.last
        if rest := self._rest():
            self._say(words.CUT_SHORT.format(side=rest))
            return
        if pile.uneven:
            self._say(words.UNEVEN.format(fronts=len(pile.fronts), backs=len(pile.backs)))
            return
        fronts = self._piles.waiting(by_hand=self.panel.form.wish.by_hand)
        self._say(words.next_words(self._target, len(self.tiles()), fronts=fronts))

    def _say(self, text: str) -> None:
        self.told.setText(text)
        if text:
            w.announce(self, text)

    # --- what is shown --------------------------------------------------------------------------

    def _refresh(self) -> None:
        kept, running = self._kept(), self.running
        able = self._caps is not None and not running and not self._taking
        done = len(self.tiles())
        by_hand = self.panel.form.wish.by_hand
        turn = bool(self._piles.waiting(by_hand=by_hand))
        rest = self._rest()
        caption = words.scan_words(self._target, done, by_hand=by_hand, turn=turn, rest=rest)
        for button in (self.scan_button, self.again_button):
            button.set_caption(caption)
            button.setEnabled(able)
        self.scan_button.setVisible(not done)
        self.again_button.setVisible(bool(done))
        self.take_button.setVisible(bool(done))
        self.take_button.setEnabled(bool(kept) and not running and not self._taking)
        self.take_button.set_caption(f"放入 {len(kept)} 页" if kept else "放入")
        self.backs_link.setVisible(self._target.edits and self._piles.have_backs)
        self.progress.setVisible(running)
        self.panel.setEnabled(not running and not self._taking)

    def _kept(self) -> list[PageTile]:
        return [tile for tile in self.tiles() if tile.keep.isChecked()]

    # --- the end --------------------------------------------------------------------------------

    def take(self) -> None:
        """Put the pages into the row, then close."""
        pages = tuple((tile.page.path, tile.edit) for tile in self._kept())
        scans = Scans(pages, self.panel.where(), self.panel.one_sheet(len(pages)))
        self._taking = self._take(scans, self._taken)
        if not self._taking:
            self._say(_BUSY)
        self._refresh()

    def _taken(self, outcome: object) -> None:
        self._taking = False
        refused = outcome.value.refused if isinstance(outcome, Done) else ()
        if isinstance(outcome, Done) and not refused:
            self.accept()
            return
        error = outcome.error if isinstance(outcome, Failed) else next(iter(refused), None)
        if isinstance(error, JifenError):
            self._tell_trouble(error)
        self._say(_KEPT)
        self._refresh()

    def reject(self) -> None:
        """Close; pages that aren't in the row yet are asked about."""
        if self._taking:
            return
        if self._run is not None:
            self._leaving = True
            self.stop()
        elif self.tiles():
            self.ask_to_leave()
        else:
            super().reject()

    def ask_to_leave(self) -> Message:
        """Ask before pages are let go."""
        title = f"扫描的 {len(self.tiles())} 页还没有放入"
        text = "现在关闭，这些页就没有了，要重新扫描。"
        return ask(self, title, text, "不要了，关闭", "留在这里", self._leave)

    def _leave(self) -> None:
        super().reject()

    def done(self, result: int) -> None:
        self.panel.finder.stop()
        self._folder.cleanup()
        super().done(result)
