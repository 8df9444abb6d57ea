"""Copying contents into and out of the person's folder, with proof that they arrived."""

# Handles, which pathlib does not have.
# ruff: noqa: PTH115, PTH123

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

from app.domain.problem import Problem, ProblemKind
from app.journal.folder import OpenFolder
from app.journal.plan import Look

_PIECE = 1024 * 1024
_RIGHTS = 0o777  # without set-user-id and its kin


def look_of(status: os.stat_result) -> Look:
    """How a file looks now."""
    return Look(
        status.st_mode,
        status.st_size,
        status.st_mtime_ns,
        status.st_ino,
        status.st_uid,
        status.st_gid,
    )


def digest_in(folder: OpenFolder, path: str) -> str:
    """SHA-256 of the regular file `path`, hexadecimal."""
    with open(folder.open_to_read(path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of(file: Path) -> str:
    """SHA-256 of a file of ours, hexadecimal; of a link, that of where it leads."""
    if file.is_symlink():
        return hashlib.sha256(os.fsencode(os.readlink(file))).hexdigest()
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def stage_new(
    view: OpenFolder, path: str, digest: str, folder: OpenFolder, target: str, original: Look | None
) -> Look:
    """Copy the previewed contents of `path` to `target` in the stage. Returns their look.

    The rights, the owner and what is attached to the file (labels, access lists) are those of
    `original`; a new file has ordinary rights, and can be run when it could in the preview. The
    time is that of the preview, unless it would pass for the original.

    Raises:
        Problem: APPLY_FAILED when the contents are not those that were previewed.
    """
    with open(view.open_to_read(path), "rb") as source:
        status = os.fstat(source.fileno())
        mode = 0o600
        if original is None:
            mode = 0o777 if status.st_mode & stat.S_IXUSR else 0o666
        with open(folder.open_new(target, mode), "wb") as copy:
            found = _copy(source.fileno(), copy.fileno())
            if found != digest:
                raise Problem(ProblemKind.APPLY_FAILED, "the preview was changed", name=path)
            if original is not None:
                _set_owner(copy.fileno(), original)
                with contextlib.suppress(OSError), open(folder.open_to_read(path), "rb") as old:
                    _copy_attributes(old.fileno(), copy.fileno())
                _set_rights(copy.fileno(), original.mode & _RIGHTS)
    if original is None or status.st_mtime_ns != original.modified_ns:
        folder.set_times(target, status.st_mtime_ns)
    staged = folder.lstat(target)
    assert staged is not None
    return look_of(staged)


def copy_out(folder: OpenFolder, path: str, image: Path) -> str:
    """Copy a file or link that leaves the folder to the journal. Returns its SHA-256.

    Raises:
        Problem: APPLY_FAILED when the copy does not read back as it was written.
    """
    status = folder.lstat(path)
    if status is not None and stat.S_ISLNK(status.st_mode):
        leads_to = folder.read_link(path)
        image.symlink_to(leads_to)
        return digest_of(image)
    with open(folder.open_to_read(path), "rb") as source, image.open("xb") as copy:
        written = _copy(source.fileno(), copy.fileno())
        _copy_attributes(source.fileno(), copy.fileno())
        os.fsync(copy.fileno())
    if digest_of(image) != written:
        raise Problem(ProblemKind.APPLY_FAILED, "a safety copy does not read back", name=path)
    return written


def copy_in(folder: OpenFolder, image: Path, target: str, look: Look) -> None:
    """Make `target` from a before-image, with the rights and the time of `look`."""
    if image.is_symlink():
        folder.make_link(os.readlink(image), target)
        folder.set_times(target, look.modified_ns)
        return
    part = f"{target}.part"
    if folder.lstat(part) is not None:
        folder.unlink(part)
    with image.open("rb") as source, open(folder.open_new(part), "wb") as copy:
        _copy(source.fileno(), copy.fileno())
        _set_owner(copy.fileno(), look)
        _copy_attributes(source.fileno(), copy.fileno())
        _set_rights(copy.fileno(), stat.S_IMODE(look.mode))
        os.fsync(copy.fileno())
    folder.set_times(part, look.modified_ns)
    folder.rename(part, target)


def _copy(source: int, target: int) -> str:
    digest = hashlib.sha256()
    while piece := os.read(source, _PIECE):
        digest.update(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(target, rest) :]
    return digest.hexdigest()


def _copy_attributes(source: int, target: int) -> None:
    """Keep tags, comments and access lists, as far as both file systems know them."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):
        for name in os.listxattr(source):
            with contextlib.suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))


def _set_rights(handle: int, rights: int) -> None:
    # FAT and network folders have no rights to set
    if hasattr(os, "fchmod"):
        with contextlib.suppress(PermissionError):
            os.fchmod(handle, rights)


def _set_owner(handle: int, look: Look) -> None:
    if hasattr(os, "fchown") and look.owner >= 0:
        with contextlib.suppress(PermissionError):
            os.fchown(handle, look.owner, look.group)
