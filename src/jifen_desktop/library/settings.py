"""What the user set once: the company, each district's centre data, last places. One TOML file in the library."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
import tomli_w

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import District
from jifen_desktop.domain.submission import Centre, Company
from jifen_desktop.files.atomic import write_bytes
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import mapped
from jifen_desktop.library.centres import centre_of, table_of
from jifen_desktop.library.holidays import days_of, tables_of
from jifen_desktop.library.schema import CentreTable, CompanyTable, DaysTable, ScannerTable, Table
from jifen_desktop.library.toml_file import TomlSyntaxError, read_toml
from jifen_desktop.rulebook.holidays import DaysOff
from jifen_desktop.rulebook.strict import decode

RETENTION_DAYS: Final = 180


class WindowTable(Table, frozen=True):
    """[window]: logical pixels; nothing known yet where the width is 0."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    maximized: bool = False


class SettingsFile(Table, frozen=True):
    """settings.toml"""

    version: int = 1
    company: CompanyTable = CompanyTable()
    companies: list[CompanyTable] = msgspec.field(default_factory=list)
    centres: dict[District, CentreTable] = msgspec.field(default_factory=dict)
    theme: str = "system"
    text_scale: float = 1.0
    window: WindowTable = WindowTable()
    export_folder: str = ""
    open_folder: str = ""
    retention_days: int = RETENTION_DAYS
    shared_known: str = ""
    holidays: dict[str, DaysTable] = msgspec.field(default_factory=dict)
    scanners: list[ScannerTable] = msgspec.field(default_factory=list)
    scan_folder: str = ""


@dataclass(frozen=True)
class WindowPlace:
    """Where the window was, in logical pixels."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True)
class ScanChoice:
    """A scanner as it was reached last, and how it was used; `dpi` 0 and empty words: nothing was chosen."""

    backend: str = ""
    id: str = ""
    name: str = ""
    address: str = ""
    uuid: str = ""
    source: str = ""
    mode: str = ""
    dpi: int = 0
    paper: str = ""


@dataclass(frozen=True)
class Settings:
    """The user's settings; `theme` is system, light or dark, the folders are last used ones.

    `company` is the default, `companies` the others; `shared_known` the kind of shared folder that was warned of.
    `retention_days` after an export the user is asked whether the documents may go, 0: never.
    `text_scale` is the size of the text, 1.0 is normal; `window` is None before the first close. `holidays` are years
    that the program brings no data for. `scanners` are by a row's material, "" for the last one of all; `scan_folder`
    is the folder that a copier scans into.
    """

    company: Company = field(default_factory=Company)
    centres: tuple[tuple[District, Centre], ...] = ()
    theme: str = "system"
    export_folder: str = ""
    open_folder: str = ""
    text_scale: float = 1.0
    window: WindowPlace | None = None
    retention_days: int = RETENTION_DAYS
    companies: tuple[Company, ...] = ()
    shared_known: str = ""
    holidays: tuple[tuple[int, DaysOff], ...] = ()
    scanners: tuple[tuple[str, ScanChoice], ...] = ()
    scan_folder: str = ""

    def scan_choice(self, material: str) -> ScanChoice:
        """How that row was scanned last, else how any was."""
        known = dict(self.scanners)
        return known.get(material, known.get("", ScanChoice()))

    def with_scan_choice(self, material: str, choice: ScanChoice) -> "Settings":
        """The settings with this as the row's last scan, and as the last of all."""
        kept = {**dict(self.scanners), material: choice, "": choice}
        return replace(self, scanners=tuple(sorted(kept.items())))

    def with_default(self, company: Company) -> "Settings":
        """The settings with another default company; the one before stays among the others."""
        others = [c for c in (self.company, *self.companies) if c.name and c.name != company.name]
        return replace(self, company=company, companies=tuple(others))

    def centre(self, district: District) -> Centre:
        """The district's centre data, empty where none was entered."""
        return dict(self.centres).get(district, Centre())

    def with_centre(self, district: District, centre: Centre) -> "Settings":
        """The settings with one district's centre data replaced."""
        centres = dict(self.centres) | {district: centre}
        return replace(self, centres=tuple(centres.items()))


def load_settings(path: Path) -> tuple[Settings, Path | None]:
    """The settings, and where a damaged file was put aside; defaults where there is none."""
    try:
        raw = read_toml(path)
    except (JifenError, TomlSyntaxError) as error:
        missing = isinstance(error, JifenError) and error.code == Code.FILE_MISSING
        return Settings(), None if missing else _put_aside(path)
    table, problems = decode(raw, SettingsFile)
    if table is None or problems:
        return Settings(), _put_aside(path)
    company = _company(table.company)
    centres = tuple((d, centre_of(c)) for d, c in table.centres.items())
    settings = Settings(company, centres, table.theme, table.export_folder, table.open_folder)
    return replace(
        settings,
        text_scale=table.text_scale,
        window=_place(table.window),
        retention_days=max(0, table.retention_days),
        companies=tuple(_company(c) for c in table.companies),
        shared_known=table.shared_known,
        holidays=tuple(sorted(days_of(table.holidays).items())),
        scanners=tuple(sorted({t.key: _scan_choice(t) for t in table.scanners}.items())),
        scan_folder=table.scan_folder,
    ), None


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings atomically; raises JifenError."""
    table = SettingsFile(
        company=_company_table(settings.company),
        companies=[_company_table(c) for c in settings.companies],
        centres={d: table_of(c) for d, c in settings.centres if c != Centre()},
        theme=settings.theme,
        text_scale=settings.text_scale,
        window=_window(settings.window),
        export_folder=settings.export_folder,
        open_folder=settings.open_folder,
        retention_days=settings.retention_days,
        shared_known=settings.shared_known,
        holidays=tables_of(dict(settings.holidays)),
        scanners=[ScannerTable(key, **asdict(choice)) for key, choice in settings.scanners],
        scan_folder=settings.scan_folder,
    )
    with mapped(path.parent):
        disk().make_folders(path.parent, private=True)
    with mapped(path):
        disk().make_folders(path.parent, private=True)
    data = tomli_w.dumps(msgspec.to_builtins(table, builtin_types=(date,))).encode(
        "utf-8", "replace"
    )
    write_bytes(path, data, private=True)


def _company(table: CompanyTable) -> Company:
    return Company(**{name: getattr(table, name) for name in table.__struct_fields__})


def _company_table(company: Company) -> CompanyTable:
    return CompanyTable(**{name: getattr(company, name) for name in CompanyTable.__struct_fields__})


def _scan_choice(table: ScannerTable) -> ScanChoice:
    return ScanChoice(**{f.name: getattr(table, f.name) for f in fields(ScanChoice)})


def _place(table: WindowTable) -> WindowPlace | None:
    if table.width <= 0 or table.height <= 0:
        return None
    return WindowPlace(table.x, table.y, table.width, table.height, table.maximized)


def _window(place: WindowPlace | None) -> WindowTable:
    if place is None:
        return WindowTable()
    return WindowTable(place.x, place.y, place.width, place.height, place.maximized)


def _put_aside(path: Path) -> Path:
    """Keep a damaged file under another name, so that nothing the user entered is lost.

    Where it can't be renamed (a read-only drive) it stays where it is, and nothing can replace it there either.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        disk().replace(path, aside)
    except OSError:
        return path
    return aside
