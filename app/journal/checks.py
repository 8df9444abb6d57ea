"""Whether the folder is still as the preview saw it, or as the run left it. Nothing is changed."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.change import Change, ChangeKind, FileMark
from app.journal.copying import digest_in, digest_of, look_of
from app.journal.folder import OpenFolder
from app.journal.plan import Action, Plan, Step, parents
from app.journal.troubles import disk_full, files_changed, undo_conflict

_ROOM_PER_FILE = 8 * 1024
_ROOM = 1024 * 1024


def check_originals(
    folder: OpenFolder, changes: Sequence[Change], caused: Mapping[tuple[int, int], int]
) -> None:
    """Every original has its mark, every new name is free, and every parent is a real folder.

    `caused` are the times of change that we brought about ourselves, by an apply that was rolled
    back: (inode, time in the mark) -> time now.

    Raises:
        Problem: FILES_CHANGED with the first path that is not as the preview saw it.
    """
    freed = {c.path for c in changes if c.kind is ChangeKind.DELETED}
    freed |= {c.source for c in changes if c.kind is ChangeKind.RENAMED}
    made = {c.path for c in changes if c.kind is ChangeKind.CREATED and c.is_folder}
    inodes = {c.before.inode for c in changes if c.source and c.before is not None}
    seen: set[str] = set()
    for change in changes:
        original = change.source or change.path
        if change.before is not None:
            for path in parents(original):
                _check_parent(folder, path, set(), seen)
        for path in parents(change.path):
            _check_parent(folder, path, made, seen)
        status = folder.lstat(original)
        if change.before is not None and not _has_mark(status, change.before, caused):
            raise files_changed(original)
        if change.before is not None and change.is_folder:
            _check_emptied(folder, change.path, freed)
        if change.kind in (ChangeKind.CREATED, ChangeKind.RENAMED) and change.path not in freed:
            there = folder.lstat(change.path)
            # a case-insensitive file system finds the file itself under its new spelling
            if there is not None and there.st_ino not in inodes:
                raise files_changed(change.path)


def check_room(root: Path, journal: Path, changes: Sequence[Change]) -> int:
    """That the new contents, and copies of the old ones, have room. Returns the bytes needed.

    Raises:
        Problem: DISK_FULL.
    """
    new = sum(c.size + _ROOM_PER_FILE for c in changes if c.kind is not ChangeKind.RENAMED) + _ROOM
    old = sum(
        c.before.size + _ROOM_PER_FILE
        for c in changes
        if c.before is not None and c.kind is not ChangeKind.RENAMED and not c.is_folder
    )
    if shutil.disk_usage(root).free < new:
        raise disk_full(root, new)
    is_apart = os.lstat(root).st_dev != os.lstat(journal).st_dev
    if is_apart and shutil.disk_usage(journal).free < old + _ROOM:
        raise disk_full(journal, old + _ROOM)
    return new


def check_results(folder: OpenFolder, changes: Sequence[Change], plan: Plan, images: Path) -> Plan:
    """Everything is as the run left it, and every before-image is whole.

    Returns the plan with the looks that the results have now: a file that was only touched, or
    copied back by a backup, still counts as the run's.

    Raises:
        Problem: UNDO_CONFLICT with the first path that somebody changed since.
    """
    looks: dict[str, os.stat_result] = {}
    for change in changes:
        if change.is_folder or change.kind is ChangeKind.DELETED:
            continue
        status = folder.lstat(change.path)
        if (
            status is None
            or not stat.S_ISREG(status.st_mode)
            or status.st_size != change.size
            or digest_in(folder, change.path) != change.digest
        ):
            raise undo_conflict(change.path)
        looks[change.path] = status
    made = {c.path for c in changes if c.kind is ChangeKind.CREATED and c.is_folder}
    remade = {c.path for c in changes if c.kind is ChangeKind.DELETED and c.is_folder}
    for change in changes:
        if change.kind is ChangeKind.DELETED:
            _check_free(folder, change.path, change.is_folder, looks, made, remade)
        elif change.kind is ChangeKind.RENAMED:
            _check_free(folder, change.source, False, looks, made, remade)
    for step in plan.steps:
        if step.has_image and not _is_whole(images / str(step.number), step):
            raise undo_conflict(step.path)
    return replace(plan, steps=tuple(_renewed(step, looks) for step in plan.steps))


def _check_free(
    folder: OpenFolder,
    path: str,
    is_folder: bool,
    results: dict[str, os.stat_result],
    made: set[str],
    remade: set[str],
) -> None:
    """That something that comes back finds its name free and its folder there."""
    for parent in parents(path):
        status = folder.lstat(parent)
        is_real = status is not None and stat.S_ISDIR(status.st_mode)
        if not is_real and not (parent in remade and (status is None or parent in results)):
            raise undo_conflict(parent)
    status = folder.lstat(path)
    if status is None or path in results:
        return
    if any(result.st_ino == status.st_ino for result in results.values()):
        return  # another spelling of a result, on a file system that ignores case
    if stat.S_ISDIR(status.st_mode):
        if is_folder:
            return
        if path in made:
            _check_only_results(folder, path, {*results, *made})
            return
    raise undo_conflict(path)


def _check_only_results(folder: OpenFolder, path: str, ours: set[str]) -> None:
    """That a folder which must give way holds nothing of the person's."""
    waiting = [path]
    while waiting:
        place = waiting.pop()
        for name in folder.names(place):
            inner = f"{place}/{name}"
            if inner not in ours:
                raise undo_conflict(inner)
            status = folder.lstat(inner)
            if status is not None and stat.S_ISDIR(status.st_mode):
                waiting.append(inner)


def _is_whole(image: Path, step: Step) -> bool:
    try:
        if step.image:
            return digest_of(image) == step.image
        status = image.lstat()
    except OSError:
        return False
    look = step.before
    return look is not None and (status.st_size, status.st_mtime_ns) == (
        look.size,
        look.modified_ns,
    )


def _renewed(step: Step, looks: dict[str, os.stat_result]) -> Step:
    if step.action in (Action.PLACE, Action.REPLACE):
        return replace(step, after=look_of(looks[step.path]))
    if step.action in (Action.MOVE, Action.SETTLE):
        return replace(step, before=look_of(looks[step.target]))
    return step


def _check_parent(folder: OpenFolder, path: str, made: set[str], seen: set[str]) -> None:
    if path in seen or path in made:
        return
    status = folder.lstat(path)
    if status is None or not stat.S_ISDIR(status.st_mode):
        raise files_changed(path)
    seen.add(path)


def _check_emptied(folder: OpenFolder, path: str, freed: set[str]) -> None:
    for name in folder.names(path):
        if f"{path}/{name}" not in freed:
            raise files_changed(f"{path}/{name}")


def _has_mark(
    status: os.stat_result | None, mark: FileMark, caused: Mapping[tuple[int, int], int]
) -> bool:
    if status is None or stat.S_IFMT(status.st_mode) != stat.S_IFMT(mark.mode):
        return False
    if status.st_ino != mark.inode:
        return False
    # what a folder holds is looked at by itself
    return stat.S_ISDIR(mark.mode) or (
        status.st_size == mark.size
        and status.st_mtime_ns == mark.modified_ns
        and status.st_ctime_ns
        in (mark.changed_ns, caused.get((mark.inode, mark.changed_ns), mark.changed_ns))
    )
