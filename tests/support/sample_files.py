"""The files of one material of the sample, drawn in this process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jifen_desktop.services.samples.documents import documents_for, draw_document
from jifen_desktop.services.samples.values import SamplePerson

DAY = date(2026, 11, 23)


def sample_files(
    material: str, title: str, person: SamplePerson, folder: Path, on: date = DAY
) -> list[Path]:
    """Draw them into an existing folder."""
    paths = []
    for document in documents_for(material, title, person, on):
        path = folder / document.name
        path.write_bytes(draw_document(document.spec))
        paths.append(path)
    return paths
