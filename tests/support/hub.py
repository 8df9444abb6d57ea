"""A hub of our own on loopback that answers as the real one does, and misbehaves on demand.

As there: HEAD and GET of `/{repository}/resolve/{revision}/{file}` say 302 with the commit, size
and SHA-256 of the file and a signed address at a second server (the CDN), which knows ranges.
Errors carry `X-Error-Code`. Bytes that were sent are counted.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import cast
from urllib.parse import unquote, urlsplit

COMMIT = "38f6bab61d341b23a6c00226f32c0d6148bf9f43"
_BLOCK = 2**16


@dataclass(frozen=True)
class Refuse:
    """Answer with a status, e.g. 401 with code "GatedRepo", 429 with `retry_after`.

    `rate_limit` is the header in which the hub itself says when a limit ends.
    """

    status: int
    code: str = ""
    retry_after: int | None = None
    rate_limit: str = ""


@dataclass(frozen=True)
class Cut:
    """Close the connection after so many bytes of the body."""

    after: int


@dataclass(frozen=True)
class Stall:
    """Send so many bytes of the body, then nothing, with the connection open."""

    after: int = 0


@dataclass(frozen=True)
class Corrupt:
    """Flip a bit of the byte at this place of the file, when it is sent."""

    at: int


@dataclass(frozen=True)
class SayLength:
    """Promise and send a body that is so many bytes shorter than was asked for."""

    shorter: int


@dataclass(frozen=True)
class Page:
    """Answer 200 with a page of HTML, as a hotel's network does."""


Fault = Refuse | Cut | Stall | Corrupt | SayLength | Page


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    is_cdn: bool


