"""A `Writer` that drives the engine process with a model file."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import psutil

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import LoadingModel, Report, Thinking
from app.domain.stop import StopToken
from app.writer.base import Draft, Prompt, Reason, Sampling
from app.writer.engine import EngineProcess

# Room for the request, the facts, the script and two repairs: 28 KiB a token for the 1.5B.
CONTEXT = 8192


class LlamaWriter:
    """Writes with the model file that `model_file` names when a new engine is started.

    `model_file` raises `Problem` (MODEL_MISSING, MODEL_DAMAGED) when there is none to use.
    """

    def __init__(self, model_file: Callable[[], Path], context: int = CONTEXT) -> None:
        self._model_file = model_file
        self._context = context
        self._lock = threading.Lock()
        self._engine: EngineProcess | None = None
        self._loaded: Path | None = None

    @property
    def engine_pid(self) -> int | None:
        """The process id of the engine that is running, if any."""
        engine = self._engine
        return engine.pid if engine and engine.is_alive else None

    def load(self, report: Report, stop: StopToken) -> None:
        """Start the engine with the chosen model, unless it is up with it already."""
        with self._lock:
            self._ready(report, stop)

    def read_ahead(self, prompt: Prompt, report: Report, stop: StopToken) -> None:
        """Let the engine read what later prompts begin with, while nobody waits."""
        with self._lock:
            engine = self._engine
            if engine is None or not engine.is_alive:
                return
            for event in engine.ask({"op": "read", **_spoken(prompt)}, stop):
                if event["event"] == "problem":
                    raise self._problem(event)
                if event["event"] == "thinking":
                    report(Thinking(event["done"], event["total"]))

    def write(
        self,
        prompt: Prompt,
        sampling: Sampling,
        on_text: Callable[[str], None],
        report: Report,
        stop: StopToken,
    ) -> Draft:
        """Go on after `prompt.answer`."""
        with self._lock:
            engine = self._ready(report, stop)
            wish = {
                "op": "write",
                **_spoken(prompt),
                "stop_texts": list(prompt.stop_texts),
                "temperature": sampling.temperature,
                "seed": sampling.seed,
                "most_tokens": sampling.most_tokens,
            }
            text = ""
            for event in engine.ask(wish, stop):
                match event["event"]:
                    case "thinking":
                        report(Thinking(event["done"], event["total"]))
                    case "text":
                        text += event["text"]
                        on_text(event["text"])
                    case "problem":
                        raise self._problem(event)
                    case "written":
                        return Draft(
                            text,
                            Reason(event["reason"]),
                            event["prompt_tokens"],
                            event["reused_tokens"],
                            event["written_tokens"],
                            event["first_token_seconds"],
                        )
            raise Problem(ProblemKind.ENGINE_CRASHED, "the engine ended without a result")

    def close(self) -> None:
        """End the engine."""
        with self._lock:
            self._drop()

    def _ready(self, report: Report, stop: StopToken) -> EngineProcess:
        file = self._model_file()
        if self._engine and (not self._engine.is_alive or self._loaded != file):
            self._drop()
        if self._engine:
            return self._engine
        report(LoadingModel(0.0))
        engine = EngineProcess()
        wish = {
            "op": "load",
            "path": os.fspath(file),
            "context": self._context,
            "threads": psutil.cpu_count(logical=False) or os.cpu_count() or 2,
        }
        try:
            for event in engine.ask(wish, stop):
                if event["event"] == "loading":
                    report(LoadingModel(event["fraction"]))
                elif event["event"] == "problem":
                    raise self._problem(event)
        except BaseException:
            engine.kill()
            engine.close()
            raise
        report(LoadingModel(1.0))
        self._engine, self._loaded = engine, file
        return engine

    def _drop(self) -> None:
        if self._engine:
            self._engine.close()
        self._engine = self._loaded = None

    @staticmethod
    def _problem(event: dict[str, str]) -> Problem:
        kind = {
            "too-long": ProblemKind.REQUEST_TOO_LONG,
            "memory": ProblemKind.ENGINE_OUT_OF_MEMORY,
        }.get(event["kind"], ProblemKind.ENGINE_FAILED)
        return Problem(kind, event["detail"])


def _spoken(prompt: Prompt) -> dict[str, object]:
    messages = [[role.value, text] for role, text in prompt.messages]
    return {"messages": messages, "answer": prompt.answer}
