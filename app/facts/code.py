"""Spelling Python: literals, comments, names of variables, expressions for lists of paths."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Sequence

from app.facts import wording
from app.facts.survey import Entry, Survey
from app.facts.vocabulary import NOUNS

MOST_TOKENS = 400
_LATIN_PER_TOKEN = 3.2
_OTHER_PER_TOKEN = 2.0
_TAKEN = frozenset(
    {
        *dir(builtins),
        *keyword.kwlist,
        *keyword.softkwlist,
        *("pd", "np", "plt", "os", "re", "csv", "json", "path", "email", "random", "time", "math"),
        *("files", "tables", "sheets", "images", "datetime", "date", "shutil", "zipfile", "string"),
        *("calendar", "statistics", "collections", "data", "result", "df"),
    }
)
_LINE_LISTED = 6


def literal(text: str) -> str:
    """`text` as a string literal in double quotes; what cannot be seen is escaped."""
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign.isprintable():
        return sign
    known = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    if sign in known:
        return known[sign]
    code = ord(sign)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def shown(text: str, most: int = 40) -> str:
    """`text` for a comment: on one line whatever is in it, and not too long."""
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def heading(name: str) -> str:
    """The name of a column in a comment, so that it can be copied exactly."""
    plain = name.isprintable() and name == name.strip() and not re.search(r'[,()"|]', name)
    return name if plain and name else literal(name)


def tokens(code: str) -> int:
    """About how many tokens the model reads for `code`."""
    other = sum(ord(sign) > 127 for sign in code)
    return round((len(code) - other) / _LATIN_PER_TOKEN + other / _OTHER_PER_TOKEN)


def thousands(count: int) -> str:
    """1234567 as 1,234,567."""
    return f"{count:,}"


def variable(stem: str, default: str, used: Iterable[str]) -> str:
    """An English name for what a file holds: from its own name when that says something."""
    plain = wording.plain(stem)
    name = ""
    if wording.is_cyrillic(plain):
        parts = wording.tokens(plain)
        name = next((noun for part in parts for root, noun in NOUNS if part.startswith(root)), "")
    elif plain.isascii():
        name = re.sub(r"\W+", "_", plain).strip("_")
        name = re.sub(r"_{2,}", "_", name)
        if len(name) > 24 or sum(sign.isalpha() for sign in name) < 3:
            name = ""
        if name[:1].isdigit():
            name = f"{default}_{name}"
    name = name or default
    if (name in _TAKEN and name != default) or not name.isidentifier():
        name = f"{name}_table" if f"{name}_table".isidentifier() else default
    taken = set(used)
    chosen, number = name, 2
    while chosen in taken:
        chosen, number = f"{name}_{number}", number + 1
    return chosen


class Draft:
    """The opening while it is written: imports that are wanted, then lines."""

    def __init__(self) -> None:
        self._imports: set[str] = set()
        self.lines: list[str] = []
        self.names: set[str] = set()

    def wants(self, *imports: str) -> None:
        """Import statements, each given once however often it is wanted."""
        self._imports.update(imports)

    def add(self, *lines: str) -> None:
        """Lines of code or comments."""
        self.lines.extend(lines)

    def remark(self, text: str) -> None:
        """A comment of one line. `text` must have gone through `shown` or `heading`."""
        self.lines.append("# " + text)

    def code(self) -> str:
        """Imports, a blank line, the lines. Ends with a line break unless it is empty."""
        ours = sorted(self._imports, key=lambda line: (_is_third_party(line), line.split()[1]))
        parts = ["\n".join(ours)] if ours else []
        if self.lines:
            parts.append("\n".join(self.lines))
        return "\n\n".join(parts) + "\n" if parts else ""


def _is_third_party(statement: str) -> bool:
    module = statement.split()[1].split(".")[0]
    return module in {"pandas", "PIL", "pypdf", "docx", "pptx", "matplotlib", "openpyxl", "bs4"}


def paths(files: Sequence[Entry], survey: Survey, stated: bool = False) -> str:
    """An expression for the sorted list of the paths of `files`.

    A glob where one gives exactly them, else their names. `stated` keeps it to names when they are
    few: for files that the person picked.
    """
    if stated and len(files) <= _LINE_LISTED:
        return _listed(files)
    glob = _glob(files, survey)
    if glob:
        return glob
    listed = _listed(files)
    if tokens(listed) <= MOST_TOKENS * 2 // 3:
        return listed
    return _all_but(files, survey) or _broad(files, survey)


def _listed(files: Sequence[Entry]) -> str:
    return "[" + ", ".join(f"Path({literal(entry.path)})" for entry in files) + "]"


def _glob(files: Sequence[Entry], survey: Survey) -> str:
    """The shortest glob that matches `files` and nothing else of the survey."""
    wanted = {entry.path for entry in files}
    folder = _common_folder(files)
    suffixes = sorted({entry.suffix for entry in files})
    prefix = folder + "/" if folder else ""
    within = [entry for entry in survey.entries if entry.path.startswith(prefix)]
    flat = [entry for entry in within if entry.folder == folder]
    for recursive, pool in ((False, flat), (True, within)):
        if {entry.path for entry in pool} == wanted:
            return _every(folder, recursive, survey, [])
        fitting = [entry for entry in pool if entry.suffix in suffixes]
        if {entry.path for entry in fitting} == wanted and all(suffixes):
            return _every(folder, recursive, survey, suffixes, fitting)
    return ""


def _every(
    folder: str,
    recursive: bool,
    survey: Survey,
    suffixes: Sequence[str],
    files: Sequence[Entry] = (),
) -> str:
    start = f"Path({literal(folder or '.')})"
    endings = {entry.name[-len(entry.suffix) :] for entry in files if entry.suffix}
    hidden = survey.hidden_suffixes & set(suffixes) if suffixes else survey.hidden_suffixes
    careful = bool(hidden) or (recursive and survey.hides_folders)
    if len(endings) == 1 and not careful:
        ending = next(iter(endings))
        if not re.search(r"[*?\[\]]", ending):
            method = "rglob" if recursive else "glob"
            return f"sorted({start}.{method}({literal('*' + ending)}))"
    walk = f'{start}.rglob("*")' if recursive else f"{start}.iterdir()"
    if suffixes:
        names = ", ".join(literal(suffix) for suffix in suffixes)
        braces = f"{{{names}}}"
        conditions = [f"path.suffix.lower() in {braces}"]
    else:
        conditions = ["path.is_file()"]
    if careful:
        conditions.append(
            'not any(part.startswith((".", "~$")) for part in path.parts)'
            if recursive
            else 'not path.name.startswith((".", "~$"))'
        )
        if survey.system_names:
            names = ", ".join(literal(name) for name in sorted(survey.system_names))
            conditions.append(f"not {{{names}}} & {{*path.parts}}")
    return f"sorted(path for path in {walk} if {' and '.join(conditions)})"


def _all_but(files: Sequence[Entry], survey: Survey) -> str:
    """Everything except a few."""
    wanted = {entry.path for entry in files}
    others = [entry for entry in survey.entries if entry.path not in wanted]
    if len(others) > 8:
        return ""
    names = ", ".join(literal(entry.path) for entry in others)
    return (
        'sorted(path for path in Path(".").rglob("*") if path.is_file()'
        f" and path.as_posix() not in {{{names}}})"
    )


def _broad(files: Sequence[Entry], survey: Survey) -> str:
    """All of these kinds in the folder they share: more than was meant, shown in the preview."""
    suffixes = sorted({entry.suffix for entry in files if entry.suffix})
    folder = _common_folder(files)
    recursive = any(entry.folder != folder for entry in files)
    return _every(folder, recursive, survey, suffixes[:8])


def _common_folder(files: Sequence[Entry]) -> str:
    parts = [entry.folder.split("/") if entry.folder else [] for entry in files]
    shared: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "/".join(shared)
