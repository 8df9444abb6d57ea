"""How start.py becomes Said & Done: words, folder, exit status, and which command needs what."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.unit.start.conftest import Checkout


def test_words_pass_as_they_are_and_the_folder_stays(checkout: Checkout, tmp_path: Path) -> None:
    here = tmp_path / "отчёты 📁"
    here.mkdir()
    words = ["ask", "--json", 'the "average"\nof 4, 8', "", "--file", "а б.csv", "*"]
    result = checkout.start(*words, folder=here)
    told = json.loads(result.stdout)
    assert told["words"] == words
    assert told["folder"] == str(here)
    assert Path(told["python"]) == checkout.runtime / "window"


@pytest.mark.parametrize("status", [0, 3, 130])
def test_the_exit_status_passes(checkout: Checkout, status: int) -> None:
    assert checkout.start("undo", APP_STATUS=str(status)).returncode == status


def test_nothing_in_the_current_folder_takes_our_place(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    for name in ("app/__init__.py", "app/main.py", "json.py"):
        (tmp_path / name).write_text("raise SystemExit('taken over')", encoding="utf-8")
    result = checkout.start("history", folder=tmp_path, PYTHONPATH=str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["words"] == ["history"]


def test_without_a_screen_the_conversation_is_in_the_terminal(checkout: Checkout) -> None:
    result = checkout.start()
    assert json.loads(result.stdout)["words"] == ["chat"]
    assert result.stderr.splitlines()[0] == (
        "There is no screen here: the conversation is in the terminal."
    )


def test_with_a_screen_it_is_the_window_which_fetches_its_model(checkout: Checkout) -> None:
    home = checkout.folder / "home of a new person"
    result = checkout.start(DISPLAY=":7", SAIDDONE_HOME=str(home))
    assert json.loads(result.stdout)["words"] == []
    assert not home.exists()


def test_the_model_is_fetched_once_and_leaves_the_answer_alone(
    checkout: Checkout, home: Path
) -> None:
    first = checkout.start("ask", "--json", "x", SAIDDONE_HOME=str(home))
    assert json.loads(first.stdout)["words"] == ["ask", "--json", "x"]
    assert first.stderr == "fetching\n"
    second = checkout.start("ask", "--json", "x", SAIDDONE_HOME=str(home))
    assert second.stderr == ""


def test_a_model_that_the_person_names_is_enough(checkout: Checkout, home: Path) -> None:
    result = checkout.start("ask", "x", "--model", "mine.gguf", SAIDDONE_HOME=str(home))
    assert result.returncode == 0
    assert result.stderr == ""


def test_without_its_model_nothing_is_asked(checkout: Checkout, home: Path) -> None:
    result = checkout.start("ask", "x", SAIDDONE_HOME=str(home), FETCH_STATUS="5")
    assert result.returncode == 1
    assert result.stdout == ""
    assert "The model could not be fetched" in result.stderr


def test_set_up_only(checkout: Checkout) -> None:
    result = checkout.start("setup")
    assert result.returncode == 0
    assert result.stdout == ""


def test_every_check_in_turn(checkout: Checkout) -> None:
    result = checkout.start("test", "tests/unit", "-k", "a or b")
    assert result.returncode == 0
    assert result.stdout.splitlines() == [
        "ruff format --check .",
        "ruff check .",
        "mypy --strict app",
        "pytest tests/unit -k a or b",
    ]


@pytest.mark.parametrize(
    ("failing", "last", "words"),
    [
        ("ruff", "ruff format --check .", "The check of the format failed."),
        ("mypy", "mypy --strict app", "The check of the types failed."),
        ("pytest", "pytest", ""),
    ],
)
def test_the_first_failing_check_ends_them(
    checkout: Checkout, failing: str, last: str, words: str
) -> None:
    result = checkout.start("test", FAILING=failing)
    assert result.returncode == 7
    assert result.stdout.splitlines()[-1] == last
    assert result.stderr.splitlines()[-1:] == ([words] if words else ["fetching"])


def test_a_measurement_is_started_by_its_name(checkout: Checkout) -> None:
    bench = checkout.folder / "bench"
    bench.mkdir(exist_ok=True)
    (bench / "stop.py").write_text("import sys, app; print(*sys.argv[1:])", encoding="utf-8")
    result = checkout.start("bench", "stop", "--times", "3")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "--times 3\n"


@pytest.mark.parametrize("words", [["bench"], ["--wheel"]])
def test_wrong_words_bring_the_usage(checkout: Checkout, words: list[str]) -> None:
    result = checkout.start(*words)
    assert result.returncode == 2
    assert "python3 start.py setup" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="bash")
def test_ci_runs_the_checks_from_any_folder(checkout: Checkout, tmp_path: Path) -> None:
    import shutil
    import subprocess

    from tests.unit.start.conftest import START

    shutil.copytree(START.parent / ".ci", checkout.folder / ".ci", dirs_exist_ok=True)
    result = subprocess.run(
        ["bash", checkout.folder / ".ci" / "run"],
        cwd=tmp_path,
        env=checkout.environment(CI="true"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "pytest"
