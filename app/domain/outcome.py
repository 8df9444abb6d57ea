"""How a run ended, and what it left behind. Facts only: nothing here comes from the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.change import Change

Cell = str | int | float | bool | None


class SandboxLevel(StrEnum):
    """What keeps a script in.

    STRONG is enforced by the kernel: no network, no other files, limits. BASIC is a copy of the
    folder and limits only: the script would run with the person's own rights.
    """

    STRONG = "strong"
    BASIC = "basic"


class Ending(StrEnum):
    """How a script's process ended."""

    FINISHED = "finished"
    RAISED = "raised"
    CRASHED = "crashed"
    STOPPED = "stopped"
    TIMED_OUT = "timed-out"
    OUT_OF_MEMORY = "out-of-memory"
    OUT_OF_DISK = "out-of-disk"
    TOO_MUCH_OUTPUT = "too-much-output"
    TOO_MANY_PROCESSES = "too-many-processes"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. Seconds of wall clock, bytes, counts."""

    seconds: float = 60.0
    memory_bytes: int = 2 * 1024**3
    disk_bytes: int = 2 * 1024**3
    file_bytes: int = 1024**3
    output_bytes: int = 1024**2
    processes: int = 64


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a script left as a value. `total_rows` counts also the rows cut off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_rows: int


@dataclass(frozen=True, slots=True)
class ScriptError:
    """An exception that a script raised. `line` counts from 1 in the script's code; 0 unknown."""

    kind: str
    message: str
    line: int = 0
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended, and what it left behind.

    `value_text` is the value of the last line as a notebook would print it, `table` the same
    when it is a table. `figures` are PNG files, `changes` what differs in the folder, `skipped`
    what of the result cannot be taken over (links that lead outside, devices, …).
    """

    ending: Ending
    printed: str = ""
    error_output: str = ""
    value_text: str = ""
    table: Table | None = None
    figures: tuple[Path, ...] = ()
    changes: tuple[Change, ...] = ()
    skipped: tuple[str, ...] = ()
    error: ScriptError | None = None
    seconds: float = 0.0
    sandbox: SandboxLevel = SandboxLevel.STRONG

    @property
    def was_successful(self) -> bool:
        """Whether the script came to its end by itself and without an error."""
        return self.ending is Ending.FINISHED

    @property
    def answer(self) -> str:
        """What it printed or evaluated to, as the person would read it."""
        parts = (part.strip("\n").rstrip() for part in (self.printed, self.value_text))
        return "\n".join(part for part in parts if part)
