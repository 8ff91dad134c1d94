"""The dialog that shows which pages would get smaller, the worst of them first, and asks for the user's agreement."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.intake.squeezing import Compared
from jifen_desktop.messages import error_lines
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.services.trial import Trial, compare, try_squeeze
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.dialogs import lay_out, resize_on_screen
from jifen_desktop.ui.jobs import Done, Failed, Job, Report
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.wizard.slot import Slot
from jifen_desktop.ui.wizard.squeeze.compare import Comparison
from jifen_desktop.ui.wizard.squeeze.words import change_words, result_words

_WIDTH, _HEIGHT = 1000, 660


class SqueezeDialog(QDialog):
    """Tries it in a job when it opens; `agreed` follows the user's yes, closing without it changes nothing."""

    agreed = Signal()

    def __init__(self, parent: QWidget, session: Session, picture: Picture, mail: MailOut) -> None:
        super().__init__(parent)
        self.setWindowTitle("压缩图片")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session, self._picture, self._mail = session, picture, mail
        self.trial: Trial | None = None
        self._found: dict[str, Compared] = {}
        self._chosen: Squeezed | None = None
        self._closed = False
        self._jobs: list[Job] = []
        self._lay_out()
        self.finished.connect(self._stop)
        self._try()

    @property
    def busy(self) -> bool:
        """Whether something is being tried or drawn."""
        return bool(self._jobs)

    def _lay_out(self) -> None:
        self._progress = w.ProgressLine("正在试着压缩，不写任何文件…")
        self._progress.cancelled.connect(self.reject)
        self._body = Slot()
        self._body.put(self._progress)
        page = w.Page("压缩图片")
        page.add(self._body)
        self.no_button = w.SecondaryButton("不压缩", height=Size.BUTTON_TALL)
        self.no_button.clicked.connect(self.reject)
        self.yes_button = w.PrimaryButton("同意压缩")
        self.yes_button.clicked.connect(self._agree)
        self.yes_button.setEnabled(False)
        lay_out(self, page, self.no_button, self.yes_button, help_place="squeezing")
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        resize_on_screen(self, min(theme.scaled(_WIDTH), max(room.width() - 48, 640)), _HEIGHT)

    # --- trying ---------------------------------------------------------------------------------

    def _try(self) -> None:
        picture, mail, pool = self._picture, self._mail, self._session.pool

        def work(report: Report) -> Trial:
            return try_squeeze(picture, mail, pool, report.progress, report.cancelled)

        job = self._session.jobs.make(work)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_tried)
        self._run(job)

    def _run(self, job: Job) -> None:
        self._jobs.append(job)
        job.ended.connect(lambda _outcome: self._jobs.remove(job))
        job.start()

    def _stop(self) -> None:
        """What still runs is of no use any more; the dialog may be gone when it ends."""
        self._closed = True
        for job in self._jobs:
            job.cancel()

    def _on_progress(self, name: str, done: int, total: int) -> None:
        self._progress.set_progress(done, total, f"正在试着压缩 {done}/{total}：{name}")

    def _on_tried(self, outcome: object) -> None:
        if self._closed:
            return
        if isinstance(outcome, Failed):
            known = isinstance(outcome.error, JifenError)
            error = outcome.error if known else JifenError(Code.WORKER_FAILED)
            assert isinstance(error, JifenError)
            self._body.put(w.Banner(w.BannerKind.BAD, *error_lines(error)))
        elif isinstance(outcome, Done) and isinstance(outcome.value, Trial):
            self._show(outcome.value)

    # --- what came out --------------------------------------------------------------------------

    def _show(self, trial: Trial) -> None:
        self.trial = trial
        title, detail = result_words(self._picture, trial)
        kind = w.BannerKind.WARN if trial.fits else w.BannerKind.BAD
        column = w.Column(w.Banner(kind, title, detail, compact=True), gap=16)
        worst = trial.worst
        if worst is not None:
            self.comparison = Comparison()
            listed = self._list(trial)
            column.add(w.TwoColumns(listed, self.comparison, 440, left_wanted=420))
            self._choose(worst)
        self._body.put(column)
        self.yes_button.setEnabled(bool(trial.pages))
        self.yes_button.setVisible(bool(trial.pages))
        if trial.pages:
            self.yes_button.set_caption(f"同意压缩这 {len(trial.pages)} 张")
        else:
            self.no_button.set_caption("知道了")
        self.no_button.setFocus(Qt.FocusReason.OtherFocusReason)
        w.announce(self, title)

    def _list(self, trial: Trial) -> w.Column:
        card = w.ListCard()
        for page in sorted(trial.pages, key=lambda p: -p.loss):
            link = w.LinkButton("对比")
            link.clicked.connect(lambda _checked=False, page=page: self._choose(page))
            row = w.Row(page.page.name, change_words(page))
            row.add_link(link)
            card.add_row(row)
        column = w.Column(w.section(f"会变小的 {len(trial.pages)} 张"), card, gap=8)
        column.add_stretch()
        return column

    def _choose(self, page: Squeezed) -> None:
        """Show a page's stretch, now or as soon as it is made."""
        self._chosen = page
        self._refresh()
        if page.page.name in self._found:
            return
        box, pool = self.comparison.box, self._session.pool
        job = self._session.jobs.make(lambda _report: compare(page, box, pool))
        job.ended.connect(lambda outcome: self._on_compared(page, outcome))
        self._run(job)

    def _on_compared(self, page: Squeezed, outcome: object) -> None:
        if self._closed:
            return
        if isinstance(outcome, Done) and isinstance(outcome.value, Compared):
            self._found[page.page.name] = outcome.value
            self._refresh()

    def _refresh(self) -> None:
        page, trial = self._chosen, self.trial
        if page is None:
            return
        found = self._found.get(page.page.name)
        self.comparison.show_page(page, found, worst=trial is not None and page is trial.worst)

    def _agree(self) -> None:
        self.agreed.emit()
        self.accept()
