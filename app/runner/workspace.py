"""A throw-away copy of the person's folder that a script may do anything to."""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH116

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

from app import paths
from app.domain.change import FileMark
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import ReadingFiles, Report
from app.domain.request import Workplace
from app.domain.stop import StopToken
from app.runner import tree
from app.runner.copying import Copier, Stamp, take_over, tells_of_writes

MOST_BYTES = 2 * 1024**3
MOST_ENTRIES = 50_000
SPARE_DISK_BYTES = 512 * 1024**2
_SYSTEM = frozenset(
    {
        "/bin",
        "/boot",
        "/dev",
        "/etc",
        "/home",
        "/lib",
        "/lib64",
        "/media",
        "/mnt",
        "/opt",
        "/proc",
        "/root",
        "/run",
        "/sbin",
        "/srv",
        "/sys",
        "/tmp",
        "/usr",
        "/var",
        "/Applications",
        "/Library",
        "/System",
        "/Users",
    }
)
_UNSEEN = ("/dev", "/proc", "/sys")


@dataclass(slots=True)
class Workspace:
    """The copy at `view`, and what the originals were before it was made.

    All paths are relative with forward slashes. `left_out` are originals that exist but are not
    in the view; `partial` are folders of which only some members are in it. `stamps` is empty
    where the file system does not tell reliably that a file was written to.
    """

    view: Path
    originals: dict[str, FileMark] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    bytes: int = 0


def mark(status: os.stat_result) -> FileMark:
    """The mark of an original with this `lstat`."""
    return FileMark(
        size=status.st_size,
        modified_ns=status.st_mtime_ns,
        changed_ns=status.st_ctime_ns,
        inode=status.st_ino,
        mode=status.st_mode,
    )


def check(workplace: Workplace, program: tuple[Path, ...]) -> None:
    """Refuse folders that no task may work in. `program` are the folders that we run from.

    Raises:
        Problem: FOLDER_MISSING, FOLDER_FORBIDDEN (fact `reason`: "root", "home", "system",
            "own-data" or "program"), FOLDER_UNREADABLE.
    """
    root = workplace.root
    name = root.name or str(root)
    if not root.is_absolute() or not root.is_dir():
        raise Problem(ProblemKind.FOLDER_MISSING, str(root), name=name)
    real = root.resolve()
    reason = ""
    for place in (root, real):
        if place == Path(place.anchor):
            reason = "root"
        elif place == Path.home() or place == Path.home().resolve():
            reason = "home"
        elif str(place) in _SYSTEM or any(place.is_relative_to(unseen) for unseen in _UNSEEN):
            reason = "system"
    # the results folder may lie beside our data, but never in it
    for own in (paths.data().resolve(), paths.cache().resolve()):
        if own.is_relative_to(real) or real.is_relative_to(own):
            reason = reason or "own-data"
    for folder in program:
        if folder.resolve().is_relative_to(real) or real.is_relative_to(folder.resolve()):
            reason = reason or "program"
    if Path.home().resolve().is_relative_to(real):
        reason = reason or "home"
    if reason:
        raise Problem(ProblemKind.FOLDER_FORBIDDEN, reason, name=name, reason=reason)
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem(ProblemKind.FOLDER_UNREADABLE, str(root), name=name)


