"""Looks at a run every quarter of a second, and tells when it takes too much."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Sequence
from pathlib import Path

from app.domain.outcome import Ending, Limits
from app.runner import family, tree
from app.runner.family import Family

PERIOD_SECONDS = 0.25
MOST_NEW_ENTRIES = 50_000


class Watch:
    """Watches memory, processes and the disk that `folders` take.

    Walking a big folder takes time: it is done so rarely that it costs a tenth of the run, or at
    once when the disk's free space shrinks.
    """

    def __init__(self, limits: Limits, folders: Sequence[Path]) -> None:
        self._limits = limits
        self._folders = tuple(folders)
        self._first_bytes, self._first_entries, _ = self._measure()
        self._first_free = self._last_free = self._free()
        self._next_walk = 0.0

    def look(self, running: Family) -> Ending | None:
        """The limit that is exceeded, if any."""
        pids = running.pids()
        # the room's first process is not the script's
        if sum(map(family.threads, pids)) > self._limits.processes + 1:
            return Ending.TOO_MANY_PROCESSES
        most = self._limits.memory_bytes
        # the cheap sum counts shared pages once for each process
        if sum(map(family.resident, pids)) > most and sum(map(family.proportional, pids)) > most:
            return Ending.OUT_OF_MEMORY
        return self._look_at_disk()

    def _look_at_disk(self) -> Ending | None:
        free = self._free()
        shrunk = self._last_free - free > self._limits.disk_bytes // 8
        if time.monotonic() < self._next_walk and not shrunk:
            return None
        self._last_free = free
        began = time.monotonic()
        used, entries, hidden = self._measure()
        took = time.monotonic() - began
        self._next_walk = began + took * 10
        if hidden:
            # something can't be looked into: then the disk itself tells
            used = max(used, self._first_bytes + self._first_free - free)
        if used - self._first_bytes > self._limits.disk_bytes:
            return Ending.OUT_OF_DISK
        if entries - self._first_entries > MOST_NEW_ENTRIES:
            return Ending.OUT_OF_DISK
        return None

    def _free(self) -> int:
        return shutil.disk_usage(self._folders[0]).free if self._folders else 0

    def _measure(self) -> tuple[int, int, bool]:
        """Bytes on disk, entries, and whether something could not be looked into."""
        hidden: list[str] = []
        used = entries = 0
        shared: set[int] = set()
        for folder in self._folders:
            for _, status in tree.walk(folder, on_skip=hidden.append):
                entries += 1
                if status.st_nlink > 1 and not stat.S_ISDIR(status.st_mode):
                    if status.st_ino in shared:
                        continue
                    shared.add(status.st_ino)
                used += _on_disk(status)
        return used, entries, bool(hidden)


def _on_disk(status: os.stat_result) -> int:
    blocks = getattr(status, "st_blocks", None)
    return status.st_size if blocks is None else int(blocks) * 512
