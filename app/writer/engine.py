"""The engine as a child process that can be killed, restarted and freed.

A native abort, an illegal instruction or the system's out-of-memory killer ends the child, never
the window: it becomes a `Problem`, and the next call starts a new child.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app import paths
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken

_log = logging.getLogger(__name__)

_ENDS = {"loaded", "read", "written", "stopped", "problem"}
_SECONDS_TO_STOP = 3.0
_ILLEGAL_INSTRUCTION = {-4, 0xC000001D, 0xC000001D - 2**32}


class EngineProcess:
    """One child process. Not for several threads at once; `LlamaWriter` holds the lock."""

    def __init__(self) -> None:
        paths.logs().mkdir(parents=True, exist_ok=True)
        self._kills_before = _out_of_memory_kills()
        environment = dict(os.environ)
        environment["PYTHONPATH"] = str(paths.ROOT)
        environment["PYTHONUTF8"] = "1"
        with _engine_log().open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.writer.engine_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                cwd=paths.ROOT,
                start_new_session=True,
            )
        self._write_lock = threading.Lock()

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the child still runs."""
        return self._process.poll() is None

    def ask(self, wish: dict[str, Any], stop: StopToken) -> Iterator[dict[str, Any]]:
        """Send a wish and yield the events for it, the last of which ends it.

        Raises:
            Problem: STOPPED, ENGINE_CRASHED, ENGINE_OUT_OF_MEMORY, ENGINE_ILLEGAL_INSTRUCTION.
        """
        stop.check()
        self._send(wish)
        killer = threading.Timer(_SECONDS_TO_STOP, self.kill)
        killer.daemon = True

        def on_stop() -> None:
            try:
                self._send({"op": "stop"})
            except Problem:
                return
            killer.start()

        forget = stop.when_set(on_stop)
        try:
            yield from self._events(stop)
        finally:
            forget()
            killer.cancel()

    def kill(self) -> None:
        """End the child now."""
        self._process.kill()

    def close(self) -> None:
        """End the child, politely at first."""
        if self.is_alive:
            try:
                self._send({"op": "quit"})
                self._process.wait(2)
            except (Problem, subprocess.TimeoutExpired):
                self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    _log.debug("the engine's pipe was broken already")

    def _events(self, stop: StopToken) -> Iterator[dict[str, Any]]:
        out: BinaryIO | None = self._process.stdout  # type: ignore[assignment]
        assert out is not None
        for line in iter(out.readline, b""):
            event = json.loads(line)
            if event["event"] == "log":
                _log.debug("%s", event["text"])
                continue
            if event["event"] == "stopped":
                raise Problem(ProblemKind.STOPPED)
            yield event
            if event["event"] in _ENDS:
                return
        raise self._how_it_died(stop)

    def _how_it_died(self, stop: StopToken) -> Problem:
        status = self._process.wait()
        detail = f"exit status {status}\n{_tail(_engine_log())}"
        _log.info("the engine ended with status %s", status)
        if stop.is_set:
            return Problem(ProblemKind.STOPPED)
        if status in _ILLEGAL_INSTRUCTION:
            return Problem(ProblemKind.ENGINE_ILLEGAL_INSTRUCTION, detail)
        if status == -9 and _out_of_memory_kills() > self._kills_before:
            return Problem(ProblemKind.ENGINE_OUT_OF_MEMORY, detail)
        return Problem(ProblemKind.ENGINE_CRASHED, detail)

    def _send(self, wish: dict[str, Any]) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        try:
            with self._write_lock:
                pipe.write(json.dumps(wish).encode() + b"\n")
                pipe.flush()
        except OSError as error:
            raise Problem(ProblemKind.ENGINE_CRASHED, repr(error)) from error


def _engine_log() -> Path:
    return paths.logs() / "engine.log"


def _tail(file: Path) -> str:
    try:
        return file.read_bytes()[-2000:].decode("utf-8", "replace")
    except OSError:
        return ""


def _out_of_memory_kills() -> int:
    """How often Linux has killed a process for want of memory since it started; 0 elsewhere."""
    try:
        for line in Path("/proc/vmstat").read_text("ascii").splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0
