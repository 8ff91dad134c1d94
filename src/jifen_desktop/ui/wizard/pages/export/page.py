"""The export page: before, while and after; and the guide where nothing is exported."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.domain.ids import Severity
from jifen_desktop.flow.step import Step
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.review.context import finding
from jifen_desktop.services.export import Exported
from jifen_desktop.services.export_able import Able
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Size
from jifen_desktop.ui.wizard.pages.export import views
from jifen_desktop.ui.wizard.pages.export.acts import ExportActs
from jifen_desktop.ui.wizard.pages.export.after import AfterExport
from jifen_desktop.ui.wizard.pages.export.finished import FinishedView, proof
from jifen_desktop.ui.wizard.pages.export.guide import GuideView, guide_key
from jifen_desktop.ui.wizard.pages.export.part import Part
from jifen_desktop.ui.wizard.pages.export.ready import ReadyView
from jifen_desktop.ui.wizard.pages.export.run import ExportRun
from jifen_desktop.ui.wizard.pages.export.running import RunningView
from jifen_desktop.ui.wizard.pages.export.target import Target
from jifen_desktop.ui.wizard.pages.review.leading import lead
from jifen_desktop.ui.wizard.slot import Slot
from jifen_desktop.ui.wizard.step_page import StepPage


class Phase(Enum):
    """What the page is about."""

    READY = auto()
    BLOCKED = auto()
    RUNNING = auto()
    FINISHED = auto()
    GUIDE = auto()


class ExportPage(StepPage):
    """导出. What it shows follows from the case; the export itself runs in a job."""

    step = Step.EXPORT

    def __init__(
        self, session: Session, parent: QWidget | None = None, desktop: Desktop | None = None
    ) -> None:
        super().__init__(session, parent)
        self.desktop = desktop or Desktop()
        self._key: object = None
        self._failure: JifenError | None = None
        self._stopped = False
        self._wanted = False
        self._again: ExportRecord | None = None
        self.acts = ExportActs(session, self.desktop, self)
        self.run = ExportRun(session, self)
        self.target = Target(session, self)
        self.part = Part(session, self)
        self.after = AfterExport(session, self.desktop, self)
        self._page = w.Page("导出")
        self._slot = Slot()
        self._page.add(self._slot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._connect()

    def _connect(self) -> None:
        self.run.progressed.connect(self._on_progress)
        self.run.done.connect(self._on_done)
        self.run.failed.connect(self._on_failed)
        self.run.stopped.connect(self._on_stopped)
        self.target.found.connect(self._on_folder)
        self.part.changed.connect(self._on_part)
        self.after.looked.connect(self.show_case)
        self.session.settings_changed.connect(self._on_settings)

    # --- what the wizard asks -------------------------------------------------------------------

    def show_case(self) -> None:
        if not self.session.has_case:
            return
        phase, picture = self.phase, self.part.picture
        if self.record is not None:
            self.after.look(self.record)
        if phase in {Phase.READY, Phase.GUIDE}:
            self.target.find(self.case.submission, picture.plans.base.district_name)
        key = self._key_of(phase, picture)
        if key != self._key:
            self._key = key
            self._put(self._make(phase, picture))
            self.primary_changed.emit()
        self._refresh(picture)

    def apply(self) -> None:
        """Whoever leaves while the folder is still looked for has thought better of the export."""
        self._wanted = False

    def busy(self) -> str:
        return "正在导出" if self.run.running else ""

    def problems(self) -> tuple[Finding, ...]:
        return ()

    def primary_text(self) -> str:
        phase = self.phase
        if phase is Phase.BLOCKED:
            return "回到核对"
        if phase is Phase.GUIDE:
            beside = len(self.part.picture.outputs.names) > 1
            return "导出这些文件（PDF）" if beside else "导出办理说明（PDF）"
        return f"导出这 {len(self.part.picture.outputs.names)} 个文件"

    def primary_icon(self) -> str:
        return "" if self.phase is Phase.BLOCKED else "folder-archive"

    def primary(self) -> bool:
        if self.phase is Phase.BLOCKED:
            self.back_to_review()
        elif self.phase is Phase.GUIDE and self.case.picture.blocking:
            if isinstance(self.view, GuideView):
                self.view.focus_wrong()
            w.announce(self, "号码改好才能导出", urgent=True)
        elif self.phase in {Phase.READY, Phase.GUIDE}:
            self._wanted = True
            self._start_when_ready()
        return False

    def footer_buttons(self) -> list[QWidget]:
        phase = self.phase
        if phase is Phase.RUNNING:
            waiting = w.SecondaryButton("正在导出…", height=Size.BUTTON_TALL)
            waiting.setEnabled(False)
            return [waiting]
        if phase is not Phase.FINISHED and (phase is not Phase.GUIDE or self.record is None):
            return []
        home = w.SecondaryButton("回到全部申报", height=Size.BUTTON_TALL)
        home.clicked.connect(self.finished)
        look = self.after.result
        missed = phase is Phase.FINISHED and look is not None and look.has_gone
        again = (
            w.PrimaryButton("重新导出")
            if missed
            else w.SecondaryButton("重新导出", height=Size.BUTTON_TALL)
        )
        again.clicked.connect(self.export_again)
        return [home, again] if missed else [again, home]

    # --- what is shown --------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Files may have been moved or deleted since the page was last seen."""
        super().showEvent(event)
        if self.session.has_case and self.record is not None:
            self.after.look(self.record, again=True)

    @property
    def phase(self) -> Phase:
        """What the page is about now."""
        if self.run.running:
            return Phase.RUNNING
        picture = self.part.picture
        if picture.outputs.guide:
            return Phase.GUIDE
        if self.record is not None and self.record != self._again:
            return Phase.FINISHED
        return Phase.BLOCKED if picture.blocking else Phase.READY

    @property
    def record(self) -> ExportRecord | None:
        """The export that the case as it stands has, or those of its people who were chosen."""
        return self.part.record

    @property
    def view(self) -> QWidget | None:
        """The view of the phase."""
        return self._slot.content

    def _key_of(self, phase: Phase, picture: Picture) -> object:
        """What has to change for the view to be made anew; a date that is typed must not."""
        if phase is Phase.RUNNING:
            return phase
        if phase is Phase.GUIDE:
            return phase, guide_key(picture)
        look = self.after.result if phase is Phase.FINISHED else None
        return phase, picture.submission, self.record, look

    def _make(self, phase: Phase, picture: Picture) -> QWidget:
        if phase is Phase.RUNNING:
            return views.running_view(self)
        if phase is Phase.GUIDE:
            return views.guide_view(self, picture)
        if phase is Phase.BLOCKED:
            return views.blocked_view(self, picture)
        if phase is Phase.FINISHED and self.record is not None:
            return views.finished_view(self, picture, self.record)
        return views.ready_view(self, picture)

    def _refresh(self, picture: Picture) -> None:
        """Bring up to date what changes without a new view."""
        view = self.view
        if isinstance(view, ReadyView):
            view.place.show_folder(self.target.folder)
            view.trouble.show_end(self._failure, self._stopped)
        elif isinstance(view, GuideView):
            view.show_picture(picture)
            view.trouble.show_end(self._failure, self._stopped)
            record = self.record
            done = proof(picture, record, self.after.result) if record is not None else None
            view.show_saved(done, record.folder if record else "", self.target.folder)

    def _put(self, view: QWidget) -> None:
        """Show another view; the focus goes to what has the same name there."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        name = focused.accessibleName() if focused is not None and inside else ""
        self._slot.put(view)
        for child in view.findChildren(QWidget) if name else ():
            if child.accessibleName() == name:
                child.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # --- what is asked --------------------------------------------------------------------------

    def export_again(self) -> None:
        """Go back to before the export; what was written stays where it is."""
        self._again = self.record
        self._forget_end()
        picture = self.case.picture
        self.target.find(self.case.submission, picture.plans.base.district_name, again=True)
        if picture.outputs.guide:
            self.primary()
        self.show_case()

    def _on_part(self) -> None:
        self._forget_end()
        self.show_case()
        self.primary_changed.emit()

    def back_to_review(self) -> None:
        """Ask for the review page."""
        self.lead_to.emit(Place("review"))

    def lead(self, finding: Finding) -> None:
        """Ask for the place where a finding is mended."""
        lead(self, finding)

    def reveal(self) -> None:
        """Show the exported files in the file manager."""
        if self.record is not None:
            self.after.reveal(self.record)

    # --- the export -----------------------------------------------------------------------------

    def _start_when_ready(self) -> None:
        folder = self.target.folder
        if not self._wanted or folder is None:
            return
        self._wanted = False
        self._forget_end()
        self.run.start(self.part.picture, folder)
        self.show_case()
        if isinstance(self.view, RunningView) and self.isVisible():
            self.view.progress.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_progress(self, what: str, done: int, total: int) -> None:
        if isinstance(self.view, RunningView):
            self.view.show_progress(what, done, total)

    def _on_done(self, picture: Picture, folder: Path, able: Able) -> None:
        try:
            if self.session.has_case and picture.submission == self.part.picture.submission:
                self._remember(folder, able)
        finally:  # whatever happens to the record, the export is over
            self._ended()
        if isinstance(self.view, FinishedView) and self.isVisible():
            self.view.files.button.setFocus(Qt.FocusReason.OtherFocusReason)
        left = f"，{len(able.failed)} 人没有导出" if able.failed else "，全部一致"
        w.announce(self, f"已导出并核对{left}")

    def _remember(self, folder: Path, able: Able) -> None:
        """Keep what was exported, and what there was to say of it."""
        if able.failed:
            self.part.choose(able.picture)
        self.part.remember(folder, able.exported)
        if self.record is not None:
            told = able.failed + able.exported.findings + _compressed(able.exported)
            self.after.remember(self.record, told)

    def _on_failed(self, error: Exception) -> None:
        self._failure = error if isinstance(error, JifenError) else None
        self._ended()
        if not isinstance(error, JifenError):
            raise error

    def _on_stopped(self) -> None:
        self._stopped = True
        self._ended()

    def _ended(self) -> None:
        self.rested.emit()
        if self.session.has_case:
            district = self.case.picture.plans.base.district_name
            self.target.find(self.case.submission, district, again=True)
        self.show_case()

    def _forget_end(self) -> None:
        self._failure, self._stopped = None, False

    def _on_folder(self) -> None:
        self._start_when_ready()
        self.show_case()

    def _on_settings(self) -> None:
        self._forget_end()
        self.show_case()


def _compressed(exported: Exported) -> tuple[Finding, ...]:
    """What to say of pictures that were made smaller."""
    count = len(exported.squeezed)
    if not count:
        return ()
    return (finding("mail_compressed", Severity.WARN, "channel", count=count),)
