"""The plan: what a district's notice asks for, for one service and one applicant's circumstances."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jifen_desktop.domain.ids import (
    ChannelKind,
    District,
    Form,
    ImageFormat,
    Level,
    Outcome,
    Purpose,
    Report,
    Scope,
    Service,
)
from jifen_desktop.domain.source import Source


@dataclass(frozen=True)
class Channel:
    """One way to the centre. A courier channel bears the address as completed to city and district.

    `user_filled` is true where the address comes from the centre data that the user entered
    (用户填写); `confirmed_on` is the day on which the user checked the address with the centre.
    """

    kind: ChannelKind
    source: Source
    preferred: bool = False
    mailbox: Purpose | None = None
    address: str | None = None
    addressee: str | None = None
    remark: str | None = None
    sender_phone_required: bool = False
    address_source: Source | None = None
    user_filled: bool = False
    confirmed_on: date | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether the address is still the notice's of 2020, which nobody has checked since."""
        return bool(self.address) and not self.user_filled and self.confirmed_on is None


@dataclass(frozen=True)
class Material:
    """One row of the checklist.

    `required` means counted for completeness; only `required` and stated blocks when missing.
    `set_name` and `alternatives` belong to papers that either the electronic or the written report
    satisfies. `name` says the level too (毕业证书（本科）), `label` is the same without it.
    `page_names` name the pages in order (人像面, 国徽面).
    """

    id: str
    name: str
    scope: Scope
    group: str
    required: bool
    form: Form
    source: Source
    form_source: Source
    education: Level | None = None
    set_name: Report | None = None
    alternatives: tuple[str, ...] = ()
    hint: str = ""
    validity_stated: bool = False
    page_names: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class Need:
    """A requirement that one of several sets of papers meets.

    `any_of` holds the sets; one of them must be given whole. With `partial` any single paper is
    enough: 静安 [75] asks for a report without saying which papers make it up.
    """

    id: str
    name: str
    any_of: tuple[tuple[str, ...], ...]
    source: Source
    partial: bool = False


@dataclass(frozen=True)
class Note:
    """A condition, a step or a piece of advice; `confirm` where only the user can say that it holds.

    `also` is what a step is besides: 续签后三个工作日 is a step of the way and a condition of it.
    """

    code: str
    text: str
    source: Source
    confirm: bool = False
    also: Literal["", "condition", "advice"] = ""


@dataclass(frozen=True)
class NameFormat:
    """A file name or mail subject with its placeholders, and what it rests on."""

    template: str
    source: Source


@dataclass(frozen=True)
class SubjectFormat:
    """A mail subject; `joint` has room for several applicants, joined with `+`, each with its
    service.
    """

    template: str
    source: Source
    joint: bool = False
    riders: bool = False
    token: str = ""


@dataclass(frozen=True)
class ArchiveFormat:
    """How an applicant's archive is named and what it may hold."""

    template: str
    image_format: ImageFormat
    source: Source


@dataclass(frozen=True)
class Plan:
    """The answer for one (district, service) pair and one applicant's circumstances; never empty.

    `steps` is the way to go where nothing is collected (online, window, telephone, merged, silent).
    `permit_until` is the day the residence permit has to reach at least. `groups` are (id, title)
    in checklist order. `to_have` are papers that a window or a telephone call may ask for: nothing
    is collected there, so they are no `materials`.
    """

    district: District
    district_name: str
    service: Service
    service_name: str
    outcome: Outcome
    source: Source
    channels: tuple[Channel, ...] = ()
    materials: tuple[Material, ...] = ()
    needs: tuple[Need, ...] = ()
    subject: SubjectFormat | None = None
    archive: ArchiveFormat | None = None
    word: NameFormat | None = None
    merged_into: Service | None = None
    postponed: tuple[str, ...] = ()
    postponed_source: Source | None = None
    companions: tuple[Service, ...] = ()
    conditions: tuple[Note, ...] = ()
    advice: tuple[Note, ...] = ()
    steps: tuple[Note, ...] = ()
    about_company_only: bool = False
    contact_in_mail: Source | None = None
    permit_until: date | None = None
    permit_source: Source | None = None
    groups: tuple[tuple[str, str], ...] = ()
    to_have: tuple[Material, ...] = ()

    def material(self, material_id: str) -> Material | None:
        """The row of that id, if the plan lists it."""
        return next((m for m in self.materials if m.id == material_id), None)

    def channel(self, kind: ChannelKind) -> Channel | None:
        """The channel of that kind, if the plan offers it."""
        return next((c for c in self.channels if c.kind == kind), None)


BASIS_NOTE = "依据2020年通知，办理前请向中心核实"
