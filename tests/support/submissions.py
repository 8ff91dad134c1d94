"""Small submissions of real bytes, made in a folder: every paper the plan asks for is a tiny picture."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from PIL import Image

from jifen_desktop.domain.ids import District, Level, PointsPath, Report, Scope, Service
from jifen_desktop.domain.plan import Plan
from jifen_desktop.domain.submission import Centre, Education
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances

ON = date(2026, 11, 23)
# Synthetic: unallocated region, right check digits.
NUMBERS = ("000000198603070013", "000000198708140049", "000000198801210056")
COMPANY = {
    "name": "上海样本信息技术有限公司",
    "short_name": "样本信息",
    "contact": "王样本",
    "phone": "021-00000000",
    "email": "office@example.invalid",
    "address": "上海市样本区样本路1号",
}
CENTRE: dict[str, Any] = {
    "mailboxes": {
        "points": "points@example.invalid",
        "education": "education@example.invalid",
        "accounts": "accounts@example.invalid",
        "education_word": "word@example.invalid",
    },
    "phone": "021-00000000",
}
ADDRESS = "上海市样本区样本路2号"


def picture(name: str, kind: str = "JPEG", size: tuple[int, int] = (48, 32)) -> bytes:
    """A picture whose colour follows from its name, so that no two are the same."""
    seed = zlib.crc32(name.encode())
    colour = (seed & 255, seed >> 8 & 255, seed >> 16 & 255)
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, kind)
    return data.getvalue()


@dataclass
class Person:
    """One applicant; `papers` None gives all required ones, `more` goes into the table as it is."""

    name: str = "张样本"
    id_number: str = NUMBERS[0]
    levels: Sequence[str] = ()
    papers: Sequence[str] | None = None
    service: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


@dataclass
class Submission:
    """A submission file to be; `write` makes it with its documents."""

    district: str = "xuhui"
    service: str = "reset_personal"
    people: Sequence[Person] = (Person(),)
    papers: Sequence[str] | None = None
    company: dict[str, Any] = field(default_factory=lambda: dict(COMPANY))
    centre: dict[str, Any] = field(default_factory=lambda: dict(CENTRE))
    more: dict[str, Any] = field(default_factory=dict)

    def plan(self, person: Person | None = None) -> Plan:
        """The plan of one person, or of nobody in particular."""
        who = Circumstances()
        if person is not None and person.levels:
            education = tuple(Education(Level(level)) for level in person.levels)
            who = Circumstances(education, (PointsPath.EDUCATION,))
        centre = Centre()
        pair = District(self.district), Service(self.service)
        return make_plan(load_rulebook(), *pair, who, on=ON, centre=centre)

    def table(self) -> dict[str, Any]:
        """The file's content; documents lie in one folder a person."""
        people = [] if self.plan().about_company_only and not self.people else self.people
        rows = [self._row(i, person) for i, person in enumerate(people, 1)]
        company = self.papers
        if company is None:
            plans = [self.plan(p) for p in people] or [self.plan()]
            company = _wanted(plans, Scope.COMPANY)
        table: dict[str, Any] = {
            "district": self.district,
            "service": self.service,
            "date": ON,
            "company": self.company,
            "centre": self.centre,
            "applicants": rows,
            "company_documents": _files("company", company),
        }
        return deepcopy({key: value for key, value in (table | self.more).items() if value})

    def _row(self, number: int, person: Person) -> dict[str, Any]:
        papers = person.papers
        if papers is None:
            papers = _wanted([self.plan(person)], Scope.APPLICANT)
        row: dict[str, Any] = {
            "name": person.name,
            "id_number": person.id_number,
            "service": person.service,
            "education": [{"level": level} for level in person.levels],
            "documents": _files(f"person-{number}", papers),
        }
        if self.district == "jingan":
            row["permit_valid_until"] = date(2027, 12, 31)
        return {key: value for key, value in (row | person.more).items() if value}

    def write(self, folder: Path) -> Path:
        """Write the file and a picture for every document it names that isn't there yet."""
        table = self.table()
        folder.mkdir(parents=True, exist_ok=True)
        tables = [table.get("company_documents", {})]
        tables += [row.get("documents", {}) for row in table.get("applicants", [])]
        for names in tables:
            for name in (n for files in names.values() for n in files):
                path = folder / name
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(picture(name))
        path = folder / "submission.toml"
        path.write_text(tomli_w.dumps(table), encoding="utf-8")
        return path

    def but(self, **changes: Any) -> Submission:
        """The same with some fields changed."""
        return replace(self, **changes)


def _wanted(plans: Iterable[Plan], scope: Scope) -> list[str]:
    """What completes the plans, by electronic reports."""
    found = {
        m.id: None
        for plan in plans
        for m in plan.materials
        if (plan.about_company_only or m.scope == scope)
        and m.required
        and not (m.set_name == Report.WRITTEN and m.alternatives)
        and (scope == Scope.COMPANY or not plan.about_company_only)
    }
    return list(found)


def _files(folder: str, papers: Iterable[str]) -> dict[str, list[str]]:
    """Two sides of an ID card, one file of everything else."""
    return {
        paper: [f"{folder}/{paper}-{side}.jpg" for side in ("a", "b")]
        if paper.partition(".")[0].endswith("id_card")
        else [f"{folder}/{paper}.jpg"]
        for paper in papers
    }