def survey(workplace: Workplace, view: Path, report: Report, stop: StopToken) -> Workspace:
    """Mark all originals, before a single one is copied.

    Raises:
        Problem: FOLDER_TOO_BIG (facts `name`, `size`, `limit`, `count`), STOPPED.
    """
    space = Workspace(view)
    root = workplace.root
    members = None if workplace.members is None else [m.as_posix() for m in workplace.members]
    if members is not None and "." in members:
        members = None
    ancestors = _ancestors(members or [])
    if members is not None:
        space.partial.add("")

    def is_wanted(relative: str) -> bool:
        return members is None or relative in ancestors or _is_below(relative, members)

    for relative, status in tree.walk(root, on_skip=space.left_out.add, into=is_wanted):
        stop.check()
        if not is_wanted(relative):
            continue
        kind = stat.S_IFMT(status.st_mode)
        if kind not in (stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK):
            space.left_out.add(relative)
            continue
        if kind == stat.S_IFDIR and members is not None and not _is_below(relative, members):
            space.partial.add(relative)
        space.originals[relative] = mark(status)
        space.bytes += status.st_size if kind == stat.S_IFREG else 0
        if space.bytes > MOST_BYTES or len(space.originals) > MOST_ENTRIES:
            raise Problem(
                ProblemKind.FOLDER_TOO_BIG,
                f"{len(space.originals)} entries, {space.bytes} bytes",
                name=root.name,
                size=space.bytes,
                limit=MOST_BYTES,
                count=len(space.originals),
            )
        if len(space.originals) % 500 == 0:
            report(ReadingFiles(len(space.originals), 0))
    if "" in space.left_out:
        raise Problem(ProblemKind.FOLDER_UNREADABLE, str(root), name=root.name)
    return space


def copy(
    workplace: Workplace, space: Workspace, report: Report, stop: StopToken, *, keep_links: bool
) -> None:
    """Make the copy. Contents, rights and times are those of the originals, links stay links.

    `keep_links` False leaves out links that lead out of the folder: without a wall they would
    lead a script to the originals.

    Raises:
        Problem: DISK_FULL (facts `needed`, `free` in bytes), STOPPED.
    """
    free = shutil.disk_usage(space.view.parent).free
    needed = space.bytes + SPARE_DISK_BYTES
    if free < needed:
        raise Problem(ProblemKind.DISK_FULL, str(space.view), needed=needed, free=free)
    root = workplace.root
    space.view.mkdir(mode=0o700)
    copier = Copier()
    folders: list[str] = []
    stamps: dict[str, Stamp] = {}
    told = time.monotonic()
    total = len(space.originals)
    for done, (relative, before) in enumerate(list(space.originals.items())):
        stop.check()
        if time.monotonic() - told > 0.1:
            told = time.monotonic()
            report(ReadingFiles(done, total))
        source, target = root / relative, space.view / relative
        try:
            if stat.S_ISDIR(before.mode):
                target.mkdir(mode=0o700)
                folders.append(relative)
            elif stat.S_ISLNK(before.mode):
                if keep_links or _stays_inside(root, source):
                    target.symlink_to(source.readlink())
                else:
                    _leave_out(space, relative)
            else:
                stamps[relative] = copier.file(source, target)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                free = shutil.disk_usage(space.view.parent).free
                raise Problem(
                    ProblemKind.DISK_FULL, str(error), needed=needed, free=free
                ) from error
            _leave_out(space, relative)
    for relative in reversed(folders):
        status = os.lstat(root / relative)
        take_over(space.view / relative, status, root / relative, folder=True)
    status = os.lstat(root) if not root.is_symlink() else os.stat(root)
    take_over(space.view, status, root, folder=True)
    if stamps and tells_of_writes(space.view.parent):
        space.stamps = stamps
    report(ReadingFiles(total, total))


def _leave_out(space: Workspace, relative: str) -> None:
    """Forget an original that could not be copied."""
    space.left_out.add(relative)
    space.originals.pop(relative, None)


def _stays_inside(root: Path, link: Path) -> bool:
    """Whether a link is relative and leads to something in `root`."""
    target = link.readlink()
    return not target.is_absolute() and link.resolve().is_relative_to(root.resolve())


def _ancestors(members: list[str]) -> set[str]:
    """The folders that members lie in."""
    found: set[str] = set()
    for member in members:
        parts = member.split("/")[:-1]
        found |= {"/".join(parts[:count]) for count in range(1, len(parts) + 1)}
    return found


def _is_below(relative: str, members: list[str]) -> bool:
    return any(relative == member or relative.startswith(f"{member}/") for member in members)
