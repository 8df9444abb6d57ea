"""Damaged entries, full disks, protected files: what cannot be done changes nothing."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.change import Change, ChangeKind
from app.domain.problem import Problem, ProblemKind
from tests.unit.journal.playground import (
    Playground,
    fill_with_everything,
    folder_times,
    mark,
    refused,
    tree,
)


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", b'{"version": 1}', b"\xff"])
def test_a_damaged_entry_is_skipped_and_kept(
    play: Playground, contents: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    play.created("a", b"a")
    first = play.apply()
    play.changes.clear()
    play.created("b", b"b")
    second = play.apply()
    damaged = play.store / first.id / "run.json"
    damaged.write_bytes(contents)
    with caplog.at_level(logging.WARNING):
        assert play.journal().runs() == (second,)
        assert first.id in caplog.text
        assert play.journal().recover() == ()
        assert play.journal().undo().id == second.id
    caplog.clear()
    assert damaged.read_bytes() == contents


def test_odd_roots_and_words_survive(play: Playground) -> None:
    play.root = Path(f"{play.root} \udcff\n")
    play.root.mkdir()
    play.created("a", b"a")
    run = play.apply()
    assert play.journal().runs() == (run,)
    assert run.root == play.root
    stored = json.loads((play.store / run.id / "run.json").read_text(encoding="ascii"))
    assert stored["words"] == "сделай"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MiB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = sys.platform == "linux" and os.geteuid() == 0
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if not mounted or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_too_little_room_is_known_before_anything_is_done(tmp_path: Path, small_disk: Path) -> None:
    play = Playground(small_disk / "root", tmp_path / "view", tmp_path / "journal")
    play.root.mkdir()
    play.view.mkdir()
    play.created("big", b"x" * 3 * 1024**2)
    problem = refused(play, ProblemKind.DISK_FULL, play.apply)
    assert int(problem.facts["needed"]) > 3 * 1024**2
    assert 0 < int(problem.facts["free"]) <= 2 * 1024**2
    assert play.journal().runs() == ()


@pytest.mark.parametrize("moment", ["create .saiddone", "link", "rename", "mkdir sub"])
def test_a_disk_that_fills_up_meanwhile(tmp_path: Path, small_disk: Path, moment: str) -> None:
    play = Playground(small_disk / "root", tmp_path / "view", tmp_path / "journal")
    play.root.mkdir()
    play.view.mkdir()
    play.file("m", b"o" * 300_000)
    play.file("gone", b"gone")
    play.modified("m", b"n" * 400_000)
    play.deleted("gone")
    play.folder("sub")
    play.created("sub/new", b"n" * 100_000)
    before, times = tree(play.root), folder_times(play.root)
    filler = small_disk / "filler"

    def fill(step: str) -> None:
        if step.startswith(moment):
            with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)

    try:
        play.apply(play.journal(fill))
    except Problem as problem:
        assert problem.kind is ProblemKind.DISK_FULL
        assert tree(play.root) == before
        assert folder_times(play.root) == times
        assert moment == "create .saiddone"
    else:
        # everything was staged: renames need no room
        assert moment != "create .saiddone"
        fill(moment)
        refused(play, ProblemKind.DISK_FULL, play.journal().undo)
        filler.unlink()
        play.journal().undo()
        assert tree(play.root) == before
    assert filler.exists() or moment != "create .saiddone"
    assert not list(play.root.glob(".saiddone*"))


def test_a_file_the_system_protects_rolls_everything_back(play: Playground) -> None:
    fill_with_everything(play)
    protected = play.root / "script.sh"
    change = ["chattr", "+i", str(protected)]
    try:
        done = subprocess.run(change, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        done = False
    if not done:
        pytest.skip("needs the right to protect files")
    try:
        # the mark of the runner comes after it
        index = next(i for i, c in enumerate(play.changes) if c.path == "script.sh")
        play.changes[index] = _remarked(play, play.changes[index])
        problem = refused(play, ProblemKind.FILE_BUSY, play.apply)
        assert problem.facts["name"] == "script.sh"
    finally:
        subprocess.run(["chattr", "-i", str(protected)], check=True)


def _remarked(play: Playground, change: Change) -> Change:
    assert change.kind is ChangeKind.MODIFIED
    return replace(change, before=mark(play.root / change.path))
