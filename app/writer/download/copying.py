"""Getting a file that is on this computer to a second place, sharing the bytes if possible."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.domain.stop import StopToken
from app.writer.download.layout import BLOCK

_FICLONE = 0x40049409


def copy_file(source: Path, target: Path, stop: StopToken, tell: Callable[[int], None]) -> None:
    """Copy, by reference where the file system can (Btrfs, XFS); `target` is whole or not there.

    `tell` hears the bytes done.

    Raises:
        Problem: STOPPED.
        OSError: it cannot be read or written.
    """
    is_done = False
    try:
        with source.open("rb", buffering=0) as old, target.open("wb", buffering=0) as new:
            if not _clone(old.fileno(), new.fileno()):
                done = 0
                while block := old.read(BLOCK):
                    stop.check()
                    view = memoryview(block)
                    while view:
                        view = view[new.write(view) :]
                    done += len(block)
                    tell(done)
                os.fsync(new.fileno())
        is_done = True
    finally:
        if not is_done:
            target.unlink(missing_ok=True)


def link_or_copy(source: Path, target: Path, stop: StopToken, tell: Callable[[int], None]) -> None:
    """One more name for a file on the same file system, else a copy. Raises as `copy_file`.

    Of a symbolic link it is the file that gets the name: the hub's cache consists of relative
    ones, which lead nowhere from another folder (and `os.link` does not follow them on Linux).
    """
    try:
        os.link(source.resolve(strict=True), target)
    except OSError:
        copy_file(source, target, stop, tell)


def _clone(old: int, new: int) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        fcntl.ioctl(new, _FICLONE, old)
    except OSError:
        return False
    return True
