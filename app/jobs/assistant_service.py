"""The assistant for a window: nothing here blocks, every answer comes as a signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.assistant.base import Assistant
from app.domain.progress import Report
from app.domain.request import Request, Workplace
from app.domain.stop import StopToken
from app.domain.turn import Candidate, Preview
from app.jobs.worker import Job, Service, Task


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a task takes place. `files` are relative to the workplace's root."""

    workplace: Workplace
    files: tuple[Path, ...]


class AssistantService(Service):
    """Puts an `Assistant` on a thread of its own.

    Each call ends with exactly one of: its own signal, or `failed(Job, Problem)`. Calls that are
    made while another is busy wait for it.
    """

    warmed = Signal()
    placed = Signal(object)
    previewed = Signal(object)
    applied = Signal(object)
    discarded = Signal()
    undone = Signal(object)
    listed = Signal(object)

    def __init__(self, assistant: Assistant, parent: QObject | None = None) -> None:
        super().__init__("assistant", parent)
        self._assistant = assistant

    def warm(self) -> None:
        """Load the model while the person types."""
        self._submit(Job.WARM, self._warm)

    def place(self, folder: Path | None, files: Sequence[Path]) -> None:
        """Find the workplace for a folder and files."""
        self._submit(Job.PLACE, partial(self._place, folder, tuple(files)))

    def preview(
        self,
        request: Request,
        *,
        candidates: int = 1,
        seconds: float | None = None,
        allow_basic: bool = False,
    ) -> None:
        """Write scripts for `request` and try them on a sealed copy."""
        work = partial(
            self._preview,
            request,
            candidates=candidates,
            seconds=seconds,
            allow_basic=allow_basic,
        )
        self._submit(Job.PREVIEW, work)

    def retry(self, request: Request, code: str, *, allow_basic: bool = False) -> None:
        """Try a script that exists already on a sealed copy; ends with `previewed` too."""
        self._submit(Job.RETRY, partial(self._retry, request, code, allow_basic=allow_basic))

    def apply(self, preview: Preview, candidate: Candidate, *, allow_deletes: bool = False) -> None:
        """Make what `candidate` showed happen to the real folder."""
        self._submit(
            Job.APPLY, partial(self._apply, preview, candidate, allow_deletes=allow_deletes)
        )

    def discard(self, preview: Preview) -> None:
        """Throw the sealed copies of `preview` away."""
        self._submit(Job.DISCARD, partial(self._discard, preview))

    def undo(self, run_id: str) -> None:
        """Take an applied run back."""
        self._submit(Job.UNDO, partial(self._undo, run_id))

    def runs(self) -> None:
        """List what was applied, the latest first."""
        self._submit(Job.LIST, self._runs)

    # The methods below run on the worker's thread. -------------------------------------------

    def _warm(self, report: Report, stop: StopToken) -> None:
        self._assistant.warm(report, stop)

    def _place(
        self, folder: Path | None, files: tuple[Path, ...], report: Report, stop: StopToken
    ) -> Placed:
        workplace, relative = self._assistant.place(folder, files)
        return Placed(workplace, tuple(relative))

    def _preview(
        self,
        request: Request,
        report: Report,
        stop: StopToken,
        *,
        candidates: int,
        seconds: float | None,
        allow_basic: bool,
    ) -> Preview:
        return self._assistant.preview(
            request,
            report,
            stop,
            candidates=candidates,
            seconds=seconds,
            allow_basic=allow_basic,
        )

    def _retry(
        self, request: Request, code: str, report: Report, stop: StopToken, *, allow_basic: bool
    ) -> Preview:
        return self._assistant.retry(request, code, report, stop, allow_basic=allow_basic)

    def _apply(
        self,
        preview: Preview,
        candidate: Candidate,
        report: Report,
        stop: StopToken,
        *,
        allow_deletes: bool,
    ) -> object:
        return self._assistant.apply(preview, candidate, report, allow_deletes=allow_deletes)

    def _discard(self, preview: Preview, report: Report, stop: StopToken) -> None:
        self._assistant.discard(preview)

    def _undo(self, run_id: str, report: Report, stop: StopToken) -> object:
        return self._assistant.undo(run_id)

    def _runs(self, report: Report, stop: StopToken) -> object:
        return self._assistant.runs()

    def _succeeded(self, task: Task, result: object) -> None:
        match task.job:
            case Job.WARM:
                self.warmed.emit()
            case Job.PLACE:
                self.placed.emit(result)
            case Job.PREVIEW | Job.RETRY:
                self.previewed.emit(result)
            case Job.APPLY:
                self.applied.emit(result)
            case Job.DISCARD:
                self.discarded.emit()
            case Job.UNDO:
                self.undone.emit(result)
            case Job.LIST:
                self.listed.emit(result)
            case _:
                raise AssertionError(task.job)
