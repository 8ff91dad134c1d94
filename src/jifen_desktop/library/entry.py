"""A submission at rest, and what the library knows of it besides what the user told us."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from jifen_desktop.domain.pages import FileFacts
from jifen_desktop.domain.submission import Submission


@dataclass(frozen=True)
class SentPage:
    """One page that went out: whose (key and name, empty for the company's), of which paper, under which name.

    `sha256` is that of the page as it was made; of one that is copied, of its source.
    """

    applicant: str
    person: str
    material: str
    name: str
    sha256: str


@dataclass(frozen=True)
class SentMail:
    """One mail of an export: to which mailbox, what the mailbox is for, what is attached, its bytes in all."""

    to: str
    purpose: str
    subject: str
    attachments: tuple[str, ...]
    size: int = 0


@dataclass(frozen=True)
class SentPost:
    """The address that an export was prepared for."""

    address: str
    addressee: str
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True)
class About:
    """What an export was about, in the words of that day: the submission may be changed later."""

    company: str
    district: str
    service: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExportRecord:
    """One export: when, where to, each file's name with its SHA-256, and the pages that went out.

    `number` is 0 until it is saved. One of a `part` of the people leaves the submission unfinished. `sizes` are the
    files' bytes in their order; these, the ways and `about` are missing in records of earlier versions.
    """

    at: datetime
    folder: str
    files: tuple[tuple[str, str], ...] = ()
    number: int = 0
    pages: tuple[SentPage, ...] = ()
    part: bool = False
    sizes: tuple[int, ...] = ()
    mails: tuple[SentMail, ...] = ()
    post: SentPost | None = None
    about: About | None = None


@dataclass(frozen=True)
class Entry:
    """A submission in the library. `step` is where the user stopped, `facts` what is known of each original.

    `exported` is the last export, while nothing was changed since.
    """

    id: str
    submission: Submission
    step: str = "pair"
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    saved: datetime = field(default_factory=lambda: datetime.now(UTC))
    facts: tuple[tuple[str, FileFacts], ...] = ()
    exported: ExportRecord | None = None
    sample: bool = False


@dataclass(frozen=True)
class Summary:
    """What lists show of an entry without opening it, made when it is saved.

    `text` is the maker's own JSON; `search` what a search looks in, folded; `deadlines` days with their maker's JSON;
    `rulebook` and `plan` are the rules' version and the plans as they were then; None keeps the plans stored before.
    """

    text: str = "{}"
    search: str = ""
    deadlines: tuple[tuple[date, str], ...] = ()
    rulebook: str = ""
    plan: bytes | None = None
