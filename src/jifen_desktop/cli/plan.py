"""`plan`: the answer for one pair, as JSON or as readable text."""

import argparse
from dataclasses import replace
from datetime import date
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.delivery.at_hand import papers_sections
from jifen_desktop.delivery.checklist import prepare_sheet
from jifen_desktop.delivery.guide import guide_sheet
from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import ChannelKind, Outcome, PointsPath
from jifen_desktop.domain.plan import BASIS_NOTE, Channel, Material, Note, Plan
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances


def plan_command(options: argparse.Namespace, today: date) -> int:
    """Print the plan; every pair has one."""
    paths = (PointsPath.EDUCATION,) if options.education else ()
    who = Circumstances(tuple(options.education), paths)
    plan = make_plan(load_rulebook(), options.district, options.service, who, on=today)
    if options.json:
        console.out_json(plan_json(plan))
    else:
        submit = plan.outcome == Outcome.SUBMIT
        sheet = prepare_sheet(plan) if submit else guide_sheet(plan)
        sheet = replace(sheet, sections=(*sheet.sections, *papers_sections(plan)))
        console.out(sheet_text(sheet).rstrip("\n"))
    return console.OK


def plan_json(plan: Plan) -> dict[str, Any]:
    """The promised object; lists are always lists, `subject` and `archive` are null unless `submit`."""
    return {
        "district": plan.district,
        "district_name": plan.district_name,
        "service": plan.service,
        "service_name": plan.service_name,
        "outcome": plan.outcome,
        **_source(plan.source),
        "merged_into": plan.merged_into,
        "channels": [_channel(c) for c in plan.channels],
        "materials": [_material(m) for m in plan.materials],
        "subject": plan.subject.template if plan.subject else None,
        "subject_basis": plan.subject.source.basis if plan.subject else None,
        "subject_lines": list(plan.subject.source.lines) if plan.subject else [],
        "archive": _archive(plan),
        "word": {"name": plan.word.template, **_source(plan.word.source)} if plan.word else None,
        "postponed": list(plan.postponed),
        "postponed_lines": list(plan.postponed_source.lines) if plan.postponed_source else [],
        "companions": list(plan.companions),
        "to_have": [_material(m) for m in plan.to_have],
        "conditions": [_note(n) for n in (*plan.conditions, *_steps_that_are(plan, "condition"))],
        "advice": [_note(n) for n in (*_steps_that_are(plan, "advice"), *plan.advice)],
        "steps": [_note(n) for n in plan.steps],
        "permit_valid_until_at_least": plan.permit_until.isoformat() if plan.permit_until else None,
        "note": BASIS_NOTE,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "basis": source.basis,
        "lines": list(source.lines),
        "places": list(source.places),
        "origin": source.origin,
    }


def _channel(channel: Channel) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": channel.kind,
        "preferred": channel.preferred,
        "mailbox": channel.mailbox,
        "address": channel.address,
    }
    if channel.kind == ChannelKind.COURIER:
        shown |= {
            "addressee": channel.addressee,
            "remark": channel.remark,
            "sender_phone_required": channel.sender_phone_required,
            "address_lines": list(channel.address_source.lines) if channel.address_source else [],
        }
    return shown | _source(channel.source)


def _material(material: Material) -> dict[str, Any]:
    return {
        "id": material.id,
        "name": material.name,
        "scope": material.scope,
        "group": material.group,
        "required": material.required,
        "form": material.form,
        "form_basis": material.form_source.basis,
        "form_lines": list(material.form_source.lines),
        **_source(material.source),
        "education": material.education,
        "set": material.set_name,
        "alternatives": list(material.alternatives),
        "in_validity": material.validity_stated,
        "hint": material.hint,
    }


def _archive(plan: Plan) -> dict[str, Any] | None:
    if plan.archive is None:
        return None
    form = plan.archive
    return {"name": form.template, "image_format": form.image_format, **_source(form.source)}


def _steps_that_are(plan: Plan, kind: str) -> list[Note]:
    """Steps of the way that are conditions or advice as well; readable text says them once, as steps."""
    return [step for step in plan.steps if step.also == kind]


def _note(note: Note) -> dict[str, Any]:
    return {"code": note.code, "text": note.text, **_source(note.source)}
