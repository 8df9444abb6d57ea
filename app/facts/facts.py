"""From a request to the opening of its script: which files, what they are, how they are loaded."""

from __future__ import annotations

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.domain.progress import Report
from app.domain.request import Request, Workplace
from app.domain.script import Opening
from app.domain.stop import StopToken
from app.facts import about, columns, opening, survey
from app.facts.about import Subject, Use
from app.facts.kinds import FileKind
from app.facts.survey import Entry, Survey

READER = Path(__file__).resolve().parent / "reader"

Inspect = Callable[[Path, Workplace, Sequence[str], StopToken], str]
Fact = Mapping[str, Any]

_MOST_READ = 40
_MOST_CHECKED = 2000
_ARGUMENT = 20_000
_SECONDS = 8.0
_KEPT_SURVEYS = 4
_KEPT_FACTS = 400
_UNOPENED = frozenset({FileKind.AUDIO, FileKind.VIDEO, FileKind.OTHER})


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found for the last request, for putting names right."""

    words: str
    root: Path
    names: columns.Names


class FactFinder:
    """Finds out what a request is about. Safe to use from several threads.

    `inspect` runs a program of ours (here the folder `READER`, with one argument) in the scripts'
    Python in the workplace, sealed, and gives what it printed; empty when it failed.
    """

    def __init__(self, inspect: Inspect) -> None:
        self._inspect = inspect
        self._lock = threading.Lock()
        self._surveys: OrderedDict[Workplace, Survey] = OrderedDict()
        self._facts: OrderedDict[tuple[Path, str, int, int], Fact] = OrderedDict()
        self._seen: _Seen | None = None

    def survey(self, workplace: Workplace, report: Report, stop: StopToken) -> Survey:
        """List the files of `workplace`; again only when a folder changed meanwhile.

        Raises:
            Problem: FOLDER_MISSING, FOLDER_UNREADABLE, STOPPED.
        """
        with self._lock:
            known = self._surveys.get(workplace)
        if known is not None and known.is_complete and known.is_fresh(workplace.root):
            return known
        found = survey.survey(workplace, report, stop)
        with self._lock:
            self._surveys[workplace] = found
            self._surveys.move_to_end(workplace)
            while len(self._surveys) > _KEPT_SURVEYS:
                self._surveys.popitem(last=False)
        return found

    def opening(self, request: Request, report: Report, stop: StopToken) -> Opening:
        """The opening of the script for `request`; empty when it is about no file.

        Raises:
            Problem: FOLDER_MISSING, FOLDER_UNREADABLE, STOPPED.
        """
        listing = self.survey(request.workplace, report, stop)
        subject = about.find(request, listing)
        facts: dict[str, Fact] = {}
        if subject.use is Use.CONTENTS:
            subject = _fresh(subject, request.workplace.root)
            facts = self._read(request.workplace, subject.files, stop)
            if not subject.is_sure:
                subject = about.narrow(subject, _headings(subject, facts))
        stop.check()
        stated = bool(request.named_files)
        try:
            code = opening.write(subject, listing, facts, stated)
            names = columns.Names.of(listing, facts, subject)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            # Facts come from a program that read strangers' files: of a wrong shape they count
            # for nothing. The file paths are ours.
            code = opening.write(subject, listing, {}, stated)
            names = columns.Names.of(listing, {}, subject)
        with self._lock:
            self._seen = _Seen(request.words, request.workplace.root, names)
        return Opening(code, tuple(entry.path for entry in subject.files))

    def put_right(self, code: str, opening: Opening, request: Request) -> str:
        """Put names right that the model spelled nearly right in its part of `code`.

        `code` is the whole script or what follows `opening`. Only names that are read are looked
        at (files that are opened, sheets, columns), and only when exactly one known name is near.
        """
        with self._lock:
            seen = self._seen
        if seen is None or (seen.words, seen.root) != (request.words, request.workplace.root):
            return code
        head = opening.code if code.startswith(opening.code) else ""
        return head + columns.put_right(code[len(head) :], seen.names)

    def _read(
        self, workplace: Workplace, files: Sequence[Entry], stop: StopToken
    ) -> dict[str, Fact]:
        """The reader's facts, by path. Those of unchanged files are remembered."""
        openable = [entry for entry in files if entry.kind not in _UNOPENED]
        step = max(1, -(-len(openable) // _MOST_READ))
        wanted = openable[::step]
        facts: dict[str, Fact] = {}
        unknown = []
        with self._lock:
            for entry in wanted:
                known = self._facts.get(_key(workplace, entry))
                if known is None:
                    unknown.append(entry)
                else:
                    facts[entry.path] = known
        if unknown:
            found: dict[str, Fact] = {}
            for paths in _batches([entry.path for entry in unknown]):
                wish = json.dumps({"paths": paths, "seconds": _SECONDS})
                found.update(_parsed(self._inspect(READER, workplace, [wish], stop)))
                stop.check()
            with self._lock:
                for entry in unknown:
                    fact = found.get(entry.path)
                    if fact is None or fact["kind"] == "unread":
                        continue
                    facts[entry.path] = fact
                    self._facts[_key(workplace, entry)] = fact
                while len(self._facts) > _KEPT_FACTS:
                    self._facts.popitem(last=False)
        if len(wanted) < len(openable):
            _assume(facts, openable)
        return facts


def _batches(paths: Sequence[str]) -> list[list[str]]:
    """Paths that fit in one argument each: Windows takes 32,767 characters in all."""
    batches: list[list[str]] = [[]]
    length = 0
    for path in paths:
        spelled = len(json.dumps(path)) + 2
        if batches[-1] and length + spelled > _ARGUMENT:
            batches.append([])
            length = 0
        batches[-1].append(path)
        length += spelled
    return batches


def _key(workplace: Workplace, entry: Entry) -> tuple[Path, str, int, int]:
    return workplace.root, entry.path, entry.size, entry.modified_ns


def _assume(facts: dict[str, Fact], files: Sequence[Entry]) -> None:
    """Of many files only some are read; the others are taken to be like most of their suffix."""
    for suffix in {entry.suffix for entry in files}:
        alike = [entry for entry in files if entry.suffix == suffix]
        shapes = Counter(_shape(facts[entry.path]) for entry in alike if entry.path in facts)
        if not shapes:
            continue
        usual = shapes.most_common(1)[0][0]
        model = next(fact for fact in facts.values() if _shape(fact) == usual)
        for entry in alike:
            facts.setdefault(entry.path, {**model, "path": entry.path, "rows_exact": False})


def _shape(fact: Fact) -> str:
    """What decides how a file is loaded."""
    left_out = ("path", "rows", "rows_exact", "sample", "total_row")
    return json.dumps({key: value for key, value in fact.items() if key not in left_out})


def _fresh(subject: Subject, root: Path) -> Subject:
    """The files as they are now: the survey may be older than a change in one of them."""
    files = []
    for entry in subject.files[:_MOST_CHECKED]:
        try:
            status = (root / entry.path).lstat()
        except OSError:
            continue
        files.append(Entry(entry.path, status.st_size, status.st_mtime_ns))
    return replace(subject, files=(*files, *subject.files[_MOST_CHECKED:]))


def _parsed(answer: str) -> dict[str, Fact]:
    """What the reader printed. It read strangers' files, so its shape is not taken on trust."""
    try:
        facts = json.loads(answer)["facts"]
        return {fact["path"]: fact for fact in facts if isinstance(fact["kind"], str)}
    except (ValueError, KeyError, TypeError):
        return {}


def _headings(subject: Subject, facts: Mapping[str, Fact]) -> list[tuple[Entry, list[str]]]:
    """Names of columns, sheets, keys and tables, by file."""
    found = []
    for entry in subject.files:
        try:
            found.append((entry, columns.headings(facts.get(entry.path, {}))))
        except (KeyError, TypeError, ValueError, AttributeError):
            found.append((entry, []))
    return found
