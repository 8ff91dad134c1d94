"""A case whose pages give hints: real pictures, blurred, turned, dark or given twice."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageFilter, ImageOps

from jifen_desktop.domain.submission import Document
from jifen_desktop.services.edit import documents_for, set_documents
from jifen_desktop.services.take_in import TakenIn
from jifen_desktop.ui.session import Session

Spoil = Callable[[Image.Image], Image.Image]


def blurred(picture: Image.Image) -> Image.Image:
    """Out of focus."""
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) / 400))


def dark(picture: Image.Image) -> Image.Image:
    """Taken in the dark."""
    return picture.point([round(v * 0.16) for v in range(256)] * len(picture.getbands()))


def sideways(picture: Image.Image) -> Image.Image:
    """Lying on its side."""
    return picture.transpose(Image.Transpose.ROTATE_90)


def small(picture: Image.Image) -> Image.Image:
    """A preview instead of the picture."""
    return picture.resize((picture.width // 4, picture.height // 4))


def again(picture: Image.Image) -> Image.Image:
    """The same, sent through a messenger."""
    return picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))


def spoil(session: Session, material: str, how: Spoil, name: str, to: str = "") -> None:
    """Put the first applicant's picture of a row into that row or another one, spoiled."""
    case = session.case
    owner = case.submission.applicants[0].key
    files = documents_for(case.submission, owner, material)
    with Image.open(files[0].path) as source:
        picture = how(ImageOps.exif_transpose(source).convert("RGB"))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=86)
    sha, copy = session.store.originals.add_bytes(data.getvalue())
    given = Document(copy, name, sha)
    kept = files[1:] if not to else ()
    changed = set_documents(case.submission, owner, to or material, (given, *kept))
    session.attach(TakenIn((given,), ((sha, session.intake.inspect(copy)),)), changed)


def spoil_some(session: Session) -> None:
    """Something of everything in a sample of 徐汇区."""
    spoil(session, "diploma.associate", again, "mmexport1700000000.jpg", "letter_of_introduction")
    spoil(session, "diploma.bachelor", blurred, "IMG_2044.jpg")
    spoil(session, "degree.bachelor", sideways, "scan0003.jpg")
    spoil(session, "id_card", dark, "IMG_2031.jpg")
    spoil(session, "residence_permit", small, "居住证预览.jpg")
