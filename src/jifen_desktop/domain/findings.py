"""A finding of the review: what is wrong or doubtful, where, and how to mend it."""

from dataclasses import dataclass, field
from datetime import date

from jifen_desktop.domain.ids import Severity
from jifen_desktop.domain.source import Source


@dataclass(frozen=True)
class Place:
    """Where a finding leads to: the step's field, of an applicant (by key) or of the company.

    `field` is a name of the submission ("company.phone", "applicant.id_number", "centre.mailbox.points",
    "material") and `material` the row it is about. A finding about pages names the `document` by its SHA-256 and the
    page indexes from 0.
    """

    field: str
    applicant: str | None = None
    material: str | None = None
    document: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One finding. `key` identifies it for confirmation: code, applicant and material together.

    `stamp` stands for what a confirmation was given for (these very files); another one is another finding.
    `settled_on` is the day on which it was confirmed for every submission, as an address of the centre is.
    """

    code: str
    severity: Severity
    place: Place
    params: dict[str, str | int] = field(default_factory=dict)
    source: Source | None = None
    applicant_name: str | None = None
    stamp: str = ""
    settled_on: date | None = None

    @property
    def key(self) -> str:
        """What `confirmed` stores: the code alone is accepted too, for every place it occurs at."""
        parts = [self.code, self.place.applicant or "", self.place.material or "", self.stamp]
        return ":".join(parts).rstrip(":")
