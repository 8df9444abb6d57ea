"""A person's folder, what a script made of it, and how to tell whether it is as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.change import Change, ChangeKind, FileMark
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Applying, Progress
from app.domain.request import Workplace
from app.domain.run import RunRecord
from app.journal.journal import FolderJournal

LONG_AGO = 1_700_000_000_123_456_700
ODD_NAMES = (
    "Иван Петров — отчёты 📁",
    "line\nbreak",
    "quote ' \" back\\slash",
    *([os.fsdecode(b"not-utf8-\xff\xfe")] if sys.platform == "linux" else []),
)


def tree(root: Path) -> dict[str, tuple[object, ...]]:
    """Everything below `root`: kind, rights, contents, time. Of folders: kind and rights."""
    found: dict[str, tuple[object, ...]] = {}
    for place, folders, files in os.walk(root):
        for name in folders + files:
            path = Path(place, name)
            status = path.lstat()
            key = str(path.relative_to(root))
            if stat.S_ISLNK(status.st_mode):
                found[key] = ("link", str(path.readlink()))
            elif stat.S_ISDIR(status.st_mode):
                found[key] = ("folder", stat.S_IMODE(status.st_mode))
            else:
                found[key] = (
                    "file",
                    stat.S_IMODE(status.st_mode),
                    path.read_bytes(),
                    status.st_mtime_ns,
                )
    return found


def folder_times(root: Path) -> dict[str, int]:
    """The times of `root` and all folders below."""
    return {place: os.lstat(place).st_mtime_ns for place, _, _ in os.walk(root)}


def inodes(root: Path) -> set[tuple[int, int]]:
    """What tells the files below `root` from all others."""
    statuses = [os.lstat(Path(place, name)) for place, _, files in os.walk(root) for name in files]
    return {(status.st_dev, status.st_ino) for status in statuses}


def mark(path: Path) -> FileMark:
    status = path.lstat()
    return FileMark(
        status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode
    )


def listen(progress: Progress) -> None:
    assert isinstance(progress, Applying)


def refused(play: Playground, kind: ProblemKind, act: Callable[[], object]) -> Problem:
    """`act` fails with `kind` and changes nothing in the folder."""
    before = tree(play.root) if play.root.is_dir() else {}
    try:
        act()
    except Problem as problem:
        assert problem.kind is kind, problem.detail
        assert (tree(play.root) if play.root.is_dir() else {}) == before
        assert not list(play.root.glob(".saiddone*"))
        return problem
    raise AssertionError("it was not refused")


@dataclass
class Playground:
    """`root` is the person's, `view` the preview's; changes are noted as a runner would."""

    root: Path
    view: Path
    store: Path
    changes: list[Change] = field(default_factory=list)

    @classmethod
    def at(cls, place: Path, store: Path | None = None) -> Playground:
        playground = cls(place / "папка 📁", place / "view", store or place / "journal")
        playground.root.mkdir()
        playground.view.mkdir()
        return playground

    def journal(self, on_step: Callable[[str], None] = lambda step: None) -> FolderJournal:
        return FolderJournal(self.store, patience=0.2, on_step=on_step)

    def file(self, path: str, contents: bytes, mode: int = 0o644) -> Path:
        """A file of the person's, made long ago."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(contents)
        place.chmod(mode)
        os.utime(place, ns=(LONG_AGO, LONG_AGO))
        return place

    def created(self, path: str, contents: bytes, mode: int = 0o644) -> None:
        self._content(ChangeKind.CREATED, path, contents, mode, None)

    def modified(self, path: str, contents: bytes, mode: int = 0o644) -> None:
        self._content(ChangeKind.MODIFIED, path, contents, mode, mark(self.root / path))

    def deleted(self, path: str) -> None:
        before = mark(self.root / path)
        is_folder = stat.S_ISDIR(before.mode)
        self.changes.append(Change(path, ChangeKind.DELETED, is_folder=is_folder, before=before))

    def folder(self, path: str) -> None:
        (self.view / path).mkdir(parents=True, exist_ok=True)
        self.changes.append(Change(path, ChangeKind.CREATED, is_folder=True))

    def renamed(self, source: str, target: str) -> None:
        contents = (self.root / source).read_bytes()
        self._content(ChangeKind.RENAMED, target, contents, 0o644, mark(self.root / source), source)

    def apply(self, journal: FolderJournal | None = None) -> RunRecord:
        return (journal or self.journal()).apply(
            Workplace(self.root), self.view, self.sorted(), "сделай", "strong", listen
        )

    def sorted(self) -> Sequence[Change]:
        def order(change: Change) -> tuple[str, bool]:
            return change.path, change.kind is not ChangeKind.DELETED

        return sorted(self.changes, key=order)

    def expected(self) -> dict[str, tuple[object, ...]]:
        """What the folder is to hold afterwards, worked out without the journal."""
        copy = self.view.parent / "expected"
        shutil.copytree(self.root, copy, symlinks=True)
        for change in self.changes:
            if change.kind is ChangeKind.DELETED and not change.is_folder:
                (copy / change.path).unlink()
            if change.kind is ChangeKind.RENAMED:
                (copy / change.source).unlink()
        gone = [c.path for c in self.changes if c.kind is ChangeKind.DELETED and c.is_folder]
        for path in sorted(gone, reverse=True):
            (copy / path).rmdir()
        for change in self.sorted():
            if change.kind is ChangeKind.CREATED and change.is_folder:
                (copy / change.path).mkdir()
        for change in self.changes:
            if change.kind is ChangeKind.RENAMED:
                shutil.copy2(self.root / change.source, copy / change.path)
            elif change.digest:
                shutil.copy2(self.view / change.path, copy / change.path)
            if change.kind is ChangeKind.MODIFIED and change.before is not None:
                (copy / change.path).chmod(change.before.mode & 0o777)
        found = tree(copy)
        shutil.rmtree(copy)
        return found

    def _content(
        self,
        kind: ChangeKind,
        path: str,
        contents: bytes,
        mode: int,
        before: FileMark | None,
        source: str = "",
    ) -> None:
        place = self.view / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(contents)
        place.chmod(mode)
        digest = hashlib.sha256(contents).hexdigest()
        self.changes.append(
            Change(path, kind, source, before=before, size=len(contents), digest=digest)
        )


