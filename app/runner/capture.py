"""What a process prints, kept apart and bounded, without ever waiting for somebody else's pipe."""

from __future__ import annotations

import contextlib
import os
import selectors
import time
from pathlib import Path
from typing import IO, Protocol

from app.domain.stop import StopToken

_PIECE = 65536


class Capture(Protocol):
    """Where stdout and stderr of a process go, and what else is waited for meanwhile."""

    @property
    def stdout(self) -> int | IO[bytes]:
        """For `Popen`."""

    @property
    def stderr(self) -> int | IO[bytes]:
        """For `Popen`."""

    @property
    def is_full(self) -> bool:
        """Whether more was printed than is kept."""

    def started(self, pid: int) -> None:
        """To be called once the process has what it inherits."""

    def wait(self, seconds: float) -> None:
        """Sleep until there is news (output, the end, the wish to stop) or the time is up."""

    def collect(self) -> tuple[bytes, bytes]:
        """All that was printed until now, stdout and stderr."""

    def close(self) -> None:
        """Give everything back."""


class PipeCapture:
    """By pipes: the process stops when nobody reads. For POSIX."""

    def __init__(self, most: int, stop: StopToken) -> None:
        self._most = most
        self._kept = {"out": bytearray(), "err": bytearray()}
        self._lost = False
        self._selector = selectors.DefaultSelector()
        out, self.stdout = os.pipe()
        err, self.stderr = os.pipe()
        self._woken, self._wake = os.pipe()
        self._open = {out, err, self.stdout, self.stderr, self._woken, self._wake}
        for reader, name in ((out, "out"), (err, "err"), (self._woken, "")):
            os.set_blocking(reader, False)
            self._selector.register(reader, selectors.EVENT_READ, name)
        self._has_pidfd = False
        self._forget = stop.when_set(self._ring)

    @property
    def is_full(self) -> bool:
        """Whether something was thrown away."""
        return self._lost

    def started(self, pid: int) -> None:
        """Close the ends that the process writes to, and watch for its end."""
        for end in (self.stdout, self.stderr):
            os.close(end)
            self._open.discard(end)
        if hasattr(os, "pidfd_open"):
            with contextlib.suppress(OSError):
                handle = os.pidfd_open(pid)
                self._open.add(handle)
                self._selector.register(handle, selectors.EVENT_READ, "end")
                self._has_pidfd = True

    def wait(self, seconds: float) -> None:
        """Read what comes until there is news."""
        # without a handle for the process its end is looked for often
        seconds = max(0.0, seconds if self._has_pidfd else min(seconds, 0.02))
        self._read(self._selector.select(seconds))

    def collect(self) -> tuple[bytes, bytes]:
        """Read what is left, without waiting for those who still hold the pipe."""
        while any([self._read(self._selector.select(0))]):
            pass
        return bytes(self._kept["out"]), bytes(self._kept["err"])

    def close(self) -> None:
        """Close all handles."""
        self._forget()
        self._selector.close()
        for end in self._open:
            os.close(end)
        self._open.clear()

    def _read(self, events: list[tuple[selectors.SelectorKey, int]]) -> bool:
        """Take what is there; whether anything came."""
        came = False
        for key, _ in events:
            if key.data == "end":
                self._selector.unregister(key.fd)
                continue
            try:
                piece = os.read(key.fd, _PIECE)
            except OSError:
                continue
            if not piece:
                self._selector.unregister(key.fd)
            elif key.data:
                came = not self._lost
                kept = self._kept[key.data]
                room = self._most - sum(map(len, self._kept.values()))
                kept += piece[:room]
                self._lost = self._lost or len(piece) > room
        return came

    def _ring(self) -> None:
        with contextlib.suppress(OSError):
            os.write(self._wake, b"!")


class FileCapture:
    """By files in `folder`: for systems whose pipes can't be waited for."""

    def __init__(self, folder: Path, most: int, stop: StopToken) -> None:
        self._most = most
        self._stop = stop
        self._paths = (folder / "stdout", folder / "stderr")
        self.stdout: IO[bytes] = self._paths[0].open("wb")
        self.stderr: IO[bytes] = self._paths[1].open("wb")

    @property
    def is_full(self) -> bool:
        """Whether the files have grown too big."""
        return sum(path.stat().st_size for path in self._paths) > self._most

    def started(self, pid: int) -> None:
        """Our handles are not needed any more."""
        self.stdout.close()
        self.stderr.close()

    def wait(self, seconds: float) -> None:
        """Sleep a little: nothing tells that there is news."""
        if self._stop.is_set:
            time.sleep(0)
        else:
            self._stop.wait(max(0.0, min(seconds, 0.02)))

    def collect(self) -> tuple[bytes, bytes]:
        """The beginnings of the files."""
        texts = []
        room = self._most
        for path in self._paths:
            with path.open("rb") as file:
                texts.append(file.read(room))
            room -= len(texts[-1])
        return texts[0], texts[1]

    def close(self) -> None:
        """Close the files."""
        self.stdout.close()
        self.stderr.close()
