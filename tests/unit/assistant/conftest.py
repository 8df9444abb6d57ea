"""An assistant with everything real but the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import paths
from app.assistant.assistant import FileAssistant
from app.facts.facts import FactFinder
from app.journal.journal import FolderJournal
from app.review.libraries import LIBRARIES
from app.review.review import review
from app.runner.runner import SealedRunner
from tests.support.scripted_writer import ScriptedWriter

Make = Callable[..., tuple[FileAssistant, ScriptedWriter]]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[FileAssistant] = []

    def make_it(*answers: str | BaseException) -> tuple[FileAssistant, ScriptedWriter]:
        writer = ScriptedWriter(answers)
        runner = SealedRunner(paths.scratch(), paths.scripts_python(), paths.scripts_environment())
        assistant = FileAssistant(
            writer,
            FactFinder(runner.inspect),
            runner,
            FolderJournal(paths.journal()),
            lambda script: review(script, LIBRARIES),
        )
        made.append(assistant)
        return assistant, writer

    yield make_it
    for assistant in made:
        assistant.close()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of the person's, with a name that breaks careless code."""
    folder = tmp_path / "Отчёты — Иван 📁"
    folder.mkdir()
    (folder / "jan.csv").write_text("day,amount\n2024-01-05,10\n2024-01-06,5\n", "utf-8")
    (folder / "feb.csv").write_text("day,amount\n2024-02-05,7\n", "utf-8")
    (folder / "notes.txt").write_text("remember the milk\n", "utf-8")
    return folder
