"""What an answer card shows, as a value: the stored exchange, and what is alive of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.domain.conversation import Exchange, ExchangeState
from app.domain.outcome import Outcome
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress
from app.domain.turn import Candidate, Preview
from app.words.sentences import (
    done_sentence,
    outcome_sentence,
    problem_text,
    undone_sentence,
    would_happen,
)

Tone = Literal["good", "amber", "bad"]


class Stage(StrEnum):
    """Which face the card has."""

    WORKING = "working"
    PREVIEW = "preview"
    CHOICE = "choice"
    CONSENT = "consent"
    APPLYING = "applying"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    DISMISSED = "dismissed"
    STALE = "stale"
    INTERRUPTED = "interrupted"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One card. `chosen` is what **Run** would do; `is_stopping` after **Stop** was clicked."""

    exchange: Exchange
    stage: Stage
    progress: Progress | None = None
    preview: Preview | None = None
    chosen: Candidate | None = None
    problem: Problem | None = None
    is_stopping: bool = False
    is_shown: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether something is going on that ends by itself."""
        return self.stage in (Stage.WORKING, Stage.APPLYING, Stage.UNDOING)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self.stage is Stage.DONE and bool(self.exchange.run_id)

    @property
    def outcome(self) -> Outcome | None:
        """What the script did on the sealed copy."""
        return self.chosen.trial.outcome if self.chosen else self.exchange.outcome

    @property
    def sentence(self) -> str:
        """What happened or would happen, from facts; empty while nothing is known."""
        outcome = self.outcome
        if self.stage is Stage.UNDONE and outcome is not None:
            return undone_sentence(sum(not change.is_folder for change in outcome.changes))
        if outcome is None:
            return problem_text(self.problem).title if self.problem else ""
        if self.stage in (Stage.DONE, Stage.UNDOING):
            if self.exchange.run_id:
                return done_sentence(outcome.changes)
            return outcome_sentence(outcome)
        return would_happen(outcome)

    @property
    def tone(self) -> Tone:
        """How good that is."""
        if self.stage in (Stage.FAILED, Stage.CONSENT):
            return "bad"
        outcome = self.outcome
        if self.stage is Stage.DONE and outcome is not None:
            has_result = outcome.changes or outcome.answer or outcome.table or outcome.figures
            return "good" if has_result and not outcome.skipped else "amber"
        return "good"


def resting(exchange: Exchange) -> Answer:
    """The card of an exchange of which nothing is alive: after a restart, or long ago."""
    problem = stored_problem(exchange)
    stage = {
        ExchangeState.ASKED: Stage.INTERRUPTED,
        ExchangeState.PREVIEWED: Stage.STALE,
        ExchangeState.DONE: Stage.DONE,
        ExchangeState.DISMISSED: Stage.DISMISSED,
        ExchangeState.FAILED: Stage.FAILED,
        ExchangeState.STOPPED: Stage.STOPPED,
        ExchangeState.UNDONE: Stage.UNDONE,
    }[exchange.state]
    if stage is Stage.FAILED and problem and problem.kind is ProblemKind.NO_SANDBOX:
        stage = Stage.CONSENT
    return Answer(exchange, stage, problem=problem if stage in _TOLD else None)


def stored_problem(exchange: Exchange) -> Problem | None:
    """The problem that an exchange ended with."""
    if not exchange.problem_kind:
        return None
    try:
        kind = ProblemKind(exchange.problem_kind)
    except ValueError:  # kept by a later version
        kind = ProblemKind.INTERNAL
    problem = Problem(kind, exchange.problem_detail, code=exchange.code)
    problem.facts.update(exchange.problem_facts)
    return problem


_TOLD = (Stage.FAILED, Stage.CONSENT)
