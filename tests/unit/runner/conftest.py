"""A runner in the scripts' Python, and folders to work in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import paths
from app.domain.outcome import Limits, Outcome
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial
from app.runner.confine import Unconfined
from app.runner.runner import SealedRunner

Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> SealedRunner:
    """The runner as the product has it."""
    return _made(tmp_path_factory.mktemp("said"))


@pytest.fixture(scope="session")
def basic_runner(tmp_path_factory: pytest.TempPathFactory) -> SealedRunner:
    """A runner without a wall, as on a computer that has none."""
    return _made(tmp_path_factory.mktemp("said"), Unconfined())


def _made(home: Path, confinement: Unconfined | None = None) -> SealedRunner:
    before = os.environ.get("SAIDDONE_HOME")
    os.environ["SAIDDONE_HOME"] = str(home)
    try:
        runner = SealedRunner(
            paths.scratch(),
            paths.scripts_python(),
            paths.scripts_environment(),
            confinement=confinement,
        )
        runner.level()
        return runner
    finally:
        if before is None:
            del os.environ["SAIDDONE_HOME"]
        else:
            os.environ["SAIDDONE_HOME"] = before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The person's folder."""
    place = tmp_path / "Отчёты 2026 📁"
    place.mkdir()
    return place


@pytest.fixture
def trials(runner: SealedRunner, folder: Path) -> Iterator[Callable[..., Trial]]:
    """Tries scripts in `folder`; the views are there until the test is over."""
    made: list[Trial] = []

    def attempt(code: str, members: tuple[Path, ...] | None = None) -> Trial:
        made.append(
            runner.try_script(
                Script(code), Workplace(folder, members), Limits(), StopToken(), lambda step: None
            )
        )
        return made[-1]

    yield attempt
    for trial in made:
        runner.discard(trial)
        assert not trial.view.exists()


@pytest.fixture
def run(trials: Callable[..., Trial]) -> Run:
    """Tries a script in `folder`; what came of it."""
    return lambda code, members=None: trials(code, members).outcome
