"""From the end of a process and what it wrote down to an outcome."""

from __future__ import annotations

import signal
from pathlib import Path

from app.domain.outcome import Ending, Outcome, SandboxLevel, ScriptError
from app.runner import results
from app.runner.launch import Exit


def came_to(ended: Exit, out: Path, level: SandboxLevel) -> Outcome:
    """What a run came to that left its result in `out`; without its changes."""
    found = results.read(out) or results.Result()
    error = found.error
    if ended.reason is not None:
        ending = ended.reason
    elif found.has_raised:
        ending = {"memory": Ending.OUT_OF_MEMORY, "disk": Ending.OUT_OF_DISK}.get(
            found.cause, Ending.RAISED
        )
    elif ended.code == 0:
        ending = Ending.FINISHED
    elif ended.code < 0:
        name = _signal_name(-ended.code)
        ending = {"SIGXCPU": Ending.TIMED_OUT, "SIGXFSZ": Ending.OUT_OF_DISK}.get(
            name, Ending.CRASHED
        )
        error = error or ScriptError(name, "")
    else:
        ending = Ending.RAISED
        error = error or ScriptError("SystemExit", f"exit code {ended.code}")
    succeeded = ending is Ending.FINISHED
    return Outcome(
        ending=ending,
        printed=results.decoded(ended.stdout),
        error_output=results.decoded(ended.stderr),
        value_text=found.value_text if succeeded else "",
        table=found.table if succeeded else None,
        figures=found.figures if succeeded else (),
        error=None if succeeded else error,
        seconds=ended.seconds,
        sandbox=level,
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
