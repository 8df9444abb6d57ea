"""What is in the workplace: names, sizes and times only, found in bounded time."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import ReadingFiles, Report
from app.domain.request import Workplace
from app.domain.stop import StopToken
from app.facts.kinds import FileKind, kind_of

MOST_ENTRIES = 100_000
MOST_SECONDS = 2.0
_MOST_DEPTH = 24
_SYSTEM_FOLDERS = frozenset(
    {"__pycache__", "node_modules", "$recycle.bin", "system volume information", "__macosx"}
)
_HIDDEN_BEGINNINGS = (".", "~$")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


def _split(name: str) -> tuple[str, str]:
    """Stem and suffix as pathlib has them, but quick: there may be 100,000 names."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem.strip(".") and suffix else (name, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the workplace. `path` is relative, with forward slashes; times in nanoseconds."""

    path: str
    size: int
    modified_ns: int

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The path without the name; empty at the root."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The name without its suffix."""
        return _split(self.name)[0]

    @property
    def suffix(self) -> str:
        """The suffix with its dot, in small letters."""
        return _split(self.name)[1].lower()

    @property
    def kind(self) -> FileKind:
        """What the suffix promises."""
        return kind_of(self.suffix)


@dataclass(frozen=True, slots=True)
class Survey:
    """The files and folders of a workplace, hidden and system ones left out.

    `is_complete` is False when time or the number of entries ended the search. `hidden_suffixes`
    are those of the files that were passed over, `hides_folders` tells whether folders were too,
    `system_names` are the names among them that do not begin as hidden ones do.
    `folder_times` are what `is_fresh` compares.
    """

    entries: tuple[Entry, ...] = ()
    folders: tuple[str, ...] = ()
    is_complete: bool = True
    hidden_suffixes: frozenset[str] = frozenset()
    hides_folders: bool = False
    system_names: frozenset[str] = frozenset()
    folder_times: tuple[tuple[str, int], ...] = ()

    def is_fresh(self, root: Path) -> bool:
        """Whether no folder changed since. Changed contents of files do not count."""
        try:
            return all(
                (root / folder).lstat().st_mtime_ns == modified
                for folder, modified in self.folder_times
            )
        except OSError:
            return False


def survey(workplace: Workplace, report: Report, stop: StopToken) -> Survey:
    """List `workplace`, top folders first.

    Raises:
        Problem: FOLDER_MISSING, FOLDER_UNREADABLE, STOPPED.
    """
    walk = _Walk(workplace, report, stop)
    if workplace.members is None:
        walk.queue.append((".", 0))
    else:
        for member in workplace.members:
            walk.add_member(member)
    walk.run()
    return walk.result()


class _Walk:
    """One walk through a workplace, breadth first."""

    def __init__(self, workplace: Workplace, report: Report, stop: StopToken) -> None:
        self._root = workplace.root
        self._report = report
        self._stop = stop
        self.queue: deque[tuple[str, int]] = deque()
        self._entries: dict[str, Entry] = {}
        self._folders: list[str] = []
        self._times: list[tuple[str, int]] = []
        self._seen = 0
        self._complete = True
        self._hidden_suffixes: set[str] = set()
        self._hides_folders = False
        self._system_names: set[str] = set()

    def add_member(self, member: Path) -> None:
        """A file or folder that the workplace names; it counts even when it is hidden."""
        try:
            status = (self._root / member).lstat()
        except OSError:
            return
        path = member.as_posix()
        if stat.S_ISDIR(status.st_mode):
            self._folders.append(path)
            self.queue.append((path, 1))
        elif stat.S_ISREG(status.st_mode):
            self._entries[path] = Entry(path, status.st_size, status.st_mtime_ns)

    def run(self) -> None:
        """Until all is seen or the bounds are reached."""
        deadline = time.monotonic() + MOST_SECONDS
        while self.queue:
            folder, depth = self.queue.popleft()
            if not self._list(folder, depth, deadline):
                self._complete = False
                return
            self._report(ReadingFiles(self._seen, 0))

    def result(self) -> Survey:
        """What was found, in the order of the names."""
        entries = sorted(self._entries.values(), key=lambda e: (e.path.count("/"), e.path.lower()))
        return Survey(
            tuple(entries),
            tuple(sorted(self._folders)),
            self._complete,
            frozenset(self._hidden_suffixes),
            self._hides_folders,
            frozenset(self._system_names),
            tuple(self._times),
        )

    def _list(self, folder: str, depth: int, deadline: float) -> bool:
        """List one folder. False when the bounds are reached."""
        place = self._root if folder == "." else self._root / folder
        prefix = "" if folder == "." else folder + "/"
        try:
            self._times.append((folder, place.lstat().st_mtime_ns))
            with os.scandir(place) as items:
                for item in items:
                    self._seen += 1
                    if self._seen > MOST_ENTRIES:
                        return False
                    if self._seen % 256 == 0:
                        self._stop.check()
                        if time.monotonic() > deadline:
                            return False
                    self._add(item, prefix, depth)
        except OSError as error:
            if folder == ".":
                missing = isinstance(error, FileNotFoundError | NotADirectoryError)
                kind = ProblemKind.FOLDER_MISSING if missing else ProblemKind.FOLDER_UNREADABLE
                raise Problem(kind, str(error), path=str(self._root)) from error
            self._hides_folders = True
        return True

    def _add(self, item: os.DirEntry[str], prefix: str, depth: int) -> None:
        try:
            status = item.stat(follow_symlinks=False)
        except OSError:
            return
        is_folder = stat.S_ISDIR(status.st_mode)
        if _is_hidden(item.name, status) or (is_folder and item.name.lower() in _SYSTEM_FOLDERS):
            self._pass_over(item.name, is_folder)
        elif is_folder:
            self._folders.append(prefix + item.name)
            if depth < _MOST_DEPTH:
                self.queue.append((prefix + item.name, depth + 1))
            else:
                self._complete = False
        elif stat.S_ISREG(status.st_mode):
            path = prefix + item.name
            self._entries[path] = Entry(path, status.st_size, status.st_mtime_ns)

    def _pass_over(self, name: str, is_folder: bool) -> None:
        if is_folder:
            self._hides_folders = True
        else:
            self._hidden_suffixes.add(_split(name)[1].lower())
        if not name.startswith(_HIDDEN_BEGINNINGS):
            self._system_names.add(name)


def _is_hidden(name: str, status: os.stat_result) -> bool:
    """Dot files, Office's lock files, what Windows and macOS leave around."""
    if name.startswith(_HIDDEN_BEGINNINGS) or name.lower() in _SYSTEM_FILES:
        return True
    if sys.platform == "win32":
        hidden = stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM
        return bool(status.st_file_attributes & hidden)
    return False
