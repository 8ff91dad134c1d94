"""Which papers a pair asks for: the district's own, the education papers, and public guidance's catalogue."""

from dataclasses import dataclass, field, replace

import msgspec

from jifen_desktop.domain.ids import Basis, Level, Origin, PointsPath, Scope, Service
from jifen_desktop.domain.plan import Material, Need
from jifen_desktop.rulebook.education import (
    Paper,
    education_papers,
    part_of,
    relevant_levels,
)
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.schema import DistrictFile, FormRow, SetRow, SourceRow
from jifen_desktop.rulebook.sources import Sources
from jifen_desktop.rulebook.who import Circumstances

Groups = tuple[tuple[str, str], ...]

# The order in which groups appear, and with it the order of pages in an archive.
_GROUP_ORDER = (
    "basic",
    "education",
    "skills",
    "insurance",
    "investment",
    "awards",
    "spouse",
    "dependants",
    "company",
)


@dataclass
class _Builder:
    """Collects rows; a paper asked for twice keeps the first, so stated rules are added before carried ones."""

    book: Rulebook
    rules: DistrictFile
    service: Service
    sources: Sources
    rows: dict[str, Material] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)

    def add(
        self,
        material_id: str,
        source: SourceRow,
        *,
        required: bool = True,
        part: str = "any",
        group: str = "",
        paper: Paper | None = None,
    ) -> None:
        """One row, unless it is there already; a later stricter rule only makes it required."""
        if material_id in self.rows:
            present = self.rows[material_id]
            if required and not present.required:
                self.rows[material_id] = replace(present, required=True)
            return
        row = self.book.material(material_id)
        if row is None:
            raise KeyError(material_id)
        company = self.book.services.services[self.service].company_only
        form = self._form(part)
        self.rows[material_id] = Material(
            id=material_id,
            name=self.book.material_name(material_id),
            scope=Scope.COMPANY if company else row.scope,
            group=group or ("company" if company else row.group),
            required=required,
            form=form.form,
            source=self.sources.make(_with_form_lines(source, form.source)),
            form_source=self.sources.make(form.source),
            education=paper.level if paper else None,
            set_name=paper.set_name if paper else None,
            alternatives=paper.alternatives if paper else (),
            hint=row.hint,
            validity_stated=paper.in_validity if paper else False,
            page_names=row.page_names,
            label=row.name,
        )

    def need(self, need: Need) -> None:
        """A requirement, unless the same one is there already."""
        if all(n.id != need.id for n in self.needs):
            self.needs.append(need)

    def require(self, material_id: str, source: SourceRow) -> None:
        """A row and the requirement that it alone meets."""
        self.add(material_id, source)
        name = self.book.material_name(material_id)
        self.need(Need(material_id, name, ((material_id,),), self.sources.make(source)))

    def _form(self, part: str) -> FormRow:
        """The first of the district's forms that fits; education papers also take what is said of all of them."""
        education = part in ("education", "certificate", "report", "degree_report")
        for form in self.rules.forms:
            fits_service = not form.services or self.service in form.services
            fits_part = form.part in ("any", part) or (form.part == "education" and education)
            if fits_service and fits_part:
                return form
        raise LookupError(f"{self.rules.id}: no form for {self.service}")


def checklist(
    book: Rulebook, rules: DistrictFile, service: Service, who: Circumstances
) -> tuple[tuple[Material, ...], tuple[Need, ...], Groups]:
    """Rows, needs and the groups that appear, in checklist order; a rider's rows are all optional."""
    build = _Builder(book, rules, service, Sources(book, rules.id))
    for use in rules.services[service].materials:
        if use.required:
            build.require(use.id, use.source)
        else:
            build.add(use.id, use.source, required=False)
    _add_education(build, who)
    for entry in book.materials.sets:
        if entry.service == service and (entry.path == "always" or entry.path in who.paths):
            _add_guidance(build, entry, who)
    return _ordered(build, who)


def group_rank(key: str) -> tuple[int, int]:
    """Where a group of `Plan.groups` stands among all groups: education by level, lowest first."""
    group, _, level = key.partition(".")
    return _GROUP_ORDER.index(group), list(Level).index(Level(level)) if level else -1


