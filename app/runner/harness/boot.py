"""Runs one script as a notebook would, and writes down how it ended.

Started as `python -s -P -B boot.py TASK.json`. The task holds:

    mode      "script" or "program" (a program of ours: no result is written)
    code      path of the script
    out       folder for the result and the figures
    limits    {"memory", "file", "processes" (0: not limited), "cpu" (seconds), "files"}
    fonts     matplotlib's list of fonts, or ""
    guard     {} or {"original": folder, "writable": [folders]}: refuse accidents where there is
              no wall
    arguments sys.argv[1:]

Only the standard library is imported before the script asks for more.
"""

# Pathlib would cost every script its import.
# ruff: noqa: PTH100, PTH103, PTH109, PTH112, PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import ast
import builtins
import contextlib
import faulthandler
import json
import linecache
import os
import sys
import traceback
import types
from typing import Any

NAME = "script.py"
MOST_TEXT = 100_000
MOST_RESULT = 8 * 1024**2
STARTED = "started"
RESERVE = 64 * 1024
"""Bytes that are kept for the result, should the script fill the disk."""


def main() -> None:
    """Read the task and perform it; exit as the script wanted to."""
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    with open(os.path.join(task["out"], STARTED), "wb") as started:
        # from here on a failure is the script's, not the room's
        started.write(bytes(RESERVE))
    limit(task["limits"])
    for stream in (sys.stdout, sys.stderr):
        # hostile file names must not make print() fail
        stream.reconfigure(  # type: ignore[union-attr]
            encoding="utf-8", errors="backslashreplace", line_buffering=True
        )
    faulthandler.enable()
    home = os.environ.get("HOME", "")
    if task["fonts"] and home:
        with contextlib.suppress(OSError):
            provide_fonts(task["fonts"], os.environ["MPLCONFIGDIR"])
    if task["guard"]:
        from harness.guard import watch_accidents  # type: ignore[import-not-found]

        watch_accidents(task["guard"]["original"], task["guard"]["writable"])
    if task["mode"] == "program":
        run_program(task)
    else:
        sys.exit(run_script(task))


def limit(limits: dict[str, int]) -> None:
    """Bound this process and its children; hard limits too, so they can't be raised again."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_AS": limits["memory"],
        "RLIMIT_CPU": limits["cpu"],
        "RLIMIT_FSIZE": limits["file"],
        "RLIMIT_NOFILE": limits["files"],
        "RLIMIT_NPROC": limits["processes"],
        "RLIMIT_CORE": 0,
        "RLIMIT_MEMLOCK": 1024**2,
        "RLIMIT_MSGQUEUE": 64 * 1024,
    }
    for name, value in wanted.items():
        number = getattr(resource, name, None)
        if number is None or (name != "RLIMIT_CORE" and not value):
            continue
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(number)[1]
            if hard != resource.RLIM_INFINITY:
                value = min(value, hard)
            resource.setrlimit(number, (value, value))
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)


def provide_fonts(source: str, folder: str) -> None:
    """Put matplotlib's list of fonts where it looks: making it takes half a second."""
    os.makedirs(folder, exist_ok=True)
    with open(source, "rb") as file:
        content = file.read()
    with open(os.path.join(folder, os.path.basename(source)), "wb") as file:
        file.write(content)


def run_program(task: dict[str, Any]) -> None:
    """Run a program of ours, which may import what lies beside it."""
    import runpy

    code = str(task["code"])
    sys.argv = [code, *task["arguments"]]
    if not os.path.isdir(code):  # else runpy does the same with the folder itself
        sys.path.insert(0, os.path.dirname(code))
    runpy.run_path(code, run_name="__main__")


def run_script(task: dict[str, Any]) -> int:
    """Run the script and write `result.json`. Returns the exit code."""
    from harness import figures, friendly, values  # type: ignore[import-not-found]

    forget_harness()
    out = str(task["out"])
    with open(str(task["code"]), encoding="utf-8", newline="") as file:
        source = file.read().replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines = source.splitlines(keepends=True)
    linecache.cache[NAME] = (len(source), None, lines, NAME)
    album = figures.Album(out)
    friendly.install(album)
    result: dict[str, object] = {"ending": "finished"}
    exit_code = 0
    value: object = None
    try:
        value = execute(source)
    except SystemExit as leaving:
        exit_code, result = left(leaving)
    except BaseException as error:
        exit_code, result = 1, failed(error)
    if exit_code == 0:
        try:
            result |= values.describe(value, album)
        except Exception as error:
            # a value that cannot be shown is not a failure of the script
            result["value_text"] = f"<{type(value).__name__}: {type(error).__name__}>"
        album.add_what_is_open()
    result["figures"] = album.names
    write(result, os.path.join(out, "result.json"))
    return exit_code


