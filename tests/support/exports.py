"""Reading an export back with other libraries than those that wrote it."""

from __future__ import annotations

import email
import zipfile
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


def entries(archive: Path) -> list[str]:
    """The names in an archive, in its order."""
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return opened.namelist()


def content(archive: Path) -> dict[str, bytes]:
    """Each entry's bytes, by its name without the folder."""
    with zipfile.ZipFile(archive) as opened:
        return {name.rpartition("/")[2]: opened.read(name) for name in opened.namelist()}


def mail(path: Path) -> EmailMessage:
    """A draft as a mail program reads it."""
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def attachments(message: EmailMessage) -> dict[str, bytes]:
    """The attached files by name."""
    found = {}
    for part in message.iter_attachments():
        data = part.get_payload(decode=True)
        assert isinstance(data, bytes)
        found[part.get_filename() or ""] = data
    return found


def names(folder: Path) -> set[str]:
    """What an export left in its folder, hidden files too."""
    return {p.name for p in folder.iterdir()}
