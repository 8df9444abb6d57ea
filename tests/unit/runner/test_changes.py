"""From what a script did in the copy to the list of changes."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.change import Change, ChangeKind
from app.domain.turn import Trial
from app.runner.workspace import mark
from tests.unit.runner.conftest import Run

CREATED, MODIFIED = ChangeKind.CREATED, ChangeKind.MODIFIED
DELETED, RENAMED = ChangeKind.DELETED, ChangeKind.RENAMED


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, ChangeKind, str]]:
    return [(change.path, change.kind, change.source) for change in changes]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_each_kind_with_its_marks_and_contents(trials: Callable[..., Trial], folder: Path) -> None:
    for name in ("change", "delete", "move"):
        (folder / name).write_text(f"to {name}", encoding="utf-8")
    marks = {name: mark((folder / name).lstat()) for name in ("change", "delete", "move")}
    trial = trials(
        "import os\nopen('change', 'w').write('новое')\nos.remove('delete')\n"
        "os.makedirs('a/b')\nos.rename('move', 'a/moved')\nopen('a/b/new', 'w').write('n')\nNone"
    )
    assert trial.outcome.changes == (
        Change("a", CREATED, is_folder=True),
        Change("a/b", CREATED, is_folder=True),
        Change("a/b/new", CREATED, size=1, digest=digest("n")),
        Change("a/moved", RENAMED, "move", before=marks["move"], size=7, digest=digest("to move")),
        Change("change", MODIFIED, before=marks["change"], size=10, digest=digest("новое")),
        Change("delete", DELETED, before=marks["delete"]),
    )
    assert (trial.view / "a" / "b" / "new").read_text(encoding="utf-8") == "n"
    assert (folder / "change").read_text(encoding="utf-8") == "to change"


def test_renamed_folder_is_its_files_renamed(run: Run, folder: Path) -> None:
    (folder / "old" / "deep").mkdir(parents=True)
    (folder / "old" / "deep" / "same").write_text("1", encoding="utf-8")
    (folder / "old" / "one").write_text("1", encoding="utf-8")
    outcome = run("import os\nos.rename('old', 'new')")
    assert kinds(outcome.changes) == [
        ("new", CREATED, ""),
        ("new/deep", CREATED, ""),
        ("new/deep/same", RENAMED, "old/deep/same"),
        ("new/one", RENAMED, "old/one"),
        ("old", DELETED, ""),
        ("old/deep", DELETED, ""),
    ]


def test_empty_files_are_the_same_only_by_name(run: Run, folder: Path) -> None:
    for name in ("a", "b", "c"):
        (folder / name).touch()
    outcome = run(
        "import os\nos.mkdir('d')\nos.rename('a', 'd/a')\nos.remove('b')\nos.remove('c')\n"
        "open('new', 'w').close()"
    )
    assert kinds(outcome.changes) == [
        ("b", DELETED, ""),
        ("c", DELETED, ""),
        ("d", CREATED, ""),
        ("d/a", RENAMED, "a"),
        ("new", CREATED, ""),
    ]


def test_swapped_files_are_modified(run: Run, folder: Path) -> None:
    (folder / "a").write_text("one", encoding="utf-8")
    (folder / "b").write_text("two", encoding="utf-8")
    outcome = run("import os\nos.rename('a', 't')\nos.rename('b', 'a')\nos.rename('t', 'b')")
    assert kinds(outcome.changes) == [("a", MODIFIED, ""), ("b", MODIFIED, "")]


def test_what_the_script_could_not_see_stays(run: Run, folder: Path) -> None:
    """A queue in a folder that the script deletes: the folder can't go."""
    place = folder / "f"
    place.mkdir()
    (place / "file").write_text("x", encoding="utf-8")
    os.mkfifo(place / "queue")
    outcome = run("import shutil\nshutil.rmtree('f')")
    assert kinds(outcome.changes) == [("f/file", DELETED, "")]
    assert outcome.skipped == ("f", "f/queue")
    outcome = run("import shutil\nshutil.rmtree('f')\nopen('f', 'w').write('x')\nNone")
    assert (outcome.changes, outcome.skipped) == ((), ("f", "f/queue"))
    outcome = run("open('f/queue', 'w').write('x')\nNone")
    assert (kinds(outcome.changes), outcome.skipped) == ([], ("f/queue",))


def test_a_link_stays_a_link(run: Run, folder: Path) -> None:
    (folder / "a").write_text("x", encoding="utf-8")
    (folder / "near").symlink_to("a")
    (folder / "far").symlink_to("/etc/hostname")
    assert kinds(run("open('near', 'w').write('new')\nNone").changes) == [("a", MODIFIED, "")]
    gone = run("import os\nos.remove('near')\nos.remove('far')")
    assert kinds(gone.changes) == [("far", DELETED, ""), ("near", DELETED, "")]
    other = run("import os\nos.remove('near')\nos.symlink('b', 'near')")
    assert (other.changes, other.skipped) == ((), ("near",))


def test_only_members_are_seen_and_their_folder_stays(run: Run, folder: Path) -> None:
    (folder / "sub").mkdir()
    for name in ("a.csv", "b.csv", "sub/c.csv", "sub/d.csv"):
        (folder / name).write_text(name, encoding="utf-8")
    members = (Path("a.csv"), Path("sub/c.csv"))
    outcome = run(
        "import os\nprint(sorted(os.listdir()), os.listdir('sub'))\n"
        "import shutil\nshutil.rmtree('sub')\nopen('new.csv', 'w').write('n')\nNone",
        members,
    )
    assert outcome.printed == "['a.csv', 'sub'] ['c.csv']\n"
    assert kinds(outcome.changes) == [("new.csv", CREATED, ""), ("sub/c.csv", DELETED, "")]


def test_a_new_file_over_an_unseen_one_is_a_modified_one(run: Run, folder: Path) -> None:
    (folder / "a.csv").write_text("a", encoding="utf-8")
    (folder / "result.csv").write_text("old", encoding="utf-8")
    (folder / "plot").mkdir()
    outcome = run(
        "import os\nopen('result.csv', 'w').write('new')\nos.mkdir('plot')\n"
        "open('plot/1.txt', 'w').write('x')\nNone",
        (Path("a.csv"),),
    )
    assert kinds(outcome.changes) == [("plot/1.txt", CREATED, ""), ("result.csv", MODIFIED, "")]
    assert outcome.changes[1].before == mark((folder / "result.csv").lstat())


def test_ten_thousand_bytes_changed_in_place_are_found(run: Run, folder: Path) -> None:
    (folder / "big").write_bytes(bytes(3_000_000))
    outcome = run(
        "import os\ns = os.stat('big')\n"
        "with open('big', 'r+b') as f:\n    f.seek(2_500_000); f.write(b'x')\n"
        "os.utime('big', ns=(s.st_atime_ns, s.st_mtime_ns))"
    )
    assert kinds(outcome.changes) == [("big", MODIFIED, "")]


def test_failed_script_has_no_changes(run: Run, folder: Path) -> None:
    (folder / "a").write_text("x", encoding="utf-8")
    assert run("import os\nos.remove('a')\n1 / 0").changes == ()


def test_a_socket_of_the_person_is_left_out(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("talk")
        outcome = run("import os\nprint(os.listdir())")
    assert (outcome.printed, outcome.skipped) == ("[]\n", ("talk",))
