"""The wish to stop, which long work looks at."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.domain.problem import Problem, ProblemKind


class StopToken:
    """Set once, from any thread. Work polls `is_set`, waits with it, or is called back."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        """Whether stopping was asked for."""
        return self._event.is_set()

    def set(self) -> None:
        """Ask the work to stop. Callbacks run in the calling thread and must be quick."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            callback()

    def wait(self, seconds: float) -> bool:
        """Sleep up to `seconds`; True as soon as stopping was asked for."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Raise `Problem(STOPPED)` if stopping was asked for."""
        if self.is_set:
            raise Problem(ProblemKind.STOPPED)

    def when_set(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` on `set` (now, if that was before). Returns what takes it back."""
        with self._lock:
            if not self._event.is_set():
                self._callbacks.append(callback)

                def forget() -> None:
                    with self._lock:
                        if callback in self._callbacks:
                            self._callbacks.remove(callback)

                return forget
        callback()
        return lambda: None
