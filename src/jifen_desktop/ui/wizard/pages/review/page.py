"""The review page: what is still to mend or confirm, and exactly what the export will write."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.flow.step import Step
from jifen_desktop.review.location import tells_location
from jifen_desktop.review.ways import ADDRESS_OF_2020
from jifen_desktop.services.budget import COMPRESS
from jifen_desktop.services.edit import confirm
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.centre_data import keep_address_confirmed
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.theme import Size, Tone
from jifen_desktop.ui.thumbnails import Thumbnails, out_key
from jifen_desktop.ui.wizard.pages.review.findings import FindingsCard
from jifen_desktop.ui.wizard.pages.review.groups import Overview, overview
from jifen_desktop.ui.wizard.pages.review.images import outputs_column
from jifen_desktop.ui.wizard.pages.review.leading import lead
from jifen_desktop.ui.wizard.pages.review.location import LocationChoice
from jifen_desktop.ui.wizard.pages.review.words import counted_word
from jifen_desktop.ui.wizard.slot import Slot
from jifen_desktop.ui.wizard.squeeze import SqueezeDialog
from jifen_desktop.ui.wizard.step_page import StepPage


class ReviewPage(StepPage):
    """核对: confirmations are stored with the submission; nothing else is changed here."""

    step = Step.REVIEW

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._picture: Picture | None = None
        self._overview = Overview((), ())
        self._page = w.Page("导出前核对")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._chips = w.Flow()
        self._title = w.section("")
        self.findings = FindingsCard(self._overview)
        self.findings.confirmed.connect(self._confirm)
        self.findings.lead_asked.connect(self._lead)
        self.location = LocationChoice()
        self.location.chosen.connect(self._choose_location)
        left = w.Column(self._title, self.findings, self.location, gap=8)
        left.add_stretch()
        self._outputs = Slot()
        self._page.add(w.PageHead("导出前核对", help_place="review"))
        self._page.add(self._chips, 8)
        self._page.add(w.TwoColumns(left, self._outputs, 336, right_least=272), 16)

    def show_case(self) -> None:
        picture = self.case.picture
        if picture is self._picture:
            return
        before, self._picture = self._picture, picture
        self._overview = overview(picture)
        self._show_counts(picture)
        self._title.setText("需要处理" if self._open else "核对结果")
        self.findings.show_overview(self._overview)
        self.location.show_choice(
            told=tells_location(picture.context), removed=picture.submission.remove_location
        )
        links = self.findings.findChildren(QAbstractButton)
        if links:  # made anew, so last in the order of Tab
            QWidget.setTabOrder(links[-1], self.location.check)
        if before is None or before.outputs != picture.outputs:
            self._show_outputs(picture)
        self.primary_changed.emit()

    def problems(self) -> tuple[Finding, ...]:
        """Never listed above the page: the page itself is the list, and `primary` leads into it."""
        return ()

    def focus_place(self, place: Place) -> bool:
        found = next((f for f in self.case.picture.findings if f.place == place), None)
        return found is not None and self.findings.focus_finding(found)

    def primary_text(self) -> str:
        people = len(self.case.picture.outputs.archives)
        if self.case.picture.plans.base.about_company_only or not people:
            return "导出材料（ZIP）"
        return f"导出 {people} 人的材料（ZIP）"

    def primary_icon(self) -> str:
        return "folder-archive"

    def primary(self) -> bool:
        """On to the export; while anything blocks, to the first thing that does."""
        blocking = self._overview.blocking
        if not blocking:
            return True
        self.findings.focus_finding(blocking[0])
        w.announce(self, f"有 {len(blocking)} 处必须处理，处理好才能导出", urgent=True)
        return False

    @property
    def _open(self) -> bool:
        return bool(self._overview.blocking or self._overview.unconfirmed)

    def _show_counts(self, picture: Picture) -> None:
        self._chips.clear()
        must, doubt = len(self._overview.blocking), len(self._overview.unconfirmed)
        if must:
            self._chips.add(w.SeverityMark(w.Severity.MUST, f"{must} 处必须处理", filled=True))
        if doubt:
            self._chips.add(w.SeverityMark(w.Severity.CONFIRM, f"{doubt} 处请确认", filled=True))
        if not must and not doubt:
            self._chips.add(
                w.Line(w.Icon("circle-check", "ok", Size.ICON_ROW), _line("都核对过了"))
            )
        archives = picture.outputs.archives
        pages = sum(len(a.pages) for a in archives)
        words = f"共 {pages} {counted_word(picture)}，{len(archives)} 个压缩包"
        self._chips.add(_line(words))

    def _show_outputs(self, picture: Picture) -> None:
        self._outputs.put(outputs_column(picture, self._load_thumbnail))

    def _load_thumbnail(self, thumbnail: w.Thumbnail, page: PageOut) -> None:
        """Pictures come later, from the worker."""

        def show(image: QImage | None) -> None:
            thumbnail.set_content(w.Placeholder.BROKEN if image is None else image)

        Thumbnails.of(self.session).load(out_key(page), thumbnail, show)

    def _confirm(self, findings: list[Finding], confirmed: bool) -> None:
        if any(finding.code == ADDRESS_OF_2020 for finding in findings):
            # the day on which it was checked is kept for every submission to this centre
            keep_address_confirmed(self.session, confirmed)
        submission = self.case.submission
        for finding in findings:
            if finding.code == ADDRESS_OF_2020 and confirmed:
                continue
            submission = confirm(submission, finding.key, confirmed)
            if not confirmed:
                submission = confirm(submission, finding.code, False)
        if submission != self.case.submission:
            self.session.change(submission)

    def _choose_location(self, removed: bool) -> None:
        self.session.change(replace(self.case.submission, remove_location=removed))

    def _lead(self, finding: Finding) -> None:
        if finding.code == COMPRESS:
            self.open_squeeze(finding)
        else:
            lead(self, finding)

    def open_squeeze(self, finding: Finding) -> SqueezeDialog:
        """Show what making a mail's pictures smaller would do, and ask."""
        picture = self.case.picture
        mail = next(m for m in picture.outputs.mails if m.number == finding.params["n"])
        dialog = SqueezeDialog(self, self.session, picture, mail)
        dialog.agreed.connect(lambda: self._confirm([finding], confirmed=True))
        dialog.finished.connect(lambda _code: self.findings.focus_finding(finding))
        dialog.open()
        return dialog


def _line(words: str) -> w.Label:
    return w.Label(words, tone=Tone.TEXT2, wrap=False)
