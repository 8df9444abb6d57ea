"""The command line's contract: one JSON object on stdout, exit codes, questions, Ctrl-C."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import paths


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "Отчёты — Иван 📁"
    folder.mkdir()
    (folder / "notes.txt").write_text("remember\n", "utf-8")
    return folder


def environment(*answers: str) -> dict[str, str]:
    return dict(
        os.environ,
        ANSWERS=json.dumps(answers),
        PYTHONPATH=str(paths.ROOT),
        LANG="C.UTF-8",
    )


def command(*words: str, answers: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.support.scripted_main", *words],
        env=environment(*answers),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def ask(work: Path, *more: str, answers: tuple[str, ...]) -> tuple[int, dict[str, Any], str]:
    done = command("ask", "--json", "--folder", str(work), *more, "do it", answers=answers)
    return done.returncode, json.loads(done.stdout), done.stderr


def test_an_answer_is_one_object_and_zero(work: Path) -> None:
    code, report, _ = ask(work, "--yes", answers=("print('forty two')\n",))
    assert code == 0
    assert report["status"] == "done"
    assert report["answer"] == "forty two"
    assert report["outcome"] == "Here is the answer. No file was changed."
    assert report["code"].endswith("# do it\nprint('forty two')\n")
    assert (report["agreement"], report["repairs"]) == ([1, 1], 0)
    assert (report["run"], report["problem"], report["changes"]) == (None, None, [])
    times = report["timings"]
    assert 0 <= times["first_token"] <= times["first_script"] <= times["preview"] <= times["total"]


def test_changes_are_made_and_can_be_undone(work: Path) -> None:
    script = "import os\nos.rename('notes.txt', 'заметки.txt')\n"
    code, report, _ = ask(work, "--yes", "--language", "ru", answers=(script,))
    assert code == 0
    assert report["changes"] == [{"path": "заметки.txt", "kind": "renamed", "from": "notes.txt"}]
    assert report["outcome"] == "Файл «notes.txt» теперь называется «заметки.txt»."
    assert (work / "заметки.txt").exists()
    assert report["run"] in command("history").stdout
    undone = command("undo")
    assert (undone.returncode, undone.stdout) == (0, "Undone: 1 change taken back.\n")
    assert (work / "notes.txt").exists()
    again = command("undo")
    assert again.returncode == 1
    assert "nothing to undo" in again.stderr


def test_yes_does_not_mean_deleting(work: Path) -> None:
    script = "import os\nos.remove('notes.txt')\n"
    code, report, _ = ask(work, "--yes", answers=(script,))
    assert code == 3
    assert report["status"] == "refused"
    assert report["problem"]["kind"] == "deletes-not-allowed"
    assert report["outcome"] == "Nothing was changed."
    assert (work / "notes.txt").exists()
    code, report, _ = ask(work, "--yes", "--allow-delete", answers=(script,))
    assert (code, report["changes"]) == (0, [{"path": "notes.txt", "kind": "deleted"}])
    assert not (work / "notes.txt").exists()


def test_a_failure_is_one_and_has_the_script(work: Path) -> None:
    code, report, _ = ask(work, "--yes", answers=("1 / 0\n",) * 3)
    assert code == 1
    assert report["status"] == "failed"
    assert report["problem"]["kind"] == "script-failed"
    assert "1 / 0" in report["code"]


def test_different_results_need_a_choice(work: Path) -> None:
    code, report, errors = ask(
        work, "--yes", "--candidates", "2", answers=("print(1)\n", "print(2)\n")
    )
    assert code == 4
    assert report["status"] == "needs-choice"
    assert report["agreement"] == [1, 2]
    assert "different results" in errors


def test_wrong_usage_is_two(work: Path) -> None:
    assert command("ask").returncode == 2
    assert command("ask", "--candidates", "99", "x").returncode == 2
    assert command("models", "dance").returncode == 2


def test_a_folder_that_is_not_there(work: Path) -> None:
    done = command("ask", "--json", "--folder", str(work / "gone"), "x")
    report = json.loads(done.stdout)
    assert (done.returncode, report["problem"]["kind"]) == (1, "folder-missing")


def test_home_itself_is_refused(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(work))
    code, report, _ = ask(work, "--yes", answers=("open('x', 'w').write('x')\n",))
    assert code == 3
    assert report["problem"]["kind"] == "folder-forbidden"
    assert not (work / "x").exists()


def test_output_cannot_steer_the_terminal(work: Path) -> None:
    script = "print('\\x1b[2Jgone\\x07')\n"
    done = command("ask", "--yes", "--folder", str(work), "x", answers=(script,))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "gone" in done.stdout


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)


@pytest.mark.parametrize(("answer", "exists", "status"), [("y", True, 0), ("n", False, 3)])
def test_on_a_terminal_it_asks_once(
    work: Path, terminal: tuple[int, int], answer: str, exists: bool, status: int
) -> None:
    ours, theirs = terminal
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.support.scripted_main", "ask", "--folder", str(work), "x"],
        env=environment("open('new.txt', 'w').write('x')\n"),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(ours, 4096)
    assert b"+ new.txt" in shown
    assert b"would create 1 file" in shown
    assert not (work / "new.txt").exists()
    os.write(ours, answer.encode() + b"\n")
    child.communicate(timeout=60)
    assert child.returncode == status
    assert (work / "new.txt").exists() is exists


def test_ctrl_c_stops_cleanly(work: Path, tmp_path: Path) -> None:
    script = "import time\nopen('started', 'w').close()\ntime.sleep(600)\n"
    child = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.support.scripted_main",
            *("ask", "--json", "--yes", "--folder", str(work), "x"),
        ],
        env=environment(script),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not any(paths.scratch().rglob("started")):
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 130
    assert json.loads(out)["problem"]["kind"] == "stopped"
    assert not any(paths.scratch().rglob("started")), "nothing is left behind"
    assert [path.name for path in work.iterdir()] == ["notes.txt"]
