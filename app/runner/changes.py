"""What differs between the folder before and the view after a script, as a list of changes.

Contents are compared, never size and time alone: those a script can forge. No process may be
working in the view any more.
"""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH101, PTH115, PTH123

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.change import Change, ChangeKind, FileMark
from app.domain.request import Workplace
from app.domain.stop import StopToken
from app.runner import tree
from app.runner.copying import Stamp
from app.runner.workspace import Workspace, mark

MOST_ENTRIES = 200_000
_SPECIAL_RIGHTS = stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX
_NO_FOLLOW = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Differences:
    """The changes, and the paths of what cannot be taken over, both sorted by path."""

    changes: tuple[Change, ...]
    skipped: tuple[str, ...]


def list_changes(space: Workspace, workplace: Workplace, stop: StopToken) -> Differences:
    """Compare the view with the originals' marks and contents.

    Links, special files and files with set-user-id rights are never taken over: they are named
    in `skipped`, and what stood in their place stays. Folders that hold something that the
    script could not see are never deleted.

    Raises:
        Problem: STOPPED.
    """
    return _Comparison(space, workplace, stop).result()


class _Comparison:
    def __init__(self, space: Workspace, workplace: Workplace, stop: StopToken) -> None:
        self._space = space
        self._workplace = workplace
        self._stop = stop
        self._skipped: set[str] = set(space.left_out)
        self._after: dict[str, os.stat_result] = {}
        self._changes: list[Change] = []

    def result(self) -> Differences:
        self._scan()
        kept = self._kept()
        originals = self._space.originals
        created: list[Change] = []
        deleted: list[Change] = []
        for path, before in originals.items():
            self._stop.check()
            status = self._after.get(path)
            if path in kept:
                continue
            if status is None:
                deleted.append(self._deletion(path, before))
            elif stat.S_IFMT(status.st_mode) != stat.S_IFMT(before.mode):
                deleted.append(self._deletion(path, before))
                created += self._creation(path, status)
            elif stat.S_ISREG(before.mode) and self._differs(path, before, status):
                self._changes.append(self._content(path, ChangeKind.MODIFIED, status, before))
        for path, status in self._after.items():
            self._stop.check()
            if path not in originals:
                created += self._creation(path, status)
        self._pair(created, deleted)
        order = {ChangeKind.DELETED: 0}
        self._changes.sort(key=lambda change: (change.path, order.get(change.kind, 1)))
        skipped = sorted(tree.shown(path) for path in self._skipped)
        return Differences(tuple(self._changes), tuple(skipped))

    def _scan(self) -> None:
        """Read the view into `_after`, without what can't be taken over."""
        refused: set[str] = set()

        def into(path: str) -> bool:
            return path not in refused

        walking = tree.walk(self._space.view, on_skip=self._skipped.add, into=into, mend=True)
        for count, (path, status) in enumerate(walking):
            self._stop.check()
            if count >= MOST_ENTRIES:
                self._skipped.add("…")
                break
            if self._is_refused(path, status):
                refused.add(path)
                self._skipped.add(path)
            else:
                self._after[path] = status

    def _is_refused(self, path: str, status: os.stat_result) -> bool:
        kind = stat.S_IFMT(status.st_mode)
        before = self._space.originals.get(path)
        if path in self._space.left_out:
            return True
        if kind == stat.S_IFREG:
            if status.st_mode & _SPECIAL_RIGHTS:
                return True
            # folders with something unseen below can't give way to a file
            return before is not None and stat.S_ISDIR(before.mode) and self._is_protected(path)
        if kind == stat.S_IFDIR:
            return False
        if kind == stat.S_IFLNK and before is not None and stat.S_ISLNK(before.mode):
            return not _leads_alike(self._workplace.root / path, self._space.view / path)
        return True

    def _is_protected(self, path: str) -> bool:
        """Whether the real folder `path` holds something that the script could not see."""
        return path in self._space.partial or any(
            left.startswith(f"{path}/") for left in self._space.left_out
        )

    def _kept(self) -> set[str]:
        """Originals that stay although they are not in the view as they were."""
        originals = self._space.originals
        kept = {path for path in self._skipped if path in originals}
        # a link that was moved: the new one is not taken over, so the old one stays
        moved = {
            _target(self._space.view / path)
            for path in self._skipped
            if path not in originals and (self._space.view / path).is_symlink()
        }
        for path, before in originals.items():
            gone = path not in self._after and path not in self._skipped
            if gone and stat.S_ISLNK(before.mode) and moved:
                if _target(self._workplace.root / path) in moved:
                    kept.add(path)
                    self._skipped.add(path)
            elif gone and stat.S_ISDIR(before.mode) and self._is_protected(path):
                kept.add(path)
                self._skipped.add(path)
        # whatever lies in a folder that was replaced by something refused
        replaced = {path for path in kept if stat.S_ISDIR(originals[path].mode)}
        replaced -= {path for path in replaced if path in self._after}
        replaced -= {path for path in replaced if not os.path.lexists(self._space.view / path)}
        if replaced:
            kept |= {path for path in originals if _is_inside(path, replaced)}
        # no folder goes while something in it stays
        for path in list(kept):
            kept |= {folder for folder in _folders_of(path) if folder not in self._after}
        return kept

    def _differs(self, path: str, before: FileMark, status: os.stat_result) -> bool:
        if self._space.stamps.get(path) == Stamp.of(status):
            return False
        return status.st_size != before.size or not _same_contents(
            self._workplace.root / path, self._space.view / path
        )

    def _deletion(self, path: str, before: FileMark) -> Change:
        return Change(path, ChangeKind.DELETED, is_folder=stat.S_ISDIR(before.mode), before=before)

    def _creation(self, path: str, status: os.stat_result) -> list[Change]:
        """The change for something new, in view of what really stands there."""
        is_folder = stat.S_ISDIR(status.st_mode)
        if _is_inside(path, self._skipped):
            self._skipped.add(path)
            return []
        if self._workplace.members is not None and not self._workplace.contains(Path(path)):
            # the script could not see what is there already
            try:
                real = os.lstat(self._workplace.root / path)
            except OSError:
                real = None
            if real is not None and stat.S_ISDIR(real.st_mode) and is_folder:
                return []
            if real is not None and stat.S_ISREG(real.st_mode) and not is_folder:
                if _same_contents(self._workplace.root / path, self._space.view / path):
                    return []
                change = self._content(path, ChangeKind.MODIFIED, status, mark(real))
                self._changes.append(change)
                return []
            if real is not None:
                self._skipped.add(path)
                return []
        if is_folder:
            return [Change(path, ChangeKind.CREATED, is_folder=True)]
        return [self._content(path, ChangeKind.CREATED, status, None)]

    def _content(
        self, path: str, kind: ChangeKind, status: os.stat_result, before: FileMark | None
    ) -> Change:
        if not status.st_mode & stat.S_IRUSR:
            os.chmod(self._space.view / path, stat.S_IMODE(status.st_mode) | stat.S_IRUSR)
        digest = digest_of(self._space.view / path)
        return Change(path, kind, before=before, size=status.st_size, digest=digest)

    def _pair(self, created: list[Change], deleted: list[Change]) -> None:
        """Turn deleted and created files of equal content into renamed ones."""
        sizes = {change.size for change in created if not change.is_folder}
        old: dict[str, list[Change]] = defaultdict(list)
        for change in deleted:
            before = change.before
            if before is None or not stat.S_ISREG(before.mode) or before.size not in sizes:
                continue
            if change.path in self._after:
                continue  # a folder took its place: moving it would be in the way
            self._stop.check()
            try:
                old[digest_of(self._workplace.root / change.path)].append(change)
            except OSError:
                continue
        new: dict[str, list[Change]] = defaultdict(list)
        for change in created:
            if not change.is_folder and change.digest in old:
                new[change.digest].append(change)
        taken: set[int] = set()
        for digest, arrivals in new.items():
            for before_change, arrival in _matches(old[digest], arrivals):
                taken |= {id(before_change), id(arrival)}
                self._changes.append(
                    replace(
                        arrival,
                        kind=ChangeKind.RENAMED,
                        source=before_change.path,
                        before=before_change.before,
                    )
                )
        self._changes += [change for change in created + deleted if id(change) not in taken]


