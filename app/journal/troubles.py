"""What the system's errors mean to the person."""

from __future__ import annotations

import errno
import shutil
import traceback
from pathlib import Path

from app.domain.problem import Problem, ProblemKind

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_BUSY = (errno.EBUSY, errno.ETXTBSY)
_WINDOWS_IN_USE = (32, 33)


def as_problem(error: BaseException, root: Path, needed: int) -> Problem:
    """The `Problem` for an error while `root` was worked on.

    `needed` is what the whole work needs in bytes, for the sentence about a full disk.
    """
    if isinstance(error, Problem):
        return error
    detail = "".join(traceback.format_exception(error))
    if isinstance(error, OSError):
        name = _last_part(error.filename) or root.name
        if error.errno in _FULL:
            return disk_full(root, needed, detail)
        if error.errno in _BUSY or getattr(error, "winerror", None) in _WINDOWS_IN_USE:
            return Problem(ProblemKind.FILE_BUSY, detail, name=name)
        if error.errno in _FORBIDDEN:
            return Problem(ProblemKind.FOLDER_FORBIDDEN, detail, name=root.name)
    return Problem(ProblemKind.APPLY_FAILED, detail)


def disk_full(place: Path, needed: int, detail: str = "") -> Problem:
    """DISK_FULL with its numbers."""
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        free = 0
    return Problem(ProblemKind.DISK_FULL, detail, needed=max(needed, free + 1), free=free)


def _last_part(name: object) -> str:
    return Path(name).name if isinstance(name, str) else ""
