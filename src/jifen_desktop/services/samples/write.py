"""Writes a complete sample submission: `submission.toml` and the documents it names."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Protocol

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.domain.ids import ChannelKind, District, Form, Level, Report, Scope, Service
from jifen_desktop.domain.plan import Material, Plan
from jifen_desktop.domain.submission import Applicant, Centre, Education
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.files.names import distinct, safe_name
from jifen_desktop.files.staging import Staging
from jifen_desktop.services.samples.documents import (
    SampleDocument,
    bears_seal,
    documents_for,
    draw_document,
)
from jifen_desktop.services.samples.spec import DocumentSpec
from jifen_desktop.services.samples.values import (
    COMPANY,
    SamplePerson,
    later,
    sample_centre,
    sample_person,
)

SUBMISSION: Final = "submission.toml"
TIMEOUT: Final = 60.0  # seconds for one drawing; the slowest takes half a second
_MOMENT: Final = 0.1  # seconds between two looks whether to go on
REPORT_VALIDITY: Final = timedelta(days=150)
COMMENT: Final = "# 软件自带的样本：人名、单位、号码、邮箱和材料均为虚构，不具效力。\n\n"

# Papers that only some circumstances call for and that would contradict the sample's others.
LEFT_OUT: Final = frozenset(
    {
        "dispatch_agreement",
        "divorce_papers",
        "graduate_register",
        "hr_service_licence",
        "child_enrolment_certificate",
    }
)

PlanFor = Callable[[Applicant], Plan]
TomlTable = dict[str, object]


class Drawers(Protocol):
    """The part of a worker pool that is needed here."""

    def submit(
        self, fn: Callable[[DocumentSpec], bytes], /, *args: DocumentSpec, timeout: float
    ) -> "Future[bytes]":
        """Call without waiting."""
        ...


@dataclass(frozen=True)
class _File:
    """One file of the sample: where it goes, for which material, and the order for its bytes."""

    path: str
    material: str
    spec: DocumentSpec
    stamped: bool = False


def make_sample(
    target: Path,
    plan_for: PlanFor,
    district: District,
    service: Service,
    on: date,
    pool: Drawers,
    *,
    people: int = 1,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Path:
    """Write the sample into `target` and return the path of its submission file.

    `step(done, total)` is called at least ten times a second and may raise Cancelled. Raises TARGET_EXISTS where the
    folder already holds a file of the same name, and the codes of a failed write; then nothing is left behind.
    """
    applicants = [_applicant(position, plan_for, on) for position in range(people)]
    plan = plan_for(applicants[0])
    own = [] if plan.about_company_only else [_own_files(a, plan_for(a), on) for a in applicants]
    company = _company_files(plan, on)
    table = _submission(district, service, on, plan)
    if own:
        table["applicants"] = [_row(a, f) for a, f in zip(applicants, own, strict=True)]
    if company:
        table["company_documents"] = _names(company)
        table |= _filled({"company_stamped": _names(company, stamped=True)})
    _write(target, [*company, *(file for files in own for file in files)], table, pool, step)
    return target / SUBMISSION


def _applicant(position: int, plan_for: PlanFor, on: date) -> Applicant:
    """A synthetic applicant; holds education only where the service asks for its papers."""
    person = sample_person(position)
    end = on + REPORT_VALIDITY
    levels = (Level.ASSOCIATE, Level.BACHELOR)
    applicant = Applicant(
        key=f"sample-{position + 1}",
        name=person.name,
        id_number=person.id_number,
        permit_valid_until=later(on, years=1),
        education=tuple(
            Education(level, report_valid_until=end, report_updated_on=on) for level in levels
        ),
    )
    used = any(m.education is not None for m in plan_for(applicant).materials)
    return applicant if used else replace(applicant, education=())


def _own_files(applicant: Applicant, plan: Plan, on: date) -> list[_File]:
    wanted = [m for m in _wanted(plan) if m.scope is Scope.APPLICANT]
    person = sample_person(int(applicant.key.rpartition("-")[2]) - 1)
    return _files(wanted, person, on, applicant.name)


def _company_files(plan: Plan, on: date) -> list[_File]:
    """The company's papers; all of them where the service is about the company alone."""
    wanted = [m for m in _wanted(plan) if plan.about_company_only or m.scope is Scope.COMPANY]
    return _files(wanted, sample_person(0), on, "单位")


