"""The processes of one run: how many there are, what they hold, and how to end all of them."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psutil

_PROC = Path("/proc")
_PATIENCE_SECONDS = 10.0


class Family(Protocol):
    """All processes of a run."""

    def pids(self) -> list[int]:
        """Those that run now."""

    def end(self) -> None:
        """Kill them; none is alive when this returns."""


class SealedFamily:
    """A process namespace: when its first process is dead, the kernel has killed all others.

    bwrap itself can be gone before that (safety.md 2.3), so the handle of the first process is
    what is waited for.
    """

    def __init__(self, first: int | None, outer: subprocess.Popen[bytes]) -> None:
        self._first = first
        self._outer = outer
        self._handle = _handle_of_first(first)

    def pids(self) -> list[int]:
        """All that descend from the first, by the kernel's own lists."""
        return [] if self._first is None else list(_descendants(self._first))

    def end(self) -> None:
        """Kill the first process and wait until the kernel has killed the others."""
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            select.select([self._handle], [], [], _PATIENCE_SECONDS)
            os.close(self._handle)
            self._handle = None
        if self._outer.poll() is None:
            if self._first is not None:
                # bwrap ends by itself and passes the exit code on
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._outer.wait(1.0)
            if self._outer.poll() is None:
                self._outer.kill()
        self._outer.wait()


class LooseFamily:
    """A process, its group and descendants, and whoever carries its marker in the environment.

    A process that wants to can hide from this: only a namespace is sure.
    """

    def __init__(self, process: subprocess.Popen[bytes], marker: str) -> None:
        self._process = process
        self._marker = f"SAIDDONE_RUN={marker}".encode()

    def pids(self) -> list[int]:
        """All that can be found."""
        found = {self._process.pid} if self._process.poll() is None else set()
        with contextlib.suppress(psutil.Error):
            children = psutil.Process(self._process.pid).children(recursive=True)
            found |= {child.pid for child in children}
        return sorted(found | set(self._marked()))

    def end(self) -> None:
        """Kill until nobody is found any more."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            others = [pid for pid in self.pids() if pid != self._process.pid]
            if self._process.poll() is None:
                if hasattr(os, "killpg"):
                    # ours as long as it is not waited for: the number can't be someone else's
                    with contextlib.suppress(OSError):
                        os.killpg(self._process.pid, signal.SIGKILL)
                self._process.kill()
            for pid in others:
                with contextlib.suppress(psutil.Error):
                    psutil.Process(pid).kill()
            self._process.wait()
            if not [pid for pid in self.pids() if _is_alive(pid)]:
                return
            time.sleep(0.01)

    def _marked(self) -> Iterator[int]:
        if sys.platform != "linux":
            for process in psutil.process_iter():
                with contextlib.suppress(psutil.Error, OSError):
                    name, _, value = self._marker.decode().partition("=")
                    if process.environ().get(name) == value:
                        yield process.pid
            return
        for entry in _PROC.iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if self._marker in (entry / "environ").read_bytes().split(b"\0"):
                        yield int(entry.name)


def threads(pid: int) -> int:
    """How many threads a process has; 0 when it is gone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())
        return 0
    try:
        return int(psutil.Process(pid).num_threads())
    except psutil.Error:
        return 0


def resident(pid: int) -> int:
    """Bytes of memory that a process shows as its own, shared pages counted fully."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def proportional(pid: int) -> int:
    """Bytes of memory with shared pages counted in parts, where the system can tell."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return resident(pid)


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _handle_of_first(pid: int | None) -> int | None:
    """A handle of the first process of a room, if it still is that one and not a reused number."""
    if pid is None:
        return None
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        return None
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("NSpid:"):
                numbers = line.split()[1:]
                if len(numbers) > 1 and numbers[-1] == "1":
                    return handle
    # a process that is dying has no status any more: wait for it all the same
    if select.select([handle], [], [], 0)[0]:
        return handle
    os.close(handle)
    return None


def _descendants(first: int) -> Iterator[int]:
    """`first` and all below it, by the kernel's own lists of children."""
    waiting = [first]
    while waiting:
        pid = waiting.pop()
        yield pid
        try:
            tasks = list(Path(f"/proc/{pid}/task").iterdir())
        except OSError:
            continue
        for task in tasks:
            with contextlib.suppress(OSError):
                waiting += map(int, (task / "children").read_text().split())
