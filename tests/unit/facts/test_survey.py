"""The listing of a workplace: bounded, without what is hidden, and fresh."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import say_nothing
from app.domain.request import Request, Workplace
from app.domain.stop import StopToken
from app.facts import survey as surveys
from app.facts.code import MOST_TOKENS, tokens
from app.facts.facts import FactFinder
from app.facts.survey import Survey, survey
from tests.data import build
from tests.unit.facts.finding import Runs, ask, inspect

_HALF = '{"facts": [{"path": "sales.csv", "kind": "table", "columns": "?"}]}'


def look(folder: Path, *members: str) -> Survey:
    chosen = tuple(Path(member) for member in members) if members else None
    return survey(Workplace(folder, chosen), say_nothing, StopToken())


def test_hidden_and_system_files_are_left_out(tmp_path: Path) -> None:
    build.touch(
        tmp_path, "a.txt", ".git/config", "~$b.xlsx", "Thumbs.db", "__pycache__/x.pyc", "d/e.txt"
    )
    listing = look(tmp_path)
    names = [entry.path for entry in listing.entries if not entry.path.startswith("Иван")]
    assert names == ["a.txt", "d/e.txt"]
    assert listing.hides_folders and listing.hidden_suffixes == {".xlsx", ".db"}


def test_members_bound_the_listing(tmp_path: Path) -> None:
    build.touch(tmp_path, "a.txt", "b.txt", "d/e.txt", "f/g.txt")
    assert [entry.path for entry in look(tmp_path, "b.txt", "d").entries] == ["b.txt", "d/e.txt"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.touch(folder, "a.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "out.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert [entry.path for entry in look(folder).entries] == ["a.txt"]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        look(tmp_path / "gone")
    assert caught.value.kind is ProblemKind.FOLDER_MISSING


def test_very_deep_folders_end_somewhere(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep = deep / "d"
    build.touch(deep, "x.txt")
    build.touch(tmp_path, "a.txt")
    listing = look(tmp_path)
    assert "a.txt" in [entry.path for entry in listing.entries]
    assert not listing.is_complete


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """A hundred thousand files and some more, made by hard links to one: that is quick."""
    folder = tmp_path / "crowd"
    build.touch(folder, "sales.csv")
    for part in "ab":
        seed = build.write(folder, f"photo {part}.jpg", "x")
        for number in range(50_100):
            os.link(seed, folder / f"photo {part}{number:06}.jpg")
    return folder


def test_a_hundred_thousand_files_are_bounded(crowd: Path) -> None:
    listing = look(crowd)
    assert not listing.is_complete
    assert 1000 < len(listing.entries) <= surveys.MOST_ENTRIES
    opening = ask("rename all photos to holiday_1.jpg and so on", crowd)
    assert 'here.glob("*.jpg")' in opening.code
    assert "There may be more" in opening.code
    assert tokens(opening.code) <= MOST_TOKENS


def test_a_stop_ends_the_search(tmp_path: Path) -> None:
    build.touch(tmp_path, *(f"{number}.txt" for number in range(600)))
    stop = StopToken()
    stop.set()
    with pytest.raises(Problem) as caught:
        survey(Workplace(tmp_path), say_nothing, stop)
    assert caught.value.kind is ProblemKind.STOPPED


def test_a_new_file_is_seen_and_an_old_listing_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.touch(folder, "a.txt")
    finder = FactFinder(inspect)
    workplace = Workplace(folder)
    first = finder.survey(workplace, say_nothing, StopToken())
    assert finder.survey(workplace, say_nothing, StopToken()) is first
    build.touch(folder, "b.txt")
    os.utime(folder, ns=(1, 1))
    second = finder.survey(workplace, say_nothing, StopToken())
    assert [entry.path for entry in second.entries] == ["a.txt", "b.txt"]


def test_a_changed_table_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.write(folder, "sales.csv", build.SALES_EN)
    finder = FactFinder(inspect)
    assert "# 3 rows" in ask("total of sales.csv", folder, finder=finder).code
    build.write(folder, "sales.csv", build.SALES_EN + "2024-03-01,Milk,1\n")
    assert "# 4 rows" in ask("total of sales.csv", folder, finder=finder).code


def test_a_reader_that_fails_leaves_the_paths(tmp_path: Path, runs: Runs) -> None:
    build.write(tmp_path, "sales.csv", build.SALES_EN)
    build.write(tmp_path, "more.csv", build.SALES_EN)
    request = Request("total of sales.csv", Workplace(tmp_path))
    either = Request("total amounts by month", Workplace(tmp_path))
    for answer in ("", "{", '{"facts": [{"kind": 1}]}', "[]", _HALF):
        finder = FactFinder(lambda *_, answer=answer: answer)
        assert finder.opening(either, say_nothing, StopToken()).files == ("more.csv", "sales.csv")
        opening = finder.opening(request, say_nothing, StopToken())
        assert opening.files == ("sales.csv",)
        assert runs.value(opening, tmp_path, "str(file)") == "sales.csv"
