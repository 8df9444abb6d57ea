"""What the assistant expects of a writer: a prompt in, the text of a script out, as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.domain.progress import Report
from app.domain.stop import StopToken


class Role(StrEnum):
    """Who speaks in a chat."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A chat, and how the answer begins: the model goes on right after `answer`."""

    messages: tuple[tuple[Role, str], ...]
    answer: str
    stop_texts: tuple[str, ...] = ("```",)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to choose among likely words. `temperature` 0 always takes the likeliest."""

    temperature: float = 0.0
    seed: int = 1
    most_tokens: int = 1000


class Reason(StrEnum):
    """Why the text ended."""

    COMPLETE = "complete"
    LENGTH = "length"
    REPEATING = "repeating"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the model wrote. Counts in tokens, `first_token_seconds` from the call."""

    text: str
    reason: Reason
    prompt_tokens: int
    reused_tokens: int
    written_tokens: int
    first_token_seconds: float | None


class Writer(Protocol):
    """Writes text with a model. One call at a time; further ones wait."""

    @property
    def engine_pid(self) -> int | None:
        """The process that runs the model, while there is one of its own."""

    def load(self, report: Report, stop: StopToken) -> None:
        """Get ready to write; quick when it is ready already.

        Raises:
            Problem: MODEL_MISSING, MODEL_DAMAGED, ENGINE_*, STOPPED.
        """

    def read_ahead(self, prompt: Prompt, report: Report, stop: StopToken) -> None:
        """Read what later prompts begin with, once loaded. Raises Problem(STOPPED, ENGINE_*)."""

    def write(
        self,
        prompt: Prompt,
        sampling: Sampling,
        on_text: Callable[[str], None],
        report: Report,
        stop: StopToken,
    ) -> Draft:
        """Go on after `prompt.answer`; `on_text` gets each new piece at once.

        Raises:
            Problem: those of `load`, and REQUEST_TOO_LONG, STOPPED.
        """

    def close(self) -> None:
        """Free the memory. The next `load` starts anew."""
