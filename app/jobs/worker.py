"""One thread that does one task after the other, and the service on the GUI thread before it.

A task is a plain callable without Qt. Every task ends with exactly one `Ended`, whatever happens
in it. Nothing here knows what the tasks do.
"""

from __future__ import annotations

import itertools
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report
from app.domain.stop import StopToken

log = logging.getLogger(__name__)

Work = Callable[[Report, StopToken], object]


class Job(StrEnum):
    """What a task is for."""

    WARM = "warm"
    PLACE = "place"
    PREVIEW = "preview"
    RETRY = "retry"
    APPLY = "apply"
    DISCARD = "discard"
    UNDO = "undo"
    LIST = "list"
    FETCH = "fetch"
    VERIFY = "verify"
    USE_FILE = "use-file"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Task:
    """A task for the worker. `number` is unique within the program."""

    number: int
    job: Job
    work: Work
    stop: StopToken


@dataclass(frozen=True, slots=True)
class Ended:
    """How a task ended: with a `result`, or with a `problem`."""

    task: Task
    result: object = None
    problem: Problem | None = None


class Worker(QObject):
    """Lives on a thread of its own and does the tasks that reach it, in order."""

    progressed = Signal(object)
    ended = Signal(object)

    @Slot(object)
    def do(self, task: Task) -> None:
        """Do `task` and emit `ended` exactly once."""
        self.ended.emit(self._outcome(task))

    def _outcome(self, task: Task) -> Ended:
        try:
            if task.job is not Job.DISCARD:  # throwing copies away must not be skipped
                task.stop.check()
            return Ended(task, task.work(self._report, task.stop))
        except Problem as problem:
            return Ended(task, problem=problem)
        except Exception as error:  # noqa: BLE001 - the window must hear of everything
            # The message of an exception can quote the person's data: the log gets the places only.
            places = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
            log.error("%s failed with %s at\n%s", task.job.value, type(error).__name__, places)
            detail = "".join(traceback.format_exception(error))
            return Ended(task, problem=Problem(ProblemKind.INTERNAL, detail))

    def _report(self, progress: object) -> None:
        self.progressed.emit(progress)


class Service(QObject):
    """Hands tasks to a worker thread and hears of their end on the GUI thread.

    `progressed` carries a `Progress`; `failed` the `Job` and its `Problem`. Heirs offer the
    tasks, and say in `_succeeded` which signal tells the result.
    """

    progressed = Signal(object)
    failed = Signal(object, object)
    _wanted = Signal(object)

    _numbers = itertools.count(1)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outstanding: dict[int, Task] = {}
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = Worker()
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.do)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.ended.connect(self._on_ended)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Whether a task is being done or waits."""
        return bool(self._outstanding)

    def stop(self) -> None:
        """Ask all tasks that are outstanding to stop; each still ends with its own signal."""
        for task in tuple(self._outstanding.values()):
            task.stop.set()

    def close(self, milliseconds: int = 30_000) -> bool:
        """Stop everything and end the thread. False when a task did not come back in time.

        No signal is emitted any more afterwards.
        """
        self._closed = True
        self.stop()
        self._thread.quit()
        return self._thread.wait(milliseconds)

    def _submit(self, job: Job, work: Work) -> Task:
        task = Task(next(self._numbers), job, work, StopToken())
        self._outstanding[task.number] = task
        self._wanted.emit(task)
        return task

    def _succeeded(self, task: Task, result: object) -> None:
        raise NotImplementedError

    @Slot(object)
    def _on_progressed(self, progress: object) -> None:
        if not self._closed:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_ended(self, ended: Ended) -> None:
        self._outstanding.pop(ended.task.number, None)
        if self._closed:
            return
        if ended.problem is not None:
            self.failed.emit(ended.task.job, ended.problem)
        else:
            self._succeeded(ended.task, ended.result)
