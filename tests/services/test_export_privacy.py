"""What goes out says nothing about people, places and devices; what goes out as it is keeps every byte of it."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import Media
from jifen_desktop.imaging.jpeg import is_bare_copy, picture_span
from jifen_desktop.imaging.location import tells_location
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from tests.intake.makers import jpeg, opened, picture, saved
from tests.services.carriers import CARRIERS, EXTRACTED, FORMS, PHOTOS, RAW, told
from tests.support.inline import InlinePool
from tests.support.submissions import ON, Person, Submission


def looked_at(
    folder: Path,
    files: dict[str, bytes],
    submission: Submission,
    material: str = "id_card",
    **more: Any,
) -> Picture:
    """The submission with these files for one material of its person."""
    for name, data in files.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    given = submission.table()["applicants"][0]["documents"]
    documents = given | {material: [f"files/{name}" for name in files]}
    person = replace(submission.people[0], more={"documents": documents})
    path = submission.but(people=[person], more=more).write(folder)
    book = load_rulebook()
    read = read_submission(path, book, today=ON)
    return look_at(book, read, read_facts(Intake(InlinePool()), read))


def exported(folder: Path, picture: Picture) -> Exported:
    return export(picture, folder / "out", InlinePool())


def leaves(data: bytes) -> Iterator[bytes]:
    """All that a written file holds, unpacked."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from leaves(archive.read(name))
    elif b"MIME-Version" in data[:4000]:
        mail = email.message_from_bytes(data, policy=email.policy.default)
        for part in mail.iter_attachments():
            yield from leaves(part.get_payload(decode=True))  # type: ignore[arg-type]


def pages_of(done: Exported) -> dict[str, tuple[Method, bytes]]:
    """Each source's method and bytes in the archive."""
    (archive,) = [w.path for w in done.written if w.kind == "archive"]
    with zipfile.ZipFile(archive) as found:
        by_name = {name.partition("/")[2]: found.read(name) for name in found.namelist()}
    return {
        page.source: (page.method, by_name[page.name])
        for page in done.pages
        if page.path.parent.name == "files"
    }


def test_nothing_about_anyone_goes_out(tmp_path: Path) -> None:
    for data in CARRIERS.values():
        assert any(form in data for form in FORMS)
    shown = looked_at(tmp_path, CARRIERS, Submission("minhang", "reset_personal"))
    assert [f.code for f in shown.blocking] == []
    done = exported(tmp_path, shown)
    found = pages_of(done)
    assert set(found) == set(CARRIERS)
    for written in done.written:
        for leaf in leaves(written.path.read_bytes()):
            assert not any(form in leaf for form in FORMS), written.path.name
    for name, (method, data) in found.items():
        wanted = (
            Method.COPIED
            if name in PHOTOS
            else Method.EXTRACTED
            if name in EXTRACTED
            else Method.ENCODED
        )
        assert (name, method) == (name, wanted)
        if name in PHOTOS:
            assert is_bare_copy(CARRIERS[name], data)
            assert opened(data).tobytes() == opened(CARRIERS[name]).tobytes()
    start, end = picture_span(found["stream.pdf"][1])
    assert found["stream.pdf"][1][start:end] in CARRIERS["stream.pdf"]


def test_where_originals_are_wanted_every_byte_stays(tmp_path: Path) -> None:
    submission = Submission("jingan", "education", [Person(levels=["bachelor"])])
    shown = looked_at(tmp_path, CARRIERS, submission, "diploma.bachelor")
    done = exported(tmp_path, shown)
    found = pages_of(done)
    assert found == {name: (Method.COPIED, data) for name, data in CARRIERS.items()}
    (document,) = [w.path for w in done.written if w.kind == "word"]
    with zipfile.ZipFile(document) as docx:
        pictures = [docx.read(n) for n in docx.namelist() if n.startswith("word/media/")]
    for data in pictures:
        assert not tells_location(data, Media.PNG if data.startswith(b"\x89PNG") else Media.JPEG)
    unchanged = 0
    for name in PHOTOS:
        start, end = picture_span(CARRIERS[name])
        assert any(CARRIERS[name][start:end] in data for data in pictures)
        unchanged += CARRIERS[name] in pictures
        assert (CARRIERS[name] in pictures) != tells_location(CARRIERS[name], Media.JPEG)
    assert unchanged > 2


LOCATED = {
    "photo.jpg": jpeg(exif=told().tobytes()),
    "shot.heic": saved(picture(), "HEIF", exif=told().tobytes()),
    "plain.jpg": jpeg(comment=RAW),
    "film.jpg": jpeg(exif=told().tobytes()) + b"\0\0\0\x18ftypmp42\xa9xyz+31.2+121.4/",
}
JINGAN = Submission("jingan", "reset_personal")


def codes(picture: Picture) -> list[tuple[str, Any]]:
    return [
        (f.code, f.params.get("n", f.params.get("name")))
        for f in picture.findings
        if f.code.startswith("location")
    ]


def test_the_place_stays_unless_it_is_to_go(tmp_path: Path) -> None:
    shown = looked_at(tmp_path, LOCATED, JINGAN)
    assert codes(shown) == [("location_told", 3)]
    found = pages_of(exported(tmp_path, shown))
    assert found == {name: (Method.COPIED, data) for name, data in LOCATED.items()}


def test_the_place_goes_where_that_touches_nothing_else(tmp_path: Path) -> None:
    shown = looked_at(tmp_path, LOCATED, JINGAN, remove_location=True)
    assert codes(shown) == [("location_stays", "film.jpg")]
    found = pages_of(exported(tmp_path, shown))
    assert {method for method, _ in found.values()} == {Method.COPIED}
    for name in ("plain.jpg", "film.jpg"):
        assert found[name][1] == LOCATED[name]
    for name in ("photo.jpg", "shot.heic"):
        before, after = opened(LOCATED[name]), opened(found[name][1])
        assert dict(before.getexif().get_ifd(0x8825))
        assert dict(after.getexif().get_ifd(0x8825)) == {}
        assert after.getexif()[315] == before.getexif()[315]
        assert after.tobytes() == before.tobytes()
        assert len(found[name][1]) == len(LOCATED[name])


def test_elsewhere_nothing_is_said_of_places(tmp_path: Path) -> None:
    shown = looked_at(
        tmp_path, LOCATED, Submission("minhang", "reset_personal"), remove_location=True
    )
    assert codes(shown) == []


def test_a_removal_that_touches_the_picture_fails_the_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = looked_at(tmp_path, {"photo.jpg": LOCATED["photo.jpg"]}, JINGAN, remove_location=True)
    other = jpeg(picture().rotate(180))
    monkeypatch.setattr("jifen_desktop.imaging.location.without_location", lambda *_: other)
    with pytest.raises(JifenError) as caught:
        exported(tmp_path, shown)
    assert caught.value.code == Code.VERIFY_FAILED
    assert not (tmp_path / "out").exists()
