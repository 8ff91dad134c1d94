"""The plan of one (district, service) pair for one applicant's circumstances: a pure function over the rulebook."""

from collections.abc import Sequence
from datetime import date

import msgspec

from jifen_desktop.domain.ids import Basis, ChannelKind, District, Outcome, PointsPath, Service
from jifen_desktop.domain.plan import (
    ArchiveFormat,
    Channel,
    Material,
    NameFormat,
    Note,
    Plan,
    SubjectFormat,
)
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Centre
from jifen_desktop.rulebook.calendar import add_months
from jifen_desktop.rulebook.checklist import checklist
from jifen_desktop.rulebook.education import relevant_levels
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.postal import postal_of
from jifen_desktop.rulebook.schema import ChannelRow, DistrictFile, NoteRow, PairRow, PermitRow
from jifen_desktop.rulebook.sources import Sources
from jifen_desktop.rulebook.to_have import papers_to_have
from jifen_desktop.rulebook.who import NOBODY, Circumstances

_WAY: dict[Outcome, ChannelKind] = {
    Outcome.ONLINE: ChannelKind.ONLINE,
    Outcome.WINDOW: ChannelKind.WINDOW,
    Outcome.TELEPHONE: ChannelKind.TELEPHONE,
}


def make_plan(
    book: Rulebook,
    district: District,
    service: Service,
    who: Circumstances = NOBODY,
    *,
    on: date,
    centre: Centre | None = None,
) -> Plan:
    """The answer for the pair; every pair has one.

    `on` is the day the papers are handed in (the permit's shortest validity counts from it). `centre` overrides or
    fills the notice's address and settles the notes about what the notice has lost.
    """
    rules = _settled(book.districts[district], centre or Centre())
    pair = rules.services[service]
    sources = Sources(book, district)
    row = book.services.services[service]
    submit = pair.outcome == Outcome.SUBMIT
    papers, needs, groups = checklist(book, rules, service, who) if submit else ((), (), ())
    to_have, asked_groups = papers_to_have(book, rules, service, who)
    education = any(m.education for m in papers)
    permit = rules.permit if rules.permit and service in rules.permit.services and submit else None
    return Plan(
        district=district,
        district_name=rules.name,
        service=service,
        service_name=pair.name or row.name,
        outcome=pair.outcome,
        source=sources.make(pair.source),
        channels=_channels(rules, pair, sources, centre or Centre()),
        materials=papers,
        needs=needs,
        subject=_subject(book, pair, service, sources),
        archive=_archive(rules, pair, row.company_only, sources) if submit else None,
        word=_word(rules, sources) if education else None,
        merged_into=pair.merged_into,
        postponed=pair.postponed,
        postponed_source=sources.make(pair.postponed_source) if pair.postponed_source else None,
        companions=pair.companions,
        conditions=(
            *_notes(rules, service, "condition", education, sources, pair),
            *_permit_note(permit, on, sources),
        ),
        advice=_advice(book, rules, service, who, education, sources, pair),
        steps=_steps(book, rules, service, sources, pair),
        about_company_only=row.company_only,
        contact_in_mail=sources.make(rules.contact_in_mail.source)
        if rules.contact_in_mail and submit
        else None,
        permit_until=add_months(on, permit.months) if permit else None,
        permit_source=sources.make(permit.source) if permit else None,
        groups=groups or asked_groups,
        to_have=to_have,
    )


def _settled(rules: DistrictFile, centre: Centre) -> DistrictFile:
    """The district's rules without the notes that the centre data answer."""
    given = {"phone": centre.phone.strip(), "address": centre.address.strip()}
    notes = tuple(note for note in rules.notes if not given.get(note.until))
    return msgspec.structs.replace(rules, notes=notes)


def _channels(
    rules: DistrictFile, pair: PairRow, sources: Sources, centre: Centre
) -> tuple[Channel, ...]:
    if pair.outcome in _WAY:
        return (Channel(_WAY[pair.outcome], sources.make(pair.source)),)
    return tuple(
        _courier(row, rules, sources, centre)
        if row.kind == ChannelKind.COURIER
        else Channel(row.kind, sources.make(row.source), row.preferred, row.mailbox)
        for row in pair.channels
    )


def _courier(row: ChannelRow, rules: DistrictFile, sources: Sources, centre: Centre) -> Channel:
    address = rules.address
    text, addressee = postal_of(rules, centre)
    return Channel(
        kind=row.kind,
        source=sources.make(row.source),
        preferred=row.preferred,
        address=text or None,
        addressee=addressee,
        remark=address.remark or None if address else None,
        sender_phone_required=address.sender_phone_required if address else False,
        address_source=sources.make(address.source) if address and not centre.address else None,
        user_filled=bool(centre.address),
        confirmed_on=centre.confirmed_on(text, addressee) if text else None,
    )