def unlisted_row(
    book: Rulebook, rules: DistrictFile, service: Service, material_id: str
) -> Material:
    """A row for a known paper that was given although nobody asks for it; KeyError for an unknown id."""
    build = _Builder(book, rules, service, Sources(book, rules.id))
    source = SourceRow(basis=Basis.SILENT, checked="notice")
    build.add(material_id, source, required=False, part=part_of(book, material_id))
    return build.rows[material_id]


def _add_education(build: _Builder, who: Circumstances) -> None:
    rules = build.rules.education
    use = build.book.services.services[build.service].education
    wanted = use == "always" or (use == "path" and PointsPath.EDUCATION in who.paths)
    if rules is None or not wanted or build.service not in rules.services:
        return
    levels = relevant_levels(who.education)
    if levels or use == "always":
        overseas_only = bool(levels) and all(e.origin == Origin.OVERSEAS for e in levels)
        id_card = rules.overseas_id_card if overseas_only else rules.id_card
        build.add("id_card", id_card, part="education")
        build.need(
            Need(
                "id_card",
                build.book.material_name("id_card"),
                (("id_card",),),
                build.sources.make(id_card),
            )
        )
    found = education_papers(build.book, rules, levels, build.sources)
    for paper in found.papers:
        build.add(paper.id, paper.source, part=paper.part, paper=paper)
    for need in found.needs:
        build.need(need)


def _add_guidance(build: _Builder, entry: SetRow, who: Circumstances) -> None:
    for material in _numbered(build, entry.required, who):
        build.add(material, entry.source, group=entry.group)
        name = build.book.material_name(material)
        build.need(Need(material, name, ((material,),), build.sources.make(entry.source)))
    sets = tuple(tuple(_numbered(build, group, who)) for group in entry.any_of)
    for group in sets:
        for material in group:
            build.add(material, entry.source, required=False, group=entry.group)
    if any(sets):
        title = build.book.materials.groups[build.rows[sets[0][0]].group]
        any_of = tuple((m,) for group in sets for m in group) if entry.any_paper else sets
        need = Need(
            f"{entry.path}.papers",
            f"{title}材料",
            any_of,
            build.sources.make(entry.source),
            entry.any_paper,
        )
        build.need(need)
    for material in _numbered(build, entry.optional, who):
        build.add(material, entry.source, required=False, group=entry.group)


def _numbered(build: _Builder, stems: tuple[str, ...], who: Circumstances) -> list[str]:
    """Ids with the children counted out: one row a child."""
    ids: list[str] = []
    for stem in stems:
        if build.book.materials.materials[stem].per == "child":
            ids += [f"{stem}.{n}" for n in range(1, max(who.children, 1) + 1)]
        else:
            ids.append(stem)
    return ids


def _with_form_lines(source: SourceRow, form: SourceRow) -> SourceRow:
    """A stated paper also cites the lines that state its form (闵行 [20] beside [25])."""
    if source.basis != Basis.STATED or form.basis != Basis.STATED:
        return source
    return msgspec.structs.replace(source, lines=tuple(sorted({*source.lines, *form.lines})))


def _ordered(
    build: _Builder, who: Circumstances
) -> tuple[tuple[Material, ...], tuple[Need, ...], Groups]:
    order = {group: i for i, group in enumerate(_GROUP_ORDER)}
    levels = {level: i for i, level in enumerate(Level)}
    catalogue = {stem: i for i, stem in enumerate(build.book.materials.materials)}
    rows = sorted(
        build.rows.values(),
        key=lambda m: (
            order[m.group],
            levels[m.education] if m.education else -1,
            catalogue[m.id.partition(".")[0]],
        ),
    )
    if who.rider:
        rows = [replace(m, required=False) for m in rows]
    return tuple(rows), () if who.rider else tuple(build.needs), _groups(build.book, rows)


def _groups(book: Rulebook, rows: list[Material]) -> Groups:
    """The groups in use with their titles; education is split by level (专科, 本科)."""
    found: dict[str, str] = {}
    for row in rows:
        if row.education:
            found[f"education.{row.education}"] = book.education.levels[row.education]
        else:
            found[row.group] = book.materials.groups[row.group]
    return tuple(found.items())
