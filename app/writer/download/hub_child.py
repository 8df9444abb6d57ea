"""A program of its own: bytes of a file on the hub, through huggingface-hub, to standard output.

    hub_child.py REPOSITORY REVISION FILE SIZE SHA256 START END

Endpoint, token, proxies, timeouts and offline mode are the client's own settings, read from the
environment when this program starts. It ends with 0, or with 1 and a line of JSON on standard
error: `kind` (see `Kind`), `detail`, and `retry_after` in seconds or null.

Why not `hf_hub_download`: it continues a file only from its end (a bad piece means the whole file
again), cannot be stopped while it waits, and keeps its own cache beside our one copy. Of the same
client this uses the parts: the address, HEAD for size, ETag and place, the headers, the session
and the errors. Plain HTTP with ranges, not Xet, for the same reasons.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit

import httpx2
from huggingface_hub import constants, get_hf_file_metadata, get_token, hf_hub_url
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import (  # type: ignore[attr-defined]
    build_hf_headers,
    hf_raise_for_status,
    http_stream_backoff,
    parse_ratelimit_headers,
)

_WHO = {"user-agent": "saiddone"}
"""The client would tell the versions of Python and of libraries too; nobody needs those."""

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_BUSY = (408, 425, 429, 500, 502, 503, 504)


class Kind(StrEnum):
    """Why the bytes did not come."""

    OFFLINE = "offline"
    NO_NETWORK = "no-network"
    REFUSED = "refused"
    NOT_FOUND = "not-found"
    BUSY = "busy"
    BROKEN = "broken"
    OTHER_FILE = "other-file"


class Trouble(Exception):
    """A failure that is ours to name."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def main(arguments: list[str]) -> int:
    """Write the wanted bytes to standard output."""
    repository, revision, name, size, sha256, start, end = arguments
    try:
        address = hf_hub_url(repository, name, revision=revision)
        blocks = _with_or_without_token(address, int(size), sha256, int(start), int(end))
        for block in blocks:
            sys.stdout.buffer.write(block)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        return 1  # nobody reads any more
    except (Trouble, OfflineModeIsEnabled, httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        print(json.dumps(describe(error)), file=sys.stderr)  # noqa: T201
        return 1
    return 0


def describe(error: Exception) -> dict[str, str | int | None]:
    """An error as the caller is told of it."""
    detail = f"{type(error).__name__}: {error}".strip()
    retry_after: int | None = None
    kind = Kind.BROKEN
    match error:
        case Trouble():
            kind, detail = error.kind, error.detail
        case OfflineModeIsEnabled():
            kind = Kind.OFFLINE
        case GatedRepoError():
            kind = Kind.REFUSED
        case RepositoryNotFoundError() | RevisionNotFoundError() | EntryNotFoundError():
            kind = Kind.NOT_FOUND
        case HfHubHTTPError():
            status = error.response.status_code
            if status in (401, 403, 451):
                kind = Kind.REFUSED
            elif status in (404, 410):
                kind = Kind.NOT_FOUND
            elif status in _BUSY:
                kind = Kind.BUSY
                retry_after = _seconds_to_wait(error.response)
        case (
            httpx2.ConnectError()
            | httpx2.ConnectTimeout()
            | httpx2.ProxyError()
            | httpx2.UnsupportedProtocol()
            | httpx2.InvalidURL()
        ):
            kind = Kind.NO_NETWORK
    return {"kind": kind.value, "detail": detail, "retry_after": retry_after}


def _seconds_to_wait(response: httpx2.Response) -> int | None:
    """When a busy server wants to be asked again: the hub says it in `RateLimit`, a CDN plainly."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return int(value)
    limit = parse_ratelimit_headers(response.headers)
    if response.status_code == 429 and limit is not None and limit.remaining == 0:
        return limit.reset_in_seconds + 1  # it is rounded
    return None


def _with_or_without_token(
    address: str, size: int, sha256: str, start: int, end: int
) -> Iterator[bytes]:
    # An expired token in the person's settings shuts even public files; those need none.
    try:
        location = _locate(address, size, sha256, token=None)
    except HfHubHTTPError as error:
        if error.response.status_code not in (401, 403) or not get_token():
            raise
        try:
            location = _locate(address, size, sha256, token=False)
        except HfHubHTTPError:
            raise error from None
        return _bytes(address, location, size, start, end, token=False)
    return _bytes(address, location, size, start, end, token=None)


def _locate(address: str, size: int, sha256: str, token: bool | None) -> str:
    """Where the file's bytes are, after making sure that it is the file we know."""
    found = get_hf_file_metadata(
        address, token=token, timeout=constants.HF_HUB_ETAG_TIMEOUT, headers=_WHO
    )
    if found.commit_hash is None:
        # a sign-in page of a hotel's network answers everything with 200
        raise Trouble(Kind.NO_NETWORK, f"What answers at {_host(address)} is not a hub.")
    if found.size is not None and found.size != size:
        raise Trouble(
            Kind.OTHER_FILE, f"The hub offers {found.size} bytes where {size} are expected."
        )
    etag = (found.etag or "").lower()
    if re.fullmatch("[0-9a-f]{64}", etag) and etag != sha256:
        raise Trouble(Kind.OTHER_FILE, f"The hub offers SHA-256 {etag}, expected is {sha256}.")
    return found.location


def _bytes(
    address: str, location: str, size: int, start: int, end: int, token: bool | None
) -> Iterator[bytes]:
    headers = build_hf_headers(token=token, headers=_WHO)
    if _origin(location) != _origin(address):
        headers.pop("authorization", None)  # signed addresses of a CDN need no token
    headers |= {"Accept-Encoding": "identity", "Range": f"bytes={start}-{end - 1}"}
    with http_stream_backoff(
        "GET",
        location,
        headers=headers,
        timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT,
        max_retries=0,
        retry_on_exceptions=(),
        retry_on_status_codes=(),
    ) as response:
        hf_raise_for_status(response)
        at = _first_byte(response, size, start)
        for block in response.iter_bytes():
            wanted = block[max(0, start - at) : max(0, end - at)]
            at += len(block)
            if wanted:
                yield wanted
            if at >= end:
                return
    raise Trouble(Kind.BROKEN, f"The answer ended at byte {at} of {end}.")


def _first_byte(response: httpx2.Response, size: int, start: int) -> int:
    """Where in the file the answer begins: 0 if the server does not know ranges."""
    if response.status_code == 200:
        length = response.headers.get("Content-Length")
        if length is not None and length != str(size):
            raise Trouble(Kind.OTHER_FILE, f"The answer has {length} bytes, expected are {size}.")
        return 0
    given = response.headers.get("Content-Range", "")
    found = _RANGE.fullmatch(given)
    if response.status_code != 206 or found is None or int(found[1]) > start:
        raise Trouble(Kind.BROKEN, f"Status {response.status_code}, Content-Range {given!r}.")
    if found[3] not in ("*", str(size)):
        raise Trouble(Kind.OTHER_FILE, f"The file has {found[3]} bytes, expected are {size}.")
    return int(found[1])


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