def forget_harness() -> None:
    """Take ourselves off the path and out of sight of the script's imports."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path[:] = [path for path in sys.path if path != here]
    for name in [name for name in sys.modules if name.split(".")[0] == "harness"]:
        del sys.modules[name]


def execute(source: str) -> object:
    """Run `source` as `__main__`; the value of its last line if that is an expression."""
    module = types.ModuleType("__main__")
    module.__dict__["__file__"] = os.path.join(os.getcwd(), NAME)
    module.__dict__["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv = [NAME]
    tree = ast.parse(source, NAME)
    last = None
    if tree.body and isinstance(final := tree.body[-1], ast.Expr):
        tree.body.pop()
        last = ast.Expression(final.value)
    exec(compile(tree, NAME, "exec", dont_inherit=True), module.__dict__)
    if last is None:
        return None
    flags = compile(tree, NAME, "exec", dont_inherit=True).co_flags
    future = flags & 0x1FF0000  # keep `from __future__ import …` of the script
    return eval(compile(last, NAME, "eval", flags=future, dont_inherit=True), module.__dict__)


def left(leaving: SystemExit) -> tuple[int, dict[str, object]]:
    """How a script that called `sys.exit` ended."""
    code = leaving.code
    if code is None or code == 0:
        return 0, {"ending": "finished"}
    message = f"exit code {code}" if isinstance(code, int) else text_of(code)
    number = code & 0xFF or 1 if isinstance(code, int) else 1
    return number, {
        "ending": "raised",
        "error": {
            "kind": "SystemExit",
            "message": message,
            "line": line_of(leaving),
            "traceback": "",
            "cause": "",
        },
    }


def failed(error: BaseException) -> dict[str, object]:
    """How a script that raised `error` ended."""
    cause = ""
    if isinstance(error, MemoryError):
        cause = "memory"
    elif isinstance(error, OSError) and error.errno in (27, 28, 122):  # EFBIG ENOSPC EDQUOT
        cause = "disk"
    return {
        "ending": "raised",
        "error": {
            "kind": type(error).__name__,
            "message": text_of(error),
            "line": line_of(error),
            "traceback": traceback_of(error),
            "cause": cause,
        },
    }


def text_of(thing: object) -> str:
    """`str(thing)`, bounded, whatever its class does."""
    try:
        return str(thing)[:2000]
    except BaseException as error:
        return f"<{type(thing).__name__}: {type(error).__name__}>"


def line_of(error: BaseException) -> int:
    """The deepest line of the script itself that `error` came through; 0 unknown."""
    if isinstance(error, SyntaxError) and error.filename == NAME:
        return error.lineno or 0
    found = 0
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == NAME:
            found = step.tb_lineno
        step = step.tb_next
    return found


def traceback_of(error: BaseException) -> str:
    """The traceback without the frames of libraries and of ours."""
    try:
        whole = traceback.TracebackException.from_exception(error)
        waiting: list[traceback.TracebackException | None] = [whole]
        seen: set[int] = set()
        while waiting:
            part = waiting.pop()
            if part is None or id(part) in seen:
                continue
            seen.add(id(part))
            own = [frame for frame in part.stack if frame.filename == NAME]
            part.stack = traceback.StackSummary.from_list(own)
            waiting += [part.__cause__, part.__context__]
        text = "".join(whole.format())
    except BaseException as trouble:
        return f"{type(error).__name__} ({type(trouble).__name__})"
    return text if len(text) <= 8000 else f"{text[:3000]}\n…\n{text[-5000:]}"


def write(result: dict[str, object], path: str) -> None:
    """Write the result as JSON, with fewer rows of a table when it would be too long."""
    while True:
        text = json.dumps(result, allow_nan=False, ensure_ascii=True)
        table = result.get("table")
        if len(text) <= MOST_RESULT or not isinstance(table, dict) or not table["rows"]:
            break
        table["rows"] = table["rows"][: len(table["rows"]) // 2]
    with contextlib.suppress(OSError):
        os.truncate(os.path.join(os.path.dirname(path), STARTED), 0)
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    main()
