"""A program that is read from, and that ends at once when the person stops.

Downloads run in children because nothing inside a process can be relied on to interrupt a name
look-up, a connection that is being made or a stalled read; a child can always be killed. It also
reads its settings (endpoint, token, proxies, offline mode) when it starts, that is, now.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import psutil

from app.domain.stop import StopToken

_ERRORS_KEPT = 20_000


class Child:
    """A started program; leaving the `with` block ends it and all that it started.

    Its standard input is empty; `read` gives its standard output; its standard error is kept.
    """

    def __init__(
        self,
        command: Sequence[str],
        stop: StopToken,
        *,
        folder: Path,
        environment: Mapping[str, str],
    ) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - not a pipe: a full one holds the child up
        options: dict[str, int | bool] = (
            {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
            if sys.platform == "win32"
            else {"start_new_session": True}
        )
        try:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                cwd=folder,
                env=dict(environment),
                bufsize=0,
                **options,  # type: ignore[call-overload]
            )
        except OSError:
            self._errors.close()
            raise
        self._forget = stop.when_set(self.kill)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._forget()
        self.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._errors.close()

    def read(self, count: int) -> bytes:
        """Up to `count` bytes, as soon as there are any; empty at the end."""
        assert self._process.stdout is not None
        data: bytes = self._process.stdout.read(count)
        return data

    def has_ended(self, seconds: float) -> bool:
        """Wait up to `seconds` for the end."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def wait(self) -> int:
        """The exit status, negative for a signal."""
        status: int = self._process.wait()
        return status

    def errors(self) -> str:
        """The end of what it wrote to standard error."""
        size = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, size - _ERRORS_KEPT))
        return self._errors.read().decode("utf-8", errors="replace").strip()

    def kill(self) -> None:
        """End it and its children, from any thread."""
        if self._process.poll() is not None:
            return
        with contextlib.suppress(OSError, psutil.Error):
            if sys.platform == "win32":
                for grandchild in psutil.Process(self._process.pid).children(recursive=True):
                    grandchild.kill()
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
