"""Every task ends with exactly one signal, whatever happens in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.domain.model import ModelState
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Request, Workplace
from app.domain.turn import Preview
from app.jobs.assistant_service import AssistantService, Placed
from app.jobs.model_service import ModelService
from app.jobs.worker import Job
from tests.support.scripted_assistant import (
    Gate,
    Result,
    Scene,
    ScriptedAssistant,
    ScriptedLibrary,
)


class Ends(QObject):
    """Collects how tasks end."""

    def __init__(self, service: AssistantService) -> None:
        super().__init__()
        self.all: list[tuple[str, object]] = []
        service.warmed.connect(self.on_warmed)
        service.placed.connect(self.on_placed)
        service.previewed.connect(self.on_previewed)
        service.discarded.connect(self.on_discarded)
        service.failed.connect(self.on_failed)

    @Slot()
    def on_warmed(self) -> None:
        self.all.append(("warmed", None))

    @Slot(object)
    def on_placed(self, placed: Placed) -> None:
        self.all.append(("placed", placed))

    @Slot(object)
    def on_previewed(self, preview: Preview) -> None:
        self.all.append(("previewed", preview))

    @Slot()
    def on_discarded(self) -> None:
        self.all.append(("discarded", None))

    @Slot(object, object)
    def on_failed(self, job: Job, problem: Problem) -> None:
        self.all.append((f"{job.value}: {problem.kind.value}", problem))

    def names(self) -> list[str]:
        return [name for name, _ in self.all]


@pytest.fixture
def assistant(tmp_path: Path) -> ScriptedAssistant:
    return ScriptedAssistant(Scene(), folder=tmp_path / "views")


@pytest.fixture
def service(qtbot: QtBot, assistant: ScriptedAssistant) -> Iterator[AssistantService]:
    service = AssistantService(assistant)
    yield service
    assert service.close()


@pytest.fixture
def request_here(tmp_path: Path) -> Request:
    return Request("words", Workplace(tmp_path))


def test_tasks_end_in_order(
    service: AssistantService, request_here: Request, qtbot: QtBot, tmp_path: Path
) -> None:
    ends = Ends(service)
    service.warm()
    service.place(tmp_path, ())
    service.preview(request_here)
    assert service.is_busy
    qtbot.waitUntil(lambda: not service.is_busy)
    assert ends.names() == ["warmed", "placed", "previewed"]


def test_a_problem_is_an_end(
    service: AssistantService, assistant: ScriptedAssistant, request_here: Request, qtbot: QtBot
) -> None:
    assistant.scenes = [Scene(problem=Problem(ProblemKind.NO_SCRIPT, name="x"))]
    ends = Ends(service)
    service.preview(request_here)
    qtbot.waitUntil(lambda: not service.is_busy)
    assert ends.names() == ["preview: no-script"]


def test_an_exception_is_an_end_and_logged_without_its_words(
    service: AssistantService,
    assistant: ScriptedAssistant,
    request_here: Request,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assistant.scenes = [Scene(error=RuntimeError("a secret of the person's"))]
    ends = Ends(service)
    service.preview(request_here)
    qtbot.waitUntil(lambda: not service.is_busy)
    ((name, problem),) = ends.all
    assert name == "preview: internal"
    assert isinstance(problem, Problem)
    assert "a secret of the person's" in problem.detail
    assert "scripted_assistant.py" in problem.detail
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text
    caplog.clear()


def test_stop_ends_what_runs_and_what_waits_but_still_throws_copies_away(
    service: AssistantService, assistant: ScriptedAssistant, request_here: Request, qtbot: QtBot
) -> None:
    ends = Ends(service)
    service.preview(request_here)
    qtbot.waitUntil(lambda: not service.is_busy)
    preview = ends.all[0][1]
    assert isinstance(preview, Preview)

    gate = Gate()
    assistant.scenes = [Scene(gate=gate)]
    service.preview(request_here)
    service.preview(request_here)
    service.discard(preview)
    qtbot.waitUntil(lambda: gate.is_reached)
    service.stop()
    qtbot.waitUntil(lambda: not service.is_busy)
    assert ends.names()[1:] == ["preview: stopped", "preview: stopped", "discarded"]
    assert assistant.discarded == [preview]
    assert not preview.best.trial.view.exists()


def test_after_close_nothing_is_said(
    qtbot: QtBot, assistant: ScriptedAssistant, request_here: Request
) -> None:
    gate = Gate()
    assistant.scenes = [Scene((Result(),), gate=gate)]
    service = AssistantService(assistant)
    ends = Ends(service)
    service.preview(request_here)
    qtbot.waitUntil(lambda: gate.is_reached)
    assert service.close()
    qtbot.waitUntil(lambda: not service.is_busy)
    assert ends.names() == []


def test_a_download_that_is_stopped_keeps_its_part(qtbot: QtBot) -> None:
    library = ScriptedLibrary(ModelState.ABSENT)
    library.gate = Gate()
    gate = library.gate
    service = ModelService(library)
    service.fetch("middle")
    qtbot.waitUntil(lambda: gate.is_reached)
    with qtbot.waitSignal(service.failed) as failed:
        service.stop_fetch()
    job, problem = failed.args
    assert (job, problem.kind) == (Job.FETCH, ProblemKind.STOPPED)
    assert library.chosen().state is ModelState.PARTIAL

    gate.open()
    with qtbot.waitSignal(service.fetched) as fetched:
        service.fetch("middle")
    assert fetched.args == ["middle"]
    assert service.close()