def fill_with_everything(play: Playground) -> None:
    """Every kind of change at once, nested, with swaps, chains and names that break things."""
    odd = ODD_NAMES
    play.file("keep.txt", b"stays")
    play.file("report.csv", b"old", 0o640)
    play.file("script.sh", b"#!/bin/sh\n", 0o755)
    play.file(f"{odd[0]}/{odd[1]}", b"inside")
    play.file("gone.txt", b"gone")
    play.file("old/deep/one.txt", b"1", 0o600)
    play.file("old/deep/two.txt", b"2")
    play.file("swap-a", b"this is a")
    play.file("swap-b", b"this was b")
    play.file("chain-1", b"first")
    play.file("chain-2", b"second!")
    play.file("Case.txt", b"case")
    play.file("was-file", b"a file")
    play.file("was-folder/x", b"x")
    (play.root / "link").symlink_to("keep.txt")
    (play.root / "old" / "deep").chmod(0o750)
    for name in odd:
        play.file(f"odd/{name}", name.encode("utf-8", "surrogateescape"))
    play.modified("report.csv", b"new contents", 0o600)
    play.modified("script.sh", b"#!/bin/sh\necho\n", 0o644)
    play.modified(f"{odd[0]}/{odd[1]}", b"changed")
    play.deleted("gone.txt")
    play.deleted("link")
    play.deleted("old")
    play.deleted("old/deep")
    play.deleted("old/deep/one.txt")
    play.folder("2026")
    play.folder("2026/январь")
    play.renamed("old/deep/two.txt", "2026/январь/two.txt")
    play.created("2026/январь/new.txt", b"new")
    play.created("run.sh", b"#!/bin/sh\n", 0o755)
    play.created("empty", b"")
    play.renamed("swap-a", "swap-b")
    play.renamed("swap-b", "swap-a")
    play.renamed("chain-1", "chain-2")
    play.renamed("chain-2", "chain-3")
    play.renamed("Case.txt", "case.TXT")
    play.deleted("was-file")
    play.folder("was-file")
    play.created("was-file/inside", b"in a folder now")
    play.deleted("was-folder")
    play.deleted("was-folder/x")
    play.created("was-folder", b"a file now")
    for name in odd:
        play.renamed(f"odd/{name}", f"odd/new {name}")
