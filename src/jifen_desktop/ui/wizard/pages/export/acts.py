"""What the user decides on the export page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import ChannelKind, LabelSize
from jifen_desktop.services.sheets import guide_of
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.session import Session


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

    def choose_channels(self, values: list[str]) -> None:
        """Only these ways; an empty list is all that the plan offers."""
        kinds = tuple(ChannelKind(value) for value in values)
        self._session.change(replace(self._session.case.submission, channels=kinds))

    def copy_guide(self) -> None:
        """The guide as text."""
        picture = self._session.case.picture
        guide = guide_of(picture.context.book, picture.submission, picture.plans.base)
        self._desktop.copy(sheet_text(guide))

    def set_renewed(self, key: str, value: date | None) -> None:
        """When an applicant's residence permit was renewed."""
        submission = self._session.case.submission
        person = next((a for a in submission.applicants if a.key == key), None)
        if person is not None:
            changed = replace(person, permit_renewed_on=value)
            self._session.change(submission.with_applicant(changed))
