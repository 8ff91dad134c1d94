"""From a finding to the place where it is mended."""

from __future__ import annotations

from jifen_desktop.domain.findings import Finding, Place
from jifen_desktop.ui.wizard.step_page import StepPage


def lead(page: StepPage, finding: Finding) -> None:
    """Ask the wizard for the page or the settings where a finding is mended."""
    field = finding.place.field
    if field == "centre.mail_text":
        page.settings_asked.emit(field)
    elif field.startswith("centre.") or finding.code.startswith(("mail_too_large", "mail_least")):
        page.settings_asked.emit("centre")
    elif field == "channel":
        page.lead_to.emit(Place("service"))
    else:
        page.lead_to.emit(finding.place)
