"""What the person does in the very moment of a change, or between a crash and the next start."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.run import RunState
from app.journal.journal import FolderJournal
from tests.unit.journal.playground import Playground, inodes, tree

needs_swaps = pytest.mark.skipif(
    sys.platform not in ("linux", "darwin"), reason="files cannot swap their names here"
)


class Crash(BaseException):
    """The power goes."""


def _contents(play: Playground) -> dict[str, object]:
    return {path: entry[2] for path, entry in tree(play.root).items() if entry[0] == "file"}


def _save(play: Playground, path: str, contents: bytes) -> None:
    """As careful programs do: a new file takes the name of the old one."""
    new = play.root / "~new"
    new.write_bytes(contents)
    new.replace(play.root / path)


def _once(begins: str, act: Callable[[], None]) -> Callable[[str], None]:
    """An `on_step` that acts just before the first step that begins so."""
    done: list[str] = []

    def on_step(step: str) -> None:
        if step.startswith(begins) and not done:
            done.append(step)
            act()

    return on_step


def _refused(kind: ProblemKind, act: Callable[[], object]) -> None:
    with pytest.raises(Problem) as refused:
        act()
    assert refused.value.kind is kind


@needs_swaps
def test_a_save_in_the_moment_of_the_change_is_not_overwritten(play: Playground) -> None:
    play.file("a", b"old a")
    play.file("b", b"old b")
    play.modified("a", b"new a")
    play.modified("b", b"new b")
    journal = play.journal(_once("exchange .saiddone", lambda: _save(play, "a", b"saved just now")))
    _refused(ProblemKind.FILES_CHANGED, lambda: play.apply(journal))
    assert _contents(play) == {"a": b"saved just now", "b": b"old b"}


@needs_swaps
def test_a_save_in_the_moment_of_the_undo_is_not_overwritten(play: Playground) -> None:
    play.file("a", b"old a")
    play.modified("a", b"new a")
    play.created("b", b"made")
    play.apply()
    journal = play.journal(_once("exchange .saiddone", lambda: _save(play, "a", b"saved just now")))
    _refused(ProblemKind.UNDO_CONFLICT, journal.undo)
    assert _contents(play) == {"a": b"saved just now", "b": b"made"}


def test_a_save_in_the_moment_of_a_removal_is_kept(play: Playground) -> None:
    play.file("gone", b"old")
    play.deleted("gone")
    journal = play.journal(_once("rename gone", lambda: _save(play, "gone", b"wanted after all")))
    _refused(ProblemKind.FILES_CHANGED, lambda: play.apply(journal))
    assert _contents(play) == {"gone": b"wanted after all"}


def test_a_save_in_the_moment_of_the_undo_of_a_new_file_is_kept(play: Playground) -> None:
    play.created("new", b"made")
    play.apply()
    journal = play.journal(_once("rename new", lambda: _save(play, "new", b"worked on")))
    _refused(ProblemKind.UNDO_CONFLICT, journal.undo)
    assert _contents(play) == {"new": b"worked on"}


@needs_swaps
@pytest.mark.parametrize("what", ["apply", "undo"])
def test_a_save_in_the_moment_of_a_crash_is_kept(play: Playground, what: str) -> None:
    play.file("a", b"old")
    play.modified("a", b"new")
    exchanges: list[str] = []

    def on_step(step: str) -> None:
        if step.startswith("exchange"):
            exchanges.append(step)
            if len(exchanges) == 1:
                _save(play, "a", b"saved just now")
            else:
                raise Crash  # before it could be given back

    if what == "undo":
        play.apply()
    with pytest.raises(Crash):
        if what == "undo":
            play.journal(on_step).undo()
        else:
            play.apply(play.journal(on_step))
    play.journal().recover()
    found = _contents(play)
    assert found["a"] == b"saved just now"
    assert found.get("a (2)") == b"old", "the original has a name too"
    assert not inodes(play.root) & inodes(play.store)
    assert not list(play.root.glob(".saiddone*"))


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("отчёт 📁.tar.gz", "отчёт 📁.tar (2).gz"),
        (".hidden", ".hidden (2)"),
        ("d/plain", "d/plain (2)"),
    ],
)
def test_an_original_whose_name_was_taken_after_a_crash_stands_beside(
    play: Playground, name: str, beside: str
) -> None:
    play.file(name, b"the original")
    play.deleted(name)
    play.created("z", b"ours")

    def crash() -> None:
        raise Crash

    with pytest.raises(Crash):
        play.apply(play.journal(_once("rename .saiddone", crash)))
    assert not (play.root / name).exists()
    (play.root / name).write_bytes(b"written anew")

    (run,) = play.journal().recover()

    assert run.state is RunState.ROLLED_BACK
    assert _contents(play) == {name: b"written anew", beside: b"the original"}
    assert play.journal().recover() == ()
    assert not list(play.root.glob(".saiddone*"))


def test_an_original_whose_folder_is_taken_by_a_file_stands_above(play: Playground) -> None:
    play.file("old/notes/a.txt", b"the original")
    play.deleted("old/notes")
    play.deleted("old/notes/a.txt")
    play.created("z", b"ours")

    def crash() -> None:
        raise Crash

    with pytest.raises(Crash):
        play.apply(play.journal(_once("rename .saiddone", crash)))
    (play.root / "old" / "notes").write_bytes(b"a file of the same name")

    play.journal().recover()

    assert _contents(play) == {
        "old/notes": b"a file of the same name",
        "old/a.txt": b"the original",
    }


def test_what_was_edited_after_a_crash_stays_and_the_original_stands_beside(
    play: Playground,
) -> None:
    play.file("a", b"old a")
    play.file("b", b"old b")
    play.modified("a", b"new a")
    play.modified("b", b"new b")

    def crash() -> None:
        raise Crash

    with pytest.raises(Crash):
        play.apply(play.journal(_once("link b to", crash)))
    with (play.root / "a").open("ab") as file:
        file.write(b" and more")

    play.journal().recover()

    assert _contents(play) == {"a": b"new a and more", "a (2)": b"old a", "b": b"old b"}


def test_a_renamed_file_is_in_sight_all_the_time(play: Playground) -> None:
    play.file("photo.jpg", b"the only one")
    play.folder("2026")
    play.folder("2026/май")
    play.renamed("photo.jpg", "2026/май/photo.jpg")
    places: list[list[str]] = []

    def look(step: str) -> None:
        found = [str(p.relative_to(play.root)) for p in play.root.rglob("*.jpg")]
        places.append(found)

    play.apply(play.journal(look))
    play.journal(look).undo()
    assert {tuple(found) for found in places} == {("photo.jpg",), ("2026/май/photo.jpg",)}


def test_new_files_have_the_rights_that_new_files_have(play: Playground) -> None:
    play.created("open to all", b"x", 0o666)
    play.created("private", b"x", 0o600)
    play.created("tool", b"x", 0o6711)
    play.folder("folder")
    (play.view / "folder").chmod(0o777)
    play.file("before", b"x", 0o664)
    play.modified("before", b"y", 0o600)
    mask = os.umask(0o027)
    try:
        play.apply()
    finally:
        os.umask(mask)
    rights = {path: entry[1] for path, entry in tree(play.root).items()}
    assert rights == {
        "open to all": 0o640,
        "private": 0o640,
        "tool": 0o750,
        "folder": 0o750,
        "before": 0o664,
    }


def test_runs_are_named_and_ordered_by_the_clock(play: Playground) -> None:
    now = datetime(2026, 11, 28, 15, 30, 12, tzinfo=UTC)
    ids = []
    for number in range(3):
        play.changes.clear()
        play.created(f"f{number}", b"x")
        moments = iter([now + timedelta(microseconds=number)])
        ids.append(play.apply(FolderJournal(play.store, moments.__next__)).id)
    assert all(run_id.startswith("20261128-153012-") for run_id in ids)
    assert [run.id for run in play.journal().runs()] == ids[::-1]
    assert play.journal().undo().id == ids[-1]


_READ_ONLY = """
import os, sys
from pathlib import Path
from app.domain.problem import Problem
from app.words.problems import problem_text
from tests.unit.journal.playground import Playground, tree

