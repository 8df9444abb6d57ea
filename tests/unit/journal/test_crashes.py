"""A crash at any point leads to the folder as it was before, or as it was to be after."""

from __future__ import annotations

import contextlib
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.run import RunState
from tests.unit.journal.playground import (
    Playground,
    fill_with_everything,
    folder_times,
    inodes,
    tree,
)


class Crash(BaseException):
    """The power goes: nothing of the product may catch this."""


class CrashAt:
    """Counts the steps, and ends the world before one of them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 0
        self.steps: list[str] = []

    def __call__(self, step: str) -> None:
        self.count += 1
        self.steps.append(step)
        if self.count == self.number:
            raise Crash(step)


def _small(place: Path, store: Path | None = None) -> Playground:
    """Every kind of step, with few files, so that every point can be tried."""
    play = Playground.at(place, store)
    play.file("m", b"old", 0o640)
    play.file("d/e/gone", b"gone")
    play.file("d/e/moved", b"moved")
    play.file("a", b"is a")
    play.file("b", b"was b")
    play.file("was-file", b"f")
    play.file("was-folder/x", b"x")
    (play.root / "link").symlink_to("m")
    (play.root / "d" / "e").chmod(0o750)
    play.modified("m", b"new contents")
    play.deleted("d")
    play.deleted("d/e")
    play.deleted("d/e/gone")
    play.deleted("link")
    play.renamed("d/e/moved", "moved")
    play.renamed("a", "b")
    play.renamed("b", "a")
    play.deleted("was-file")
    play.folder("was-file")
    play.created("was-file/new", b"new")
    play.deleted("was-folder")
    play.deleted("was-folder/x")
    play.created("was-folder", b"a file now")
    return play


@contextlib.contextmanager
def _playground(tmp_path: Path, name: str, apart: bool) -> Iterator[Playground]:
    place = tmp_path / name
    place.mkdir()
    if not apart:
        yield _small(place)
        return
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    store = Path(tempfile.mkdtemp(dir=shared))
    try:
        yield _small(place, store)
    finally:
        shutil.rmtree(store)


def _assert_tidy(play: Playground) -> None:
    assert not list(play.root.glob(".saiddone*"))
    assert not inodes(play.root) & inodes(play.store)
    assert not list(play.store.glob("gone-*"))


@pytest.mark.parametrize("apart", [False, True], ids=["same file system", "another"])
def test_a_crash_before_every_step_of_an_apply(tmp_path: Path, apart: bool) -> None:
    number = 0
    sides: set[str] = set()
    while True:
        number += 1
        with _playground(tmp_path, str(number), apart) as play:
            before, expected = tree(play.root), play.expected()
            times = folder_times(play.root)
            crash = CrashAt(number)
            try:
                play.apply(play.journal(crash))
            except Crash:
                pass
            else:
                break
            mended = play.journal().recover()
            after = tree(play.root)
            if after == before:
                sides.add("before")
                assert folder_times(play.root) == times, crash.steps[-1]
                assert all(run.state is RunState.ROLLED_BACK for run in mended)
            else:
                assert after == expected, crash.steps[-1]
                sides.add("after")
                assert not mended
                assert play.journal().runs()[0].state is RunState.DONE
            _assert_tidy(play)
            assert play.journal().recover() == ()
    assert number > 45
    assert sides == {"before", "after"}


@pytest.mark.parametrize("apart", [False, True], ids=["same file system", "another"])
def test_a_crash_before_every_step_of_an_undo(tmp_path: Path, apart: bool) -> None:
    number = 0
    sides: set[str] = set()
    while True:
        number += 1
        with _playground(tmp_path, str(number), apart) as play:
            before, expected = tree(play.root), play.expected()
            play.apply()
            assert tree(play.root) == expected
            crash = CrashAt(number)
            try:
                play.journal(crash).undo()
            except Crash:
                pass
            else:
                break
            play.journal().recover()
            (run,) = play.journal().runs()
            if tree(play.root) == before:
                sides.add("before")
                assert run.state is RunState.UNDONE, crash.steps[-1]
            else:
                assert tree(play.root) == expected, crash.steps[-1]
                sides.add("after")
                assert run.state is RunState.DONE
                play.journal().undo()
                assert tree(play.root) == before
            _assert_tidy(play)
    assert number > 35
    assert sides == {"before", "after"}


def test_a_crash_before_every_step_of_a_recovery(tmp_path: Path) -> None:
    """The power goes again while the first crash is being mended."""
    number = 0
    while True:
        number += 1
        with _playground(tmp_path, str(number), False) as play:
            before = tree(play.root)
            steps = CrashAt(10**9)
            done = "write state.json " + '{"phase": "done"'

            def cut_off(step: str, steps: CrashAt = steps, done: str = done) -> None:
                steps(step)
                if step.startswith(done):
                    raise Crash(step)

            with pytest.raises(Crash):
                play.apply(play.journal(cut_off))
            try:
                play.journal(CrashAt(number)).recover()
            except Crash:
                pass
            else:
                break
            play.journal().recover()
            assert tree(play.root) == before
            _assert_tidy(play)
    assert number > 20


def test_an_error_at_every_step_of_an_apply_rolls_back_at_once(tmp_path: Path) -> None:
    number = 0
    while True:
        number += 1
        with _playground(tmp_path, str(number), False) as play:
            before, times = tree(play.root), folder_times(play.root)
            count = 0

            def fail_once(step: str, number: int = number) -> None:
                nonlocal count
                count += 1
                if count == number:
                    raise RuntimeError("a bug")

            with contextlib.suppress(Problem):
                run = play.apply(play.journal(fail_once))
                assert run.state is RunState.DONE
                if count < number:
                    break
                continue  # only the clearing away failed
            assert tree(play.root) == before
            assert folder_times(play.root) == times
            _assert_tidy(play)
    assert number > 45


def test_a_disk_that_stays_broken_is_told_as_it_is_and_mended_later(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kinds = set()
    for number in range(2, 60, 3):
        with _playground(tmp_path, str(number), False) as play:
            before = tree(play.root)
            count = 0

            def break_for_good(step: str, number: int = number) -> None:
                nonlocal count
                count += 1
                if count >= number:
                    raise OSError(5, "Input/output error")

            try:
                play.apply(play.journal(break_for_good))
            except Problem as problem:
                kinds.add(problem.kind)
                # Only the one kind may leave the folder between before and after.
                if problem.kind is not ProblemKind.ROLLBACK_INCOMPLETE:
                    assert files(tree(play.root)) == files(before)
                play.journal().recover()
                assert tree(play.root) == before
    assert kinds == {ProblemKind.ROLLBACK_INCOMPLETE, ProblemKind.APPLY_FAILED}
    assert "not rolled back yet" in caplog.text
    caplog.clear()


def files(found: dict[str, object]) -> dict[str, object]:
    """The person's own files, without what we prepared beside them."""
    return {name: facts for name, facts in found.items() if ".saiddone" not in name and name != "."}


