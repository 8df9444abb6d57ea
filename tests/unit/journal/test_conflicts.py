"""What somebody changed since the preview or the run is never overwritten."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.run import RunState
from app.journal.journal import FolderJournal
from app.journal.locking import locked
from tests.unit.journal.playground import (
    LONG_AGO,
    Playground,
    fill_with_everything,
    refused,
    tree,
)


def _edit(play: Playground) -> None:
    (play.root / "m").write_bytes(b"edited, longer")


def _edit_and_forge_time(play: Playground) -> None:
    (play.root / "m").write_bytes(b"OLD")
    os.utime(play.root / "m", ns=(LONG_AGO, LONG_AGO))


def _replace(play: Playground) -> None:
    (play.root / "m").rename(play.root / "elsewhere")
    play.file("m", b"old")


def _remove(play: Playground) -> None:
    (play.root / "m").unlink()


def _edit_deleted(play: Playground) -> None:
    (play.root / "d" / "x").write_bytes(b"changed")


def _fill_deleted_folder(play: Playground) -> None:
    (play.root / "d" / "mine").write_bytes(b"mine")


def _edit_renamed(play: Playground) -> None:
    (play.root / "r").write_bytes(b"other")


def _take_new_name(play: Playground) -> None:
    (play.root / "new").write_bytes(b"mine")


def _take_renamed_name(play: Playground) -> None:
    (play.root / "r2").mkdir()


def _folder_for_file(play: Playground) -> None:
    (play.root / "m").unlink()
    (play.root / "m").mkdir()


@pytest.mark.parametrize(
    ("meddle", "name"),
    [
        (_edit, "m"),
        (_edit_and_forge_time, "m"),
        (_replace, "m"),
        (_remove, "m"),
        (_edit_deleted, "d/x"),
        (_fill_deleted_folder, "d/mine"),
        (_edit_renamed, "r"),
        (_take_new_name, "new"),
        (_take_renamed_name, "r2"),
        (_folder_for_file, "m"),
    ],
)
def test_a_change_since_the_preview_stops_the_apply(
    play: Playground, meddle: Callable[[Playground], None], name: str
) -> None:
    play.file("m", b"old")
    play.file("d/x", b"x")
    play.file("r", b"renamed")
    play.modified("m", b"new")
    play.deleted("d")
    play.deleted("d/x")
    play.renamed("r", "r2")
    play.created("new", b"new")
    meddle(play)
    problem = refused(play, ProblemKind.FILES_CHANGED, play.apply)
    assert problem.facts["name"] == name
    assert play.journal().runs() == ()


@pytest.mark.parametrize("what", ["created", "modified", "deleted"])
def test_a_parent_that_became_a_link_is_not_followed(play: Playground, what: str) -> None:
    play.file("sub/m", b"old")
    if what == "created":
        play.created("sub/new", b"new")
    elif what == "modified":
        play.modified("sub/m", b"new")
    else:
        play.deleted("sub/m")
    outside = play.view.parent / "outside"
    (play.root / "sub").rename(outside)
    (play.root / "sub").symlink_to(outside)
    before = tree(outside)
    problem = refused(play, ProblemKind.FILES_CHANGED, play.apply)
    assert problem.facts["name"] == "sub"
    assert tree(outside) == before


def test_a_parent_that_becomes_a_link_between_check_and_change(play: Playground) -> None:
    """The swap comes at the last moment; the file outside stays, and all else is rolled back."""
    play.file("a/m", b"old")
    play.file("z", b"old")
    play.modified("a/m", b"new")
    play.created("a/new", b"new")
    play.deleted("z")
    outside = play.view.parent / "outside"
    outside.mkdir()
    decoy = outside / "m"
    decoy.write_bytes(b"out")

    strayed = False

    def swap(step: str) -> None:
        nonlocal strayed
        strayed = strayed or (outside / "new").exists()
        if step.startswith("rename z"):
            (play.root / "a").rename(play.root / "b")
            (play.root / "a").symlink_to(outside)

    with pytest.raises(Problem) as caught:
        play.apply(play.journal(swap))
    assert caught.value.kind is ProblemKind.FILES_CHANGED
    assert not strayed
    assert tree(outside).keys() == {"m"}
    assert decoy.read_bytes() == b"out"
    assert (play.root / "z").read_bytes() == b"old"
    assert (play.root / "b" / "m").read_bytes() == b"old"
    assert play.journal().runs()[0].state is RunState.ROLLED_BACK


@pytest.mark.parametrize("path", ["../out", "/etc/x", "a//b", "", "a/../../b", ".saiddone-x/y"])
def test_a_path_that_leads_out_isrefused(play: Playground, path: str) -> None:
    play.created("fine", b"x")
    play.changes[0] = replace(play.changes[0], path=path)
    refused(play, ProblemKind.APPLY_FAILED, play.apply)


def test_a_preview_that_is_not_what_was_shown_isrefused(play: Playground) -> None:
    play.file("a", b"a")
    play.deleted("a")
    play.created("new", b"as previewed")
    (play.view / "new").write_bytes(b"as swapped..")
    refused(play, ProblemKind.APPLY_FAILED, play.apply)
    (play.view / "new").unlink()
    (play.view / "new").symlink_to("/etc/hostname")
    refused(play, ProblemKind.APPLY_FAILED, play.apply)
    assert play.journal().runs() == ()


def test_a_folder_that_is_gone_or_a_link_is_missing(play: Playground) -> None:
    play.created("new", b"x")
    play.root.rename(play.root.with_name("away"))
    refused(play, ProblemKind.FOLDER_MISSING, play.apply)
    play.root.symlink_to(play.root.with_name("away"))
    refused(play, ProblemKind.FOLDER_MISSING, play.apply)


def test_a_folder_somebody_works_in_is_busy(play: Playground) -> None:
    play.created("new", b"x")
    with locked(play.store / "locks", play.root, 0):
        problem = refused(play, ProblemKind.FOLDER_BUSY, play.apply)
        assert problem.facts["name"] == play.root.name
        # recovery leaves it to those who work there
        assert play.journal().recover() == ()
    play.apply()


def test_a_folder_inside_one_somebody_works_in_is_busy(play: Playground) -> None:
    play.created("new", b"x")
    with locked(play.store / "locks", play.root.parent, 0):
        refused(play, ProblemKind.FOLDER_BUSY, play.apply)
    with locked(play.store / "locks", play.root / "inner", 0):
        refused(play, ProblemKind.FOLDER_BUSY, play.apply)
    with locked(play.store / "locks", play.root.with_name("neighbour"), 0):
        play.apply()


def test_a_preview_can_be_tried_again_after_a_roll_back(play: Playground) -> None:
    fill_with_everything(play)
    expected = play.expected()
    count = 0

    def fail_once(step: str) -> None:
        nonlocal count
        count += step.startswith("rename")
        if count == 15:
            count += 1
            raise OSError(errno.EBUSY, "busy", "/x/name")

    journal = play.journal(fail_once)
    problem = refused(play, ProblemKind.FILE_BUSY, lambda: play.apply(journal))
    assert problem.facts["name"] == "name"
    play.apply(journal)
    assert tree(play.root) == expected


def test_a_file_that_comes_at_the_last_moment_is_not_overwritten(play: Playground) -> None:
    play.file("a", b"a")
    play.deleted("a")
    play.created("new", b"ours")

    def come(step: str) -> None:
        if step.endswith("to new"):
            (play.root / "new").write_bytes(b"mine")

    with pytest.raises(Problem) as caught:
        play.apply(play.journal(come))
    assert caught.value.kind is ProblemKind.FILES_CHANGED
    assert (play.root / "new").read_bytes() == b"mine"
    assert (play.root / "a").read_bytes() == b"a"


def test_two_threads_in_one_folder_wait_for_each_other(play: Playground) -> None:
    play.file("m", b"old")
    play.modified("m", b"new")
    ends: list[object] = []

    def go() -> None:
        try:
            ends.append(play.apply(FolderJournal(play.store)).state)
        except Problem as problem:
            ends.append(problem.kind)

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, ends)) == ["done", "files-changed"]


def _edit_result(play: Playground) -> None:
    (play.root / "new").write_bytes(b"edit")


def _edit_modified(play: Playground) -> None:
    (play.root / "m").write_bytes(b"NEW")


def _remove_result(play: Playground) -> None:
    (play.root / "r2").unlink()


def _come_back(play: Playground) -> None:
    (play.root / "gone").write_bytes(b"another")


def _old_name_taken(play: Playground) -> None:
    (play.root / "r").write_bytes(b"another")


def _file_for_folder(play: Playground) -> None:
    (play.root / "d").write_bytes(b"a file")


def _use_folder_in_the_way(play: Playground) -> None:
    (play.root / "was-file" / "mine").write_bytes(b"mine")


@pytest.mark.parametrize(
    ("meddle", "name"),
    [
        (_edit_result, "new"),
        (_edit_modified, "m"),
        (_remove_result, "r2"),
        (_come_back, "gone"),
        (_old_name_taken, "r"),
        (_file_for_folder, "d"),
        (_use_folder_in_the_way, "was-file/mine"),
    ],
)
def test_a_change_since_the_run_stops_the_undo(
    play: Playground, meddle: Callable[[Playground], None], name: str
) -> None:
    play.file("m", b"old")
    play.file("gone", b"gone")
    play.file("d/x", b"x")
    play.file("r", b"renamed")
    play.file("was-file", b"f")
    play.modified("m", b"new")
    play.deleted("gone")
    play.deleted("d")
    play.deleted("d/x")
    play.renamed("r", "r2")
    play.created("new", b"what")
    play.deleted("was-file")
    play.folder("was-file")
    play.apply()
    meddle(play)
    problem = refused(play, ProblemKind.UNDO_CONFLICT, play.journal().undo)
    assert problem.facts["name"] == name
    assert play.journal().runs()[0].state is RunState.DONE


def test_a_damaged_before_image_is_never_put_back(play: Playground) -> None:
    play.file("gone", b"precious")
    play.deleted("gone")
    run = play.apply()
    (image,) = (play.store / run.id / "before").iterdir()
    image.write_bytes(b"rot")
    refused(play, ProblemKind.UNDO_CONFLICT, play.journal().undo)
