"""The shape of the rulebook's TOML files; unknown keys are refused everywhere."""

from datetime import date
from typing import Literal

import msgspec

from jifen_desktop.domain.ids import (
    Basis,
    ChannelKind,
    District,
    Form,
    ImageFormat,
    Level,
    Outcome,
    Purpose,
    Scope,
    Service,
)


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every table: immutable, and an unknown key is an error."""


class SourceRow(Row, frozen=True):
    """What a rule rests on.

    `checked` says against what it was read: the notice's text (which bears no date), public
    guidance, or nothing but our own reading of the notice. `origin` is the district a carried
    rule's lines belong to.
    """

    basis: Basis
    checked: Literal["notice", "guidance", "reading"]
    lines: tuple[int, ...] = ()
    origin: District | None = None


class PlaceRow(Row, frozen=True):
    """A named stretch of the notice, both ends included."""

    name: str
    first: int
    last: int


class ServiceRow(Row, frozen=True):
    """A business type. `token` names it beside a person in a joint subject."""

    name: str
    token: str
    education: Literal["never", "path", "always"] = "never"
    company_only: bool = False


class MaterialRow(Row, frozen=True):
    """A paper of the catalogue."""

    name: str
    scope: Scope
    group: str
    per: Literal["", "level", "child"] = ""
    page_names: tuple[str, ...] = ()
    hint: str = ""


class SetRow(Row, frozen=True):
    """Papers that public guidance lists for a business; never blocking.

    `any_of`: one of the inner sets is enough; with `any_paper` a single paper of them already is.
    """

    service: Service
    path: str
    sure: Literal["likely", "weak"]
    source: SourceRow
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    any_paper: bool = False
    group: str = ""


class CertificateOnly(Row, frozen=True):
    """Levels that give the certificate and nothing else."""

    levels: tuple[Level, ...]
    certificate: str


class DomesticSet(Row, frozen=True):
    """Papers of a domestic level; the electronic papers together, or the written ones instead."""

    certificate: str
    electronic: tuple[str, ...]
    written: tuple[str, ...]
    degree: str
    degree_electronic: tuple[str, ...]
    degree_written: tuple[str, ...]
    degree_from: Level


class OverseasSet(Row, frozen=True):
    """Papers of an overseas level."""

    certificate: str
    report: str


class ReportAge(Row, frozen=True):
    """From which age a report of unknown expiry is doubted, in months."""

    warn_after_months: int
    strong_after_months: int
    source: SourceRow


class EducationNote(Row, frozen=True):
    """Advice that goes with education papers."""

    code: str
    text: str
    source: SourceRow


class HolidayYear(Row, frozen=True):
    """One year's published rest ranges and making-up working days."""

    rest: tuple[tuple[date, date], ...]
    work: tuple[date, ...]
    source: SourceRow


class AddressRow(Row, frozen=True):
    """A centre's postal address, completed to city and district."""

    text: str
    addressee: str
    source: SourceRow
    remark: str = ""
    sender_phone_required: bool = False


class ArchiveRow(Row, frozen=True):
    """The archive's name and content."""

    template: str
    image_format: ImageFormat
    source: SourceRow


class ArchiveName(Row, frozen=True):
    """A service's own archive name."""

    template: str
    source: SourceRow


class WordRow(Row, frozen=True):
    """The Word document of education papers: its name's source and why it is made."""

    template: str
    source: SourceRow
    why: SourceRow


class PermitRow(Row, frozen=True):
    """How many months the residence permit must still be valid."""

    months: int
    services: tuple[Service, ...]
    source: SourceRow


class FormRow(Row, frozen=True):
    """The form of papers; the first row that fits a paper decides. No services means all of them."""

    form: Form
    source: SourceRow
    services: tuple[Service, ...] = ()
    part: Literal["any", "education", "report", "degree_report"] = "any"


class ContactRow(Row, frozen=True):
    """The clause that asks for the company's contact in the mail."""

    source: SourceRow


class EducationRow(Row, frozen=True):
    """Which clause each part of the education papers rests on in this district.

    `lower` is for the levels below the highest, `both` instead of it where 专科 and 本科 are both
    held, `any_report` where the clause asks for a report without naming the papers.
    """

    services: tuple[Service, ...]
    id_card: SourceRow
    diploma: SourceRow
    certificate_only: SourceRow
    report: SourceRow
    degree: SourceRow
    degree_report: SourceRow
    overseas: SourceRow
    overseas_id_card: SourceRow
    lower: SourceRow
    both: SourceRow | None = None
    any_report: SourceRow | None = None
    overseas_diploma: SourceRow | None = None
    report_in_validity: bool = False


class ChannelRow(Row, frozen=True):
    """One way to the centre for a service."""

    kind: ChannelKind
    source: SourceRow
    preferred: bool = False
    mailbox: Purpose | None = None


class SubjectRow(Row, frozen=True):
    """A mail subject; `people` is the part of it that is repeated for each applicant of a joint
    mail.
    """

    template: str
    source: SourceRow
    people: str = ""
    riders: bool = False


class MaterialUse(Row, frozen=True):
    """A paper that the district asks for in a service."""

    id: str
    source: SourceRow
    required: bool = True


class PairRow(Row, frozen=True):
    """One (district, service) pair."""

    outcome: Outcome
    source: SourceRow
    name: str = ""
    token: str = ""
    channels: tuple[ChannelRow, ...] = ()
    subject: SubjectRow | None = None
    archive: ArchiveName | None = None
    materials: tuple[MaterialUse, ...] = ()
    merged_into: Service | None = None
    companions: tuple[Service, ...] = ()
    postponed: tuple[Literal["dossier_transfer", "external_letter"], ...] = ()
    postponed_source: SourceRow | None = None


class NoteRow(Row, frozen=True):
    """A condition to confirm, advice, or a step of the way to go; no services means all of them.

    `until` names what the user's centre data has to hold for the note to be settled.
    """

    kind: Literal["condition", "advice", "step"]
    code: str
    text: str
    source: SourceRow
    services: tuple[Service, ...] = ()
    also: Literal["", "condition", "advice"] = ""
    when: Literal["always", "education"] = "always"
    channel: ChannelKind | None = None
    until: Literal["", "phone", "address"] = ""


class ServicesFile(Row, frozen=True):
    """services.toml"""

    places: tuple[PlaceRow, ...]
    services: dict[Service, ServiceRow]


class MaterialsFile(Row, frozen=True):
    """materials.toml"""

    groups: dict[str, str]
    materials: dict[str, MaterialRow]
    sets: tuple[SetRow, ...]


class EducationFile(Row, frozen=True):
    """education.toml"""

    levels: dict[Level, str]
    certificate_only: CertificateOnly
    domestic: DomesticSet
    overseas: OverseasSet
    report_age: ReportAge
    notes: tuple[EducationNote, ...] = ()


class HolidaysFile(Row, frozen=True):
    """holidays.toml; years are keys, so texts."""

    years: dict[str, HolidayYear]


class DistrictFile(Row, frozen=True):
    """districts/*.toml; `lines` is the district's own stretch of the notice, absent where it has
    none.
    """

    id: District
    name: str
    centre: str
    services: dict[Service, PairRow]
    lines: tuple[int, int] | None = None
    places: tuple[PlaceRow, ...] = ()
    address: AddressRow | None = None
    archive: ArchiveRow | None = None
    contact_in_mail: ContactRow | None = None
    forms: tuple[FormRow, ...] = ()
    education: EducationRow | None = None
    word: WordRow | None = None
    permit: PermitRow | None = None
    notes: tuple[NoteRow, ...] = ()
