"""An eSCL scanner for tests, on 127.0.0.1. Its pages come from `papers` (scanimage and SANE's test device, or drawn),
its failures from `Faults`. What it answers is what real servers and devices were seen to answer.

    with EsclServer(SaneTestDevice(folder)) as server:
        server.url, server.asked, server.jobs
"""

from __future__ import annotations

import ssl
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from xml.etree import ElementTree

from tests.scanning.papers import Papers, Settings

UUID = "4509a320-00a0-008f-00b6-002507510eca"
MODEL = "Sample Works MFP 1"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<scan:{0} xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" '
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"><pwg:Version>2.0</pwg:Version>'
)


@dataclass
class Faults:
    """What goes wrong. `trouble_at` counts pages from 0; the others are lists of answers given before the right one."""

    jobs: list[int] = field(default_factory=list)  # HTTP status of each POST
    waits: list[int] = field(default_factory=list)  # of each NextDocument
    retry_after: str = "0"
    end: int = 404  # after the last page
    trouble_at: int | None = None
    trouble: str = ""  # empty, short, half, lost, none
    feeder: str = ""  # the feeder's state once there is trouble
    state: str = "Aborted"  # the job's, once there is trouble
    reason: str = "ResourcesAreNotReady"
    location: str = ""  # in front of the job's path
    model: str = MODEL
    server: str = "SampleWorks/1.0"
    idle: str = "Idle"
    hold: threading.Event | None = None  # until it is set, the answer waits
    hold_at: str = "half"  # of a page; "head": before it; "job": before the job's name is told
    capabilities: bytes | None = None


@dataclass
class Job:
    """One job as the scanner keeps it."""

    path: str
    settings: Settings
    pages: Iterator[bytes]
    state: str = "Processing"
    reason: str = "JobScanning"
    sent: int = 0


