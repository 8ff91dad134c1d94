"""A submission (报送): one company × one district × one service × its applicants."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from jifen_desktop.domain.edits import NO_EDIT, Edit, Edits
from jifen_desktop.domain.ids import (
    ChannelKind,
    District,
    LabelSize,
    Level,
    Origin,
    PointsPath,
    Purpose,
    Report,
    Service,
)

# Megabytes a mail may have where the centre said nothing: QQ and 163 take 50, Microsoft 365 25 by default.
MAIL_LIMIT = 50


@dataclass(frozen=True)
class Company:
    """The employer that submits; `short_name` stands in 静安's file names, `email` is its fixed sender mailbox."""

    name: str = ""
    short_name: str = ""
    credit_code: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Centre:
    """What the notice's text has lost or what may have changed, as the user learnt it from the centre.

    `joiner` replaces the + of a subject, and stands between the parts of 静安's names, whose + isn't written;
    `brackets` replaces the pair （）. Empty keeps the notice's. `mailbox_limits` are the megabytes (2^20 bytes) that a
    mail to a mailbox may have in all. `mail_text` is the user's own wording of mails (`rulebook.mail_text`).
    `address_confirmed` is what was checked with the centre on `address_confirmed_on`, as `postal_text` writes it;
    empty: whatever address there is.
    """

    mailboxes: tuple[tuple[Purpose, str], ...] = ()
    phone: str = ""
    dossier_phone: str = ""
    addressee: str = ""
    address: str = ""
    joiner: str = ""
    brackets: str = ""
    mailbox_limits: tuple[tuple[Purpose, int], ...] = ()
    mail_text: str = ""
    address_confirmed: str = ""
    address_confirmed_on: date | None = None

    def confirmed_on(self, address: str, addressee: str) -> date | None:
        """The day on which this very address was confirmed; None for one that wasn't, or that changed since."""
        if self.address_confirmed in ("", postal_text(address, addressee)):
            return self.address_confirmed_on
        return None

    def mailbox(self, purpose: Purpose | None) -> str:
        """The address given for that purpose, or an empty text; never a guess from another purpose."""
        return dict(self.mailboxes).get(purpose, "") if purpose else ""

    def mail_limit(self, purpose: Purpose | None) -> int:
        """The bytes that a mail to that mailbox may have, everything counted as it is sent."""
        megabytes = dict(self.mailbox_limits).get(purpose) if purpose else None
        return (megabytes or MAIL_LIMIT) << 20


def postal_text(address: str, addressee: str) -> str:
    """An address with its addressee, on one line."""
    return " ".join(part for part in (address.strip(), addressee.strip()) if part)


@dataclass(frozen=True)
class Education:
    """One level an applicant holds. `degree` is meaningful from bachelor up; lower levels never carry one."""

    level: Level
    origin: Origin = Origin.DOMESTIC
    degree: bool = True
    report: Report = Report.ELECTRONIC
    report_valid_until: date | None = None
    report_updated_on: date | None = None

    @property
    def has_degree(self) -> bool:
        """Whether a degree certificate belongs to this level."""
        return self.degree and self.level not in (Level.SECONDARY, Level.ASSOCIATE)


@dataclass(frozen=True)
class Document:
    """One file given for a material: where its bytes are, and the name the user knows it by.

    `sha256` is empty for a file that has not been read yet. `pages` are chosen page indexes from 0; empty means
    all of them. `edits` are what was changed about pages, by index; a page without any goes out as it came.
    `stamped` is 0 for the paper itself, and for a scan of our printed sheets with the company's seal on them the number
    of the first, counted within its material from 1.
    """

    path: Path
    name: str
    sha256: str = ""
    pages: tuple[int, ...] = ()
    edits: Edits = ()
    stamped: int = 0

    def edit_of(self, index: int) -> Edit:
        """What was changed about that page."""
        return dict(self.edits).get(index, NO_EDIT)

    def with_edit(self, index: int, edit: Edit) -> "Document":
        """The same file with one page's changes replaced."""
        kept = {**dict(self.edits), index: edit}
        edits = tuple((i, e) for i, e in sorted(kept.items()) if not e.is_identity)
        return replace(self, edits=edits)


Documents = tuple[tuple[str, tuple[Document, ...]], ...]
Reasons = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Applicant:
    """One person of the submission. `key` stays the same while the person is edited.

    `one_sheet` names the materials whose two sides go out on one A4.
    """

    key: str = ""
    name: str = ""
    id_number: str = ""
    service: Service | None = None
    permit_valid_until: date | None = None
    permit_renewed_on: date | None = None
    points_paths: tuple[PointsPath, ...] | None = None
    education: tuple[Education, ...] = ()
    children: int = 1
    documents: Documents = ()
    not_applicable: Reasons = ()
    one_sheet: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[PointsPath, ...]:
        """The points paths used; given education implies its path where none is named."""
        if self.points_paths is not None:
            return self.points_paths
        return (PointsPath.EDUCATION,) if self.education else ()


@dataclass(frozen=True)
class Visitor:
    """Who goes to the centre's window, with what is registered there (浦东 [176]).

    `left_shanghai` answers what was asked in 2020: whether they left the city in the last 14 days; None: not answered.
    """

    name: str = ""
    id_number: str = ""
    phone: str = ""
    left_shanghai: bool | None = None


@dataclass(frozen=True)
class Submission:
    """Everything the user told us; the plan and the findings are derived from it.

    `channels` empty means: all that the plan offers and the data allows. `documents` are the company's.
    `remove_location`: files that go out as they are don't tell where a picture was taken. `label_copies` are the
    sheets of address labels to print. `visitors` empty means that the applicants go to the window themselves.
    """

    district: District
    service: Service
    on: date
    channels: tuple[ChannelKind, ...] = ()
    label: LabelSize = LabelSize.WAYBILL
    confirmed: frozenset[str] = frozenset()
    company: Company = field(default_factory=Company)
    centre: Centre = field(default_factory=Centre)
    applicants: tuple[Applicant, ...] = ()
    documents: Documents = ()
    not_applicable: Reasons = ()
    one_sheet: tuple[str, ...] = ()
    remove_location: bool = False
    label_copies: int = 1
    visitors: tuple[Visitor, ...] = ()

    def with_applicant(self, applicant: Applicant) -> "Submission":
        """The same submission with the applicant of that key replaced."""
        swapped = tuple(applicant if a.key == applicant.key else a for a in self.applicants)
        return replace(self, applicants=swapped)


def documents_of(documents: Documents, material_id: str) -> tuple[Document, ...]:
    """The files given for one material, in page order."""
    return dict(documents).get(material_id, ())


def unstamped(files: tuple[Document, ...]) -> tuple[Document, ...]:
    """The papers themselves; where nothing but stamped scans was given, these."""
    return tuple(f for f in files if not f.stamped) or files


def stamped_first(files: tuple[Document, ...]) -> tuple[Document, ...]:
    """The stamped scans in the order of the printed sheets; where there are none, the papers as they were given."""
    scans = sorted((f for f in files if f.stamped), key=lambda f: f.stamped)
    return tuple(scans) or files


def with_documents(
    documents: Documents, material_id: str, files: tuple[Document, ...]
) -> Documents:
    """The documents with one material's files replaced; a material without files is left out."""
    kept = {**dict(documents), material_id: files}
    return tuple((key, value) for key, value in kept.items() if value)
