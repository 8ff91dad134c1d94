"""Which files a material gets: its holder, how each file looks, what it is called.

Light to import; the drawing itself is loaded where it is called, in the worker.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jifen_desktop.domain.ids import Form
from jifen_desktop.files.names import safe_name
from jifen_desktop.services.samples.spec import DocumentSpec, Look
from jifen_desktop.services.samples.values import (
    SamplePerson,
    child_of,
    contact_person,
    spouse_of,
)

# By the first entry whose word is part of the material id.
_LOOKS = (
    ("contact_id_card", Look.SCAN_JPEG),
    ("id_card", Look.PHOTO),
    ("residence_permit", Look.PHOTO),
    ("report_written", Look.SCAN_PDF),
    ("degree_report", Look.DIGITAL_PDF),
    ("overseas_report", Look.DIGITAL_PDF),
    ("chsi_", Look.DIGITAL_PDF),
    ("diploma", Look.PHOTO),
    ("degree", Look.SCAN_JPEG),
    ("business_licence", Look.SCAN_JPEG),
    ("letter_of_introduction", Look.SCAN_JPEG),
    ("form", Look.SCAN_PDF),
    ("application", Look.SCAN_PDF),
    ("household", Look.SCAN_PDF),
    ("contract", Look.SCAN_TIFF),
    ("tax", Look.SCAN_PNG),
    ("insurance", Look.DIGITAL_PDF),
    ("marriage", Look.PHOTO),
    ("birth", Look.PHOTO),
)
_ANY_LOOK = (Look.SCAN_JPEG, Look.PHOTO, Look.SCAN_PNG, Look.SCAN_PDF)
_TURNED = frozenset({"residence_permit", "diploma.bachelor", "child_birth_certificate.1"})
_TWO_SIDED = (("id_card", ("人像面", "国徽面")), ("residence_permit", ("正面", "反面")))
# These are the company's originals and bear its seal already.
_SEALED = ("letter", "form", "application", "contract")


@dataclass(frozen=True)
class SampleDocument:
    """A file to be: its name, and the order for its bytes."""

    name: str
    spec: DocumentSpec


def documents_for(
    material: str,
    title: str,
    person: SamplePerson,
    on: date,
    *,
    form: Form = Form.ORIGINAL_SCAN_OR_PHOTO,
    sides: Sequence[str] = (),
    flat: bool = False,
) -> tuple[SampleDocument, ...]:
    """The files of one material, in page order; `sides` are the plan's page names, if it has any.

    A stamped copy has both sides of a card on one sheet. `flat` papers were scanned, cards cut to their edges: what
    copies are made from.
    """
    known = next((names for word, names in _TWO_SIDED if word in material), ())
    stamped = form is Form.STAMPED_COPY and not bears_seal(material)
    names = tuple(sides or known) if known and not stamped else ("",)
    holder = _holder(material, person)
    look = _look(material)
    if (stamped or flat) and look in (Look.PHOTO, Look.DIGITAL_PDF):
        look = Look.SCAN_JPEG if look is Look.PHOTO else Look.SCAN_PDF
    if form is Form.STAMPED_COPY and look is Look.SCAN_TIFF:  # black and white, a seal isn't told
        look = Look.SCAN_PDF
    return tuple(
        SampleDocument(
            safe_name(f"{title}-{name}" if name else title, look.suffix),
            DocumentSpec(
                material=material,
                title=title,
                person=holder,
                on=on,
                look=look,
                side=side,
                turned=look is Look.PHOTO and (material in _TURNED or side == 1),
                stamped=stamped,
                cut=flat and bool(known),
            ),
        )
        for side, name in enumerate(names)
    )


def bears_seal(material: str) -> bool:
    """Whether it is the company's own original, with its seal on it."""
    return any(word in material for word in _SEALED)


def draw_document(spec: DocumentSpec) -> bytes:
    """The bytes of one file; to be called in a worker, since it loads the drawing libraries."""
    from jifen_desktop.services.samples.render import render

    return render(spec)


def _look(material: str) -> Look:
    fixed = next((look for word, look in _LOOKS if word in material), None)
    return fixed or _ANY_LOOK[zlib.crc32(material.encode()) % len(_ANY_LOOK)]


def _holder(material: str, person: SamplePerson) -> SamplePerson:
    """Whose document it is."""
    base, _, number = material.partition(".")
    if base.startswith("contact_") or base == "letter_of_introduction":
        return contact_person()
    if base.startswith("spouse_"):
        return spouse_of(person)
    if base.startswith("child_"):
        return child_of(person, int(number) if number.isdecimal() else 1)
    return person
