"""What the system's errors mean to the person."""

from __future__ import annotations

import errno
import shutil
import traceback
from pathlib import Path

from app.domain.problem import Problem, ProblemKind

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EROFS)
# a file that is protected against everybody (EPERM) is locked, whatever the folder's rights
_BUSY = (errno.EBUSY, errno.ETXTBSY, errno.EPERM)
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


def files_changed(path: str) -> Problem:
    """FILES_CHANGED with the path that is not what the preview saw."""
    return Problem(ProblemKind.FILES_CHANGED, name=_shown(path))


def undo_conflict(path: str) -> Problem:
    """UNDO_CONFLICT with the path that somebody changed since."""
    return Problem(ProblemKind.UNDO_CONFLICT, name=_shown(path))


def rollback_incomplete(error: BaseException) -> Problem:
    """ROLLBACK_INCOMPLETE: putting back failed too, and is done at the next start."""
    return Problem(ProblemKind.ROLLBACK_INCOMPLETE, "".join(traceback.format_exception(error)))


def disk_full(place: Path, needed: int, detail: str = "") -> Problem:
    """DISK_FULL with its numbers."""
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        free = 0
    return Problem(ProblemKind.DISK_FULL, detail, needed=max(needed, free + 1), free=free)


def _shown(path: str) -> str:
    """A path that any window or terminal can show, also one that is not text."""
    return path.encode("utf-8", "backslashreplace").decode()


def _last_part(name: object) -> str:
    return _shown(Path(name).name) if isinstance(name, str) else ""
