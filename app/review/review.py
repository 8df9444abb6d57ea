"""Script -> what its syntax tree says it imports, reads, writes and deletes. Nothing is run.

This finds mistakes early and says what a script is about. It is no protection: code can hide
anything from it.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator

from app.domain.script import Review, Script
from app.review.libraries import STANDARD_LIBRARY

_READERS = frozenset(
    {
        "ExcelFile",
        "PdfReader",
        "from_csv",
        "from_parquet",
        "genfromtxt",
        "glob",
        "iglob",
        "imread",
        "iterdir",
        "listdir",
        "load_workbook",
        "loadtxt",
        "open_workbook",
        "read_bytes",
        "read_csv",
        "read_excel",
        "read_fwf",
        "read_html",
        "read_json",
        "read_parquet",
        "read_pickle",
        "read_table",
        "read_text",
        "read_xml",
        "rglob",
        "scandir",
        "walk",
    }
)
_WRITERS = frozenset(
    {
        "Canvas",
        "ExcelWriter",
        "PdfWriter",
        "SimpleDocTemplate",
        "copy",
        "copy2",
        "copyfile",
        "copytree",
        "extractall",
        "imsave",
        "make_archive",
        "makedirs",
        "mkdir",
        "move",
        "rename",
        "replace",
        "save",
        "savefig",
        "savetxt",
        "symlink",
        "to_csv",
        "to_excel",
        "to_html",
        "to_json",
        "to_latex",
        "to_markdown",
        "to_parquet",
        "to_pickle",
        "to_xml",
        "touch",
        "write_bytes",
        "write_csv",
        "write_parquet",
        "write_text",
    }
)
_BOTH = frozenset(("open", "ZipFile", "TarFile", "connect", "Workbook", "Document", "Presentation"))
_DELETERS = frozenset(["remove", "unlink", "rmtree", "rmdir", "removedirs", "send2trash"])
_DELETE_COMMANDS = ("rm ", "rmdir ", "unlink ", "del ")
# they take two paths: the first is read, the second written
_FROM_TO = frozenset(
    ["copy", "copy2", "copyfile", "copytree", "move", "rename", "replace", "symlink"]
)
_IMPORT_ERRORS = frozenset(("ImportError", "ModuleNotFoundError", "Exception", "BaseException"))
_WRITE_SIGNS = frozenset("wax+")
# list.remove, str.replace and their like have the same names: only these owners mean files
_FILE_OWNERS = {
    "remove": frozenset(("os",)),
    "replace": frozenset(("os",)),
    "copy": frozenset(("shutil",)),
    "move": frozenset(("shutil",)),
    "rename": frozenset(("os",)),
    "walk": frozenset(("os",)),
    "glob": frozenset(("glob",)),
    "connect": frozenset(("duckdb", "sqlite3")),
}


def review(script: Script, allowed: frozenset[str]) -> Review:
    """What can be said of `script` without running it.

    `allowed` are the top-level modules beside the standard library that scripts can import. An
    import that the script itself guards against failing is never an unknown one.
    """
    try:
        with warnings.catch_warnings():
            # "\d" in a string is worth a warning to a programmer, not to us
            warnings.simplefilter("ignore")
            tree = ast.parse(script.code)
    except SyntaxError as error:
        return Review(syntax_error=error.msg, syntax_error_line=error.lineno or 0)
    except (ValueError, RecursionError, MemoryError) as error:
        # a NUL byte, or brackets nested beyond reason
        return Review(syntax_error=str(error) or type(error).__name__)
    imports: dict[str, bool] = {}
    for name, is_guarded in _imports(tree):
        imports[name] = imports.get(name, True) and is_guarded
    known = allowed | STANDARD_LIBRARY
    paths = _Paths(tree)
    return Review(
        imports=tuple(sorted(imports)),
        unknown_imports=tuple(
            sorted(name for name, guarded in imports.items() if not guarded and name not in known)
        ),
        reads=tuple(dict.fromkeys(paths.reads)),
        writes=tuple(dict.fromkeys(paths.writes)),
        deletes=paths.deletes,
    )


def _imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Top-level names of all imports, and whether a failure of it is caught."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, is_guarded = waiting.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], is_guarded
        elif isinstance(node, ast.ImportFrom):
            # a script has no package to be relative to
            name = "." * node.level if node.level else (node.module or "").split(".")[0]
            yield name, is_guarded
        elif isinstance(node, ast.Call) and _called(node)[1] in ("__import__", "import_module"):
            literal = _literal(node.args[0]) if node.args else None
            if literal:
                yield literal.split(".")[0] or ".", is_guarded
        if isinstance(node, (ast.Try, ast.TryStar)):
            catches = any(_catches_import_error(handler) for handler in node.handlers)
            waiting += [(child, is_guarded or catches) for child in node.body]
            rest = [*node.handlers, *node.orelse, *node.finalbody]
            waiting += [(child, is_guarded) for child in rest]
        else:
            waiting += [(child, is_guarded) for child in ast.iter_child_nodes(node)]


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(kind, ast.Name) and kind.id in _IMPORT_ERRORS for kind in kinds)


class _Paths:
    """Paths that are spelled out, by what is done with them."""

    def __init__(self, tree: ast.Module) -> None:
        self.reads: list[str] = []
        self.writes: list[str] = []
        self.deletes = False
        self._values = _constants(tree)
        self._imported = _imported_from(tree)
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            self._look_at(call)

    def _look_at(self, call: ast.Call) -> None:
        owner, name = _called(call)
        self._find_deletion(call, owner, name)
        owners = _FILE_OWNERS.get(name)
        is_method_of_path = isinstance(call.func, ast.Attribute) and self._is_path(call.func.value)
        if owners is not None and owner not in owners:
            if owner or isinstance(call.func, ast.Attribute):
                if not is_method_of_path:
                    return
            elif self._imported.get(name) not in owners:
                return
        paths = self._arguments(call)
        if is_method_of_path and isinstance(call.func, ast.Attribute):
            own = self._path(call.func.value)
            if name in _FROM_TO:
                self.reads += [own] if own else []
                self.writes += paths[:1]
                return
            paths = [own] if own else []
        if name in _FROM_TO:
            self.reads += paths[:1]
            self.writes += paths[1:2]
        elif name in _READERS:
            self.reads += paths[:1]
        elif name in _WRITERS:
            self.writes += paths[:1]
        elif name in _BOTH:
            (self.writes if self._opens_to_write(call, name) else self.reads).extend(paths[:1])

    def _find_deletion(self, call: ast.Call, owner: str, name: str) -> None:
        if name in _DELETERS:
            owners = _FILE_OWNERS.get(name)
            if (
                owners is None
                or owner in owners
                or (isinstance(call.func, ast.Name) and self._imported.get(name) in owners)
            ):
                self.deletes = True
        elif name in ("system", "popen", "run", "call", "Popen", "check_call", "check_output"):
            first = call.args[0] if call.args else None
            if isinstance(first, (ast.List, ast.Tuple)):
                words = [self._path(part) or "" for part in first.elts]
                command = " ".join(words) + " "
            else:
                command = (self._path(first) or "") if first is not None else ""
            if any(
                command.startswith(start) or f" {start}" in command for start in _DELETE_COMMANDS
            ):
                self.deletes = True

    def _opens_to_write(self, call: ast.Call, name: str) -> bool:
        if name in ("Workbook", "connect"):
            return True
        if name in ("Document", "Presentation"):
            return False
        is_method = isinstance(call.func, ast.Attribute) and self._is_path(call.func.value)
        position = 0 if is_method else 1
        mode = call.args[position] if len(call.args) > position else None
        for keyword in call.keywords:
            if keyword.arg == "mode":
                mode = keyword.value
        literal = _literal(mode) if mode is not None else None
        return literal is not None and bool(_WRITE_SIGNS & set(literal))

    def _arguments(self, call: ast.Call) -> list[str]:
        values = [*call.args, *(keyword.value for keyword in call.keywords if _names_path(keyword))]
        return [path for path in map(self._path, values) if path]

    def _is_path(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether an expression is built with `Path(…)`, or a variable that holds such a one."""
        if depth > 20:
            return False
        if isinstance(node, ast.Name):
            value = self._values.get(node.id)
            is_built = isinstance(value, (ast.Call, ast.BinOp))
            return is_built and value is not None and self._is_path(value, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self._is_path(node.left, depth + 1)
        return isinstance(node, ast.Call) and _called(node)[1] in ("Path", "PurePath")

    def _path(self, node: ast.expr | None, depth: int = 0) -> str | None:
        """The text of a path that is spelled out, also over variables and joins."""
        if node is None or depth > 20:
            return None
        literal = _literal(node)
        if literal is not None:
            return literal
        if isinstance(node, ast.Name):
            return self._path(self._values.get(node.id), depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
            left, right = self._path(node.left, depth + 1), self._path(node.right, depth + 1)
            if left is None or right is None:
                return None
            joint = "/" if isinstance(node.op, ast.Div) and left not in ("", ".") else ""
            return f"{'' if left == '.' else left}{joint}{right}"
        if isinstance(node, ast.Call) and _called(node)[1] in ("Path", "PurePath", "join"):
            parts = [self._path(part, depth + 1) for part in node.args]
            if parts and all(part is not None for part in parts):
                return "/".join(part for part in parts if part)
        return None


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Variables that are assigned exactly once, and what to."""
    found: dict[str, ast.expr | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None if node.id in found else node
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name) and found.get(target.id) is target:
                found[target.id] = node.value
    return {
        name: value
        for name, value in found.items()
        if value is not None and not (isinstance(value, ast.Name) and value.id == name)
    }


def _imported_from(tree: ast.Module) -> dict[str, str]:
    """Names that `from MODULE import NAME` brings, and the module."""
    return {
        alias.asname or alias.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _called(call: ast.Call) -> tuple[str, str]:
    """What a call calls: the name before the dot, if it is a plain one, and the name."""
    if isinstance(call.func, ast.Name):
        return "", call.func.id
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        return owner.id if isinstance(owner, ast.Name) else "", call.func.attr
    return "", ""


def _names_path(keyword: ast.keyword) -> bool:
    names = ("path", "filename", "file", "fname", "path_or_buf", "filepath_or_buffer", "io")
    return keyword.arg in (*names, "excel_writer", "src", "dst")


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
