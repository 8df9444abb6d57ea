"""Moving single files between their place and the stage, so that nobody's newer work is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from app.journal.copying import copy_in
from app.journal.folder import OpenFolder
from app.journal.plan import Look, Step

_MOST_NAMES = 100
# the name is taken, or there is no folder any more that it could stand in
_NO_PLACE = (errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
NO_LINKS = (
    errno.EPERM,
    errno.EACCES,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EXDEV,
    errno.EMLINK,
    errno.EINVAL,
)


def is_alike(status: os.stat_result | None, look: Look | None) -> bool:
    """Whether this is the file that once looked so. Not the inode: FAT makes them up anew."""
    return (
        status is not None
        and look is not None
        and stat.S_IFMT(status.st_mode) == stat.S_IFMT(look.mode)
        and status.st_size == look.size
        and status.st_mtime_ns == look.modified_ns
    )


def is_result(status: os.stat_result | None, step: Step) -> bool:
    """Whether this is the new file itself that the step put there."""
    return (
        status is not None
        and step.after is not None
        and is_alike(status, step.after)
        and status.st_ino == step.after.inode
    )


def is_same(one: os.stat_result | None, other: os.stat_result | None) -> bool:
    """Whether both are one file under two names."""
    return (
        one is not None
        and other is not None
        and (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)
    )


def link_or_rename(folder: OpenFolder, source: str, target: str) -> None:
    """Keep `source` under the name `target` too; alone where there are no second names."""
    try:
        folder.link(source, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        folder.rename(source, target)


def put_away(folder: OpenFolder, path: str, hidden: str, look: Look | None) -> bool:
    """Rename a file into the stage. Whether it was done: not when it has just been edited."""
    folder.rename(path, hidden)
    if is_alike(folder.lstat(hidden), look):
        return True
    with contextlib.suppress(FileExistsError):
        folder.rename_to_free(hidden, path)
    return False


def put_over(folder: OpenFolder, source: str, path: str, kept: str) -> bool:
    """Put `source` in the place of `path`, of which `kept` is the second name.

    Whether it was done: when `path` is not that file any more, it stays as it is.
    """
    if folder.lstat(path) is None:
        # no second names here: the file itself was put away
        try:
            folder.rename_to_free(source, path)
        except FileExistsError:
            return False
        return True
    if not folder.exchange(source, path):
        folder.rename(source, path)
        return True
    if not is_same(folder.lstat(source), folder.lstat(kept)):
        folder.exchange(source, path)
        return False
    folder.unlink(source)
    return True


def put_beside(folder: OpenFolder, source: str, path: str) -> None:
    """Rename `source` to a free name like that of `path`, which is taken: "report (2).xlsx".

    It stands beside `path`, or in the nearest folder above that is still there.

    Raises:
        OSError: From the file system.
    """
    for name in _names_beside(path):
        try:
            folder.rename_to_free(source, name)
        except OSError as error:
            if error.errno in _NO_PLACE:
                continue
            raise
        return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)


def bring_original(folder: OpenFolder, step: Step, stage: str, images: Path) -> None:
    """Put a before-image into the stage, from where it can be renamed into its place."""
    image = images / str(step.number)
    target = f"{stage}/o-{step.number}"
    assert step.before is not None
    if not step.image:
        try:
            folder.link_in(image, target)
            return
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
    copy_in(folder, image, target, step.before)


def _names_beside(path: str) -> Iterator[str]:
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    numbered = [f"{stem} ({count}){dot}{ending}" for count in range(2, _MOST_NAMES)]
    for depth in range(len(folders), -1, -1):
        names = numbered if depth == len(folders) else [name, *numbered]
        yield from ("/".join((*folders[:depth], new)) for new in names)