class EsclServer:
    """Serves until the block ends. `asked`: "METHOD path" of each question, in their order; `heads` their Host."""

    def __init__(
        self, papers: Papers, faults: Faults | None = None, tls: tuple[Path, Path] | None = None
    ) -> None:
        self.papers, self.faults = papers, faults or Faults()
        self.uuid = str(uuid.uuid4())
        self.asked: list[str] = []
        self.heads: list[str] = []
        self.jobs: list[Job] = []
        self.arrived = threading.Event()  # what `hold` holds is under way
        self.troubled = False
        self.lock = threading.Lock()
        self._http = _Server(("127.0.0.1", 0), _Handler)
        self._http.scanner = self
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*tls)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._http.server_port}/eSCL"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._http.server_port)

    @property
    def busy(self) -> bool:
        """Whether a job holds it."""
        return any(job.state == "Processing" for job in self.jobs)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.faults.hold:
            self.faults.hold.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self.papers.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    scanner: EsclServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def version_string(self) -> str:
        return self.server.scanner.faults.server

    def do_GET(self) -> None:
        scanner = self._noted()
        if self.path == "/eSCL/ScannerCapabilities":
            given = scanner.faults.capabilities
            self._answer(200, given or capabilities(scanner.faults.model, scanner.uuid))
        elif self.path == "/eSCL/ScannerStatus":
            self._answer(200, self._status(scanner))
        elif self.path.endswith("/NextDocument") and (job := self._job("/NextDocument")):
            self._next(scanner, job)
        else:
            self._answer(404)

    def do_POST(self) -> None:
        scanner = self._noted()
        text = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/eSCL/ScanJobs":
            self._answer(404)
        elif scanner.faults.jobs:
            self._answer(scanner.faults.jobs.pop(0), retry=True)
        elif scanner.busy:
            self._answer(503, retry=True)
        else:
            settings = _settings(text)
            path = f"/eSCL/ScanJobs/{uuid.uuid4()}"
            scanner.jobs.append(Job(path, settings, scanner.papers.pages(settings)))
            self._held("job")
            self._answer(201, location=scanner.faults.location + path)

    def do_DELETE(self) -> None:
        scanner = self._noted()
        job = self._job("")
        if job is None:
            self._answer(404)
            return
        if job.state == "Processing":
            job.state, job.reason = "Canceled", "JobCanceledByUser"
        scanner.papers.stop()
        self._answer(200)

    def _noted(self) -> EsclServer:
        scanner = self.server.scanner
        scanner.asked.append(f"{self.command} {self.path}")
        scanner.heads.append(self.headers["Host"])
        return scanner

    def _job(self, end: str) -> Job | None:
        path = self.path.removesuffix(end)
        return next((job for job in self.server.scanner.jobs if job.path == path), None)

    def _next(self, scanner: EsclServer, job: Job) -> None:
        faults = scanner.faults
        if faults.waits:
            self._answer(faults.waits.pop(0), retry=True)
            return
        if job.state != "Processing":
            self._answer(faults.end)
            return
        if faults.trouble_at == job.sent and not scanner.troubled:
            scanner.troubled = True
            self._troubled(faults, job)
            return
        with scanner.lock:
            page = next(job.pages, None)
        if page is None:
            job.state, job.reason = scanner.papers.ended()
            self._answer(faults.end)
            return
        job.sent += 1
        if job.settings.source == "Platen":
            job.state, job.reason = "Completed", "JobCompletedSuccessfully"
        self._page(page)

    def _page(self, page: bytes) -> None:
        """In chunks and without a length, as real ones send it."""
        self._held("head")
        self._head(200, {"Content-Type": "image/jpeg", "Transfer-Encoding": "chunked"})
        half = len(page) // 2
        self._chunk(page[:half])
        self._held("half")
        self._chunk(page[half:])
        self.wfile.write(b"0\r\n\r\n")

    def _held(self, place: str) -> None:
        scanner = self.server.scanner
        if scanner.faults.hold and scanner.faults.hold_at == place:
            scanner.arrived.set()
            scanner.faults.hold.wait()

    def _troubled(self, faults: Faults, job: Job) -> None:
        page = b"" if faults.trouble in ("empty", "none") else next(job.pages)
        job.state, job.reason = faults.state, faults.reason
        half = page[: len(page) // 2]
        if faults.trouble == "none":
            self._answer(faults.end)
        elif faults.trouble == "short":  # the length of the whole, and the connection ends
            self._head(200, {"Content-Length": str(len(page)), "Connection": "close"})
            self.wfile.write(half)
            self.close_connection = True
        elif faults.trouble == "lost":  # amid a chunk
            self._head(200, {"Transfer-Encoding": "chunked", "Connection": "close"})
            self.wfile.write(f"{len(page):x}\r\n".encode() + half)
            self.close_connection = True
        else:  # a whole answer with half a page, or none, in it
            self._head(200, {"Content-Length": str(len(half))})
            self.wfile.write(half)

    def _status(self, scanner: EsclServer) -> bytes:
        faults = scanner.faults
        feeder = faults.feeder if scanner.troubled or faults.jobs else ""
        feeder = feeder or ("Loaded" if scanner.papers.loaded() else "Empty")
        jobs = "".join(
            f"<scan:JobInfo><pwg:JobUri>{job.path}</pwg:JobUri><pwg:JobState>{job.state}</pwg:JobState>"
            f"<pwg:JobStateReasons><pwg:JobStateReason>{job.reason}</pwg:JobStateReason></pwg:JobStateReasons>"
            "</scan:JobInfo>"
            for job in scanner.jobs
        )
        state = "Processing" if scanner.busy else faults.idle
        return (
            f"{_HEAD.format('ScannerStatus')}<pwg:State>{state}</pwg:State>"
            f"<scan:AdfState>ScannerAdf{feeder}</scan:AdfState><scan:Jobs>{jobs}</scan:Jobs>"
            "</scan:ScannerStatus>"
        ).encode()

    def _answer(
        self, status: int, body: bytes = b"", *, location: str = "", retry: bool = False
    ) -> None:
        headers = {"Content-Length": str(len(body))}
        if location:
            headers["location"] = location
        if retry:
            headers["Retry-After"] = self.server.scanner.faults.retry_after
        if status in (301, 302, 307):
            headers["Location"] = "http://127.0.0.2:9/eSCL/ScanJobs"
        self._head(status, headers)
        self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _settings(text: bytes) -> Settings:
    root = ElementTree.fromstring(text)
    found = {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in root.iter()}
    return Settings(
        found.get("InputSource", "Platen"),
        found.get("Duplex") == "true",
        found.get("ColorMode", "RGB24"),
        int(found.get("XResolution", "75")),
        int(found.get("Width", "2480")),
        int(found.get("Height", "3507")),
        found.get("DocumentFormat", "image/jpeg"),
    )


def capabilities(model: str = MODEL, uuid_: str = UUID) -> bytes:
    """What the scanner can: a flatbed and a feeder for both sides, A4."""
    modes = "".join(
        f"<scan:ColorMode>{one}</scan:ColorMode>"
        for one in ("BlackAndWhite1", "Grayscale8", "RGB24")
    )
    formats = "".join(
        f"<pwg:DocumentFormat>{one}</pwg:DocumentFormat><scan:DocumentFormatExt>{one}</scan:DocumentFormatExt>"
        for one in ("image/jpeg", "image/png")
    )
    resolutions = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{one}</scan:XResolution>"
        f"<scan:YResolution>{one}</scan:YResolution></scan:DiscreteResolution>"
        for one in (75, 150, 300)
    )
    source = (
        "<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2480</scan:MaxWidth>"
        "<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>3507</scan:MaxHeight>"
        f"<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>{modes}</scan:ColorModes>"
        f"<scan:DocumentFormats>{formats}</scan:DocumentFormats><scan:SupportedResolutions>"
        f"<scan:DiscreteResolutions>{resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>"
        "</scan:SettingProfile></scan:SettingProfiles>"
    )
    return (
        f"{_HEAD.format('ScannerCapabilities')}<pwg:MakeAndModel>{model}</pwg:MakeAndModel>"
        f"<scan:UUID>{uuid_}</scan:UUID>"
        f"<scan:Platen><scan:PlatenInputCaps>{source}</scan:PlatenInputCaps></scan:Platen>"
        f"<scan:Adf><scan:AdfSimplexInputCaps>{source}</scan:AdfSimplexInputCaps>"
        f"<scan:AdfDuplexInputCaps>{source}</scan:AdfDuplexInputCaps>"
        "<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions></scan:Adf>"
        "</scan:ScannerCapabilities>"
    ).encode()


@contextmanager
def announced(server: EsclServer, *, secure: bool = False) -> Iterator[None]:
    """The server announces itself on 127.0.0.1 as real scanners do on the network."""
    from zeroconf import IPVersion, ServiceInfo, Zeroconf

    kind = f"_uscan{'s' if secure else ''}._tcp.local."
    info = ServiceInfo(
        kind,
        f"Sample {server.uuid}.{kind}",
        port=server.port,
        properties={"ty": MODEL, "rs": "/eSCL", "uuid": server.uuid.upper(), "is": "platen,adf"},
        parsed_addresses=["127.0.0.1"],
        server=f"{server.uuid}.local.",
    )
    zeroconf = Zeroconf(interfaces=["127.0.0.1"], ip_version=IPVersion.V4Only)
    try:
        zeroconf.register_service(info, cooperating_responders=True)
        yield
    finally:
        zeroconf.close()
