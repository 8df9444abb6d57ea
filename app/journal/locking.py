"""One run at a time in a folder, whichever window or terminal it comes from."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from app.domain.problem import Problem, ProblemKind

_TRY_AGAIN_SECONDS = 0.05
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextlib.contextmanager
def locked(locks: Path, root: Path, patience: float) -> Iterator[None]:
    """Keep everyone else from changing `root`. The system lets go when the process ends.

    `locks` is the folder for the lock files, `patience` how many seconds to wait.

    Raises:
        Problem: FOLDER_BUSY.
    """
    locks.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
    handle = os.open(locks / name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        end = time.monotonic() + patience
        while not _lock(handle):
            if time.monotonic() >= end:
                raise Problem(ProblemKind.FOLDER_BUSY, name=root.name)
            time.sleep(_TRY_AGAIN_SECONDS)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True
