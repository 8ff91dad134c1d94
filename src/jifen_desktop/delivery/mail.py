"""A mail as a draft file (.eml) and as text to copy, which is the main road."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_BODY = ('Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64", "")
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
    return b"".join(
        part if isinstance(part, bytes) else _encoded(_content(part)) for part in _parts(mail)
    )


def eml_size(mail: Mail, sizes: Mapping[str, int]) -> int:
    """How many bytes `eml_bytes` gives, with `sizes` the attachments' bytes by name; nothing is read."""
    return sum(
        len(part) if isinstance(part, bytes) else attached_size(sizes[part.name])
        for part in _parts(mail)
    )


def attached_size(size: int) -> int:
    """How many bytes `size` bytes have in a mail: base64 in lines of 76 with CRLF (RFC 2045, 6.8)."""
    return 4 * -(-size // 3) + 2 * -(-size // 57)


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


def _parts(mail: Mail) -> Iterator[bytes | Attachment]:
    """The mail in order: what is written as it stands, and between it the attachments, to be encoded.

    Written here rather than by `email`: its folding cuts encoded words at 76 characters, one more than
    RFC 2047 allows, and keeps only one form of a name.
    """
    head = ["X-Unsent: 1"]
    if addresses := _addresses(mail.to):
        head.append("To: " + ",\r\n ".join(addresses))
    head += [f"Subject: {_header(one_line(mail.subject))}", "MIME-Version: 1.0"]
    if not mail.attachments:
        yield _lines(*head, *_BODY) + _body(mail.body)
        return
    head.append(f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"')
    yield _lines(*head, "", f"--{_BOUNDARY}", *_BODY) + _body(mail.body)
    for attachment in mail.attachments:
        yield _lines("", f"--{_BOUNDARY}", *_attached(one_line(attachment.name) or "附件"))
        yield attachment
    yield _lines("", f"--{_BOUNDARY}--")


def _attached(name: str) -> Iterator[str]:
    """An attachment's header. Its name stands twice: RFC 2047 for QQ Mail, RFC 2231 for others."""
    yield f"Content-Type: {content_type(name)};\r\n {_both_forms('name', name)}"
    yield "Content-Transfer-Encoding: base64"
    yield f"Content-Disposition: attachment;\r\n {_both_forms('filename', name)}"
    yield ""


def _lines(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _body(text: str) -> bytes:
    """The mail's text, encoded."""
    lines = "".join(f"{line.rstrip()}\r\n" for line in text.splitlines()) or "\r\n"
    return _encoded(lines.encode("utf-8", "replace"))


def _encoded(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _content(attachment: Attachment) -> bytes:
    try:
        return disk().read(attachment.path)
    except OSError as error:
        name = display_name(one_line(attachment.name) or "附件")
        raise JifenError(read_code(error), name=name) from error


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
