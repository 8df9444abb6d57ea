"""Scripts with the same effect are one group, whatever they look like."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

from app.choice.effects import effect, group
from app.domain.change import Change, ChangeKind
from app.domain.outcome import Ending, Outcome
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.turn import Trial


def trial(view: Path, printed: str = "", *names: str, ending: Ending = Ending.FINISHED) -> Trial:
    changes = tuple(
        Change(
            name,
            ChangeKind.CREATED,
            size=(view / name).stat().st_size,
            digest=hashlib.sha256((view / name).read_bytes()).hexdigest(),
        )
        for name in names
    )
    outcome = Outcome(ending, printed, changes=changes)
    return Trial(Script(""), Workplace(view), outcome, view)


def test_spaces_in_the_answer_do_not_count(tmp_path: Path) -> None:
    assert effect(trial(tmp_path, "a  1\n")) == effect(trial(tmp_path, " a 1"))
    assert effect(trial(tmp_path, "a 1")) != effect(trial(tmp_path, "a 2"))


def test_workbooks_written_at_different_times_are_equal(tmp_path: Path) -> None:
    views = []
    for year, value in ((2020, 1), (2021, 1), (2021, 2)):
        view = tmp_path / f"{year}-{value}"
        view.mkdir()
        book = openpyxl.Workbook()
        book.active["A1"] = value
        book.properties.created = book.properties.created.replace(year=year)
        book.save(view / "x.xlsx")
        views.append(trial(view, "", "x.xlsx"))
    digests = {views[0].outcome.changes[0].digest, views[1].outcome.changes[0].digest}
    assert len(digests) == 2, "the bytes differ"
    assert effect(views[0])[3][0][:3] == effect(views[1])[3][0][:3]
    assert effect(views[0]) == effect(views[1])
    assert effect(views[1]) != effect(views[2])


def test_a_damaged_archive_is_compared_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"not a zip")
    assert (
        effect(trial(tmp_path, "", "x.xlsx"))[3][0][3] == hashlib.sha256(b"not a zip").hexdigest()
    )


def test_the_largest_group_comes_first_and_failures_do_not_vote(tmp_path: Path) -> None:
    trials = [
        trial(tmp_path, "1"),
        trial(tmp_path, "2"),
        trial(tmp_path, "2"),
        *[trial(tmp_path, "1", ending=Ending.RAISED) for _ in range(3)],
    ]
    candidates = group(trials)
    assert [(one.trial.outcome.printed, one.votes) for one in candidates] == [("2", 2), ("1", 1)]


def test_only_failures_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no trial"):
        group([trial(tmp_path, ending=Ending.RAISED)])
