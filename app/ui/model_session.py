"""Which model answers, what is on its way, and what went wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.model import Computer, Fit, InstalledModel, ModelState
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress
from app.jobs.assistant_service import AssistantService
from app.jobs.model_service import ModelService
from app.jobs.worker import Job


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """What the model card and the list of models show.

    `busy_with` is the id of the model that is fetched or checked, or a file's name; `job` says
    which. `problem` is what the last try ended with.
    """

    chosen: InstalledModel
    models: tuple[InstalledModel, ...]
    fits: dict[str, Fit]
    computer: Computer
    recommended: str
    job: Job | None = None
    busy_with: str = ""
    progress: Progress | None = None
    problem: Problem | None = None
    problem_with: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the chosen model can answer."""
        return self.chosen.state is ModelState.READY


class ModelSession(QObject):
    """Hands wishes about models to the service and tells how things stand.

    `changed` carries a `ModelStatus`. `became_ready` is emitted when requests may begin.
    """

    changed = Signal(object)
    became_ready = Signal()
    checked = Signal(str, bool)

    def __init__(
        self, service: ModelService, assistant: AssistantService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._assistant = assistant
        self._job: Job | None = None
        self._busy_with = ""
        self._progress: Progress | None = None
        self._problem: Problem | None = None
        self._problem_with = ""
        self._was_ready = False
        service.progressed.connect(self._on_progressed)
        service.fetched.connect(self._on_fetched)
        service.verified.connect(self._on_verified)
        service.adopted.connect(self._on_adopted)
        service.removed.connect(self._on_removed)
        service.failed.connect(self._on_failed)
        assistant.failed.connect(self._on_assistant_failed)

    def start(self) -> None:
        """Look what is there, and warm the model if it is."""
        self.refresh()

    def close(self) -> bool:
        """End the download; what has arrived is kept."""
        return self._service.close()

    def is_ready(self) -> bool:
        """Whether the chosen model is on this computer."""
        return self._service.library.chosen().state is ModelState.READY

    def status(self) -> ModelStatus:
        """How things stand now."""
        library = self._service.library
        models = library.models()
        return ModelStatus(
            chosen=library.chosen(),
            models=models,
            fits={installed.model.id: library.fit(installed.model.id) for installed in models},
            computer=library.computer(),
            recommended=library.recommended(),
            job=self._job,
            busy_with=self._busy_with,
            progress=self._progress,
            problem=self._problem,
            problem_with=self._problem_with,
        )

    @Slot()
    def refresh(self) -> None:
        """Look again and tell."""
        status = self.status()
        self.changed.emit(status)
        if status.is_ready and not self._was_ready:
            self._was_ready = True
            self._assistant.warm()
            self.became_ready.emit()
        self._was_ready = status.is_ready

    # Wishes -----------------------------------------------------------------------------------

    def fetch(self, model_id: str) -> None:
        """Download a model, or go on with it."""
        if self._begin(Job.FETCH, model_id):
            self._service.fetch(model_id)

    def stop_fetch(self) -> None:
        """Stop the download; what has arrived is kept."""
        self._service.stop_fetch()

    def use_file(self, path: Path) -> None:
        """Take over a model file that the person has already."""
        if self._begin(Job.USE_FILE, path.name):
            self._service.use_file(path)

    def verify(self, model_id: str) -> None:
        """Compare a model's file with its known hash."""
        if self._begin(Job.VERIFY, model_id):
            self._service.verify(model_id)

    def remove(self, model_id: str) -> None:
        """Delete a model's file."""
        if self._begin(Job.REMOVE, model_id):
            self._service.remove(model_id)

    def choose(self, model_id: str) -> None:
        """Let a model answer from now on."""
        try:
            self._service.library.choose(model_id)
        except Problem as problem:
            self._end(problem, model_id)
            return
        self._problem = None
        self._was_ready = False  # another model: it has to be loaded
        self.refresh()

    # What the services say --------------------------------------------------------------------

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        self._progress = progress
        self.changed.emit(self.status())

    @Slot(str)
    def _on_fetched(self, model_id: str) -> None:
        self._end()

    @Slot(str, bool)
    def _on_verified(self, model_id: str, is_sound: bool) -> None:
        self._end(None if is_sound else Problem(ProblemKind.MODEL_DAMAGED), model_id)
        self.checked.emit(model_id, is_sound)

    @Slot(object)
    def _on_adopted(self, installed: InstalledModel) -> None:
        self._end()
        self.choose(installed.model.id)

    @Slot(str)
    def _on_removed(self, model_id: str) -> None:
        self._end()

    @Slot(object, object)
    def _on_failed(self, job: Job, problem: Problem) -> None:
        is_stopped = problem.kind is ProblemKind.STOPPED
        self._end(None if is_stopped else problem, self._busy_with)

    @Slot(object, object)
    def _on_assistant_failed(self, job: Job, problem: Problem) -> None:
        if job is Job.WARM and problem.kind is not ProblemKind.STOPPED:
            self._problem = problem
            self._problem_with = self._service.library.chosen().model.id
            self.refresh()

    def _begin(self, job: Job, name: str) -> bool:
        if self._job is not None:
            return False
        self._job, self._busy_with, self._progress = job, name, None
        self._problem, self._problem_with = None, ""
        self.changed.emit(self.status())
        return True

    def _end(self, problem: Problem | None = None, name: str = "") -> None:
        self._job, self._busy_with, self._progress = None, "", None
        self._problem, self._problem_with = problem, name if problem else ""
        self.refresh()
