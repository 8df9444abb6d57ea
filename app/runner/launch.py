"""Starts a command, stays with it, and ends all of it."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from app.domain.outcome import Ending, Limits
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from app.runner.capture import Capture, FileCapture, PipeCapture
from app.runner.family import Family, LooseFamily, SealedFamily
from app.runner.policy import INFO_FD, OPTIONS_FD, Command
from app.runner.watch import PERIOD_SECONDS, Watch

_START_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Exit:
    """How a process ended. `reason` is why we ended it, `None` when it ended by itself.

    `code` is negative for a signal, as `Popen` has it.
    """

    code: int
    reason: Ending | None
    stdout: bytes
    stderr: bytes
    seconds: float


def launch(
    command: Command,
    limits: Limits,
    watch: Watch,
    stop: StopToken,
    folder: Path,
    marker: str,
) -> Exit:
    """Run `command` to its end or to a limit. No process of it is alive afterwards.

    `folder` is ours, for what has to be written meanwhile. `marker` is the value of the variable
    SAIDDONE_RUN, by which stray processes are found where there is no wall.

    Raises:
        Problem: SETUP_INCOMPLETE when it can't be started.
    """
    capture: Capture = (
        PipeCapture(limits.output_bytes, stop)
        if os.name == "posix"
        else FileCapture(folder, limits.output_bytes, stop)
    )
    began = time.monotonic()
    try:
        running = _start(command, capture)
        process, info = running
        family: Family
        reason: Ending | None = None
        try:
            capture.started(process.pid)
            first = _first_process(info, process) if command.is_sealed else None
            family = (
                SealedFamily(first, process) if command.is_sealed else LooseFamily(process, marker)
            )
        except BaseException:
            process.kill()
            process.wait()
            raise
        try:
            reason = _stay(process, family, capture, limits, watch, stop, began)
        finally:
            family.end()
        seconds = time.monotonic() - began
        stdout, stderr = capture.collect()
        if command.is_sealed and first is None and reason is None:
            raise Problem(ProblemKind.SETUP_INCOMPLETE, stderr.decode("utf-8", "replace")[-2000:])
    finally:
        capture.close()
    if reason is None and capture_is_over(stdout, stderr, limits):
        reason = Ending.TOO_MUCH_OUTPUT
    code = process.returncode
    if command.is_sealed and code > 128:
        code = 128 - code  # bwrap reports signals as a shell does
    return Exit(code, reason, stdout, stderr, seconds)


def capture_is_over(stdout: bytes, stderr: bytes, limits: Limits) -> bool:
    """Whether as much was printed as is kept at all."""
    return len(stdout) + len(stderr) >= limits.output_bytes


def _stay(
    process: subprocess.Popen[bytes],
    family: Family,
    capture: Capture,
    limits: Limits,
    watch: Watch,
    stop: StopToken,
    began: float,
) -> Ending | None:
    """Wait for the end of `process`; the reason to end it before."""
    deadline = began + limits.seconds
    next_look = time.monotonic() + PERIOD_SECONDS
    while process.poll() is None:
        now = time.monotonic()
        if stop.is_set:
            return Ending.STOPPED
        if capture.is_full:
            return Ending.TOO_MUCH_OUTPUT
        if now >= deadline:
            return Ending.TIMED_OUT
        if now >= next_look:
            verdict = watch.look(family)
            if verdict is not None:
                return verdict
            next_look = time.monotonic() + PERIOD_SECONDS
        capture.wait(min(next_look, deadline) - now)
    return None


def _start(command: Command, capture: Capture) -> tuple[subprocess.Popen[bytes], int]:
    """The process, and the descriptor on which a room tells its first process (else -1)."""
    arguments = list(command.arguments)
    inherited: list[int] = []
    info = -1
    try:
        if command.is_sealed:
            options = os.memfd_create("options")
            inherited.append(options)
            os.write(options, command.options)
            os.lseek(options, 0, os.SEEK_SET)
            info, told = os.pipe()
            inherited.append(told)
            names = {OPTIONS_FD: str(options), INFO_FD: str(told)}
            arguments = [names.get(word, word) for word in arguments]
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=capture.stdout,
            stderr=capture.stderr,
            env=command.variables,
            cwd=command.folder,
            pass_fds=inherited,
            start_new_session=True,
        )
    except OSError as error:
        if info >= 0:
            os.close(info)
        raise Problem(ProblemKind.SETUP_INCOMPLETE, f"{arguments[0]}: {error}") from error
    finally:
        for descriptor in inherited:
            os.close(descriptor)
    return process, info


def _first_process(info: int, process: subprocess.Popen[bytes]) -> int | None:
    """The process id that bwrap writes as JSON; `None` when it could not build the room."""
    text = b""
    deadline = time.monotonic() + _START_SECONDS
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(info, selectors.EVENT_READ)
            while time.monotonic() < deadline:
                if not selector.select(0.1):
                    if process.poll() is not None:
                        break
                    continue
                piece = os.read(info, 4096)
                text += piece
                if not piece or text.rstrip().endswith(b"}"):
                    break
    finally:
        os.close(info)
    with contextlib.suppress(ValueError, KeyError, TypeError):
        return int(json.loads(text)["child-pid"])
    return None
