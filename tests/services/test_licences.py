"""Every piece of others' software is named with version and whole licence; the lists keep up."""

from __future__ import annotations

import importlib
import shutil
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from jifen_desktop.resources import resource_path
from jifen_desktop.services import licences

ROOT = Path(__file__).parents[2]
SYSTEMS = {"Windows": "win32", "Darwin": "darwin", "Linux": "linux"}


def _wanted(package: str, system: str, seen: set[str]) -> set[str]:
    """Names of all packages that `package` asks for on `system`, as far as they are installed here."""
    place = {"platform_system": system, "sys_platform": SYSTEMS[system], "extra": ""}
    for line in metadata.requires(package) or []:
        asked = Requirement(line)
        name = licences.plain_name(asked.name)
        if name in seen or (asked.marker and not asked.marker.evaluate(place)):
            continue
        seen.add(name)
        if licences._distribution(name):
            _wanted(name, system, seen)
    return seen


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_package_of_the_program_is_listed(system: str) -> None:
    listed = {licences.plain_name(c.name) for c in licences.components(system) if c.package}
    wanted = _wanted("jifen-desktop", system, set())
    # What macOS' packages ask for can't be looked up here.
    unseen = {"pyobjc-core", "pyobjc-framework-cocoa"} if system == "Darwin" else set()
    assert listed == wanted | unseen


def test_lists_are_of_the_installed_versions() -> None:
    for name, listed in licences.carriers().items():
        installed = metadata.version(name)
        assert installed == listed or installed.startswith(f"{listed}."), f"look at {name} anew"


SHORT = {"public-domain", "blessing", "0BSD", "ICC", "Telegraphics", "Redistributable"}
"""Parts of the names of licences that are no longer than what is said of them."""


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_component_has_a_licence_and_its_text(system: str) -> None:
    for component in licences.components(system, frozen=True):
        if component.package and not licences._distribution(component.name):
            continue  # another system's: its text comes with it there
        least = 50 if any(word in component.licence for word in SHORT) else 500
        assert len(licences.full_text(component)) > least, component.name
        assert component.licence, component.name


def test_where_the_source_is_stands_where_a_licence_asks_for_it() -> None:
    asked = [c for c in licences.every_component() if "GPL" in c.licence]
    assert len(asked) > 10
    for component in asked:
        assert component.source in licences.full_text(component), component.name
        assert component.source.startswith("https://"), component.name


def test_names_are_told_apart_and_carriers_exist() -> None:
    every = licences.every_component()
    names = [component.name for component in every]
    assert len(set(names)) == len(names)
    assert {c.within for c in every if c.within} <= set(names)


def test_every_shipped_text_is_used() -> None:
    used = {text for component in licences.every_component() for text in component.texts}
    shipped = {path.stem for path in resource_path("notices", "texts").iterdir()}
    assert used | {"AGPL-3.0"} == shipped


def test_the_own_licence_is_the_one_of_the_project() -> None:
    assert licences.own_licence().split() == (ROOT / "LICENSE").read_text("utf-8").split()


def test_lesser_licences_are_shown_whole() -> None:
    for component in licences.components("Linux"):
        if "LGPL-3.0" in component.licence:
            text = licences.full_text(component)
            assert "GNU LESSER GENERAL PUBLIC LICENSE" in text, component.name
            assert "TERMS AND CONDITIONS" in text, component.name
        if "LGPL-2.1" in component.licence:
            assert "END OF TERMS AND CONDITIONS" in licences.full_text(component), component.name


def test_versions_inside_the_packages_for_pictures() -> None:
    import pillow_heif
    from PIL import features

    told = {component.name: component.version for component in licences.components("Linux")}
    heif = pillow_heif.libheif_info()
    assert told["libheif"] == heif["libheif"]
    assert f"version {told['libde265']}" in heif["decoders"]["libde265"]
    assert f"({told['x265']}" in heif["encoders"]["x265"]
    for name, feature in {
        "FreeType (Pillow)": "freetype2",
        "HarfBuzz (Pillow)": "harfbuzz",
        "libjpeg-turbo (Pillow)": "libjpeg_turbo",
        "OpenJPEG (Pillow)": "jpg_2000",
        "Raqm": "raqm",
        "libtiff": "libtiff",
        "libwebp": "webp",
    }.items():
        assert told[name] == features.version(feature), name


def test_versions_inside_lxml() -> None:
    etree = importlib.import_module("lxml.etree")

    told = {component.name: component.version for component in licences.components("Linux")}
    assert told["libxml2"] == ".".join(map(str, etree.LIBXML_COMPILED_VERSION))
    assert told["libxslt, libexslt"] == ".".join(map(str, etree.LIBXSLT_COMPILED_VERSION))


def test_texts_are_found_without_the_list_of_a_packages_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the frozen program the metadata lie in a folder of their own, without RECORD."""
    (installed,) = Path(str(metadata.distribution("segno").locate_file(""))).glob(
        "segno-*.dist-info"
    )
    shutil.copytree(installed, tmp_path / installed.name)
    (tmp_path / installed.name / "RECORD").unlink()
    monkeypatch.syspath_prepend(tmp_path)
    (segno,) = (c for c in licences.components("Linux") if c.name == "segno")
    assert licences._licence_files("segno")[0].is_relative_to(tmp_path)
    assert segno.version == metadata.version("segno")
    assert "Lars Heuer" in licences.full_text(segno)


def test_only_the_bundle_names_what_starts_it() -> None:
    names = {c.name for c in licences.components("Windows", frozen=False)}
    assert "PyInstaller bootloader" not in names
    bundled = {c.name for c in licences.components("Windows", frozen=True)}
    assert {"PyInstaller bootloader", "comtypes", "Microsoft Visual C++ Runtime"} <= bundled
    assert "pyobjc-core" not in bundled
