"""The notices and the bill of materials that go with a build."""

from __future__ import annotations

import importlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import freeze
import notices
import sbom
import system_libraries
from jifen_desktop.services import licences
from jifen_desktop.services.licences import Component

HERE = licences.components(frozen=True)


def test_notices_name_everything_and_quote_each_licence_once(tmp_path: Path) -> None:
    notices.write(tmp_path / freeze.NOTICES)
    text = (tmp_path / freeze.NOTICES).read_text("utf-8")
    for component in HERE:
        assert text.count(component.name) >= 2, component.name
        for holder in component.copyright:
            assert holder in text, component.name
    assert len(re.findall(r"GNU GENERAL PUBLIC LICENSE\n +Version 3", text)) == 1
    assert "[全文同上，见 " in text


def test_notices_without_a_package_are_not_written() -> None:
    gone = Component(name="gone", licence="MIT", texts=("MIT",), package=True)
    with pytest.raises(ValueError, match="gone"):
        notices.notices([(gone, licences.full_text(gone))])
    silent = Component(name="silent", licence="MIT")
    with pytest.raises(ValueError, match="silent"):
        notices.notices([(silent, licences.full_text(silent))])


def test_both_are_the_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for write in (notices.write, sbom.write):
        write(tmp_path / "one")
        write(tmp_path / "two")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def _schema(name: str) -> Any:
    return json.loads((files("cyclonedx.schema") / "_res" / name).read_text("utf-8"))


def _faults(document: sbom.Json) -> list[str]:
    """What the published schema has against a document."""
    jsonschema, referencing = (importlib.import_module(n) for n in ("jsonschema", "referencing"))
    resources = [
        (f"http://cyclonedx.org/schema/{name}", referencing.Resource.from_contents(_schema(name)))
        for name in ("spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    ]
    registry = referencing.Registry().with_resources(resources)
    validator = jsonschema.Draft7Validator(
        _schema("bom-1.6.SNAPSHOT.schema.json"), registry=registry
    )
    return [error.message for error in validator.iter_errors(document)]


def test_the_bill_is_valid_and_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    folder = tmp_path / "program"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib" / "libsample.so.6").write_bytes(b"code")
    (folder / "words.txt").write_text("no code", "utf-8")
    sbom.write(tmp_path / "bill.json", folder)
    document = json.loads((tmp_path / "bill.json").read_text("utf-8"))
    assert _faults(document) == []
    assert document["metadata"]["timestamp"] == "2020-01-01T00:00:00Z"
    named = {each["name"] for each in document["components"] if each["type"] == "library"}
    assert named == {component.name for component in HERE}
    (code,) = (each for each in document["components"] if each["type"] == "file")
    assert code["name"] == "lib/libsample.so.6"
    refs = [each["bom-ref"] for each in document["components"]]
    assert len(set(refs)) == len(refs)
    (heif,) = (d for d in document["dependencies"] if d["ref"] == "component:pillow-heif")
    assert "component:x265" in heif["dependsOn"]


def test_the_schema_would_find_a_fault() -> None:
    document = sbom.bill(HERE)
    document["components"][0]["type"] = "poem"
    assert _faults(document)


def test_licences_are_spdx_expressions() -> None:
    spdx = importlib.import_module("license_expression").get_spdx_licensing()
    for component in licences.every_component():
        if not component.licence.startswith("LicenseRef-"):
            assert spdx.validate(component.licence).errors == [], component.name


@pytest.mark.external("dpkg-query")
def test_libraries_of_the_system_are_named_with_their_licences(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    for name in ("libz.so.1", "libexpat.so.1", "libpython3.11.so.1.0"):
        (inside / name).touch()
    (expat, said), (zlib, _text) = system_libraries.carried(tmp_path)
    assert (expat.name, zlib.name) == ("libexpat1", "zlib1g")
    assert expat.version
    assert "Permission is hereby granted" in said
    assert system_libraries.purl(zlib).startswith("pkg:deb/")
    assert system_libraries.purl(HERE[0]) == ""
    text = notices.notices([(expat, said)])
    assert "libexpat1" in text


@pytest.mark.external("dpkg-query")
def test_a_library_of_nobody_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="libnobody"):
        system_libraries.told_of(["libnobody.so.1"])
