"""How long Stop takes while the model reads a long prompt, and while it writes.

The time from the wish to stop until `Writer.write` has raised `Problem(STOPPED)`, through the same
engine process that the window uses. The wish comes at another moment each time, spread evenly over
the span that is named, from a thread of its own as in the window. Exit code 1 when one took longer
than 200 ms or the engine had to be killed for it.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress, Thinking
from app.domain.stop import StopToken
from app.writer.base import Prompt, Sampling
from app.writer.llama import LlamaWriter
from bench.common import long_prompt, milliseconds, model_file, options, setting, show

LIMIT_SECONDS = 0.2
PROMPT_TOKENS = 2000
_SPANS = {
    "reading the prompt: at once": (0.0, 0.0),
    "reading the prompt: within 0 to 2 s": (0.0, 2.0),
    "reading the prompt: after 2 to 8 s": (2.0, 8.0),
    "writing: within 0 to 2 s": (0.0, 2.0),
}


def seconds_to_stop(writer: LlamaWriter, prompt: Prompt, wait: float, in_writing: bool) -> float:
    """Write, stop `wait` seconds after the model began to read or to write; how long that took."""
    stop = StopToken()
    wished: list[float] = []

    def wish() -> None:
        wished.append(time.perf_counter())
        stop.set()

    timer = threading.Timer(wait, wish)
    tokens = 0

    def report(progress: Progress) -> None:
        nonlocal tokens
        if isinstance(progress, Thinking):
            tokens = progress.total
            if not in_writing and not timer.is_alive() and not timer.finished.is_set():
                timer.start()

    def on_text(_text: str) -> None:
        if in_writing and not timer.is_alive() and not timer.finished.is_set():
            timer.start()

    try:
        writer.write(prompt, Sampling(most_tokens=2000), on_text, report, stop)
    except Problem as problem:
        ended = time.perf_counter()
        if problem.kind is not ProblemKind.STOPPED:
            raise
        if tokens < PROMPT_TOKENS:
            sys.exit(f"The prompt had only {tokens} tokens.")
        return ended - wished[0]
    finally:
        timer.cancel()
    sys.exit("The model was ready before it was stopped: this says nothing about stopping.")


def measure(model: Path, times: int) -> list[dict[str, Any]]:
    """One row for each span of `_SPANS`."""
    writer = LlamaWriter(lambda: model)
    rows = []
    try:
        writer.load(lambda _progress: None, StopToken())
        engine = writer.engine_pid
        for name, (first, last) in _SPANS.items():
            in_writing = name.startswith("writing")
            known = long_prompt(PROMPT_TOKENS)  # read only once when stopping comes later
            taken = []
            for turn in range(times):
                prompt = known if in_writing else long_prompt(PROMPT_TOKENS)
                wait = first + (last - first) * turn / max(times - 1, 1)
                taken.append(seconds_to_stop(writer, prompt, wait, in_writing))
            same = writer.engine_pid == engine
            rows.append({"stopped while": name, **milliseconds(taken), "same_engine": same})
            engine = writer.engine_pid
    finally:
        writer.close()
    return rows


def main() -> int:
    """Measure and print. Returns the exit code."""
    parser = options("How long Stop takes.")
    wishes = parser.parse_args()
    model = model_file(wishes.model)
    rows = measure(model, wishes.times)
    show(setting(model), rows, wishes.json)
    slow = any(row["max_ms"] > LIMIT_SECONDS * 1000 or not row["same_engine"] for row in rows)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
