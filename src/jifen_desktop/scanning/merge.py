"""A device that was found in several ways is shown once.

A network scanner announces itself over http and https, over IPv4 and IPv6; SANE finds it once more through its own
eSCL client (`airscan:`, `escl:`), whose names are numbered anew at every start. What is kept is what our own client
found, since it knows the uuid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from jifen_desktop.scanning.port import Device

_OWN: Final = "escl"
_SAME_PROTOCOL: Final = ("airscan:", "escl:")  # SANE's own clients of it
_IN_URL: Final = re.compile(r"^[a-z]+://(?:[^/@]*@)?(\[[^\]]+\]|[^/:]+)", re.IGNORECASE)
_WITH_PORT: Final = re.compile(r"^([^:]+):\d+$")


def merged(found: Iterable[Device]) -> tuple[Device, ...]:
    """Each device once, in the order they were found; the own client's finding stands for all of the same uuid."""
    kept: list[Device] = []
    for device in found:
        place = next((n for n, one in enumerate(kept) if _same(one, device)), None)
        if place is None:
            kept.append(device)
        else:
            kept[place] = _joined(kept[place], device)
    own = {host_of(one.address) for one in kept if one.backend == _OWN} - {""}
    return tuple(one for one in kept if not _is_double(one, own))


def host_of(address: str) -> str:
    """The host of an address or URL, in lower case, without port, brackets and IPv6 zone; "" where there is none."""
    text = address.strip().lower()
    if found := _IN_URL.match(text) or _WITH_PORT.match(text):
        text = found[1]
    return text.strip("[]").partition("%")[0].rstrip(".")


def _same(one: Device, other: Device) -> bool:
    if one.uuid and other.uuid:
        return one.uuid.lower() == other.uuid.lower()
    return (one.backend, one.id) == (other.backend, other.id)


def _joined(one: Device, other: Device) -> Device:
    """Both in one: who comes first stays unless the other is our own client's."""
    if other.backend == _OWN != one.backend:
        one, other = other, one
    return replace(one, uuid=one.uuid or other.uuid, address=one.address or other.address)


def _is_double(device: Device, own: set[str]) -> bool:
    return (
        device.backend == "sane"
        and device.id.startswith(_SAME_PROTOCOL)
        and host_of(device.address) in own
    )
