"""XML from the network: bounded, without entities, matched on local names since scanners mix their namespaces up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LARGEST: Final = 1_000_000
# Some scanners write it in lower case, which is no XML.
_DOCTYPE: Final = re.compile(rb"<!doctype[^>\[]*>", re.IGNORECASE)


class NotXml(Exception):
    """It isn't XML, or not such as a scanner has to send."""


def parsed(data: bytes, root: str) -> Element:
    """The document. Raises NotXml where it is none, or its root isn't named so."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        found: Element = fromstring(_DOCTYPE.sub(b"", data, count=1).strip())
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotXml from error
    if local(found) != root:
        raise NotXml
    return found


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def all_of(element: Element, name: str) -> Iterator[Element]:
    """Every element of that name below."""
    return (one for one in element.iter() if local(one) == name)


def first(element: Element, name: str) -> Element | None:
    """The first element of that name below."""
    return next(all_of(element, name), None)


def child(element: Element, name: str) -> str:
    """The text of the first child of that name, else ""."""
    return next((text_of(one) for one in element if local(one) == name), "")


def texts(element: Element, name: str) -> list[str]:
    """The texts of every element of that name below, empty ones left out."""
    return [text for one in all_of(element, name) if (text := text_of(one))]


def text_of(element: Element) -> str:
    """Its text without spaces around."""
    return (element.text or "").strip()


def number(text: str) -> int:
    """A count or length; 0 where it is none, or is beyond all reason."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return 0
    return min(int(text), _LARGEST)
