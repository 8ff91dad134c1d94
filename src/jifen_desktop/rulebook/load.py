"""Reading the rulebook's TOML files into one immutable value."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from jifen_desktop.domain.ids import District, Level
from jifen_desktop.resources import resource_path
from jifen_desktop.rulebook.schema import (
    DistrictFile,
    EducationFile,
    HolidaysFile,
    MaterialRow,
    MaterialsFile,
    ServicesFile,
)
from jifen_desktop.rulebook.strict import decode

S = TypeVar("S")


@dataclass(frozen=True)
class RuleError:
    """One error of the rulebook: file, dotted key, and what is expected there."""

    file: str
    key: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.expected}"


class RulebookError(Exception):
    """The rulebook can't be used; `errors` holds everything that is wrong with it."""

    def __init__(self, errors: list[RuleError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


@dataclass(frozen=True)
class Rulebook:
    """All rules, as read; look-ups by material id and level stand here so that nobody parses ids
    twice.
    """

    services: ServicesFile
    materials: MaterialsFile
    education: EducationFile
    holidays: HolidaysFile
    districts: dict[District, DistrictFile]

    def material(self, material_id: str) -> MaterialRow | None:
        """The catalogue's row of a full id (`diploma.bachelor`, `child_birth_certificate.2`), None
        if unknown.
        """
        stem, _, rest = material_id.partition(".")
        row = self.materials.materials.get(stem)
        if row is None:
            return None
        known = {
            "": rest == "" and "." not in material_id,
            "level": rest in set(Level),
            "child": rest.isdecimal()
            and rest.isascii()
            and 1 <= int(rest) <= 20
            and rest[0] != "0",
        }
        return row if known[row.per] else None

    def material_name(self, material_id: str) -> str:
        """The name with its level or number: 毕业证书（本科）, 子女出生医学证明（2）; the id itself
        if unknown.
        """
        row = self.material(material_id)
        if row is None:
            return material_id
        rest = material_id.partition(".")[2]
        if row.per == "level":
            return f"{row.name}（{self.education.levels[Level(rest)]}）"
        return f"{row.name}（{rest}）" if row.per == "child" and rest != "1" else row.name


def read_rulebook(root: Path) -> tuple[Rulebook | None, list[RuleError]]:
    """Decode every file under `root`; None where any file doesn't have its shape, with all errors."""
    errors: list[RuleError] = []
    services = _read(root / "services.toml", ServicesFile, errors)
    materials = _read(root / "materials.toml", MaterialsFile, errors)
    education = _read(root / "education.toml", EducationFile, errors)
    holidays = _read(root / "holidays.toml", HolidaysFile, errors)
    districts: dict[District, DistrictFile] = {}
    for path in sorted((root / "districts").glob("*.toml")):
        if found := _read(path, DistrictFile, errors):
            districts[found.id] = found
            if path.stem != found.id:
                errors.append(RuleError(f"districts/{path.name}", "id", f"应为文件名 {path.stem}"))
    if errors or not (services and materials and education and holidays):
        return None, errors
    ordered = {d: districts[d] for d in District if d in districts}
    return Rulebook(services, materials, education, holidays, ordered), errors


def _read(path: Path, kind: type[S], errors: list[RuleError]) -> S | None:
    file = f"{path.parent.name}/{path.name}" if path.parent.name == "districts" else path.name
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        errors.append(RuleError(file, "", "文件不存在"))
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        errors.append(RuleError(file, "", f"不是正确的 TOML：{error}"))
        return None
    value, problems = decode(raw, kind)
    errors += [RuleError(file, p.key, p.expected) for p in problems]
    return value


@cache
def load_rulebook() -> Rulebook:
    """The rulebook shipped with the program; raises `RulebookError` with every error at once."""
    from jifen_desktop.rulebook.lint import find_errors_in

    book, errors = read_rulebook(resource_path("rulebook"))
    if book is not None:
        errors = errors + find_errors_in(book)
    if book is None or errors:
        raise RulebookError(errors)
    return book


@cache
def rulebook_version() -> str:
    """Twelve hexadecimal digits that change with any file of the shipped rulebook."""
    root = resource_path("rulebook")
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        digest.update(
            path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
        )
    return digest.hexdigest()[:12]
