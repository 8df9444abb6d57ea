"""Facts -> the opening of the script: ordinary Python that the model continues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.facts import documents
from app.facts import vocabulary as words_for
from app.facts.about import Subject, Use
from app.facts.code import (
    MOST_TOKENS,
    Draft,
    heading,
    literal,
    paths,
    shown,
    thousands,
    tokens,
    variable,
)
from app.facts.kinds import FileKind
from app.facts.survey import Entry, Survey
from app.facts.table_lines import Detail, TableLines
from app.facts.tables import Fact

_BOUND_ONE_BY_ONE = 4


_LEVELS = (
    Detail(),
    Detail(samples=1, columns=30),
    Detail(samples=1, columns=20, tables=3),
    Detail(samples=0, columns=16, tables=2, names=2),
    Detail(samples=0, columns=8, tables=1, names=1),
)


def write(subject: Subject, survey: Survey, facts: Mapping[str, Fact], stated: bool) -> str:
    """The opening for `subject`. `facts` are the reader's, by path; `stated` files were picked."""
    code = ""
    for detail in _LEVELS:
        draft = Draft()
        _Writer(subject, survey, facts, stated, detail, draft).write()
        code = draft.code()
        if tokens(code) <= MOST_TOKENS:
            return code
    return code


class _Writer:
    """One try at an opening, with one level of detail."""

    def __init__(
        self,
        subject: Subject,
        survey: Survey,
        facts: Mapping[str, Fact],
        stated: bool,
        detail: Detail,
        draft: Draft,
    ) -> None:
        self._subject = subject
        self._words = subject.words
        self._survey = survey
        self._facts = facts
        self._stated = stated
        self._detail = detail
        self._draft = draft
        self._table_lines = TableLines(
            draft, subject.words, facts, detail, self._list, alone=len(subject.files) == 1
        )

    def write(self) -> None:
        """All of it."""
        if words_for.CHART.search(self._words):
            self._draft.wants("import matplotlib.pyplot as plt")
        if self._subject.use is Use.NOTHING or not self._subject.files:
            return
        if self._subject.use is Use.PATHS:
            self._paths()
            return
        good = self._leave_out_damaged()
        if not good:
            self._paths()
            return
        if all(self._is_table(entry) for entry in good):
            self._table_lines.write(good)
        elif len(good) > 1 and len({self._sort(entry) for entry in good}) == 1:
            documents.several(self._draft, good, self._facts, self._words, self._list(good))
            self._names(good)
        elif len(good) <= _BOUND_ONE_BY_ONE:
            for entry in good:
                self._bind(entry)
        else:
            self._mixed(good)

    def _fact(self, entry: Entry) -> Fact:
        return self._facts.get(entry.path, {"kind": "unread"})

    def _is_table(self, entry: Entry) -> bool:
        return self._fact(entry)["kind"] in ("table", "workbook")

    def _sort(self, entry: Entry) -> str:
        """What decides the form of a binding."""
        kind = self._fact(entry)["kind"]
        return str(kind) if kind not in ("unread", "unknown") else entry.kind.value

    def _list(self, files: Sequence[Entry]) -> str:
        self._draft.wants("from pathlib import Path")
        return paths(files, self._survey, self._stated)

    def _leave_out_damaged(self) -> list[Entry]:
        good = []
        for entry in self._subject.files:
            fact = self._fact(entry)
            if fact["kind"] == "damaged":
                self._draft.remark(
                    f"{literal(entry.path)} is damaged and cannot be read ({shown(fact['reason'])})"
                )
            elif fact["kind"] == "empty":
                self._draft.remark(f"{literal(entry.path)} is empty")
            else:
                good.append(entry)
        return good

    # Paths: names, places, sizes and times are what the work is on.

    def _paths(self) -> None:
        draft, files = self._draft, self._subject.files
        draft.wants("from pathlib import Path", *_imports_for_files(self._words, files))
        if len(files) == 1 and (self._stated or len(self._survey.entries) > 1):
            entry = files[0]
            name = variable("", "file", draft.names)
            draft.add(f"{name} = Path({literal(entry.path)})  # {_size(entry.size)}")
            return
        listed = self._list(files)
        if 'Path(".").' in listed:
            # without a name for it, the model makes up a folder to put things into (seen)
            draft.add('here = Path(".")')
            listed = listed.replace('Path(".").', "here.")
        draft.add(f"files = {listed}  # {_count(files, 'file')}")
        self._names(files)
        kinds = Counter(entry.suffix for entry in files)
        if len(kinds) > 1 and words_for.EXTENSION.search(self._words):
            self._by_extension(kinds)
        elif len(kinds) > 1:
            common = ", ".join(
                f"{count} {shown(kind) or 'without'}" for kind, count in kinds.most_common(6)
            )
            draft.remark(f"Kinds: {common}")
        if not self._survey.is_complete:
            draft.remark("There may be more: the folder is very large")

    def _by_extension(self, kinds: Counter[str]) -> None:
        """Group as code: told in a comment, the dot of a suffix ends up in names of folders."""
        some = ", ".join(shown(kind.lstrip(".")) for kind, _ in kinds.most_common(8) if kind)
        key = 'path.suffix.lower().lstrip(".")'
        if "" in kinds:
            key += ' or "other"'
        self._draft.add(
            f"by_extension = {{}}  # {some}",
            "for path in files:",
            f"    by_extension.setdefault({key}, []).append(path)",
        )

    def _names(self, files: Sequence[Entry]) -> None:
        count = self._detail.names
        chosen = [files[0], files[len(files) // 2], files[-1]] if len(files) > 2 else [*files]
        names = ", ".join(heading(entry.path) for entry in chosen[:count] if len(entry.path) < 80)
        if names:
            self._draft.remark(f"For example: {names}")

    # One file, one name

    def _bind(self, entry: Entry) -> None:
        if self._is_table(entry):
            self._table_lines.bind(entry)
        else:
            documents.one(self._draft, entry, self._fact(entry), self._words)

    def _mixed(self, files: Sequence[Entry]) -> None:
        """Many files of several kinds: their paths by kind, each with what opens it."""
        groups: dict[str, list[Entry]] = {}
        for entry in files:
            groups.setdefault(self._sort(entry), []).append(entry)
        if len(groups) > 5:
            self._paths()
            return
        for sort, group in groups.items():
            name = documents.plural(sort)
            self._draft.wants(*documents.imports_of(sort))
            self._draft.add(f"{name} = {self._list(group)}  # {_count(group, 'file')}")
            self._names(group[:1])


def _count(files: Sequence[Entry], word: str) -> str:
    return f"{thousands(len(files))} {word}{'' if len(files) == 1 else 's'}"


def _size(size: int) -> str:
    for unit, step in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= step:
            return f"{size / step:.1f} {unit}"
    return f"{size} bytes"


_FILE_IMPORTS: tuple[tuple[Any, str], ...] = (
    (words_for.MOVING, "import shutil"),
    (words_for.PACKING, "import zipfile"),
    (words_for.UNPACKING, "import zipfile"),
    (words_for.SAME, "import hashlib"),
    (words_for.DATES, "from datetime import datetime"),
)


def _imports_for_files(words: str, files: Sequence[Entry]) -> list[str]:
    """What the usual scripts for such work begin with."""
    imports = [statement for pattern, statement in _FILE_IMPORTS if pattern.search(words)]
    kinds = {entry.kind for entry in files}
    if kinds == {FileKind.IMAGE} and words_for.TAKEN.search(words):
        imports.append("from PIL import Image")
    if kinds == {FileKind.PDF} and words_for.PDF_WORK.search(words):
        imports.append("from pypdf import PdfReader")
    return imports