def _subject(
    book: Rulebook, pair: PairRow, service: Service, sources: Sources
) -> SubjectFormat | None:
    if pair.subject is None:
        return None
    return SubjectFormat(
        template=pair.subject.template,
        source=sources.make(pair.subject.source),
        joint=bool(pair.subject.people),
        riders=pair.subject.riders,
        token=pair.token or book.services.services[service].token,
    )


def _archive(
    rules: DistrictFile, pair: PairRow, company_only: bool, sources: Sources
) -> ArchiveFormat | None:
    if rules.archive is None:
        return None
    own = pair.archive
    template = own.template if own else rules.archive.template
    source = own.source if own else rules.archive.source
    if company_only and own is None:
        # rules for archives speak of applicants; a company's own business has none, so its name stands instead
        return ArchiveFormat(
            "{company}.zip", rules.archive.image_format, Source(Basis.CARRIED, own_reading=True)
        )
    return ArchiveFormat(template, rules.archive.image_format, sources.make(source))


def _word(rules: DistrictFile, sources: Sources) -> NameFormat | None:
    return NameFormat(rules.word.template, sources.make(rules.word.source)) if rules.word else None


def _notes(
    rules: DistrictFile,
    service: Service,
    kind: str,
    education: bool,
    sources: Sources,
    pair: PairRow,
) -> tuple[Note, ...]:
    return tuple(
        Note(
            row.code, row.text, sources.make(row.source), confirm=kind == "condition", also=row.also
        )
        for row in rules.notes
        if row.kind == kind and _applies(row, service, education, pair)
    )


def _applies(row: NoteRow, service: Service, education: bool, pair: PairRow) -> bool:
    if row.services and service not in row.services:
        return False
    if row.channel and row.channel not in {c.kind for c in pair.channels}:
        return False
    return row.when == "always" or education


def _permit_note(permit: PermitRow | None, on: date, sources: Sources) -> tuple[Note, ...]:
    """The permit's shortest validity as a condition; the review checks it, so nobody has to confirm it."""
    if permit is None:
        return ()
    until = add_months(on, permit.months)
    text = f"居住证有效期还有至少 {permit.months} 个月（{on.isoformat()} 提交的，须到 {until.isoformat()}）"
    return (Note("permit_validity", text, sources.make(permit.source)),)


def _steps(
    book: Rulebook, rules: DistrictFile, service: Service, sources: Sources, pair: PairRow
) -> tuple[Note, ...]:
    """The way to go; a merged or unstated business says at least that."""
    notes = _notes(rules, service, "step", False, sources, pair)
    if pair.merged_into:
        target = book.services.services[pair.merged_into].name
        text = f"不单独办理，学历、学位材料随“{target}”一起交"
        return (Note("merged", text, sources.make(pair.source)), *notes)
    if pair.outcome == Outcome.NOT_STATED:
        text = f"通知没有说明这项业务怎么办，先打电话问{rules.centre}"
        return (Note("not_stated", text, sources.make(pair.source), also="advice"), *notes)
    return notes


def _advice(
    book: Rulebook,
    rules: DistrictFile,
    service: Service,
    who: Circumstances,
    education: bool,
    sources: Sources,
    pair: PairRow,
) -> tuple[Note, ...]:
    notes = list(_notes(rules, service, "advice", education, sources, pair))
    if not education or rules.education is None:
        return tuple(notes)
    levels = relevant_levels(who.education)
    if any(e.level in book.education.certificate_only.levels for e in levels):
        text = "最高学历为高中及以下的，只要毕业证书，不要认证报告"
        notes.append(Note("certificate_only", text, sources.make(rules.education.certificate_only)))
    if len(levels) < len(who.education):
        text = "已有更高学历，高中及以下的毕业证书不用交"
        notes.append(
            Note("secondary_adds_nothing", text, sources.make(rules.education.certificate_only))
        )
    notes += [Note(n.code, n.text, sources.make(n.source)) for n in book.education.notes]
    return tuple(notes)


def missing_levels(
    book: Rulebook, service: Service, materials: Sequence[Material], who: Circumstances
) -> bool:
    """Whether the business is about education, yet no level was entered."""
    use = book.services.services[service].education
    wanted = use == "always" or (use == "path" and PointsPath.EDUCATION in who.paths)
    return wanted and not who.rider and not any(m.education for m in materials)