def test_an_error_at_every_step_of_an_undo_leaves_the_run(tmp_path: Path) -> None:
    number = 0
    while True:
        number += 1
        with _playground(tmp_path, str(number), False) as play:
            expected = play.expected()
            play.apply()
            count = 0

            def fail_once(step: str, number: int = number) -> None:
                nonlocal count
                count += 1
                if count == number:
                    raise OSError("a fault of the disk")

            with contextlib.suppress(Problem):
                play.journal(fail_once).undo()
                if count < number:
                    break
                continue
            assert tree(play.root) == expected
            assert play.journal().runs()[0].state is RunState.DONE
            _assert_tidy(play)
    assert number > 35


_CHILD = """
import os, signal, sys
from pathlib import Path
from tests.unit.journal import playground, test_crashes
from app.journal.journal import FolderJournal

place, what, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
play = playground.Playground(place / "папка 📁", place / "view", place / "journal")
count = 0
def kill_at(step):
    global count
    count += 1
    if count == number:
        os.kill(os.getpid(), signal.SIGKILL)
if what == "undo":
    play.journal(kill_at).undo()
else:
    import pickle
    play.changes = pickle.loads((place / "changes").read_bytes())
    play.apply(play.journal(kill_at))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("what", ["apply", "undo"])
@pytest.mark.parametrize("number", [5, 30, 50, 70])
def test_a_killed_process(tmp_path: Path, what: str, number: int) -> None:
    play = Playground.at(tmp_path)
    fill_with_everything(play)
    before, expected = tree(play.root), play.expected()
    (tmp_path / "changes").write_bytes(pickle.dumps(play.changes))
    if what == "undo":
        play.apply()
    ended = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path), what, str(number)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    play.journal().recover()
    assert tree(play.root) in (before, expected)
    _assert_tidy(play)