# everything is loaded before the interpreter may be out of reach
warm = Path(sys.argv[1]) / "warm"
warm.mkdir()
play = Playground.at(warm)
play.created("n", b"new")
play.apply()
os.setgroups([]), os.setgid(65534), os.setuid(65534)
place = Path(sys.argv[1])
play = Playground(place / "root", place / "view", place / "journal")
for folder in (play.view, play.store, play.root / "d"):
    folder.mkdir(parents=True)
play.file("d/a", b"old")
play.modified("d/a", b"new")
play.created("n", b"new")
(place / sys.argv[2]).chmod(0o555)
before = tree(play.root)
try:
    play.apply()
except Problem as problem:
    assert tree(play.root) == before
    print(problem.kind)
"""


@pytest.mark.parametrize("locked", ["root", "root/d"])
def test_a_folder_that_must_not_be_written_to_stays_as_it_is(locked: str) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("needs the right to become somebody else: for root nothing is read-only")
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, 65534, 65534)
        ended = subprocess.run(
            [sys.executable, "-c", _READ_ONLY, folder, locked],
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.stdout == "folder-forbidden\n", ended.stderr


def test_it_can_be_imported_where_there_are_no_unix_locks() -> None:
    code = (
        "import sys; sys.modules['fcntl'] = None; import app.journal.journal, app.store.store;"
        "print('fine')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=False,
    )
    assert ended.stdout == b"fine\n", ended.stderr
