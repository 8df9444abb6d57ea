"""How long the first word takes, ours against plain llama-cpp-python, in one run.

Both get the same long chat and the same number of threads, in turns. "Cold" is a front that neither
has seen, "warm" the same front with another request behind it. Plain llama-cpp-python is asked as
a chat application does it: it may begin with a sentence. "First code" is when the first word
inside a code block arrived.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from app.writer.base import Prompt, Role, Sampling
from app.writer.llama import CONTEXT, LlamaWriter
from bench.common import long_prompt, model_file, options, setting, show

PROMPT_TOKENS = 1000
_MOST_TOKENS = 150
Times = tuple[float, float]


def ours(writer: LlamaWriter, prompt: Prompt) -> Times:
    """Seconds to the first word and to the first code, which are the same: we open the block."""
    stop = StopToken()
    begun = time.perf_counter()
    arrived: list[float] = []

    def on_text(_text: str) -> None:
        arrived.append(time.perf_counter() - begun)
        stop.set()

    try:
        writer.write(prompt, Sampling(), on_text, lambda _progress: None, stop)
    except Problem as problem:
        if problem.kind is not ProblemKind.STOPPED:
            raise
    return arrived[0], arrived[0]


def plain(llm: Any, prompt: Prompt) -> Times:
    """The same from `create_chat_completion`; the time of its end if no code came."""
    messages = [{"role": role.value, "content": text} for role, text in prompt.messages]
    begun, first, text = time.perf_counter(), 0.0, ""
    for part in llm.create_chat_completion(
        messages, stream=True, temperature=0.0, max_tokens=_MOST_TOKENS
    ):
        piece = part["choices"][0]["delta"].get("content")
        if piece:
            first = first or time.perf_counter() - begun
            text += piece
            if "\n" in text.partition("```")[2]:
                break
    return first, time.perf_counter() - begun


def other_request(prompt: Prompt) -> Prompt:
    """The same front with another request behind it."""
    return replace(
        prompt,
        messages=(prompt.messages[0], (Role.USER, "Write a script that lists the customers.")),
    )


def measure(model: Path, times: int) -> list[dict[str, Any]]:
    """One row for cold and one for warm: medians in seconds, and plain's time over ours."""
    import llama_cpp

    logging.getLogger("llama-cpp-python").setLevel(logging.ERROR)
    threads = psutil.cpu_count(logical=False) or os.cpu_count() or 2
    llm = llama_cpp.Llama(str(model), n_ctx=CONTEXT, n_threads=threads, verbose=False)
    writer = LlamaWriter(lambda: model)
    askers: dict[str, Callable[[Prompt], Times]] = {
        "ours": lambda prompt: ours(writer, prompt),
        "plain": lambda prompt: plain(llm, prompt),
    }
    taken: dict[tuple[str, str], list[Times]] = {}
    try:
        writer.load(lambda _progress: None, StopToken())
        for turn in range(times):
            prompt = long_prompt(PROMPT_TOKENS)
            order = list(askers) if turn % 2 else list(reversed(askers))
            for state, asked in (("cold", prompt), ("warm", other_request(prompt))):
                for name in order:
                    taken.setdefault((state, name), []).append(askers[name](asked))
    finally:
        writer.close()
        llm.close()
    rows = []
    for state in ("cold", "warm"):
        row: dict[str, Any] = {"front": state, "times": times}
        for index, what in enumerate(("first_token", "first_code")):
            us, them = (
                statistics.median(pair[index] for pair in taken[state, name]) for name in askers
            )
            row |= {
                f"{what}_ours_s": round(us, 2),
                f"{what}_plain_s": round(them, 2),
                f"{what}_ratio": round(them / us, 2),
            }
        rows.append(row)
    return rows


def main() -> int:
    """Measure and print. Returns the exit code."""
    parser = options("How long the first word takes, against plain llama-cpp-python.")
    parser.set_defaults(times=3)
    wishes = parser.parse_args()
    model = model_file(wishes.model)
    show(setting(model), measure(model, wishes.times), wishes.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
