"""Where a scanner answers: scheme, host, port and the path that its resources lie below."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

_PATH = re.compile(r"[A-Za-z0-9._~%-]+(/[A-Za-z0-9._~%-]+)*")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?")
_DEFAULT_ROOT = "eSCL"


@dataclass(frozen=True)
class Place:
    """`root` without slashes at its ends; `host` an address or a name, IPv6 without brackets."""

    scheme: str
    host: str
    port: int
    root: str = _DEFAULT_ROOT

    @property
    def url(self) -> str:
        """What a device is stored under."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}/{self.root}"

    def path(self, resource: str) -> str:
        """The path of a resource, such as ScannerStatus."""
        return f"/{self.root}/{resource}"

    def path_of(self, location: str) -> str | None:
        """The path alone of what a Location header says: scanners name `localhost`, wrong hosts and broken IPv6
        addresses there. None where there is none.
        """
        try:
            path = urlsplit(urljoin(self.path("ScanJobs/"), _without_host(location))).path
        except ValueError:
            return None
        path = path.rstrip("/")
        fits = path.startswith("/") and path.isascii() and path.isprintable() and " " not in path
        return path if fits else None


def _without_host(location: str) -> str:
    # By hand: urlsplit refuses the broken IPv6 addresses.
    return re.sub(r"^[A-Za-z]+://[^/]*", "", location.strip())


def root_of(text: str) -> str:
    """A root path as it is announced (may be missing, have slashes or be nonsense)."""
    root = text.strip().strip("/")
    return root if _PATH.fullmatch(root) and ".." not in root else _DEFAULT_ROOT


def place_at(url: str) -> Place | None:
    """The place of a URL; None where it is none of a scanner."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _is_host(host):
        return None
    return Place(parts.scheme, host, port, root_of(parts.path))


def places_at(typed: str) -> tuple[Place, ...]:
    """The places to try for what the user typed, the encrypted one first; empty where it is no address.

    `192.0.2.5`, `printer.local`, `192.0.2.5:8080`, `[2001:db8::5]`, or a URL, which is then the only one.
    """
    text = typed.strip()
    if "://" in text:
        place = place_at(text)
        return (place,) if place else ()
    if is_ip(text) and ":" in text:
        text = f"[{text}]"
    given = place_at(f"http://{text}")
    if not given:
        return ()
    if urlsplit(f"http://{text}").port:
        return (Place("http", given.host, given.port, given.root), _secure(given, given.port))
    return (_secure(given, 443), given, Place("http", given.host, 8080, given.root))


def _secure(place: Place, port: int) -> Place:
    return Place("https", place.host, port, place.root)


def _is_host(host: str) -> bool:
    return is_ip(host) or bool(_HOST.fullmatch(host) and len(host) <= 253)


def is_ip(text: str) -> bool:
    """Whether it is an address and no name."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
