"""The shape of a submission file and of the centre data (TOML); unknown keys are refused everywhere."""

from datetime import date

import msgspec

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


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every table: immutable, strict, and written without what is at its default."""


class CompanyTable(Table, frozen=True):
    """[company]"""

    name: str = ""
    short_name: str = ""
    credit_code: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


class CentreTable(Table, frozen=True):
    """[centre]: what the notice's text has lost or what may have changed."""

    mailboxes: dict[Purpose, str] = {}
    phone: str = ""
    dossier_phone: str = ""
    addressee: str = ""
    address: str = ""
    joiner: str = ""
    brackets: str = ""
    mailbox_limits: dict[Purpose, int] = {}
    mail_text: str = ""
    address_confirmed: str = ""
    address_confirmed_on: date | None = None


class VisitorTable(Table, frozen=True):
    """[[visitors]]: who goes to the window."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    left_shanghai: bool | None = None


class EducationTable(Table, frozen=True):
    """[[applicants.education]]"""

    level: Level
    origin: Origin = Origin.DOMESTIC
    degree: bool = True
    report: Report = Report.ELECTRONIC
    report_valid_until: date | None = None
    report_updated_on: date | None = None


class ApplicantTable(Table, frozen=True):
    """[[applicants]]; documents are paths relative to the file, "scan.pdf#1-2,5" only those pages of one.

    `turned` are quarter turns clockwise in degrees, by a document's path as written there; "scan.pdf#3" is page 3.
    `stamped` are scans of the printed sheets with the company's seal, written as documents are.
    """

    name: str = ""
    id_number: str = ""
    service: Service | None = None
    permit_valid_until: date | None = None
    permit_renewed_on: date | None = None
    points_paths: tuple[PointsPath, ...] | None = None
    education: tuple[EducationTable, ...] = ()
    children: int = 1
    documents: dict[str, tuple[str, ...]] = {}
    not_applicable: dict[str, str] = {}
    one_sheet: tuple[str, ...] = ()
    turned: dict[str, int] = {}
    stamped: dict[str, tuple[str, ...]] = {}


class SubmissionFile(Table, frozen=True):
    """A submission file."""

    district: District
    service: Service
    on: date | None = msgspec.field(default=None, name="date")
    channel: tuple[ChannelKind, ...] = ()
    label: LabelSize = LabelSize.WAYBILL
    confirmed: tuple[str, ...] = ()
    company: CompanyTable = CompanyTable()
    centre: CentreTable = CentreTable()
    applicants: tuple[ApplicantTable, ...] = ()
    company_documents: dict[str, tuple[str, ...]] = {}
    company_not_applicable: dict[str, str] = {}
    company_one_sheet: tuple[str, ...] = ()
    remove_location: bool = False
    company_turned: dict[str, int] = {}
    label_copies: int = 1
    visitors: tuple[VisitorTable, ...] = ()
    company_stamped: dict[str, tuple[str, ...]] = {}


class CentresFile(Table, frozen=True):
    """Centre data of several districts, as settings keep it and as colleagues exchange it."""

    kind: str
    version: int
    centres: dict[District, CentreTable] = {}


class ScannerTable(Table, frozen=True):
    """[[scanners]]: `key` is the row's material, empty for the one used last."""

    key: str = ""
    backend: str = ""
    id: str = ""
    name: str = ""
    address: str = ""
    uuid: str = ""
    source: str = ""
    mode: str = ""
    dpi: int = 0
    paper: str = ""


class DaysTable(Table, frozen=True):
    """[years.2027]: rest ranges with both ends, and the days that make up for them."""

    rest: tuple[tuple[date, date], ...] = ()
    work: tuple[date, ...] = ()


class HolidaysTable(Table, frozen=True):
    """A file of holidays."""

    kind: str
    version: int
    years: dict[str, DaysTable] = {}
