"""Where there is no wall: the same harness, and accidents are still refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from app.domain.change import ChangeKind
from app.domain.outcome import Ending, Limits, Outcome, SandboxLevel
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial
from app.runner.capture import FileCapture
from app.runner.runner import SealedRunner


@pytest.fixture
def run(basic_runner: SealedRunner, folder: Path) -> Iterator[Callable[..., Outcome]]:
    made: list[Trial] = []

    def attempt(code: str, **limits: float) -> Outcome:
        bounds = Limits(**{"seconds": 20.0} | limits)  # type: ignore[arg-type]
        made.append(
            basic_runner.try_script(
                Script(code), Workplace(folder), bounds, StopToken(), lambda step: None
            )
        )
        return made[-1].outcome

    yield attempt
    for trial in made:
        basic_runner.discard(trial)


def test_a_script_works_on_the_copy(run: Callable[..., Outcome], folder: Path) -> None:
    (folder / "a.txt").write_text("old", encoding="utf-8")
    outcome = run("import pandas as pd\nopen('a.txt', 'w').write('new')\npd.Series([1, 2]).sum()")
    assert (outcome.ending, outcome.sandbox) == (Ending.FINISHED, SandboxLevel.BASIC)
    assert outcome.value_text == "3"
    assert [change.kind for change in outcome.changes] == [ChangeKind.MODIFIED]
    assert (folder / "a.txt").read_text(encoding="utf-8") == "old"


def test_accidents_outside_the_copy_are_refused(
    run: Callable[..., Outcome], folder: Path, tmp_path: Path
) -> None:
    (folder / "a.txt").write_text("original", encoding="utf-8")
    (tmp_path / "beside.txt").write_text("beside", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "beside.txt")
    for action in (
        f"open({str(folder / 'a.txt')!r}).read()",
        f"open({str(folder / 'a.txt')!r}, 'w')",
        f"os.remove({str(tmp_path / 'beside.txt')!r})",
        f"shutil.rmtree({str(folder)!r})",
        f"pathlib.Path({str(tmp_path / 'new.txt')!r}).write_text('x')",
        f"os.rename('mine', {str(tmp_path / 'mine')!r})",
        "socket.create_connection(('127.0.0.1', 9))",
    ):
        outcome = run(f"import os, pathlib, shutil, socket\nopen('mine', 'w').close()\n{action}")
        assert outcome.error is not None and outcome.error.kind == "PermissionError", action
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["beside.txt"]
    # a link that leads out of the folder would lead to the original
    assert run("import os\nprint(os.path.lexists('link'))").skipped == ("link",)


def test_processes_that_stay_are_found_and_ended(run: Callable[..., Outcome]) -> None:
    before = {process.pid for process in psutil.process_iter()}
    outcome = run(
        "import os, time\n"
        "if os.fork() == 0:\n    os.setsid()\n"
        "    if os.fork() == 0:\n        time.sleep(1000)\n    os._exit(0)\n"
        "print('over')"
    )
    assert outcome.printed == "over\n"
    left = [
        process
        for process in psutil.process_iter(["cmdline"])
        if process.pid not in before
        and "boot.py" in " ".join(process.info["cmdline"] or [])
        and str(process.environ().get("HOME", "")).endswith("/tmp")
        and process.is_running()
        and "SAIDDONE_RUN" in process.environ()
    ]
    assert [process for process in left if process.status() != psutil.STATUS_ZOMBIE] == []


@pytest.mark.parametrize(
    ("code", "limits", "ending"),
    [
        ("while True: pass", {"seconds": 1.0}, Ending.TIMED_OUT),
        ("while True: print('x' * 1000)", {}, Ending.TOO_MUCH_OUTPUT),
        ("x = 'x' * 4_000_000_000", {}, Ending.OUT_OF_MEMORY),
        ("import os, time\nfor _ in range(9):\n    if os.fork() == 0: time.sleep(99)\n"
         "time.sleep(99)", {"processes": 5}, Ending.TOO_MANY_PROCESSES),
        ("import ctypes\nctypes.string_at(0)", {}, Ending.CRASHED),
    ],
    ids=["time", "output", "memory", "processes", "crash"],
)  # fmt: skip
def test_limits_hold_here_too(
    run: Callable[..., Outcome], code: str, limits: dict[str, float], ending: Ending
) -> None:
    assert run(code, **limits).ending is ending


def test_capture_by_files_keeps_the_beginnings(tmp_path: Path) -> None:
    """The way for systems whose pipes can't be waited for."""
    capture = FileCapture(tmp_path, 10, StopToken())
    capture.stdout.write(b"12345678")
    capture.stderr.write(b"abcdefgh")
    capture.started(0)
    began = time.monotonic()
    capture.wait(60)
    assert time.monotonic() - began < 30
    assert capture.is_full
    assert capture.collect() == (b"12345678", b"ab")
    capture.close()
