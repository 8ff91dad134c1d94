"""Between an entry and its rows. What is stored bears a digest, so that a flipped bit is found when it is read."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from jifen_desktop.domain.submission import Applicant, Documents, Submission
from jifen_desktop.library.texts import packed

DocumentRow = tuple[str, int, int, str, str]  # material, row, position, SHA-256, body


@dataclass(frozen=True)
class PersonRows:
    """One applicant, or with an empty key the submission's own part."""

    key: str
    body: str
    documents: tuple[DocumentRow, ...]
    digest: str


def submission_rows(submission: Submission) -> PersonRows:
    """All of a submission but its applicants; `confirmed` is part of the digest and stored in its own table."""
    body = _builtins(submission)
    for apart in ("applicants", "documents", "confirmed"):
        del body[apart]
    keys = [a.key for a in submission.applicants]
    apart = json.dumps([keys, sorted(submission.confirmed)])
    return _rows("", packed(body), submission.documents, apart)


def applicant_rows(applicant: Applicant) -> PersonRows:
    """One applicant."""
    body = _builtins(applicant)
    del body["documents"]
    return _rows(applicant.key, packed(body), applicant.documents, "")


def joined(
    own: PersonRows, confirmed: Iterable[str], people: Sequence[PersonRows]
) -> dict[str, Any]:
    """The submission as builtins; ValueError where a digest doesn't match."""
    kept = frozenset(confirmed)
    apart = json.dumps([[p.key for p in people], sorted(kept)])
    for rows, more in ((own, apart), *((person, "") for person in people)):
        if _digest(rows.body, rows.documents, more) != rows.digest:
            raise ValueError("the rows are not those that were written")
    whole: dict[str, Any] = json.loads(own.body)
    whole["confirmed"] = sorted(kept)
    whole["documents"] = _documents(own.documents)
    whole["applicants"] = [
        json.loads(person.body) | {"documents": _documents(person.documents)} for person in people
    ]
    return whole


def submission_of(whole: dict[str, Any]) -> Submission:
    """The value; documents still without their place."""
    return msgspec.convert(whole, Submission, dec_hook=_decoded, strict=True)


def _rows(key: str, body: str, documents: Documents, apart: str) -> PersonRows:
    rows = tuple(_document_rows(documents))
    return PersonRows(key, body, rows, _digest(body, rows, apart))


def _document_rows(documents: Documents) -> Iterable[DocumentRow]:
    for row, (material, files) in enumerate(documents):
        for position, document in enumerate(files):
            body = _builtins(document)
            del body["path"], body["sha256"]
            yield material, row, position, document.sha256, packed(body)


def _documents(rows: Sequence[DocumentRow]) -> list[tuple[str, list[dict[str, Any]]]]:
    found: list[tuple[str, list[dict[str, Any]]]] = []
    for material, row, position, sha, body in rows:
        if position == 0:
            found.append((material, []))
        if (row, position) != (len(found) - 1, len(found[-1][1])):
            raise ValueError("a document is missing")
        found[-1][1].append(json.loads(body) | {"path": "", "sha256": sha})
    return found


def _digest(body: str, documents: Sequence[DocumentRow], apart: str) -> str:
    text = json.dumps([body, [list(row) for row in documents], apart])
    return hashlib.sha256(text.encode()).hexdigest()


def _builtins(value: object) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(value, enc_hook=_encoded)
    return found


def _encoded(value: Any) -> Any:
    if isinstance(value, Path):
        return (
            ""  # the place follows from the hash; a path of this computer means nothing elsewhere
        )
    raise NotImplementedError(type(value))


def _decoded(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(kind)
