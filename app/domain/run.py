"""A run that was applied to the real folder, as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.domain.change import Change


class RunState(StrEnum):
    """Where a run stands."""

    BEGUN = "begun"
    DONE = "done"
    UNDONE = "undone"
    ROLLED_BACK = "rolled-back"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One applied run. `id` is what `undo` takes; `at` is when, with a time zone."""

    id: str
    root: Path
    words: str
    at: datetime
    state: RunState
    changes: tuple[Change, ...]
    sandbox: str
