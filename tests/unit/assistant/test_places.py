"""From what the person chose to where the task works."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.assistant.places import place
from app.domain.problem import Problem, ProblemKind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.csv", "sub/b.csv"):
        (folder / name).write_text("x\n")
    (tmp_path / "other.csv").write_text("x\n")
    return folder


def test_a_folder_is_seen_whole(folder: Path) -> None:
    workplace, named = place(folder, [])
    assert (workplace.root, workplace.members, named) == (folder, None, [])


def test_files_in_the_folder_are_named(folder: Path) -> None:
    workplace, named = place(folder, [folder / "sub" / "b.csv"])
    assert workplace.members is None
    assert named == [Path("sub/b.csv")]


def test_files_alone_show_only_themselves(folder: Path) -> None:
    workplace, named = place(None, [folder / "a.csv", folder / "sub" / "b.csv"])
    assert workplace.root == folder
    assert workplace.members == (Path("a.csv"), Path("sub/b.csv")) == tuple(named)
    assert workplace.contains(Path("a.csv"))
    assert not workplace.contains(Path("c.csv"))


def test_a_file_beside_the_folder_widens_the_root_not_the_view(folder: Path) -> None:
    workplace, named = place(folder, [folder.parent / "other.csv"])
    assert workplace.root == folder.parent
    assert set(workplace.members or ()) == {Path("work"), Path("other.csv")}
    assert named == [Path("other.csv")]
    assert workplace.contains(Path("work/sub/b.csv"))


def test_a_dropped_folder_is_a_folder(folder: Path) -> None:
    assert place(None, [folder])[0].root == folder


def test_nothing_chosen_is_the_results_folder() -> None:
    workplace, named = place(None, [])
    assert workplace.root == paths.results().resolve()
    assert workplace.root.is_dir()
    assert named == []


def test_a_link_is_followed_to_where_it_leads(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert place(link, [])[0].root == folder


def test_what_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(Problem) as missing:
        place(folder / "gone", [])
    assert missing.value.kind is ProblemKind.FOLDER_MISSING
    assert missing.value.facts["name"] == "gone"


def test_files_from_everywhere_have_no_common_folder(folder: Path) -> None:
    with pytest.raises(Problem) as apart:
        place(None, [folder / "a.csv", Path("/etc/hostname")])
    assert apart.value.kind is ProblemKind.FILES_APART
