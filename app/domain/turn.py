"""One turn of the product: a request, the scripts that were tried for it, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.outcome import Outcome
from app.domain.request import Request, Workplace
from app.domain.run import RunRecord
from app.domain.script import Script


@dataclass(frozen=True, slots=True)
class Trial:
    """A script that was run on a throw-away view of the workplace.

    `view` is the folder that holds the workplace as the script left it; it belongs to the runner
    and disappears when the trial is discarded.
    """

    script: Script
    workplace: Workplace
    outcome: Outcome
    view: Path


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trial, and how many of the scripts that were tried had the same effect."""

    trial: Trial
    votes: int = 1


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds from the request to each event; `None` for what did not happen."""

    first_token: float | None = None
    first_script: float | None = None
    preview: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen. `choices` has the best first and is never empty.

    `tried` counts the scripts that were written for it, also those that failed and so agree with
    nobody; repairs are counted apart.
    """

    request: Request
    choices: tuple[Candidate, ...]
    tried: int = 1
    repairs: int = 0
    timings: Timings = field(default_factory=Timings)

    @property
    def best(self) -> Candidate:
        """The one to show."""
        return self.choices[0]

    @property
    def needs_choice(self) -> bool:
        """Whether scripts with different effects are equally likely: only the person knows."""
        return len(self.choices) > 1 and self.choices[0].votes == self.choices[1].votes

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to confirm."""
        return not self.best.trial.outcome.changes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was done. `run` is `None` when nothing had to be changed."""

    preview: Preview
    run: RunRecord | None
    seconds: float = 0.0