@dataclass
class Hub:
    """Both servers. `head` and `get` hold faults, one for each request, in order.

    `head` is asked for requests to the hub itself, `get` for those to the CDN; with
    `always_head` and `always_get` every one of them fails.
    """

    head: deque[Fault] = field(default_factory=deque)
    get: deque[Fault] = field(default_factory=deque)
    always_head: Fault | None = None
    always_get: Fault | None = None
    ignores_ranges: bool = False
    claimed_size: int | None = None
    claimed_sha256: str | None = None
    token: str | None = None
    rate: float | None = None
    sent: int = 0
    busy: int = 0
    seen: list[Seen] = field(default_factory=list)
    on_sent: Callable[[int], None] = lambda count: None

    def __post_init__(self) -> None:
        self._files: dict[str, bytes | memoryview] = {}
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self.stalling = threading.Event()
        self._hub = _Server(self, is_cdn=False)
        self._cdn = _Server(self, is_cdn=True)
        self.address = f"http://127.0.0.1:{self._hub.server_port}"
        self.cdn_address = f"http://127.0.0.1:{self._cdn.server_port}"

    def __enter__(self) -> Hub:
        self._threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            for server in (self._hub, self._cdn)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        for server in (self._hub, self._cdn):
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    def add(self, repository: str, revision: str, name: str, content: bytes | memoryview) -> None:
        """Offer a file."""
        self._files[f"/{repository}/resolve/{revision}/{name}"] = content

    def ranges(self) -> list[str]:
        """The ranges that the CDN was asked for."""
        return [seen.headers.get("range", "") for seen in self.seen if seen.is_cdn]

    def file_at(self, path: str) -> bytes | memoryview | None:
        """What is offered there."""
        return self._files.get(path)

    def next_fault(self, is_cdn: bool) -> Fault | None:
        """The fault for the request that has just come."""
        always, queue = (self.always_get, self.get) if is_cdn else (self.always_head, self.head)
        with self._lock:
            return queue.popleft() if queue else always

    def wait_until_idle(self) -> None:
        """Return when no answer is being sent any more."""
        while self.busy:
            time.sleep(0.01)

    def change_busy(self, by: int) -> None:
        """An answer begins or ends."""
        with self._lock:
            self.busy += by

    def count(self, number: int) -> None:
        """Bytes of a body went out."""
        with self._lock:
            self.sent += number
        self.on_sent(self.sent)


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, hub: Hub, is_cdn: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.hub = hub
        self.is_cdn = is_cdn

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests look at `Hub.seen` instead."""

    def do_HEAD(self) -> None:
        self._answer(has_body=False)

    def do_GET(self) -> None:
        hub = cast(_Server, self.server).hub
        hub.change_busy(1)
        try:
            self._answer(has_body=True)
        finally:
            hub.change_busy(-1)

    def _answer(self, has_body: bool) -> None:
        self.close_connection = True  # a child fetches one range; nothing to keep alive for
        server = cast(_Server, self.server)
        self.hub = server.hub
        path = urlsplit(unquote(self.path)).path
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.hub.seen.append(Seen(self.command, self.path, headers, server.is_cdn))
        fault = self.hub.next_fault(server.is_cdn)
        content = self.hub.file_at(path.removeprefix("/cdn"))
        token = f"Bearer {self.hub.token}" if self.hub.token else None
        if isinstance(fault, Stall) and not has_body:
            self._stall()
        elif isinstance(fault, Refuse):
            self._refuse(fault)
        elif isinstance(fault, Page):
            self._send(200, {"Content-Type": "text/html"}, b"<html>Welcome</html>", has_body)
        elif content is None:
            self._refuse(Refuse(404, "EntryNotFound"))
        elif not server.is_cdn and token and headers.get("authorization") != token:
            self._refuse(Refuse(401, "GatedRepo"))
        elif server.is_cdn:
            self._send_file(content, headers.get("range"), fault)
        else:
            self._point(content, path)

    def _point(self, content: bytes | memoryview, path: str) -> None:
        sha256 = self.hub.claimed_sha256 or hashlib.sha256(content).hexdigest()
        size = len(content) if self.hub.claimed_size is None else self.hub.claimed_size
        headers = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Size": str(size),
            "X-Linked-Etag": f'"{sha256}"',
            "ETag": f'"{COMMIT}"',
            "Accept-Ranges": "bytes",
            "Location": f"{self.hub.cdn_address}/cdn{path}?Expires=1&Signature=x",
        }
        self._send(302, headers, b"", True)

    def _refuse(self, fault: Refuse) -> None:
        headers = {
            "X-Error-Code": fault.code,
            "X-Error-Message": "refused by the test",
            "RateLimit": fault.rate_limit,
        }
        if fault.retry_after is not None:
            headers["Retry-After"] = str(fault.retry_after)
        self._send(fault.status, headers, b"", True)

    def _send(self, status: int, headers: dict[str, str], body: bytes, has_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if has_body:
            self.wfile.write(body)

    def _send_file(
        self, content: bytes | memoryview, wanted: str | None, fault: Fault | None
    ) -> None:
        start, end, status = 0, len(content), 200
        if wanted and not self.hub.ignores_ranges:
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end, status = int(first), min(int(last or end) + 1, end), 206
        whole = len(content)
        if isinstance(fault, SayLength):
            end -= fault.shorter
            whole -= fault.shorter
        self.send_response(status)
        self.send_header("Content-Length", str(end - start))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
        self.end_headers()
        stop_at = end
        if isinstance(fault, Cut | Stall):
            stop_at = min(end, start + fault.after)
        for at in range(start, stop_at, _BLOCK):
            block = bytearray(content[at : min(at + _BLOCK, stop_at)])
            if isinstance(fault, Corrupt) and at <= fault.at < at + len(block):
                block[fault.at - at] ^= 1
            self.wfile.write(block)
            self.hub.count(len(block))
            if self.hub.rate:
                time.sleep(len(block) / self.hub.rate)
            if self.hub.closing.is_set():
                return
        if isinstance(fault, Stall):
            self._stall()

    def _stall(self) -> None:
        self.wfile.flush()
        self.hub.stalling.set()
        self.hub.closing.wait()
