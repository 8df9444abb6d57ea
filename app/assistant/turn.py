"""The one path through the product, readable top to bottom.

Words and files → the opening of a script → candidate scripts → each looked at, then tried on a
sealed copy → grouped by effect → a preview. Failure has a budget: `candidates` scripts, at most
`MOST_REPAIRS` repairs, a wall clock.
"""

from __future__ import annotations

import ast
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.choice.effects import group
from app.domain.outcome import Ending, Limits, ScriptError
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Repairing, Report, Trying, Writing
from app.domain.request import Request
from app.domain.script import Opening, Review, Script
from app.domain.stop import StopToken
from app.domain.turn import Preview, Timings, Trial
from app.runner.base import Runner
from app.writer.base import Prompt, Reason, Sampling, Writer
from app.writer.prompt import beginning, first_prompt, repair_prompt, script_from

MOST_REPAIRS = 2
DEFAULT_SECONDS = 240.0
CANDIDATE_LIMITS = Limits(seconds=60.0)

# Candidates after the first, and second repairs, must be able to differ from what failed.
_WARMTH = 0.5

_ENDED_BY_A_LIMIT = {
    Ending.TIMED_OUT: "it did not end in time.",
    Ending.OUT_OF_MEMORY: "it needs too much memory.",
    Ending.OUT_OF_DISK: "it writes too much.",
    Ending.TOO_MUCH_OUTPUT: "it prints without end.",
    Ending.TOO_MANY_PROCESSES: "it starts too many processes.",
    Ending.CRASHED: "it crashed the interpreter.",
}


class Facts(Protocol):
    """Finds the files that a request is about and writes the opening of its script."""

    def opening(self, request: Request, report: Report, stop: StopToken) -> Opening:
        """The opening of the script."""

    def put_right(self, code: str, opening: Opening, request: Request) -> str:
        """The script with nearly right names put right."""


@dataclass
class _Failure:
    """Why a script was no good: for the model, and for the person."""

    script: Script
    complaint: ScriptError | str
    problem: Problem


@dataclass
class Turn:
    """One request on its way to a preview. Used once."""

    request: Request
    facts: Facts
    writer: Writer
    runner: Runner
    review: Callable[[Script], Review]
    report: Report
    stop: StopToken
    candidates: int = 1
    seconds: float = DEFAULT_SECONDS
    _begun: float = field(default_factory=time.monotonic)
    _first_token: float | None = None
    _first_script: float | None = None
    _attempts: int = 0
    _tried: int = 0
    _repairs: int = 0
    _trials: list[Trial] = field(default_factory=list)
    _failures: list[_Failure] = field(default_factory=list)

    def preview(self) -> Preview:
        """Write, try, group.

        Raises:
            Problem: when no script came of it; views of all trials are thrown away then.
        """
        limited = _Limited(self.stop, self.seconds)
        try:
            with limited:
                self._try_candidates(limited.token)
        except Problem as problem:
            ran_out = problem.kind is ProblemKind.STOPPED and not self.stop.is_set
            if not (ran_out and self._trials):
                self._discard_all()
                if ran_out:
                    raise Problem(ProblemKind.OUT_OF_TIME, code=problem.code) from problem
                raise
        except BaseException:
            self._discard_all()
            raise
        choices = group(self._trials)
        shown = {id(choice.trial) for choice in choices}
        for trial in self._trials:
            if id(trial) not in shown:
                self.runner.discard(trial)
        return Preview(self.request, choices, self._tried, self._repairs, self._timings())

    def _try_candidates(self, stop: StopToken) -> None:
        self.runner.admit(self.request.workplace, self.report, stop)
        opening = self.facts.opening(self.request, self.report, stop)
        for number in range(self.candidates):
            self._tried += 1
            sampling = Sampling(temperature=0.0 if number == 0 else _WARMTH, seed=number + 1)
            prompt = first_prompt(self.request, opening)
            self._keep(self._attempt(prompt, opening, sampling, stop))
        while not self._trials and self._repairs < MOST_REPAIRS:
            failed = self._failures[-1]
            self._repairs += 1
            self.report(Repairing(self._repairs))
            prompt = repair_prompt(self.request, opening, failed.script, failed.complaint)
            sampling = Sampling(0.0 if self._repairs == 1 else _WARMTH, seed=self._repairs)
            self._keep(self._attempt(prompt, opening, sampling, stop))
        if not self._trials:
            raise self._failures[-1].problem

    def _keep(self, result: Trial | _Failure) -> None:
        if isinstance(result, Trial):
            self._trials.append(result)
        else:
            self._failures.append(result)

    def _attempt(
        self, prompt: Prompt, opening: Opening, sampling: Sampling, stop: StopToken
    ) -> Trial | _Failure:
        """One script, written, looked at and tried."""
        script, reason = self._write(prompt, opening, sampling, stop)
        if reason is Reason.REPEATING:
            return _Failure(
                script,
                "it repeats itself without end.",
                Problem(ProblemKind.NO_SCRIPT, "repetition", code=script.code),
            )
        self._first_script = self._first_script or self._elapsed()
        failure = looked_at(script, self.review(script))
        if failure:
            return _Failure(script, *failure)
        self.report(Trying(self._attempts))
        trial = self._try(script, stop)
        failure = tried(trial, CANDIDATE_LIMITS)
        shown = showing_its_last_value(script)
        if failure and trial.outcome.was_successful and shown != script:
            self.runner.discard(trial)
            script = shown
            trial = self._try(script, stop)
            failure = tried(trial, CANDIDATE_LIMITS)
        if failure:
            self.runner.discard(trial)
            return _Failure(script, *failure)
        return trial

    def _try(self, script: Script, stop: StopToken) -> Trial:
        return self.runner.try_script(
            script, self.request.workplace, CANDIDATE_LIMITS, stop, self.report
        )

    def _write(
        self, prompt: Prompt, opening: Opening, sampling: Sampling, stop: StopToken
    ) -> tuple[Script, Reason]:
        self._attempts += 1
        attempt = self._attempts
        self.report(Writing(attempt, beginning(self.request, opening)))

        def on_text(text: str) -> None:
            if self._first_token is None:
                self._first_token = self._elapsed()
            self.report(Writing(attempt, text))

        draft = self.writer.write(prompt, sampling, on_text, self.report, stop)
        script = script_from(self.request, opening, draft.text)
        right = Script(self.facts.put_right(script.code, opening, self.request))
        return right, draft.reason

    def _timings(self) -> Timings:
        return Timings(self._first_token, self._first_script, self._elapsed())

    def _elapsed(self) -> float:
        return time.monotonic() - self._begun

    def _discard_all(self) -> None:
        for trial in self._trials:
            self.runner.discard(trial)
        self._trials.clear()


