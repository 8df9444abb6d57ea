"""The life of an answer: asked, previewed, run or not, undone. One at a time is worked on.

Every exchange is saved whenever its state changes, so a killed program loses nothing. Which
conversation is open does not matter here.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.change import Change
from app.domain.conversation import Exchange, ExchangeState
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress, Writing
from app.domain.run import RunRecord, RunState
from app.domain.turn import Candidate, Preview, Receipt
from app.jobs.assistant_service import AssistantService, Placed
from app.jobs.worker import Job
from app.ui.conversation.answer import Answer, Stage, resting
from app.ui.draft import Place
from app.ui.session_store import SessionStore


class Turns(QObject):
    """Drives the assistant for one exchange after the other.

    `changed` carries an `Answer`, new or with another face. `idle` says that the next request
    may begin. `code_written` carries an exchange's id and more text of its script.
    """

    changed = Signal(object)
    idle = Signal()
    progressed = Signal(object)
    code_started = Signal(int)
    code_written = Signal(int, str)
    model_refused = Signal()
    runs_listed = Signal()

    def __init__(
        self, service: AssistantService, store: SessionStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._store = store
        self._alive: dict[int, Answer] = {}
        self._running: Answer | None = None
        self._code = ""
        self._allow_basic = False
        self._runs: tuple[RunRecord, ...] = ()
        self._claimed: set[str] = set()
        service.progressed.connect(self._on_progressed)
        service.placed.connect(self._on_placed)
        service.previewed.connect(self._on_previewed)
        service.applied.connect(self._on_applied)
        service.undone.connect(self._on_undone)
        service.failed.connect(self._on_failed)
        service.listed.connect(self._on_listed)

    @property
    def running(self) -> Answer | None:
        """The answer that is worked on."""
        return self._running

    def answer(self, exchange: Exchange) -> Answer:
        """How the card of a stored exchange looks now."""
        if self._running is not None and self._running.exchange.id == exchange.id:
            return self._running
        if exchange.id in self._alive:
            return self._alive[exchange.id]
        return resting(self._recovered(exchange))

    # Wishes -----------------------------------------------------------------------------------

    def begin(
        self, exchange: Exchange, place: Place, *, code: str = "", allow_basic: bool = False
    ) -> Answer:
        """Write a script for `exchange`, or try `code` for it."""
        assert self._running is None
        before = self._alive.pop(exchange.id, None)
        if before is not None and before.preview is not None:
            self._service.discard(before.preview)
        fresh = replace(
            exchange,
            state=ExchangeState.ASKED,
            code=code,
            outcome=None,
            run_id="",
            problem_kind="",
            problem_facts=(),
            problem_detail="",
        )
        answer = Answer(self._store.save_exchange(fresh), Stage.WORKING)
        self._code, self._allow_basic = code, allow_basic
        self._run(answer)
        self.code_started.emit(answer.exchange.id)
        if code:
            self.code_written.emit(answer.exchange.id, code)
        self._service.place(place.folder, place.files)
        return answer

    def stop(self) -> None:
        """End what is going on."""
        if self._running is not None and self._running.stage is Stage.WORKING:
            self._run(replace(self._running, is_stopping=True))
            self._service.stop()

    def choose(self, answer: Answer, candidate: Candidate) -> None:
        """The person decided between scripts with different results."""
        if answer.stage is Stage.CHOICE and answer.preview is not None:
            self._settle(answer.exchange, answer.preview, candidate)

    def apply(self, answer: Answer, allow_deletes: bool) -> None:
        """Make what `answer` showed happen."""
        if self._running or answer.preview is None or answer.chosen is None:
            return
        self._run(replace(answer, stage=Stage.APPLYING, progress=None, problem=None))
        self._service.apply(answer.preview, answer.chosen, allow_deletes=allow_deletes)

    def dismiss(self, answer: Answer) -> None:
        """Don't run it. The script is kept and can be tried again."""
        if answer.preview is None or answer.is_busy:
            return
        self._alive.pop(answer.exchange.id, None)
        self._service.discard(answer.preview)
        self._rest(replace(answer.exchange, state=ExchangeState.DISMISSED))

    def undo(self, answer: Answer) -> None:
        """Take the changes of `answer` back."""
        if self._running or not answer.can_undo:
            return
        self._run(replace(answer, stage=Stage.UNDOING, progress=None, problem=None))
        self._service.undo(answer.exchange.run_id)

    def forget(self, conversation_id: int) -> None:
        """A conversation is deleted: throw its sealed copies away."""
        for answer in tuple(self._alive.values()):
            if answer.exchange.conversation_id == conversation_id:
                del self._alive[answer.exchange.id]
                if answer.preview is not None:
                    self._service.discard(answer.preview)

    # What the service says --------------------------------------------------------------------

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        running = self._running
        if running is None:
            self.progressed.emit(progress)
            return
        if isinstance(progress, Writing):
            before = running.progress
            if not isinstance(before, Writing) or before.attempt != progress.attempt:
                self.code_started.emit(running.exchange.id)
            self.code_written.emit(running.exchange.id, progress.text)
            if isinstance(before, Writing) and before.attempt == progress.attempt:
                return  # the card says the same as before
        self._run(replace(running, progress=progress))

    @Slot(object)
    def _on_placed(self, placed: Placed) -> None:
        running = self._running
        if running is None:
            return
        request = replace(
            running.exchange.request, workplace=placed.workplace, named_files=placed.files
        )
        exchange = self._store.save_exchange(replace(running.exchange, request=request))
        self._run(replace(running, exchange=exchange))
        if self._code:
            self._service.retry(request, self._code, allow_basic=self._allow_basic)
        else:
            self._service.preview(request, allow_basic=self._allow_basic)
        if running.is_stopping:
            self._service.stop()

    @Slot(object)
    def _on_previewed(self, preview: Preview) -> None:
        running = self._take()
        if running is None:
            self._service.discard(preview)
        elif preview.needs_choice:
            exchange = self._store.save_exchange(
                _previewed(running.exchange, preview, preview.best)
            )
            self._keep(Answer(exchange, Stage.CHOICE, preview=preview))
        else:
            self._settle(running.exchange, preview, preview.best)
        self.idle.emit()

    @Slot(object)
    def _on_applied(self, receipt: Receipt) -> None:
        running = self._take()
        if running is not None:
            self._alive.pop(running.exchange.id, None)
            run_id = receipt.run.id if receipt.run else ""
            self._rest(replace(running.exchange, state=ExchangeState.DONE, run_id=run_id))
            self._service.discard(receipt.preview)
        self.idle.emit()

    @Slot(object)
    def _on_undone(self, record: RunRecord) -> None:
        running = self._take()
        if running is not None:
            self._rest(replace(running.exchange, state=ExchangeState.UNDONE, run_id=""))
        self.idle.emit()

    @Slot(object, object)
    def _on_failed(self, job: Job, problem: Problem) -> None:
        if job in (Job.WARM, Job.DISCARD, Job.LIST):
            return
        running = self._take()
        if running is None:
            return
        if job is Job.APPLY:
            self._keep(replace(running, stage=Stage.PREVIEW, problem=problem, progress=None))
        elif job is Job.UNDO:
            self.changed.emit(replace(running, stage=Stage.DONE, problem=problem, progress=None))
        else:
            is_stopped = problem.kind is ProblemKind.STOPPED
            self._rest(
                replace(
                    running.exchange,
                    state=ExchangeState.STOPPED if is_stopped else ExchangeState.FAILED,
                    code=problem.code or running.exchange.code,
                    problem_kind=problem.kind.value,
                    problem_facts=tuple(problem.facts.items()),
                    problem_detail=problem.detail,
                )
            )
            if problem.kind in (ProblemKind.MODEL_MISSING, ProblemKind.MODEL_DAMAGED):
                self.model_refused.emit()
        self.idle.emit()

    @Slot(object)
    def _on_listed(self, runs: tuple[RunRecord, ...]) -> None:
        self._runs = runs
        self.runs_listed.emit()

    # Steps ------------------------------------------------------------------------------------

    def _settle(self, exchange: Exchange, preview: Preview, candidate: Candidate) -> None:
        previewed = _previewed(exchange, preview, candidate)
        if candidate.trial.outcome.changes:
            exchange = self._store.save_exchange(previewed)
            self._keep(Answer(exchange, Stage.PREVIEW, preview=preview, chosen=candidate))
            return
        self._alive.pop(exchange.id, None)
        done = self._rest(replace(previewed, state=ExchangeState.DONE))
        kept = done.outcome.figures if done.outcome else ()
        if not kept or kept != candidate.trial.outcome.figures:
            self._service.discard(preview)
        # else its pictures were not kept elsewhere: they stay until the assistant is closed

    def _run(self, answer: Answer) -> None:
        self._running = answer
        self.changed.emit(answer)

    def _take(self) -> Answer | None:
        running, self._running = self._running, None
        return running

    def _keep(self, answer: Answer) -> None:
        self._alive[answer.exchange.id] = answer
        self.changed.emit(answer)

    def _rest(self, exchange: Exchange) -> Exchange:
        saved = self._store.save_exchange(exchange)
        self.changed.emit(resting(saved))
        return saved

    def _recovered(self, exchange: Exchange) -> Exchange:
        """Find the run of an exchange whose program was killed between the run and its note."""
        if exchange.run_id:
            self._claimed.add(exchange.run_id)
        if exchange.state is not ExchangeState.PREVIEWED or exchange.outcome is None:
            return exchange
        effect = _effect(exchange.outcome.changes)
        for run in reversed(self._runs):
            if (
                run.id not in self._claimed
                and run.state is RunState.DONE
                and run.words == exchange.request.words
                and run.root == exchange.request.workplace.root
                and run.at >= exchange.at
                and _effect(run.changes) == effect
            ):
                self._claimed.add(run.id)
                done = replace(exchange, state=ExchangeState.DONE, run_id=run.id)
                return self._store.save_exchange(done)
        return exchange


def _effect(changes: tuple[Change, ...]) -> set[tuple[str, str, str, str]]:
    return {(change.path, change.kind, change.source, change.digest) for change in changes}


def _previewed(exchange: Exchange, preview: Preview, candidate: Candidate) -> Exchange:
    return replace(
        exchange,
        request=preview.request,
        state=ExchangeState.PREVIEWED,
        code=candidate.trial.script.code,
        outcome=candidate.trial.outcome,
        agreement=(candidate.votes, preview.tried),
    )
