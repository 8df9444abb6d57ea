"""What sources of a model file have in common."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Protocol

from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken


class Source(Protocol):
    """Somewhere that a model file can be fetched from, in ranges."""

    name: str

    def stream(
        self, start: int, end: int, stop: StopToken, pulse: Callable[[int], None]
    ) -> Generator[bytes]:
        """The bytes from `start` to `end` of the file, in order.

        `pulse` hears while there are none yet: how many are on their way.

        Raises:
            SourceFailed: it ended early; the bytes given so far are good.
            Problem: STOPPED, DISK_FULL.
        """


class SourceFailed(Exception):
    """A source did not give what was asked for.

    `is_passing` says that trying again may help, `wait` when, in seconds.
    """

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        is_passing: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(f"{kind.value}: {detail}")
        self.kind = kind
        self.detail = detail
        self.is_passing = is_passing
        self.wait = wait

    def as_problem(self) -> Problem:
        """The same for the person."""
        return Problem(self.kind, self.detail)