def _matches(gone: list[Change], arrived: list[Change]) -> list[tuple[Change, Change]]:
    """Which of the files with one content became which: same name first, then same folder.

    Empty files are all alike, so there only the name tells.
    """

    def name(change: Change) -> str:
        return change.path.rpartition("/")[2]

    def folder(change: Change) -> str:
        return change.path.rpartition("/")[0]

    pairs: list[tuple[Change, Change]] = []
    gone = sorted(gone, key=lambda change: change.path)
    arrived = sorted(arrived, key=lambda change: change.path)
    rules: list[Callable[[Change], str]] = [name, folder, lambda change: ""]
    if arrived[0].size == 0 and (len(gone) > 1 or len(arrived) > 1):
        rules = [name]
    for rule in rules:
        for arrival in list(arrived):
            match = next((change for change in gone if rule(change) == rule(arrival)), None)
            if match is not None:
                gone.remove(match)
                arrived.remove(arrival)
                pairs.append((match, arrival))
    return pairs


def digest_of(path: Path) -> str:
    """SHA-256 of a regular file, hexadecimal. Never follows a link."""
    with open(os.open(path, _NO_FOLLOW), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _same_contents(original: Path, copy: Path) -> bool:
    """Whether two files hold the same bytes; no, when one can't be read."""
    try:
        if not os.lstat(copy).st_mode & stat.S_IRUSR:
            os.chmod(copy, 0o600)
        with (
            open(os.open(original, _NO_FOLLOW), "rb") as one,
            open(os.open(copy, _NO_FOLLOW), "rb") as two,
        ):
            while True:
                piece = one.read(2**20)
                if piece != two.read(2**20):
                    return False
                if not piece:
                    return True
    except OSError:
        return False


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""


def _leads_alike(one: Path, two: Path) -> bool:
    target = _target(one)
    return bool(target) and target == _target(two)


def _folders_of(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _is_inside(path: str, folders: set[str]) -> bool:
    return any(folder in folders for folder in _folders_of(path))
