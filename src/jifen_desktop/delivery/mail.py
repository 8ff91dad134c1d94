"""A mail as a draft file (.eml) and as text to copy, which is the main road."""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path, PurePath
from urllib.parse import quote

from jifen_desktop.delivery.plain import many_lines, one_line
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.names import display_name

_TYPES = {
    ".zip": "application/zip",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# `_` never stands in base64, so no part can hold the boundary.
_BOUNDARY = "=_jifen_desktop_part"
# A line with an encoded word may be 76 characters long (RFC 2047): 39 bytes are 52 in base64, with
# 12 around them and the header's name before.
_WORD_BYTES = 39


@dataclass(frozen=True)
class Attachment:
    """A file to attach, under the name that the reader is to see."""

    name: str
    path: Path


@dataclass(frozen=True)
class Mail:
    """One mail. `to` may be empty: the notice's addresses are lost and none is invented."""

    to: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()


def eml_bytes(mail: Mail) -> bytes:
    """The draft as RFC 5322 with CRLF; the same input gives the same bytes.

    `X-Unsent: 1` lets Outlook and Thunderbird open it for editing; sender, date and message id are
    left to the mail program. Raises JifenError FILE_MISSING or FILE_UNREADABLE for an attachment
    (`name`).
    """
    message = EmailMessage(policy=compat32)
    message["X-Unsent"] = "1"
    if addresses := _addresses(mail.to):
        message["To"] = ",\r\n ".join(addresses)
    message["Subject"] = _header(one_line(mail.subject))
    message["MIME-Version"] = "1.0"
    if mail.attachments:
        message["Content-Type"] = f'multipart/mixed; boundary="{_BOUNDARY}"'
        for part in (_body(EmailMessage(policy=compat32), mail.body), *_parts(mail.attachments)):
            message.attach(part)
    else:
        _body(message, mail.body)
    # Every header is written as it stands: the standard folding cuts encoded words at 76
    # characters, one more than RFC 2047 allows, and keeps only one form of a name.
    return message.as_bytes(policy=SMTP.clone(refold_source="none"))


def copy_text(mail: Mail) -> str:
    """Recipient, subject, text and attachments to copy by hand, with plain line ends."""
    to = one_line(mail.to) or "（未填写，请先向中心核实邮箱）"
    names = [one_line(a.name) for a in mail.attachments] or ["（无）"]
    body = "\n".join(many_lines(mail.body)).strip("\n")
    return (
        f"收件人：{to}\n\n标题：{one_line(mail.subject)}\n\n正文：\n{body}\n\n附件：\n"
        + "\n".join(names)
        + "\n"
    )


def content_type(name: str) -> str:
    """The media type by the name's extension; `application/octet-stream` where it isn't known."""
    return _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")


def _addresses(to: str) -> list[str]:
    """The plain addresses in what the user typed, without names and whatever stands between them.

    Only ASCII: a mail server without SMTPUTF8 takes no other, and the text to copy has it as typed.
    """
    return _ADDRESS.findall(one_line(to))


def _header(text: str) -> str:
    """A header's text: as it is where it is short ASCII, else as encoded words (RFC 2047)."""
    plain = text.isascii() and "=?" not in text and len(text) <= _WORD_BYTES
    return text if plain else "\r\n ".join(f"=?utf-8?B?{word}?=" for word in _words(text))


def _body(part: EmailMessage, text: str) -> EmailMessage:
    """Give the part the mail's text."""
    lines = "".join(f"{line.rstrip()}\r\n" for line in text.splitlines()) or "\r\n"
    part["Content-Type"] = 'text/plain; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(lines.encode("utf-8", "replace")).decode("ascii"))
    return part


def _parts(attachments: Sequence[Attachment]) -> Iterator[EmailMessage]:
    """The attachments. A name stands twice: RFC 2047 for QQ Mail, RFC 2231 for others."""
    for attachment in attachments:
        name = one_line(attachment.name) or "附件"
        try:
            content = disk().read(attachment.path)
        except OSError as error:
            raise JifenError(read_code(error), name=display_name(name)) from error
        part = EmailMessage(policy=compat32)
        part["Content-Type"] = f"{content_type(name)};\r\n {_both_forms('name', name)}"
        part["Content-Transfer-Encoding"] = "base64"
        part["Content-Disposition"] = f"attachment;\r\n {_both_forms('filename', name)}"
        part.set_payload(base64.encodebytes(content).decode("ascii"))
        yield part


def _both_forms(parameter: str, name: str) -> str:
    """`name="=?utf-8?B?…?="; name*=utf-8''…`; a plain ASCII name needs neither."""
    if name.isascii() and "=?" not in name:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{parameter}="{escaped}"'
    words = "\r\n ".join(f"=?utf-8?B?{word}?=" for word in _words(name))
    return f"{parameter}=\"{words}\";\r\n {parameter}*=utf-8''{quote(name, safe='')}"


def _words(name: str) -> Sequence[str]:
    """The name in base64 pieces that never split a character."""
    pieces, piece = [], b""
    for char in name:
        raw = char.encode("utf-8")
        if len(piece) + len(raw) > _WORD_BYTES:
            pieces.append(piece)
            piece = b""
        piece += raw
    pieces.append(piece)
    return [base64.b64encode(piece).decode("ascii") for piece in pieces]
