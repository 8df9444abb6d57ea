"""A folder of the person's, touched only through handles that follow no links.

Between the preview and now somebody may have put a link in the place of a folder: every path is
walked part by part from the root's own handle, so nothing outside the root is ever reached.
Where the system has no such handles (Windows) each part is looked at before it is used.
"""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH118, PTH208

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from app.journal import renaming

FRESH_FOLDER = 0o700
OnStep = Callable[[str], None]

_HANDLES = sys.platform != "win32" and os.open in os.supports_dir_fd
_FOLDER_FLAGS = (
    getattr(os, "O_PATH", os.O_RDONLY)
    | getattr(os, "O_DIRECTORY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_FILE_FLAGS = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)
# what walking meets where a part is missing, is a file, or is a link
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)


class OpenFolder:
    """The root of a workplace, held open. Paths are relative to it with forward slashes.

    `on_step` is called before everything that changes the disk, with words for it. Every method
    raises the `OSError` of the system.
    """

    def __init__(self, root: Path, on_step: OnStep) -> None:
        self.root = root
        self._on_step = on_step
        self._handle = os.open(root, _FOLDER_FLAGS) if _HANDLES else None

    def close(self) -> None:
        """Let the root go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def lstat(self, path: str) -> os.stat_result | None:
        """What stands at `path`; `None` when nothing does, or it cannot be reached link-free."""
        try:
            with self._parent(path) as (handle, name):
                return os.stat(name, dir_fd=handle, follow_symlinks=False)
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise

    def names(self, path: str) -> list[str]:
        """The names in the folder `path`."""
        with self._parent(path) as (handle, name):
            if handle is None:
                return os.listdir(name)
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            try:
                return os.listdir(inner)
            finally:
                os.close(inner)

    def open_to_read(self, path: str) -> int:
        """A handle of the regular file `path`."""
        with self._parent(path) as (handle, name):
            # a pipe that was put in a file's place must not hang us
            flags = os.O_RDONLY | _FILE_FLAGS | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(name, flags, dir_fd=handle)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.ELOOP, "not a regular file", path)
        return descriptor

    def open_new(self, path: str, mode: int = 0o600) -> int:
        """A handle of `path`, which is made new with rights `mode` less the process's mask."""
        self._on_step(f"create {path}")
        with self._parent(path) as (handle, name):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE_FLAGS
            return os.open(name, flags, mode, dir_fd=handle)

    def make_folder(self, path: str, mode: int | None = None) -> None:
        """Make the folder `path` with exactly the rights `mode`, else with ordinary ones."""
        self._on_step(f"mkdir {path}")
        with self._parent(path) as (handle, name):
            os.mkdir(name, 0o777 if mode is None else FRESH_FOLDER, dir_fd=handle)
        if mode is not None:
            self.set_rights(path, mode)

    def set_rights(self, path: str, mode: int) -> None:
        """Set the rights of the folder `path`; a system that can't is forgiven."""
        self._on_step(f"chmod {path}")
        with (
            self._parent(path) as (handle, name),
            contextlib.suppress(PermissionError, NotImplementedError),
        ):
            os.chmod(name, mode, dir_fd=handle)

    def remove_folder(self, path: str) -> None:
        """Remove the empty folder `path`."""
        self._on_step(f"rmdir {path}")
        with self._parent(path) as (handle, name):
            os.rmdir(name, dir_fd=handle)

    def unlink(self, path: str) -> None:
        """Remove the file or link `path`."""
        self._on_step(f"unlink {path}")
        with self._parent(path) as (handle, name):
            os.unlink(name, dir_fd=handle)

    def rename(self, source: str, target: str) -> None:
        """Rename, over what stands at `target`."""
        self._on_step(f"rename {source} to {target}")
        with self._parent(source) as (one, name), self._parent(target) as (two, new):
            os.replace(name, new, src_dir_fd=one, dst_dir_fd=two)

    def rename_to_free(self, source: str, target: str) -> None:
        """Rename to a name that must be free. Raises FileExistsError when it is not."""
        self._on_step(f"rename {source} to {target}")
        with self._parent(source) as (one, name), self._parent(target) as (two, new):
            renaming.rename_to_free(one, name, two, new)

    def exchange(self, one: str, other: str) -> bool:
        """Let two files swap their names. False where the system can't."""
        self._on_step(f"exchange {one} with {other}")
        with self._parent(one) as (first, name), self._parent(other) as (second, new):
            return renaming.exchange(first, name, second, new)

    def link(self, source: str, target: str) -> None:
        """Give the file `source` the second name `target`."""
        self._on_step(f"link {source} to {target}")
        with self._parent(source) as (one, name), self._parent(target) as (two, new):
            if one is None or two is None:
                os.link(name, new)
            else:
                os.link(name, new, src_dir_fd=one, dst_dir_fd=two, follow_symlinks=False)

    def link_out(self, source: str, target: Path) -> None:
        """Give the file `source` a second name outside, on the same file system."""
        self._on_step(f"link {source} out")
        with self._parent(source) as (handle, name):
            if handle is None:
                os.link(name, target)
            else:
                os.link(name, target, src_dir_fd=handle, follow_symlinks=False)

    def link_in(self, source: Path, target: str) -> None:
        """Give a file of ours a second name inside, on the same file system."""
        self._on_step(f"link in to {target}")
        with self._parent(target) as (handle, name):
            if handle is None:
                os.link(source, name)
            else:
                os.link(source, name, dst_dir_fd=handle, follow_symlinks=False)

    def read_link(self, path: str) -> str:
        """Where the link `path` leads."""
        with self._parent(path) as (handle, name):
            return os.readlink(name, dir_fd=handle)

    def make_link(self, target: str, path: str) -> None:
        """Make a symbolic link."""
        self._on_step(f"symlink {path}")
        with self._parent(path) as (handle, name):
            os.symlink(target, name, dir_fd=handle)

    def set_times(self, path: str, modified_ns: int) -> None:
        """Set the time of the last change; a system that can't is forgiven."""
        with (
            self._parent(path) as (handle, name),
            contextlib.suppress(PermissionError, NotImplementedError),
        ):
            follow = os.utime not in os.supports_follow_symlinks
            times = (modified_ns, modified_ns)
            os.utime(name, ns=times, dir_fd=handle, follow_symlinks=follow)

    def sync(self) -> None:
        """Have everything on this file system written, before this returns."""
        self._on_step("sync")
        if not _HANDLES:
            return
        handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if not _sync_file_system(handle):
                os.sync()
        finally:
            os.close(handle)

    @contextlib.contextmanager
    def _parent(self, path: str) -> Iterator[tuple[int | None, str]]:
        """The folder of `path` as a handle, and the last part of it. Follows no link."""
        *folders, name = path.split("/")
        if self._handle is None:
            place = str(self.root)
            for part in folders:
                place = os.path.join(place, part)
                if not stat.S_ISDIR(os.lstat(place).st_mode):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
            yield None, os.path.join(place, name)
            return
        handle = self._handle
        try:
            for part in folders:
                inner = os.open(part, _FOLDER_FLAGS, dir_fd=handle)
                if handle != self._handle:
                    os.close(handle)
                handle = inner
            yield handle, name
        finally:
            if handle != self._handle:
                os.close(handle)


def _sync_file_system(handle: int) -> bool:
    """Linux's `syncfs`, which Python does not have. False where there is none."""
    if sys.platform != "linux":
        return False
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    if syncfs(handle) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return True
