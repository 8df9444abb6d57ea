"""The assistant that the window and the command line talk to."""

from __future__ import annotations

import shutil
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app import paths
from app.assistant import places
from app.assistant.turn import (
    CANDIDATE_LIMITS,
    DEFAULT_SECONDS,
    Facts,
    Turn,
    looked_at,
    tried,
)
from app.domain.change import ChangeKind
from app.domain.outcome import SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report, Trying
from app.domain.request import Request, Workplace
from app.domain.run import RunRecord
from app.domain.script import Review, Script
from app.domain.stop import StopToken
from app.domain.turn import Candidate, Preview, Receipt, Timings
from app.journal.base import Journal
from app.runner.base import Runner
from app.writer.base import Writer
from app.writer.prompt import front


class FileAssistant:
    """An `Assistant` made of a writer, facts, a runner and a journal."""

    def __init__(
        self,
        writer: Writer,
        facts: Facts,
        runner: Runner,
        journal: Journal,
        review: Callable[[Script], Review],
    ) -> None:
        self._writer = writer
        self._facts = facts
        self._runner = runner
        self._journal = journal
        self._review = review
        self._lock = threading.Lock()
        self._open: list[Preview] = []

    def start(self) -> tuple[RunRecord, ...]:
        """Mend what a crash left behind. Returns the runs that were rolled back."""
        self._runner.sweep()
        return self._journal.recover()

    def warm(self, report: Report, stop: StopToken) -> None:
        """Load the model and learn what the sandbox can do."""
        self._runner.level()
        self._writer.load(report, stop)
        self._writer.read_ahead(front(), report, stop)

    def place(self, folder: Path | None, files: Sequence[Path]) -> tuple[Workplace, list[Path]]:
        """The workplace for what the person chose."""
        return places.place(folder, files)

    def preview(
        self,
        request: Request,
        report: Report,
        stop: StopToken,
        *,
        candidates: int = 1,
        seconds: float | None = None,
        allow_basic: bool = False,
    ) -> Preview:
        """Write scripts for `request`, try them, and say what would happen."""
        if not request.words.strip():
            raise Problem(ProblemKind.NOTHING_ASKED)
        with self._lock:
            stop.check()
            self._need_protection(allow_basic)
            # Without the strong sandbox each run needs the person's own consent.
            several = self._runner.level() is SandboxLevel.STRONG
            turn = Turn(
                request,
                self._facts,
                self._writer,
                self._runner,
                self._review,
                report,
                stop,
                candidates=candidates if several else 1,
                seconds=seconds or DEFAULT_SECONDS,
            )
            preview = _with_kept_figures(turn.preview())
            self._open.append(preview)
            return preview

    def retry(
        self,
        request: Request,
        code: str,
        report: Report,
        stop: StopToken,
        *,
        allow_basic: bool = False,
    ) -> Preview:
        """Try a script that exists already."""
        begun = time.monotonic()
        script = Script(code)
        with self._lock:
            stop.check()
            self._need_protection(allow_basic)
            failure = looked_at(script, self._review(script))
            if failure:
                raise failure[1]
            report(Trying(1))
            trial = self._runner.try_script(
                script, request.workplace, CANDIDATE_LIMITS, stop, report
            )
            failure = tried(trial, CANDIDATE_LIMITS)
            # A person may well run a script that has nothing to say.
            if failure and not trial.outcome.was_successful:
                self._runner.discard(trial)
                raise failure[1]
            timings = Timings(preview=time.monotonic() - begun)
            preview = _with_kept_figures(Preview(request, (Candidate(trial),), timings=timings))
            self._open.append(preview)
            return preview

    def apply(
        self, preview: Preview, choice: Candidate, report: Report, *, allow_deletes: bool = False
    ) -> Receipt:
        """Make exactly what `choice` showed happen to the real folder."""
        begun = time.monotonic()
        trial = choice.trial
        changes = trial.outcome.changes
        shown = replace(
            preview, choices=(choice, *(other for other in preview.choices if other != choice))
        )
        if not changes:
            self.discard(preview)
            return Receipt(shown, None, time.monotonic() - begun)
        deleted = sum(change.kind is ChangeKind.DELETED for change in changes)
        if deleted and not allow_deletes:
            raise Problem(ProblemKind.DELETES_NOT_ALLOWED, count=deleted)
        run = self._journal.apply(
            trial.workplace,
            trial.view,
            changes,
            preview.request.words,
            trial.outcome.sandbox.value,
            report,
        )
        self.discard(preview)
        return Receipt(shown, run, time.monotonic() - begun)

    def discard(self, preview: Preview) -> None:
        """Throw the views of `preview` away."""
        for choice in preview.choices:
            self._runner.discard(choice.trial)
        if preview in self._open:
            self._open.remove(preview)

    @property
    def engine_pid(self) -> int | None:
        """The process that runs the model, while there is one."""
        return self._writer.engine_pid

    def undo(self, run_id: str | None = None) -> RunRecord:
        """Take an applied run back."""
        return self._journal.undo(run_id)

    def runs(self) -> tuple[RunRecord, ...]:
        """All applied runs, the latest first."""
        return self._journal.runs()

    def sandbox(self) -> tuple[SandboxLevel, str]:
        """What protects the person here, and why it is not more."""
        return self._runner.level(), self._runner.level_reason()

    def close(self) -> None:
        """End the engine and throw all views away."""
        for preview in tuple(self._open):
            self.discard(preview)
        self._writer.close()

    def _need_protection(self, allow_basic: bool) -> None:
        if self._runner.level() is not SandboxLevel.STRONG and not allow_basic:
            raise Problem(ProblemKind.NO_SANDBOX, self._runner.level_reason())


def _with_kept_figures(preview: Preview) -> Preview:
    """The same preview with its pictures where they outlive the trials: they are the answer."""
    if not any(choice.trial.outcome.figures for choice in preview.choices):
        return preview
    folder = paths.figures()
    folder.mkdir(parents=True, exist_ok=True)
    choices = []
    for choice in preview.choices:
        kept = []
        for figure in choice.trial.outcome.figures:
            place = folder / f"{uuid.uuid4().hex}.png"
            shutil.copyfile(figure, place)
            kept.append(place)
        outcome = replace(choice.trial.outcome, figures=tuple(kept))
        choices.append(replace(choice, trial=replace(choice.trial, outcome=outcome)))
    return replace(preview, choices=tuple(choices))
