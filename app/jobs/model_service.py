"""The library of models for a window; a download goes on while the person works."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.assistant.base import ModelLibrary
from app.domain.progress import Report
from app.domain.stop import StopToken
from app.jobs.worker import Job, Service, Task


class ModelService(Service):
    """Puts the slow calls of a `ModelLibrary` on a thread of its own.

    Each ends with exactly one of: its own signal, or `failed(Job, Problem)`. The quick ones
    (what is there, what fits, the choice) are asked of `library` directly.
    """

    fetched = Signal(str)
    verified = Signal(str, bool)
    adopted = Signal(object)
    removed = Signal(str)

    def __init__(self, library: ModelLibrary, parent: QObject | None = None) -> None:
        super().__init__("models", parent)
        self.library = library

    def fetch(self, model_id: str) -> None:
        """Download a model, going on where an earlier try ended."""
        self._submit(Job.FETCH, partial(self._fetch, model_id))

    def verify(self, model_id: str) -> None:
        """Compare a model's file with its known hash."""
        self._submit(Job.VERIFY, partial(self._verify, model_id))

    def use_file(self, path: Path) -> None:
        """Take over a model file that the person has already."""
        self._submit(Job.USE_FILE, partial(self._use_file, path))

    def remove(self, model_id: str) -> None:
        """Delete a model's file."""
        self._submit(Job.REMOVE, partial(self._remove, model_id))

    def stop_fetch(self) -> None:
        """Stop the download; what has arrived is kept."""
        for task in tuple(self._outstanding.values()):
            if task.job is Job.FETCH:
                task.stop.set()

    # The methods below run on the worker's thread. -------------------------------------------

    def _fetch(self, model_id: str, report: Report, stop: StopToken) -> str:
        self.library.fetch(model_id, report, stop)
        return model_id

    def _verify(self, model_id: str, report: Report, stop: StopToken) -> tuple[str, bool]:
        return model_id, self.library.verify(model_id, report, stop)

    def _use_file(self, path: Path, report: Report, stop: StopToken) -> object:
        return self.library.use_file(path, report, stop)

    def _remove(self, model_id: str, report: Report, stop: StopToken) -> str:
        self.library.remove(model_id)
        return model_id

    def _succeeded(self, task: Task, result: object) -> None:
        match task.job:
            case Job.FETCH:
                self.fetched.emit(result)
            case Job.VERIFY:
                assert isinstance(result, tuple)
                self.verified.emit(*result)
            case Job.USE_FILE:
                self.adopted.emit(result)
            case Job.REMOVE:
                self.removed.emit(result)
            case _:
                raise AssertionError(task.job)