def showing_its_last_value(script: Script) -> Script:
    """The script with the name it gave a value to last as its last line, as in a notebook.

    For scripts that work out an answer, keep it in a variable and end without a word.
    """
    try:
        body = ast.parse(script.code).body
    except (SyntaxError, ValueError):
        return script
    last = body[-1] if body else None
    targets = last.targets if isinstance(last, ast.Assign) else ()
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return script
    return replace(script, code=f"{script.code.rstrip()}\n{targets[0].id}\n")


def looked_at(script: Script, review: Review) -> tuple[ScriptError | str, Problem] | None:
    """Why a script should not be run, from its syntax tree; `None` when it may."""
    code = script.code
    if review.syntax_error:
        error = ScriptError("SyntaxError", review.syntax_error, review.syntax_error_line)
        detail = f"line {error.line}: {error.message}"
        return error, Problem(ProblemKind.SCRIPT_FAILED, detail, code=code)
    if review.unknown_imports:
        names = ", ".join(review.unknown_imports)
        complaint = f"{names} is not installed. Do it without, with what is installed."
        return complaint, Problem(ProblemKind.SCRIPT_NEEDS_MISSING_LIBRARY, code=code, name=names)
    if script.is_empty:
        return "it does nothing.", Problem(ProblemKind.NO_SCRIPT, code=code)
    return None


def tried(trial: Trial, limits: Limits) -> tuple[ScriptError | str, Problem] | None:
    """Why the outcome of a trial is no good; `None` when it is."""
    outcome, code = trial.outcome, trial.script.code
    if outcome.ending is Ending.FINISHED:
        if outcome.changes or outcome.answer or outcome.table or outcome.figures:
            return None
        complaint = "it prints nothing and changes no file. Print the answer or what was done."
        return complaint, Problem(ProblemKind.NO_SCRIPT, "no output, no change", code=code)
    if outcome.ending is Ending.TIMED_OUT:
        problem = Problem(ProblemKind.SCRIPT_TOO_SLOW, code=code, seconds=round(limits.seconds))
    elif outcome.ending in (Ending.RAISED, Ending.CRASHED):
        detail = (outcome.error.traceback if outcome.error else "") or outcome.error_output
        problem = Problem(ProblemKind.SCRIPT_FAILED, detail, code=code)
    else:
        problem = Problem(ProblemKind.SCRIPT_TOO_BIG, outcome.ending.value, code=code)
    complaint_of_limit = _ENDED_BY_A_LIMIT.get(outcome.ending, outcome.error_output[-500:])
    return outcome.error or complaint_of_limit, problem


class _Limited:
    """A token that is set when the person stops, or when the time is up."""

    def __init__(self, stop: StopToken, seconds: float) -> None:
        self.token = StopToken()
        self._forget = stop.when_set(self.token.set)
        self._timer = threading.Timer(seconds, self.token.set)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        self._forget()
