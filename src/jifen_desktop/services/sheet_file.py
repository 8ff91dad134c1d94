"""A sheet as a PDF file, and what its fonts lack."""

from pathlib import Path

from jifen_desktop.delivery.fonts import missing_characters
from jifen_desktop.delivery.sheet import Sheet, sheet_pdf, sheet_text
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Severity
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.review.context import finding
from jifen_desktop.services.export_run import PDF_TIMEOUT
from jifen_desktop.worker.pool import WorkerPool


def write_sheet(pool: WorkerPool, sheet: Sheet, target: Path) -> tuple[Finding, ...]:
    """Write a sheet as PDF, whole or not at all; returns what is to be told of it. Raises JifenError."""
    write_bytes(target, pool.run(sheet_pdf, sheet, timeout=PDF_TIMEOUT))
    return glyph_findings(pool, sheet_text(sheet))


def glyph_findings(pool: WorkerPool, text: str) -> tuple[Finding, ...]:
    """A warning where no font on this computer has a character that stands on a sheet."""
    missing = pool.run(missing_characters, text, timeout=PDF_TIMEOUT)
    if not missing:
        return ()
    return (finding("glyph_missing", Severity.WARN, "label", characters="".join(missing)),)
