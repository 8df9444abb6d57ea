"""What start.py tells the person."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.start.conftest import START

NINJA = """
  [9/140] /usr/bin/g++ -DGGML_BUILD -o vendor/llama.cpp/ggml.o -c ggml.cpp
  [43/140] /usr/bin/g++ -DGGML_BUILD -o vendor/llama.cpp/gguf.o -c gguf.cpp
  /tmp/gguf.cpp:12:5: warning: unused variable 'x' [-Wunused-variable]
     12 |     int x[7/2];
"""


def test_an_old_python_can_read_it_and_says_what_is_needed() -> None:
    source = START.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    imports_only_sys = source.split("sys.exit(")[0]
    assert imports_only_sys.count("import ") == 1
    assert "Python 3.11 or newer" in source.split("sys.exit(")[1].split("\n")[0]


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(START.read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "."]
        )
    }
    assert names <= sys.stdlib_module_names


def test_the_compiler_s_progress_is_a_fraction(start: ModuleType) -> None:
    assert start.progress_in(NINJA) == "43 of 140"


@pytest.mark.parametrize(
    ("log", "progress"),
    [
        ("Collecting numpy==2.3 (from -r window.txt)\n  Downloading numpy.whl (16 MB)\n", "numpy"),
        ("Collecting a\nInstalling collected packages: a, b\n", "unpacking"),
        ("Get:1 some list\nUnpacking libxcb-cursor0:amd64 (0.1.1) ...\n", "libxcb-cursor0"),
        ("nothing that we know\n", ""),
        ("", ""),
    ],
)
def test_the_package_tools_progress_is_a_name(start: ModuleType, log: str, progress: str) -> None:
    assert start.progress_in(log) == progress


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("CMake Error: CMAKE_CXX_COMPILER not set, after EnableLanguage", "C++ compiler"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "memory ran out"),
        ("error: failed to fetch: dns error: failed to lookup address", "could not be reached"),
        ("PermissionError: [Errno 13] Permission denied: 'lib/x'", "may not be written"),
    ],
)
def test_why_a_step_failed_is_said_in_plain_words(start: ModuleType, log: str, words: str) -> None:
    assert words in start.cause(f"Collecting x\n{log}\n")


def test_no_reason_is_invented(start: ModuleType) -> None:
    assert start.cause("ERROR: ResolutionImpossible: a 1 and b 2 conflict") == ""


def test_a_failed_step_names_the_log_which_holds_what_it_wrote(start: ModuleType) -> None:
    program = "import sys; print('step by step'); sys.exit('then it broke')"
    with pytest.raises(start.Failed) as failed:
        start.run("Mending the roof", sys.executable, "-c", program)
    log = start.RUNTIME / "setup.log"
    assert str(failed.value) == f"Mending the roof failed. The details are in {log}"
    written = log.read_text(encoding="utf-8")
    assert "Mending the roof" in written
    assert "step by step" in written
    assert "then it broke" in written


def test_the_cause_is_not_taken_from_an_earlier_step(start: ModuleType) -> None:
    with pytest.raises(start.Failed, match="the disk is full"):
        start.run("One", sys.executable, "-c", "raise SystemExit('No space left on device')")
    with pytest.raises(start.Failed, match=r"Two failed\. The details"):
        start.run("Two", sys.executable, "-c", "raise SystemExit('something else')")


def test_a_long_step_shows_how_far_it_is(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    program = "import time; print('[3/9] cc', flush=True); time.sleep(1.6)"
    start.run("Building it", sys.executable, "-c", program)
    said = capsys.readouterr()
    assert said.out == ""
    first, second = said.err.splitlines()
    assert re.fullmatch(r"Building it: 3 of 9, \d:\d\d", first)
    assert re.fullmatch(r"Building it: done after \d:\d\d", second)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals")
def test_on_a_terminal_one_line_is_written_over(start: ModuleType, tmp_path: Path) -> None:
    import pty

    step = "import time; print('[3/9] cc', flush=True); time.sleep(2)"
    program = f"""
import importlib.util, pathlib, sys
spec = importlib.util.spec_from_file_location("start_script", {str(START)!r})
start = importlib.util.module_from_spec(spec)
spec.loader.exec_module(start)
start.RUNTIME = pathlib.Path({str(tmp_path)!r})
start.run("Building it", sys.executable, "-c", {step!r})
"""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60"}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stderr=theirs, env=environment) as child:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # the other end is gone
            while part := os.read(ours, 4096):
                said += part
    os.close(ours)
    assert child.returncode == 0
    text = said.decode().replace("\r\n", "\n")
    assert text.count("\n") == 1
    assert re.search(r" \rBuilding it: done after \d:\d\d\n$", text)
    assert re.search(r"\rBuilding it: 3 of 9, \d:\d\d +\r", text)
    assert all(len(line) < 60 for line in text.split("\r"))


def test_a_quick_step_says_nothing(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    start.run("Blinking", sys.executable, "-c", "pass")
    assert capsys.readouterr() == ("", "")
