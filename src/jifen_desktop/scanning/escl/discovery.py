"""Network scanners that announce themselves: mDNS (RFC 6762) and DNS-SD, the services `_uscan` and `_uscans`.

Asked over IPv4, which every office has; an answer's addresses are those of its A and AAAA records.
"""

from __future__ import annotations

import ipaddress
import queue
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from jifen_desktop.files.names import display_name
from jifen_desktop.scanning.escl.description import uuid_of
from jifen_desktop.scanning.escl.place import Place, root_of
from jifen_desktop.scanning.port import Device

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

BACKEND: Final = "escl"
_PLAIN: Final = "_uscan._tcp.local."
_SECURE: Final = "_uscans._tcp.local."
# Questions go out after 0, 1, 3 and 7 seconds; a scanner that sleeps answers the second or third.
_QUIET: Final = 8.0
# Most scanners announce both services at once. What is scanned are identity cards: the encrypted one is taken.
_HELD: Final = 0.7
_DETAILS_MS: Final = 1000

Event = tuple[str, str]  # service type, name


def browse(
    found: Callable[[Device], None],
    stop: Callable[[], bool],
    interfaces: Sequence[str] | None = None,
    quiet: float = _QUIET,
    held: float = _HELD,
) -> None:
    """Call `found` once a scanner as they answer; ends at `stop()` or `quiet` seconds after the last answer. No network
    finds nothing. `interfaces`: the addresses of those to ask on, all where none are given. `held`: how long a plain
    service waits for the scanner's encrypted one.
    """
    from zeroconf import InterfaceChoice, IPVersion, ServiceBrowser, Zeroconf

    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    try:
        zeroconf = Zeroconf(
            interfaces=list(interfaces) if interfaces else InterfaceChoice.All,
            ip_version=IPVersion.V4Only,
        )
    except OSError:
        return

    def changed(service_type: str, name: str, **_: object) -> None:
        events.put((service_type, name))

    try:
        browser = ServiceBrowser(zeroconf, [_PLAIN, _SECURE], handlers=[changed])
        _Finder(zeroconf, events, found, held).run(stop, quiet)
        browser.cancel()
    finally:
        zeroconf.close()


class _Finder:
    """Each scanner once, by its uuid, else by its service's name."""

    def __init__(
        self,
        zeroconf: Zeroconf,
        events: queue.SimpleQueue[Event],
        found: Callable[[Device], None],
        held: float,
    ) -> None:
        self._zeroconf, self._events, self._found = zeroconf, events, found
        self._wait = held
        self._told: set[str] = set()
        self._held: dict[str, tuple[float, Device]] = {}

    def run(self, stop: Callable[[], bool], quiet: float) -> None:
        until = time.monotonic() + quiet
        while not stop() and (self._held or time.monotonic() < until):
            try:
                event = self._events.get(timeout=0.1)
            except queue.Empty:
                event = None
            if event and self._take(*event):
                until = time.monotonic() + quiet
            self._tell_held()

    def _take(self, service_type: str, name: str) -> bool:
        """Whether it was one that isn't known yet."""
        from zeroconf import ServiceInfo

        info = ServiceInfo(service_type, name)
        if not info.load_from_cache(self._zeroconf) and not info.request(
            self._zeroconf, _DETAILS_MS
        ):
            return False
        device = device_of(info)
        if device is None:
            return False
        key = device.uuid or name.partition("._uscan")[0].lower()
        if key in self._told:
            return False
        if service_type == _SECURE:
            self._tell(key, device)
        elif key not in self._held:
            self._held[key] = (time.monotonic() + self._wait, device)
        return True

    def _tell_held(self) -> None:
        now = time.monotonic()
        for key, (due, device) in list(self._held.items()):
            if now >= due:
                self._tell(key, device)

    def _tell(self, key: str, device: Device) -> None:
        self._held.pop(key, None)
        self._told.add(key)
        self._found(device)


def device_of(info: ServiceInfo) -> Device | None:
    """The device of an announcement; None where it has no address."""
    host = _host(info)
    if host is None or not info.port:
        return None
    texts = {key.lower(): value or "" for key, value in info.decoded_properties.items()}
    scheme = "https" if info.type == _SECURE else "http"
    place = Place(scheme, host, info.port, root_of(texts.get("rs", "")))
    name = texts.get("ty", "").strip() or info.get_name()
    return Device(BACKEND, place.url, display_name(name, 80), host, uuid_of(texts.get("uuid", "")))


def _host(info: ServiceInfo) -> str | None:
    """IPv4 first, and addresses that the router knows before those of the cable alone."""

    def rank(text: str) -> tuple[bool, bool]:
        address = ipaddress.ip_address(text)
        return address.version == 6, address.is_link_local

    return min(info.parsed_scoped_addresses(), key=rank, default=None)
