"""A writer that answers what a test wrote down, streamed as the real one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.domain.progress import LoadingModel, Report, Thinking
from app.domain.stop import StopToken
from app.writer.base import Draft, Prompt, Reason, Sampling


@dataclass
class ScriptedWriter:
    """Answers with `answers` in turn; a `BaseException` among them is raised instead."""

    answers: Sequence[str | BaseException]
    prompts: list[Prompt] = field(default_factory=list)
    samplings: list[Sampling] = field(default_factory=list)
    is_closed: bool = False

    @property
    def engine_pid(self) -> int | None:
        return None

    def load(self, report: Report, stop: StopToken) -> None:
        report(LoadingModel(1.0))

    def read_ahead(self, prompt: Prompt, report: Report, stop: StopToken) -> None:
        assert prompt.messages

    def write(
        self,
        prompt: Prompt,
        sampling: Sampling,
        on_text: Callable[[str], None],
        report: Report,
        stop: StopToken,
    ) -> Draft:
        answer = self.answers[len(self.prompts)]
        self.prompts.append(prompt)
        self.samplings.append(sampling)
        report(Thinking(0, 10))
        report(Thinking(10, 10))
        if isinstance(answer, BaseException):
            raise answer
        for line in answer.splitlines(keepends=True):
            stop.check()
            on_text(line)
        return Draft(answer, Reason.COMPLETE, 10, 0, len(answer), 0.01)

    def close(self) -> None:
        self.is_closed = True
