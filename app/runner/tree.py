"""Walking and removing trees that somebody hostile may have made.

Nothing here recurses, follows a link or opens anything but folders.
"""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH101, PTH106, PTH108, PTH118

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

MOST_DEPTH = 200
MOST_PATH_BYTES = 3000


def walk(
    root: Path,
    *,
    on_skip: Callable[[str], None],
    into: Callable[[str], bool] = lambda relative: True,
    mend: bool = False,
) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below `root` with its `lstat`, folders before their contents.

    Paths are relative to `root` with forward slashes. What cannot be read, is too deep, or has a
    name that is not text goes to `on_skip` instead. `into` decides which folders are entered.
    `mend` gives folders that cannot be entered the rights that are needed: only for trees that
    are ours and that no process is working in.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        path = os.path.join(root, *folder.split("/")) if folder else str(root)
        try:
            found = _entries(path, mend)
        except OSError:
            on_skip(folder)
            continue
        below: list[str] = []
        for entry in found:
            relative = f"{folder}/{entry.name}" if folder else entry.name
            try:
                encoded = relative.encode()
            except UnicodeEncodeError:
                on_skip(relative.encode("utf-8", "backslashreplace").decode())
                continue
            if relative.count("/") >= MOST_DEPTH or len(encoded) > MOST_PATH_BYTES:
                on_skip(relative.encode("utf-8", "backslashreplace").decode())
                continue
            try:
                # not entry.stat(): on Windows that has neither inode nor link count
                status = os.lstat(entry.path)
            except OSError:
                on_skip(relative)
                continue
            yield relative, status
            if stat.S_ISDIR(status.st_mode) and into(relative):
                below.append(relative)
        waiting.extend(reversed(below))


def _entries(path: str, mend: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except PermissionError:
        if not mend:
            raise
    os.chmod(path, 0o700)
    with os.scandir(path) as found:
        return sorted(found, key=lambda entry: entry.name)


def shown(relative: str) -> str:
    """A path as text that can be shown and stored, shortened when it is absurdly long."""
    text = relative.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= 300 else f"{text[:200]}…{text[-60:]}"


def remove(folder: Path) -> None:
    """Remove `folder` and everything in it, whatever its rights, depth and names. Never raises.

    No process may be working in it. What cannot be removed stays; `sweep` tries again.
    """
    if not os.path.lexists(folder):
        return
    if sys.platform == "win32" or os.open not in os.supports_dir_fd:
        if sys.version_info >= (3, 12):
            shutil.rmtree(folder, onexc=_make_writable_and_retry)
        else:
            shutil.rmtree(folder, onerror=_make_writable_and_retry)
        return
    with contextlib.suppress(OSError):
        if stat.S_ISDIR(os.lstat(folder).st_mode):
            _empty(folder)
            os.rmdir(folder)
        else:
            os.unlink(folder)


def _empty(folder: Path) -> None:
    """Remove the contents by walking down and up with one handle: no path grows, no stack."""
    handle = _enter(folder, None)
    names: list[str] = []
    pending: list[list[str]] = [_unlink_files(handle)]
    try:
        while True:
            if pending[-1]:
                name = pending[-1].pop()
                try:
                    inner = _enter(name, handle)
                except OSError:
                    continue
                os.close(handle)
                handle = inner
                names.append(name)
                pending.append(_unlink_files(handle))
            elif names:
                outer = os.open("..", os.O_RDONLY | os.O_DIRECTORY, dir_fd=handle)
                os.close(handle)
                handle = outer
                pending.pop()
                with contextlib.suppress(OSError):
                    os.rmdir(names.pop(), dir_fd=handle)
            else:
                return
    finally:
        os.close(handle)


def _enter(name: str | Path, where: int | None) -> int:
    """Open the folder `name`, with the rights to empty it."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    status = os.stat(name, dir_fd=where, follow_symlinks=False)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(name)
    if status.st_mode & 0o700 != 0o700:
        os.chmod(name, 0o700, dir_fd=where)
    return os.open(name, flags, dir_fd=where)


def _unlink_files(handle: int) -> list[str]:
    """Remove all that is not a folder; the names of the folders."""
    folders: list[str] = []
    with os.scandir(handle) as found:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    for name, is_folder in entries:
        if is_folder:
            folders.append(name)
        else:
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=handle)
    return folders


def _make_writable_and_retry(function: Callable[[str], object], path: str, error: object) -> None:
    with contextlib.suppress(OSError):
        os.chmod(path, stat.S_IRWXU)
        function(path)
