"""What the user decides on the export page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.ids import ChannelKind, LabelSize, Service
from jifen_desktop.messages import error_lines
from jifen_desktop.services.case import Case
from jifen_desktop.services.companion import find_companion, make_companion
from jifen_desktop.services.edit import new_applicant
from jifen_desktop.services.guides import guide_file
from jifen_desktop.services.sheets import guide_of
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.centre_data import keep_address_confirmed
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import tell
from jifen_desktop.ui.printing_preview import PrintPreview, show_preview
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.export.people import Entry, changed_applicant, visitors_from


class ExportActs(QObject):
    """Changes of the submission and the settings; the page hears of them through the session."""

    def __init__(self, session: Session, desktop: Desktop, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._desktop = desktop
        self._parent = parent

    def choose_place(self) -> None:
        """Ask for another folder to make the export's folder in, and remember it."""
        start = self._session.export_parent()
        chosen = self._desktop.choose_folder(self._parent, "导出到哪个文件夹", start)
        if chosen is not None:
            settings = replace(self._session.settings, export_folder=str(chosen))
            self._session.save_settings(settings)

    def choose_label(self, value: str) -> None:
        """Another paper for the address label."""
        submission = self._session.case.submission
        self._session.change(replace(submission, label=LabelSize(value)))

    def choose_copies(self, sheets: int) -> None:
        """So many sheets of labels."""
        self._session.change(replace(self._session.case.submission, label_copies=sheets))

    def confirm_address(self) -> None:
        """Keep that the centre said today that its address is right."""
        error = keep_address_confirmed(self._session, confirmed=True)
        if error is not None:
            what, remedy = error_lines(error)
            tell(self._parent, what, remedy)
        w.announce(self._parent, "已记下：收件地址今天核对过")

    def choose_channels(self, values: list[str]) -> None:
        """Only these ways; an empty list is all that the plan offers."""
        kinds = tuple(ChannelKind(value) for value in values)
        self._session.change(replace(self._session.case.submission, channels=kinds))

    def copy_guide(self) -> None:
        """The guide as text."""
        picture = self._session.case.picture
        guide = guide_of(picture.context.book, picture.submission, picture.plans.base)
        self._desktop.copy(sheet_text(guide))

    def set_visitors(self, entries: list[Entry]) -> None:
        """Who goes to the window."""
        submission = self._session.case.submission
        self._session.change(replace(submission, visitors=visitors_from(entries)))

    def set_askers(self, entries: list[Entry]) -> None:
        """For whom it is asked: names, numbers and highest levels of the applicants."""
        submission = self._session.case.submission
        known = {a.key: a for a in submission.applicants}
        people = tuple(changed_applicant(known.get(e.key) or new_applicant(), e) for e in entries)
        self._session.change(replace(submission, applicants=people))

    def print_guide(self, name: str) -> PrintPreview:
        """Show one of the guide's files, then print it."""
        picture, pool = self._session.case.picture, self._session.pool
        return show_preview(
            self._session,
            self._parent,
            name.removesuffix(".pdf"),
            lambda: guide_file(picture, pool, name),
        )

    def open_supplement(self) -> None:
        """Open the submission of papers that the centre wants afterwards; made once from the same people."""
        session = self._session
        entry, service = session.case.entry, Service.SUPPLEMENT
        try:
            found = find_companion(session.store, entry, service)
            made = found or make_companion(session.book, session.store, entry, service).id
            session.open(Case(session.book, session.store, session.store.load(made)))
        except JifenError as error:
            what, remedy = error_lines(error)
            tell(self._parent, what, remedy)

    def set_renewed(self, key: str, value: date | None) -> None:
        """When an applicant's residence permit was renewed."""
        submission = self._session.case.submission
        person = next((a for a in submission.applicants if a.key == key), None)
        if person is not None:
            changed = replace(person, permit_renewed_on=value)
            self._session.change(submission.with_applicant(changed))
