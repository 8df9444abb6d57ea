"""Changes are made exactly, and taken back exactly."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Applying, Progress
from app.domain.request import Workplace
from app.domain.run import RunState
from app.journal import renaming
from app.journal.folder import OpenFolder
from tests.unit.journal.playground import (
    LONG_AGO,
    Playground,
    fill_with_everything,
    inodes,
    mark,
    tree,
)


def test_everything_at_once_is_made_and_taken_back(play: Playground) -> None:
    fill_with_everything(play)
    before, expected = tree(play.root), play.expected()

    run = play.apply()

    assert tree(play.root) == expected
    assert run.state is RunState.DONE
    assert re.fullmatch(r"\d{8}-\d{6}-[0-9a-f]{3}", run.id)
    assert run.at.tzinfo is not None
    assert run.changes == tuple(play.sorted())
    assert play.journal().runs() == (run,)
    assert not inodes(play.root) & inodes(play.store)

    undone = play.journal().undo()

    assert tree(play.root) == before
    assert (undone.id, undone.state) == (run.id, RunState.UNDONE)
    assert not inodes(play.root) & inodes(play.store)
    with pytest.raises(Problem) as none_left:
        play.journal().undo()
    assert none_left.value.kind is ProblemKind.NOTHING_TO_UNDO


def test_a_store_on_another_file_system_keeps_copies(tmp_path: Path) -> None:
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    store = shared / f"journal-{os.getpid()}"
    play = Playground.at(tmp_path, store)
    try:
        fill_with_everything(play)
        before, expected = tree(play.root), play.expected()
        run = play.apply()
        assert tree(play.root) == expected
        assert any((store / run.id / "before").iterdir())
        play.journal().undo(run.id)
        assert tree(play.root) == before
    finally:
        shutil.rmtree(store)


def test_a_file_system_without_second_names_and_careful_renames(
    play: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As FAT is, which cannot be mounted everywhere."""

    def refuse(*names: object) -> None:
        raise PermissionError(errno.EPERM, "no second names")

    for name in ("link", "link_in", "link_out"):
        monkeypatch.setattr(OpenFolder, name, refuse)
    monkeypatch.setattr(renaming, "_function", lambda: None)
    fill_with_everything(play)
    before, expected = tree(play.root), play.expected()
    play.apply()
    assert tree(play.root) == expected
    play.journal().undo()
    assert tree(play.root) == before

    def fail(step: str) -> None:
        if step.endswith("to report.csv") and "n-" in step:
            raise OSError(errno.EBUSY, "busy", "report.csv")

    play.changes = [
        replace(change, before=change.before and mark(play.root / (change.source or change.path)))
        for change in play.changes
    ]
    with pytest.raises(Problem):
        play.apply(play.journal(fail))
    assert tree(play.root) == before


def test_runs_are_undone_from_the_latest_on(play: Playground) -> None:
    play.file("a", b"1")
    play.modified("a", b"22")
    first = play.apply()
    play.changes.clear()
    play.modified("a", b"333")
    second = play.apply()
    assert [run.id for run in play.journal().runs()] == [second.id, first.id]

    with pytest.raises(Problem) as conflict:
        play.journal().undo(first.id)
    assert conflict.value.kind is ProblemKind.UNDO_CONFLICT

    assert play.journal().undo().id == second.id
    assert (play.root / "a").read_bytes() == b"22"
    assert play.journal().undo().id == first.id
    assert (play.root / "a").read_bytes() == b"1"
    assert (play.root / "a").stat().st_mtime_ns == LONG_AGO


def test_an_unknown_run_is_unknown(play: Playground) -> None:
    for name in ("20260101-000000-abc", "../../etc"):
        with pytest.raises(Problem) as unknown:
            play.journal().undo(name)
        assert unknown.value.kind is ProblemKind.RUN_UNKNOWN


