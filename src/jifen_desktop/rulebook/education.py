"""From education levels to papers: certificates, certification reports, and which set satisfies which need."""

from collections.abc import Sequence
from dataclasses import dataclass

from jifen_desktop.domain.ids import Level, Origin, Report
from jifen_desktop.domain.plan import Need
from jifen_desktop.domain.submission import Education
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.schema import EducationRow, SourceRow
from jifen_desktop.rulebook.sources import Sources

RANK = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True)
class Paper:
    """One education paper before the district's form is known; `part` chooses that form."""

    id: str
    level: Level
    part: str
    source: SourceRow
    set_name: Report | None = None
    alternatives: tuple[str, ...] = ()
    in_validity: bool = False


@dataclass(frozen=True)
class EducationPapers:
    """All papers of the levels held, highest level's rules first applied, and the needs they meet."""

    papers: tuple[Paper, ...]
    needs: tuple[Need, ...]


def relevant_levels(educations: Sequence[Education]) -> tuple[Education, ...]:
    """The levels that give papers, lowest first; 高中 beside a higher level adds nothing [75].

    One level held at home and abroad gives the papers of both.
    """
    ordered = sorted(dict.fromkeys(educations), key=lambda e: RANK[e.level])
    higher = [e for e in ordered if e.level != Level.SECONDARY]
    return tuple(higher or ordered)


def education_papers(
    book: Rulebook, rules: EducationRow, educations: Sequence[Education], sources: Sources
) -> EducationPapers:
    """The papers that a district's `rules` ask for the levels held, lowest level first."""
    held = relevant_levels(educations)
    papers: list[Paper] = []
    needs: list[Need] = []
    for education in held:
        own = _papers_of_level(book, rules, education, held)
        papers += own
        needs += _needs_of_level(book, rules, education, held, own, sources)
    return EducationPapers(tuple(papers), tuple(needs))


def part_of(book: Rulebook, material_id: str) -> str:
    """Which part of the education papers it is, for its form; `any` for every other paper."""
    stem, shape = material_id.partition(".")[0], book.education.domestic
    parts = {
        "certificate": (shape.certificate, shape.degree),
        "report": (*shape.electronic, *shape.written, book.education.overseas.report),
        "degree_report": (*shape.degree_electronic, *shape.degree_written),
    }
    return next((part for part, stems in parts.items() if stem in stems), "any")


def _papers_of_level(
    book: Rulebook, rules: EducationRow, education: Education, held: Sequence[Education]
) -> list[Paper]:
    level, shape = education.level, book.education
    override = _level_source(rules, level, held)

    def paper(stem: str, part: str, source: SourceRow, **more: object) -> Paper:
        return Paper(f"{stem}.{level}", level, part, source, **more)  # type: ignore[arg-type]

    if level in shape.certificate_only.levels:
        return [paper(shape.certificate_only.certificate, "certificate", rules.certificate_only)]
    if education.origin == Origin.OVERSEAS:
        diploma = override or rules.overseas_diploma or rules.overseas
        return [
            paper(shape.overseas.certificate, "certificate", diploma),
            paper(shape.overseas.report, "report", _report_source(rules, override, rules.overseas)),
        ]
    papers = [paper(shape.domestic.certificate, "certificate", override or rules.diploma)]
    report = _report_source(rules, override, rules.report)
    papers += _report_set(
        level,
        "report",
        shape.domestic.electronic,
        shape.domestic.written,
        report,
        rules.report_in_validity,
    )
    if education.has_degree and RANK[level] >= RANK[shape.domestic.degree_from]:
        degree = _report_source(rules, override, rules.degree)
        degree_report = _report_source(rules, override, rules.degree_report)
        papers.append(paper(shape.domestic.degree, "certificate", degree))
        papers += _report_set(
            level,
            "degree_report",
            shape.domestic.degree_electronic,
            shape.domestic.degree_written,
            degree_report,
            False,
        )
    return papers


def _report_set(
    level: Level,
    part: str,
    electronic: Sequence[str],
    written: Sequence[str],
    source: SourceRow,
    in_validity: bool,
) -> list[Paper]:
    """Both sets of a report, each paper naming the other set as its alternative."""
    first = tuple(f"{stem}.{level}" for stem in electronic)
    second = tuple(f"{stem}.{level}" for stem in written)
    return [
        *(Paper(i, level, part, source, Report.ELECTRONIC, second, in_validity) for i in first),
        *(Paper(i, level, part, source, Report.WRITTEN, first) for i in second),
    ]


def _level_source(rules: EducationRow, level: Level, held: Sequence[Education]) -> SourceRow | None:
    """The clause that replaces the district's own one for a level below the highest; None for the highest.

    静安 [75] asks for both sets of 专科 and 本科 where both are held; every other lower set is carried from it.
    """
    levels = {e.level for e in held}
    if (
        rules.both
        and {Level.ASSOCIATE, Level.BACHELOR} <= levels
        and level in (Level.ASSOCIATE, Level.BACHELOR)
    ):
        return rules.both
    return rules.lower if level != held[-1].level else None


def _report_source(rules: EducationRow, override: SourceRow | None, own: SourceRow) -> SourceRow:
    """A report's clause: where a district asks for a report without naming its papers, those stay carried."""
    return own if override is None or override is rules.both or rules.any_report else override


def _needs_of_level(
    book: Rulebook,
    rules: EducationRow,
    education: Education,
    held: Sequence[Education],
    papers: Sequence[Paper],
    sources: Sources,
) -> list[Need]:
    single = [p for p in papers if p.set_name is None]
    needs = [
        Need(p.id, book.material_name(p.id), ((p.id,),), sources.make(p.source)) for p in single
    ]
    level = education.level
    for part, title in (("report", "学历认证报告"), ("degree_report", "学位认证报告")):
        of_part = [p for p in papers if p.part == part and p.set_name]
        if of_part:
            sets = tuple(tuple(p.id for p in of_part if p.set_name == which) for which in Report)
            name = f"{title}（{book.education.levels[level]}）"
            needs.append(Need(f"{part}.{level}", name, sets, sources.make(of_part[0].source)))
    reports = tuple((p.id,) for p in papers if p.part == "report")
    if reports and rules.any_report and _own_clause(rules, education, held):
        name = f"学历认证报告（{book.education.levels[level]}）"
        source = sources.make(rules.any_report)
        needs.append(Need(f"any_report.{level}", name, reports, source, partial=True))
    return needs


def _own_clause(rules: EducationRow, education: Education, held: Sequence[Education]) -> bool:
    """Whether the district's own clause reaches this level: the highest, or 专科 and 本科 held together."""
    override = _level_source(rules, education.level, held)
    return override is None or override is rules.both