def _wanted(plan: Plan) -> list[Material]:
    """What to fill: everything but the written set where the electronic one does."""
    return [
        m
        for m in plan.materials
        if m.id.partition(".")[0] not in LEFT_OUT
        and not (m.set_name is Report.WRITTEN and m.alternatives)
    ]


def _files(
    materials: Sequence[Material], person: SamplePerson, on: date, folder: str
) -> list[_File]:
    drawn = [
        (material.id, stamped, document)
        for material in materials
        for stamped in _ways(material)
        for document in _drawn(material, person, on, stamped)
    ]
    names = distinct(_named(document.name, stamped) for _, stamped, document in drawn)
    home = f"documents/{safe_name(folder)}"
    return [
        _File(f"{home}/{name}", material, document.spec, stamped)
        for name, (material, stamped, document) in zip(names, drawn, strict=True)
    ]


def _ways(material: Material) -> tuple[bool, ...]:
    """Where stamped copies are wanted: the paper and its stamped copy, or the original that bears the seal already."""
    if material.form is not Form.STAMPED_COPY:
        return (False,)
    return (True,) if bears_seal(material.id) else (False, True)


def _drawn(
    material: Material, person: SamplePerson, on: date, stamped: bool
) -> tuple[SampleDocument, ...]:
    """The files of one material; where stamped copies are wanted, the paper itself and the scan of its stamped copy."""
    wanted = material.form is Form.STAMPED_COPY
    form = Form.PLAIN_SCAN if wanted and not stamped else material.form
    flat = wanted and not stamped
    return documents_for(
        material.id, material.name, person, on, form=form, sides=material.page_names, flat=flat
    )


def _named(name: str, stamped: bool) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-盖章{dot}{suffix}" if stamped else name


def _names(files: Sequence[_File], stamped: bool = False) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for file in files:
        if file.stamped == stamped:
            names.setdefault(file.material, []).append(file.path)
    return names


def _submission(district: District, service: Service, on: date, plan: Plan) -> TomlTable:
    lost = any(c.kind is ChannelKind.COURIER and not c.address for c in plan.channels)
    return {
        "district": district.value,
        "service": service.value,
        "date": on,
        "confirmed": [],
        "company": _filled(vars(COMPANY)),
        "centre": _centre(sample_centre(with_address=lost)),
    }


def _centre(centre: Centre) -> TomlTable:
    return _filled(
        {
            "mailboxes": {purpose.value: address for purpose, address in centre.mailboxes},
            "phone": centre.phone,
            "dossier_phone": centre.dossier_phone,
            "addressee": centre.addressee,
            "address": centre.address,
        }
    )


def _row(applicant: Applicant, files: Sequence[_File]) -> TomlTable:
    education = [
        {
            "level": held.level.value,
            "origin": held.origin.value,
            "degree": held.has_degree,
            "report": held.report.value,
            "report_valid_until": held.report_valid_until,
            "report_updated_on": held.report_updated_on,
        }
        for held in applicant.education
    ]
    return _filled(
        {
            "name": applicant.name,
            "id_number": applicant.id_number,
            "permit_valid_until": applicant.permit_valid_until,
            "education": education,
            "documents": _names(files),
            "stamped": _names(files, stamped=True),
        }
    )


def _filled(table: TomlTable) -> TomlTable:
    return {key: value for key, value in table.items() if value}


def _write(
    target: Path,
    files: Sequence[_File],
    table: TomlTable,
    pool: Drawers,
    step: Callable[[int, int], None],
) -> None:
    """Draw in parallel, write one by one, then move everything in at once."""
    import tomli_w

    with Staging(target) as stage:
        stage.precheck([SUBMISSION, *(file.path for file in files)])
        orders = [pool.submit(draw_document, file.spec, timeout=TIMEOUT) for file in files]
        try:
            for done, (file, order) in enumerate(zip(files, orders, strict=True)):
                step(done, len(files))
                while not order.done():
                    wait([order], timeout=_MOMENT)
                    step(done, len(files))
                _put(stage.path(file.path), order.result())
        except CancelledError as error:  # the pool was closed meanwhile
            raise Cancelled from error
        finally:
            for order in orders:
                order.cancel()
        step(len(files), len(files))
        _put(stage.path(SUBMISSION), (COMMENT + tomli_w.dumps(table)).encode())
        stage.commit()


def _put(path: Path, data: bytes) -> None:
    with mapped(path), disk().create(path) as handle:
        disk().write(handle, data)
