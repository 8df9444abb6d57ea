"""Names that the model spelled nearly right, put right from the facts before the script runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.facts import tables, wording
from app.facts.about import Subject
from app.facts.code import literal
from app.facts.survey import Survey

Fact = Mapping[str, Any]

# Letters that look alike, Cyrillic to Latin.
_ALIKE = str.maketrans("авекмнорстухіАВЕКМНОРСТУХІ", "abekmhopctyxiABEKMHOPCTYXI")
# Lines as Python counts them; str.splitlines knows more line ends.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MOST_FILES = 2000
_COLUMN_CALLS = frozenset(
    {"groupby", "sort_values", "drop_duplicates", "set_index", "explode", "nlargest", "nsmallest"}
    | {"pivot_table", "pivot", "merge", "melt", "value_counts", "dropna", "get"}
)
_COLUMN_WORDS = frozenset(
    {"by", "on", "left_on", "right_on", "subset", "columns", "index", "values", "usecols"}
    | {"id_vars", "value_vars", "x", "y", "parse_dates"}
)
_FILE_CALLS = frozenset(
    {"open", "read_csv", "read_excel", "read_json", "read_table", "ExcelFile", "load_workbook"}
    | {"Document", "PdfReader", "Presentation", "ZipFile", "parse", "Path", "connect"}
)


@dataclass(frozen=True, slots=True)
class Names:
    """What may be read by name: files of the workplace, sheets and columns of what was loaded."""

    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, survey: Survey, facts: Mapping[str, Fact], subject: Subject) -> Names:
        """Those of the files that the request is about."""
        chosen = [facts.get(entry.path, {}) for entry in subject.files]
        sheets = [sheet["name"] for fact in chosen for sheet in fact.get("sheets", ())]
        found: list[str] = []
        for fact in chosen:
            found += _columns(fact)
        files = [entry.path for entry in survey.entries[:_MOST_FILES]]
        return cls(tuple(files), _unique(sheets), _unique(found))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _columns(fact: Fact) -> list[str]:
    if fact.get("kind") == "table":
        return tables.column_names(fact)
    if fact.get("kind") == "workbook":
        return [name for sheet in fact["sheets"] for name in tables.column_names(sheet)]
    if fact.get("kind") == "json":
        keys = [key["name"] for key in fact["keys"]]
        return keys + [key["name"] for inner in fact.get("inner", ()) for key in inner["keys"]]
    if fact.get("kind") == "sqlite":
        return [column["name"] for table in fact["tables"] for column in table["columns"]]
    return []


def headings(fact: Fact) -> list[str]:
    """All names in a file that a request could mention."""
    names = _columns(fact)
    names += [sheet["name"] for sheet in fact.get("sheets", ())]
    if fact.get("kind") == "sqlite":
        names += [table["name"] for table in fact["tables"]]
    return names


def put_right(code: str, names: Names) -> str:
    """Replace nearly right names in reading places. Code that does not parse stays as it is."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return code
    made = _made_columns(tree)
    wishes: list[tuple[ast.Constant, str]] = []
    for node, known in _reading_places(tree, names):
        spelled = str(node.value)
        if spelled in known or spelled in made:
            continue
        right = nearest(spelled, known)
        if right is not None:
            wishes.append((node, right))
    return _replaced(code, wishes)


def nearest(spelled: str, known: Sequence[str]) -> str | None:
    """The only known name that `spelled` can mean, or `None`."""
    folded = _folded(spelled)
    equal = [name for name in known if _folded(name) == folded]
    if equal:
        return equal[0] if len(equal) == 1 else None
    if len(folded) < 4:
        return None
    most = 1 if len(folded) < 8 else 2
    near = [
        name
        for name in known
        if wording.distance(_folded(name), folded, most) <= most
        and not _differs_in_digits(name, spelled)
    ]
    return near[0] if len(near) == 1 else None


def _folded(name: str) -> str:
    """Without case, blanks, underscores, ё, and with letters that look alike made one."""
    return "".join(wording.plain(name).translate(_ALIKE).replace("_", " ").split()).lower()


