"""Writes a software bill of materials (CycloneDX 1.6, JSON) of this build.

`python packaging/sbom.py FILE [FOLDER]`, run by the Python of the environment that is frozen. With the frozen folder
every library and program in it is named with its SHA-256. No serial number, and a time only from SOURCE_DATE_EPOCH: the
same build gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from jifen_desktop import __version__
from jifen_desktop.services import licences
from jifen_desktop.services.licences import Component
from system_libraries import carried, purl

_OWN: Final = "jifen-desktop"
_CODE: Final = {".dll", ".pyd", ".exe", ".so", ".dylib"}
Json = dict[str, Any]


def bill(components: tuple[Component, ...], files: Iterable[tuple[str, str]] = ()) -> Json:
    """The document; `files` are names inside the folder with their SHA-256."""
    named = [_component(each) for each in components]
    inside = [_file(name, digest) for name, digest in files]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": _about(),
        "components": [*named, *inside],
        "dependencies": _dependencies(components),
    }


def _about() -> Json:
    told: Json = {
        "component": {
            "type": "application",
            "bom-ref": _OWN,
            "name": _OWN,
            "version": __version__,
            "licenses": [{"license": {"id": "AGPL-3.0-or-later"}}],
        }
    }
    moment = os.environ.get("SOURCE_DATE_EPOCH")
    if moment:
        day = datetime.fromtimestamp(int(moment), UTC)
        told["timestamp"] = day.strftime("%Y-%m-%dT%H:%M:%SZ")
    return told


def _component(component: Component) -> Json:
    told: Json = {
        "type": "library",
        "bom-ref": _ref(component),
        "name": component.name,
        "licenses": [{"expression": component.licence}],
    }
    if component.version:
        told["version"] = component.version
    if component.copyright:
        told["copyright"] = "\n".join(component.copyright)
    if component.package:
        told["purl"] = f"pkg:pypi/{component.name.lower()}@{component.version}"
    elif purl(component):
        told["purl"] = purl(component)
    if component.source:
        told["externalReferences"] = [{"type": "source-distribution", "url": component.source}]
    return told


def _ref(component: Component) -> str:
    return f"component:{component.name}"


def _file(name: str, digest: str) -> Json:
    hashes = [{"alg": "SHA-256", "content": digest}]
    return {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": hashes}


def _dependencies(components: tuple[Component, ...]) -> list[Json]:
    """The program rests on what nothing else brings, and that on what it holds."""
    refs = {component.name: _ref(component) for component in components}
    held: dict[str, list[str]] = {ref: [] for ref in (_OWN, *refs.values())}
    for component in components:
        held[refs[component.within] if component.within else _OWN].append(_ref(component))
    return [{"ref": ref, "dependsOn": sorted(of)} for ref, of in sorted(held.items())]


def code_in(folder: Path) -> list[tuple[str, str]]:
    """Names and SHA-256 of all programs and libraries below `folder`, in the order of their names."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _is_code(path):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found.append((path.relative_to(folder).as_posix(), digest))
    return found


def _is_code(path: Path) -> bool:
    """By its ending (also `.so.6`), or by being told as executable where endings say nothing."""
    if _CODE & set(path.suffixes):
        return True
    return not path.suffix and os.access(path, os.X_OK)


def write(target: Path, folder: Path | None = None) -> None:
    """The document for this system's frozen build; raises ValueError where a package is missing."""
    components = licences.components(frozen=True)
    missing = [each.name for each in components if each.package and not each.version]
    if missing:
        raise ValueError(f"not installed here: {', '.join(missing)}")
    of_system = tuple(each for each, _text in carried(folder)) if folder else ()
    document = bill((*components, *of_system), code_in(folder) if folder else ())
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
