"""Renames that can never overwrite what somebody put there a moment ago.

Looking first and renaming then leaves a moment in between. Linux (renameat2) and macOS
(renameatx_np) refuse in one go; Python has neither. Elsewhere, and on file systems that know no
such rename, looking first is what is left.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache

_ONLY_TO_A_FREE_NAME = 0x4 if sys.platform == "darwin" else 0x1
_EXCHANGE = 0x2
_UNKNOWN = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})


def rename_to_free(source: int | None, name: str, target: int | None, new: str) -> None:
    """Rename `name` in the folder `source` to `new` in the folder `target`.

    Handles are `None` where names are whole paths.

    Raises:
        FileExistsError: When the new name is taken.
        OSError: Anything else.
    """
    if (
        source is not None
        and target is not None
        and _renamed(source, name, target, new, _ONLY_TO_A_FREE_NAME)
    ):
        return
    # Windows refuses by itself
    if sys.platform != "win32" and _is_taken(target, new):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
    os.rename(name, new, src_dir_fd=source, dst_dir_fd=target)


def exchange(source: int | None, name: str, target: int | None, new: str) -> bool:
    """Let two files swap their names. False where that cannot be done.

    Raises:
        OSError: When one of them is missing, or from the file system.
    """
    if source is None or target is None:
        return False
    return _renamed(source, name, target, new, _EXCHANGE)


def _is_taken(folder: int | None, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _renamed(source: int, name: str, target: int, new: str, flags: int) -> bool:
    """Whether it was done; False where the system or the file system knows no such rename."""
    function = _function()
    if function is None:
        return False
    if function(source, os.fsencode(name), target, os.fsencode(new), flags) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), name, None, new)


@cache
def _function() -> Callable[..., int] | None:
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    if name is None:
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return None
    function.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    function.restype = ctypes.c_int
    return function  # type: ignore[no-any-return]