def _differs_in_digits(first: str, second: str) -> bool:
    """2023 and 2024 are near and not the same."""
    return [s for s in first if s.isdigit()] != [s for s in second if s.isdigit()]


def _made_columns(tree: ast.AST) -> set[str]:
    """Columns that the script itself makes: assigned, renamed to, named in agg or assign."""
    made: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript):
                    made.update(str(item.value) for item in _strings(target.slice))
                if isinstance(target, ast.Attribute) and target.attr == "columns" and node.value:
                    made.update(str(item.value) for item in _strings(node.value))
        elif isinstance(node, ast.Dict):
            made.update(str(item.value) for value in node.values for item in _direct(value))
            made.update(str(item.value) for key in node.keys for item in _direct(key))
        elif isinstance(node, ast.Call):
            named = _called(node) in ("reset_index", "to_frame", "rename", "melt", "DataFrame")
            for keyword in node.keywords:
                made.add(keyword.arg or "")
                if named or keyword.arg in ("name", "value_name", "var_name", "names"):
                    made.update(str(item.value) for item in _strings(keyword.value))
    return made


def _reading_places(tree: ast.AST, names: Names) -> list[tuple[ast.Constant, Sequence[str]]]:
    """String literals that name something to be read, each with the names it can be."""
    places: list[tuple[ast.Constant, Sequence[str]]] = []
    sheets_or_columns = _unique((*names.columns, *names.sheets))
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            places += [(item, sheets_or_columns) for item in _strings(node.slice)]
        elif isinstance(node, ast.Call):
            places += _call_places(node, names)
    return places


def _call_places(call: ast.Call, names: Names) -> list[tuple[ast.Constant, Sequence[str]]]:
    places: list[tuple[ast.Constant, Sequence[str]]] = []
    called = _called(call)
    if called in _COLUMN_CALLS:
        for argument in call.args:
            places += [(item, names.columns) for item in _strings(argument)]
    if called in _FILE_CALLS and call.args and _is_read(call):
        # a folder that is spelled in another way than ours is left alone
        places += [(item, names.files) for item in _strings(call.args[0])]
    for keyword in call.keywords:
        if keyword.arg == "sheet_name" and called.startswith("read"):
            places += [(item, names.sheets) for item in _strings(keyword.value)]
        elif keyword.arg in _COLUMN_WORDS and not called.startswith("to_"):
            places += [(item, names.columns) for item in _strings(keyword.value)]
    return places


def _is_read(call: ast.Call) -> bool:
    """Whether a call opens something that must be there. `Path("new.txt")` may be a new name."""
    called = _called(call)
    if called == "Path":
        return False
    if called not in ("open", "ZipFile"):
        return True
    modes = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "mode")]
    return all(str(item.value).startswith("r") for mode in modes for item in _direct(mode))


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _direct(node: ast.AST | None) -> list[ast.Constant]:
    """A string literal itself."""
    return [node] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _strings(node: ast.AST) -> list[ast.Constant]:
    """A string literal, or those in a list or tuple."""
    if isinstance(node, ast.List | ast.Tuple):
        return [string for item in node.elts for string in _strings(item)]
    return _direct(node)


def _replaced(code: str, wishes: Sequence[tuple[ast.Constant, str]]) -> str:
    """Put literals in place, from the end so that positions stay true. Columns are UTF-8 bytes."""
    lines = [line.encode("utf-8") for line in _LINE.findall(code)]
    for node, right in sorted(wishes, key=lambda w: (-w[0].lineno, -w[0].col_offset)):
        if node.end_lineno != node.lineno or node.end_col_offset is None:
            continue
        line = lines[node.lineno - 1]
        old = line[node.col_offset : node.end_col_offset].decode("utf-8")
        spelled = literal(right)
        if old.startswith("'") and "'" not in right and "\\" not in spelled and '"' not in right:
            spelled = f"'{right}'"
        elif not old.startswith(("'", '"')) or old.startswith(('"""', "'''")):
            continue
        lines[node.lineno - 1] = (
            line[: node.col_offset] + spelled.encode("utf-8") + line[node.end_col_offset :]
        )
    return b"".join(lines).decode("utf-8")
