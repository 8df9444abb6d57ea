"""Copies of single files: contents, rights, times, and a stamp that tells of a later touch."""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH101

from __future__ import annotations

import errno
import mmap
import os
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_FICLONE = 0x40049409


@dataclass(frozen=True, slots=True)
class Stamp:
    """What our copy of a file looked like when it was made. `changed_ns` can't be forged."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file with this `lstat`."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class Copier:
    """Copies files, by sharing their blocks where the file system can."""

    def __init__(self) -> None:
        self._can_clone = sys.platform == "linux"

    def file(self, source: Path, target: Path) -> Stamp:
        """Copy a regular file; the stamp of the copy."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        flags |= getattr(os, "O_BINARY", 0)
        reading = os.open(source, flags)
        try:
            status = os.fstat(reading)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "not a regular file any more")
            writing = os.open(
                target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            try:
                self._contents(reading, writing)
            finally:
                os.close(writing)
        finally:
            os.close(reading)
        take_over(target, status, source, folder=False)
        return Stamp.of(os.lstat(target))

    def _contents(self, reading: int, writing: int) -> None:
        if self._can_clone and self._clone(reading, writing):
            return
        if hasattr(os, "copy_file_range"):
            try:
                while os.copy_file_range(reading, writing, 2**26):
                    pass
            except OSError as error:
                if error.errno not in (errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
                    raise
            else:
                # some network and FUSE file systems answer "nothing to copy" to everything
                if os.fstat(writing).st_size:
                    return
        while piece := os.read(reading, 2**20):
            view = memoryview(piece)
            while view:
                view = view[os.write(writing, view) :]

    def _clone(self, reading: int, writing: int) -> bool:
        import fcntl

        try:
            fcntl.ioctl(writing, _FICLONE, reading)
        except OSError:
            self._can_clone = False
        return self._can_clone


def take_over(target: Path, status: os.stat_result, source: Path, *, folder: bool) -> None:
    """Give a copy the rights and times of its original.

    A copy is ours even when the original is someone else's, so what we may do with the original
    becomes the owner's rights. Set-user-id and its like are dropped.
    """
    mode = stat.S_IMODE(status.st_mode) & 0o777
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        mode |= 0o400 | (0o200 if os.access(source, os.W_OK) else 0) | (0o100 if folder else 0)
    if not folder:
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.chmod(target, mode)
    if folder:
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))


def tells_of_writes(folder: Path) -> bool:
    """Whether, in this file system, every later write moves a file's ctime; found by trying.

    Also waits until the clock of the file system has moved past all that was written so far, so
    that a later write cannot carry the same time. tmpfs fails: there a write through a memory
    map leaves no trace.
    """
    probe = folder / "clock"
    other = folder / "clock-now"
    try:
        probe.write_bytes(b"\0" * mmap.PAGESIZE)
        before = probe.stat().st_ctime_ns
        deadline = time.monotonic() + 0.2
        while True:
            other.write_bytes(b"\0")
            if other.stat().st_ctime_ns > before:
                break
            if time.monotonic() > deadline:
                return False
            time.sleep(0.001)
        with probe.open("r+b") as file, mmap.mmap(file.fileno(), mmap.PAGESIZE) as mapped:
            mapped[0] = 1
        return probe.stat().st_ctime_ns > before
    except (OSError, ValueError):
        return False
    finally:
        probe.unlink(missing_ok=True)
        other.unlink(missing_ok=True)
