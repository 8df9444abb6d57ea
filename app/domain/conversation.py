"""Conversations as they are kept and shown again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.outcome import Outcome
from app.domain.request import Request


class ExchangeState(StrEnum):
    """Where one request of a conversation stands.

    ASKED and never further means that the program ended meanwhile.
    """

    ASKED = "asked"
    PREVIEWED = "previewed"
    DONE = "done"
    DISMISSED = "dismissed"
    FAILED = "failed"
    STOPPED = "stopped"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer. `id` is 0 until it is stored.

    `run_id` names the journal's run once it was applied. `problem_kind`, `problem_facts` and
    `problem_detail` are those of a `Problem`, empty when there was none. `agreement` is
    (scripts with this effect, scripts tried).
    """

    id: int
    conversation_id: int
    at: datetime
    request: Request
    state: ExchangeState = ExchangeState.ASKED
    code: str = ""
    outcome: Outcome | None = None
    run_id: str = ""
    agreement: tuple[int, int] = (1, 1)
    problem_kind: str = ""
    problem_facts: tuple[tuple[str, str | int], ...] = ()
    problem_detail: str = ""


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A line in the list of conversations."""

    id: int
    title: str
    changed_at: datetime
