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
    place = Path(os.path.realpath(root))
    end = time.monotonic() + patience
    with contextlib.ExitStack() as handles:
        # whoever works in a folder above has that folder alone, and so all that is in it
        for folder in (*reversed(place.parents), place):
            handle = _open(locks, folder)
            handles.callback(os.close, handle)
            while not _lock(handle, alone=folder == place):
                if time.monotonic() >= end:
                    raise Problem(ProblemKind.FOLDER_BUSY, name=root.name)
                time.sleep(_TRY_AGAIN_SECONDS)
        yield


def _open(locks: Path, folder: Path) -> int:
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:32]
    return os.open(locks / name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


def _lock(handle: int, *, alone: bool) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            # there are no shared locks here, so folders above are not looked at
            if alone:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True
