"""Who may import whom, what no file may name, and what starts without Qt."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths

# What each package of app/ imports of ours beside itself, `domain` and `paths`.
PARTS = {"facts", "writer", "review", "runner", "journal", "choice", "store"}
ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in (*PARTS, "words", "domain", "paths")},
    "assistant": PARTS,
    "cli": {"assistant", "words"},
    "jobs": {"assistant"},
    "platform": {"words"},
    "ui": {"jobs", "words", "platform"},
}
WITH_QT = {"jobs", "ui", "platform", "main"}
ALONE = ("runner/harness/", "facts/reader/")  # they run in the scripts' Python
ENGINE = "writer/engine_child.py"

MODULES = sorted(path.relative_to(paths.APP).as_posix() for path in paths.APP.rglob("*.py"))


def imported(file: str) -> set[str]:
    """Dotted names of all that a file of app/ imports, also inside functions, spelled in full."""
    package = ["app", *file.split("/")[:-1]]
    names: set[str] = set()
    for node in ast.walk(ast.parse((paths.APP / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *(node.module or "").split(".")]).strip(".")
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def package_of(file: str) -> str:
    return file.split("/")[0].removesuffix(".py")


def test_packages_import_only_what_the_arrows_allow() -> None:
    wrong = []
    for file in MODULES:
        own = package_of(file)
        if own in ("main", "__init__"):
            continue
        allowed = {own, "__version__"} | ALLOWED[own]
        allowed |= set() if own in ("domain", "paths") else {"domain", "paths"}
        for name in imported(file):
            top, *rest = name.split(".")
            if top == "app" and rest and rest[0] not in allowed:
                wrong.append(f"app/{file} imports {name}")
    assert not wrong


def test_the_assistant_knows_protocols_and_pure_functions_only() -> None:
    """`main` hands it the real runner, journal and writer; tests hand it others."""
    parts = PARTS - {"choice"}
    pure = {"app.writer.prompt"}
    wrong = [
        f"app/{file} imports {name}"
        for file in MODULES
        if package_of(file) == "assistant"
        for name in imported(file)
        if name.split(".")[1:2] and name.split(".")[1] in parts
        if not name.startswith(tuple(f"app.{part}.base." for part in parts))
        and name.rpartition(".")[0] not in pure
    ]
    assert not wrong


def test_qt_stays_in_the_packages_of_the_window() -> None:
    wrong = [
        f"app/{file} imports {name}"
        for file in MODULES
        for name in imported(file)
        if name.split(".")[0] in ("PySide6", "shiboken6") and package_of(file) not in WITH_QT
    ]
    assert not wrong


def test_only_the_engines_process_imports_llama_cpp() -> None:
    users = {
        file for file in MODULES for name in imported(file) if name.split(".")[0] == "llama_cpp"
    }
    assert users == {ENGINE}


def test_what_runs_in_the_scripts_python_imports_nothing_of_ours() -> None:
    checked = [file for file in MODULES if file.startswith(ALONE)]
    wrong = []
    for file in checked:
        here = ".".join(["app", *file.split("/")[:2]])
        wrong += [
            f"app/{file} imports {name}"
            for name in imported(file)
            if name.split(".")[0] == "app" and not name.startswith(here + ".")
        ]
    assert {file.split("/")[1] for file in checked} == {"harness", "reader"}
    assert not wrong


# Written so that this file does not match itself. People with names of one letter are invented.
FORBIDDEN = {
    "a folder of one machine": re.compile(
        rb"(?<![\w.~:/-])/(?:r[o]ot/|w[o]rk/|h[o]me/\w{2}|U[s]ers/\w{2})"
    ),
    "a package index": re.compile(
        rb"pypi\.(?:[o]rg|[t]una)|python[h]osted|anaconda\.[o]rg|dev[p]i|artifac[t]ory|deb\.[d]ebian"
    ),
    "an address of a private network": re.compile(
        rb"(?<![\d.])(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?:\d"
    ),
}
GENERATED = {"runtime", "build", "artifacts"}


def text_files() -> list[Path]:
    """Our files that are text: what git knows or would take up."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=paths.ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        found = [paths.ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    else:  # an unpacked archive, or a computer without git
        found = [
            path
            for path in paths.ROOT.rglob("*")
            if not GENERATED & set(path.relative_to(paths.ROOT).parts)
            and not any(part.startswith(".") for part in path.relative_to(paths.ROOT).parts[:-1])
        ]
    return [path for path in found if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    files = text_files()
    assert paths.ROOT / "start.py" in files
    wrong = [
        f"{path.relative_to(paths.ROOT)}:{number}: {line.strip()[:100]!r}"
        for path in files
        for number, line in enumerate(path.read_bytes().splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a folder of one machine", b'FOLDER = "/%b/models"' % b"root"),
        ("a folder of one machine", b"see /%b/anna/notes" % b"home"),
        ("a package index", b"--index-url https://pypi.%b/simple" % b"org"),
        ("an address of a private network", b"proxy = 10.1.2.%b:8080" % b"3"),
    ],
)
def test_such_a_name_would_be_found(what: str, line: bytes) -> None:
    assert FORBIDDEN[what].search(line)


@pytest.mark.parametrize("module", ["app.cli.command", "app.main"])
def test_the_command_line_starts_without_qt(module: str) -> None:
    program = (
        f"import sys, {module}; print([name for name in sys.modules "
        "if name.split('.')[0] in ('PySide6', 'shiboken6', 'llama_cpp')])"
    )
    child = subprocess.run(
        [sys.executable, "-c", program], cwd=paths.ROOT, capture_output=True, text=True, check=False
    )
    assert (child.returncode, child.stdout.strip()) == (0, "[]"), child.stderr