def test_special_rights_are_stripped_and_ordinary_ones_kept(play: Playground) -> None:
    play.file("tool", b"old", 0o4755)
    play.modified("tool", b"new", 0o600)
    play.created("other", b"x", 0o6711)
    play.apply()
    assert stat.S_IMODE((play.root / "tool").stat().st_mode) == 0o755
    assert stat.S_IMODE((play.root / "other").stat().st_mode) == 0o755
    play.journal().undo()
    assert stat.S_IMODE((play.root / "tool").stat().st_mode) == 0o4755


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_tags_of_a_modified_file_stay(play: Playground) -> None:
    original = play.file("a", b"old")
    try:
        os.setxattr(original, "user.xdg.tags", "важно".encode())
    except OSError:
        pytest.skip("no extended attributes on this file system")
    play.modified("a", b"new")
    play.apply()
    assert os.getxattr(original, "user.xdg.tags").decode() == "важно"
    play.journal().undo()
    assert os.getxattr(original, "user.xdg.tags").decode() == "важно"


def test_a_file_with_two_names_does_not_share_with_the_store(play: Playground) -> None:
    original = play.file("a", b"precious")
    os.link(original, play.root / "second name")
    play.deleted("a")
    play.apply()
    assert not inodes(play.root) & inodes(play.store)
    (play.root / "second name").write_bytes(b"edited in place")
    play.journal().undo()
    assert (play.root / "a").read_bytes() == b"precious"
    assert (play.root / "second name").read_bytes() == b"edited in place"


def test_editing_a_restored_file_in_place_does_not_reach_the_store(play: Playground) -> None:
    play.file("a", b"one")
    play.modified("a", b"two")
    play.apply()
    play.journal().undo()
    assert (play.root / "a").stat().st_nlink == 1


def test_a_folder_that_is_used_since_stays_after_undo(play: Playground) -> None:
    play.folder("new")
    play.created("new/a", b"1")
    play.apply()
    (play.root / "new" / "mine.txt").write_text("the person's")
    play.journal().undo()
    assert set(tree(play.root)) == {"new", "new/mine.txt"}


def test_a_touched_result_is_still_the_runs(play: Playground) -> None:
    play.file("a", b"old")
    play.modified("a", b"new")
    play.file("b", b"moved")
    play.renamed("b", "c")
    before = tree(play.root)
    play.apply()
    # even with the very time of the original
    os.utime(play.root / "a", ns=(LONG_AGO, LONG_AGO))
    os.utime(play.root / "c", ns=(LONG_AGO, LONG_AGO))
    play.journal().undo()
    assert tree(play.root) == before


def test_progress_comes_to_its_end(play: Playground) -> None:
    fill_with_everything(play)
    heard: list[Progress] = []
    play.journal().apply(Workplace(play.root), play.view, play.sorted(), "", "strong", heard.append)
    counts = [(item.done, item.total) for item in heard if isinstance(item, Applying)]
    assert counts == [(done, len(counts)) for done in range(1, len(counts) + 1)]


def test_a_thousand_files(play: Playground) -> None:
    for number in range(1000):
        play.file(f"f{number}", b"old %d" % number)
        play.modified(f"f{number}", b"new contents %d" % number)
    run = play.apply()
    assert (play.root / "f999").read_bytes() == b"new contents 999"
    assert len(list((play.store / run.id / "before").iterdir())) == 1000
    play.journal().undo()
    assert (play.root / "f999").read_bytes() == b"old 999"


_AS_USER = """
import sys
from pathlib import Path
from tests.unit.journal.playground import Playground, fill_with_everything, tree

play = Playground.at(Path(sys.argv[1]))
(Path(sys.argv[1]) / "foreign").rename(play.root / "foreign")
fill_with_everything(play)
play.modified("foreign", b"now mine")
before, expected = tree(play.root), play.expected()
play.apply()
assert tree(play.root) == expected
play.journal().undo()
assert tree(play.root) == before
print("well")
"""


def test_an_ordinary_user_with_a_file_of_somebody_else(tmp_path: Path) -> None:
    """The system refuses second names for files of others: those are copied."""
    python = Path("/usr/bin/python3")
    if sys.platform != "linux" or os.geteuid() != 0 or not python.exists():
        pytest.skip("needs the right to become somebody else")
    version = "import sys; sys.exit(sys.version_info < (3, 11))"
    if subprocess.run([python, "-c", version], check=False).returncode:
        pytest.skip("the system's Python is too old")
    nobody = 65534
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, nobody, nobody)
        Path(folder, "foreign").write_bytes(b"somebody else's")
        ended = subprocess.run(
            [python, "-B", "-c", _AS_USER, folder],
            cwd=Path(__file__).parents[3],
            user=nobody,
            group=nobody,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ended.stdout == "well\n", ended.stderr
