"""The growing file: which of its bytes are good, and which are missing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from app.domain.stop import StopToken
from app.writer.download.layout import BLOCK, Layout


class PieceDamaged(Exception):
    """A complete piece does not have its hash. Its bytes count as missing from now on."""

    def __init__(self, index: int) -> None:
        super().__init__(f"piece {index + 1} does not match its SHA-256")
        self.index = index


class PartFile:
    """An unfinished model file on the disk.

    Of each piece a number of bytes from its start is there; a complete piece counts only if its
    hash is right. One writer at a time: see the lock in `fetch`.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        """Open `path`, or make it. Nothing in it counts before `check`.

        Raises:
            OSError: it cannot be opened.
        """
        self._layout = layout
        self._there = [0] * len(layout.hashes)
        self._index = 0
        self._hash = hashlib.sha256()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        self._file = os.fdopen(handle, "r+b", buffering=0)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def is_one_piece(self) -> bool:
        """Whether only the whole can be judged."""
        return len(self._there) == 1

    @property
    def have(self) -> int:
        """Bytes that are there and not known to be wrong."""
        return sum(self._there)

    def check(self, stop: StopToken, tell: Callable[[int], None]) -> None:
        """Compare what is on the disk: complete pieces by hash, the rest counts as it is.

        Bytes beyond the right size are cut off. `tell` hears the bytes done.

        Raises:
            Problem: STOPPED.
            OSError: it cannot be read.
        """
        layout = self._layout
        on_disk = min(self._file.seek(0, os.SEEK_END), layout.size)
        self._file.truncate(on_disk)
        for index, expected in enumerate(layout.hashes):
            start, length = layout.start(index), layout.length(index)
            if start + length <= on_disk:
                found = self._hash_of(index, length, stop, tell)
                self._there[index] = length if found.hexdigest() == expected else 0
            else:
                self._there[index] = max(0, on_disk - start)
        self._cut_end()

    def gap(self) -> tuple[int, int] | None:
        """The first missing bytes, as start and end; `None` when all pieces are good."""
        layout, there = self._layout, self._there
        for first in range(len(there)):
            if there[first] < layout.length(first):
                break
        else:
            return None
        last = first
        while last + 1 < len(there) and there[last + 1] == 0:
            last += 1
        return layout.start(first) + there[first], layout.start(last) + layout.length(last)

    def begin(self, stop: StopToken, tell: Callable[[int], None]) -> None:
        """Get ready to write at the start of `gap()`. `tell` hears the bytes read for that.

        Raises:
            Problem: STOPPED.
        """
        gap = self.gap()
        assert gap is not None
        self._index = gap[0] // self._layout.piece_size
        self._hash = self._hash_of(self._index, self._there[self._index], stop, tell)
        self._file.seek(gap[0])

    def write(self, data: bytes) -> None:
        """Add bytes at the start of the gap; they may run over the end of a piece.

        Raises:
            PieceDamaged: a piece became complete and is wrong; the rest of `data` is dropped.
            OSError: the disk is full.
        """
        view = memoryview(data)
        while view:
            index, length = self._index, self._layout.length(self._index)
            block = view[: length - self._there[index]]
            written = self._file.write(block)
            self._hash.update(block[:written])
            self._there[index] += written
            view = view[written:]
            if self._there[index] < length:
                continue
            if self._hash.hexdigest() != self._layout.hashes[index]:
                self._there[index] = 0
                self._cut_end()
                raise PieceDamaged(index)
            self._index, self._hash = index + 1, hashlib.sha256()

    def keep(self) -> None:
        """See to it that what was written survives a power cut."""
        os.fsync(self._file.fileno())

    def _cut_end(self) -> None:
        """Cut wrong bytes off the end, so that the length on disk says how much is here."""
        last = max((index for index, there in enumerate(self._there) if there), default=0)
        self._file.truncate(self._layout.start(last) + self._there[last])

    def _hash_of(
        self, index: int, count: int, stop: StopToken, tell: Callable[[int], None]
    ) -> hashlib._Hash:
        found = hashlib.sha256()
        start = self._layout.start(index)
        self._file.seek(start)
        done = 0
        while done < count:
            stop.check()
            block = self._file.read(min(BLOCK, count - done))
            if not block:
                break
            found.update(block)
            done += len(block)
            tell(start + done)
        return found
