"""Makes the view of each phase and connects it to what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jifen_desktop.domain.findings import Place
from jifen_desktop.library.entry import ExportRecord
from jifen_desktop.services.facts import Picture
from jifen_desktop.ui.dialogs import PageDialog
from jifen_desktop.ui.wizard.pages.export.blocked import BlockedView
from jifen_desktop.ui.wizard.pages.export.finished import FinishedView
from jifen_desktop.ui.wizard.pages.export.guide import GuideView
from jifen_desktop.ui.wizard.pages.export.mail_page import MailPage
from jifen_desktop.ui.wizard.pages.export.ready import ReadyView
from jifen_desktop.ui.wizard.pages.export.running import RunningView
from jifen_desktop.ui.wizard.pages.review.groups import overview

if TYPE_CHECKING:
    from jifen_desktop.ui.wizard.pages.export.page import ExportPage


def ready_view(page: ExportPage, picture: Picture) -> ReadyView:
    """What will be written, before the export."""
    people = page.part.choice()
    view = ReadyView(picture, len(overview(picture).unconfirmed), page.target.folder, people)
    view.other_people_asked.connect(page.part.choose_other)
    view.place_asked.connect(page.acts.choose_place)
    view.review_asked.connect(page.back_to_review)
    view.retry_asked.connect(page.primary)
    view.label_chosen.connect(page.acts.choose_label)
    view.copies_chosen.connect(page.acts.choose_copies)
    view.address_checked.connect(page.acts.confirm_address)
    view.address_asked.connect(lambda: page.settings_asked.emit("centre.address"))
    view.channels_chosen.connect(page.acts.choose_channels)
    view.mail_asked.connect(lambda: show_mail(page, picture))
    return view


def running_view(page: ExportPage) -> RunningView:
    """The export under way."""
    view = RunningView(page.run.folder)
    view.cancelled.connect(page.run.cancel)
    return view


def blocked_view(page: ExportPage, picture: Picture) -> BlockedView:
    """What keeps the export from starting."""
    view = BlockedView(picture, page.part.free())
    view.part_asked.connect(page.part.choose_free)
    view.lead_asked.connect(page.lead)
    return view


def finished_view(page: ExportPage, picture: Picture, record: ExportRecord) -> FinishedView:
    """The export that was made."""
    after = page.after
    past = after.past(record, picture)
    rest = page.part.rest() if record.part else ""
    view = FinishedView(picture, record, after.result, after.notes(record), past, rest)
    view.rest_asked.connect(page.part.choose_rest)
    view.followed.connect(after.follow)
    view.folder_asked.connect(lambda: after.reveal(record))
    view.copy_asked.connect(page.desktop.copy)
    view.mailbox_asked.connect(lambda: page.settings_asked.emit("centre"))
    view.mail_asked.connect(lambda number: show_mail(page, picture, number, record))
    view.print_asked.connect(lambda name: after.print_written(record, name))
    view.label_asked.connect(lambda: after.reveal_label(record))
    return view


def show_mail(
    page: ExportPage, picture: Picture, number: int = 1, record: ExportRecord | None = None
) -> None:
    """A mail in a dialog; of an export that was made its draft can be opened."""
    shown = MailPage(picture, number, written=record is not None)
    dialog = PageDialog(page, "邮件", shown)
    shown.copy_asked.connect(page.desktop.copy)
    for asked, section in (
        (shown.mailbox_asked, "centre"),
        (shown.wording_asked, "centre.mail_text"),
    ):
        asked.connect(dialog.accept)
        asked.connect(lambda section=section: page.settings_asked.emit(section))
    if record is not None:
        shown.draft_asked.connect(lambda name: page.after.open_draft(record, name))
    dialog.open()


def guide_view(page: ExportPage, picture: Picture) -> GuideView:
    """The way to go where nothing is collected."""
    view = GuideView(picture)
    view.copy_asked.connect(page.acts.copy_guide)
    view.date_changed.connect(page.acts.set_renewed)
    view.place_asked.connect(page.acts.choose_place)
    view.retry_asked.connect(page.primary)
    view.folder_asked.connect(page.reveal)
    view.other_asked.connect(lambda: page.lead_to.emit(Place("service")))
    view.askers_entered.connect(page.acts.set_askers)
    view.visitors_entered.connect(page.acts.set_visitors)
    view.print_asked.connect(page.acts.print_guide)
    view.settings_asked.connect(page.settings_asked)
    view.supplement_asked.connect(page.acts.open_supplement)
    return view
