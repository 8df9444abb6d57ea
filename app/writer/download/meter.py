"""Bytes, rate and time left of a download, smoothed and seldom enough for the eye."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from app.domain.progress import Downloading, Report

_EVERY = 0.1
"""Seconds between two reports."""

_WINDOW = 5.0
"""Seconds that the rate is averaged over."""


class Meter:
    """Turns byte counts into `Downloading` reports, at most ten a second."""

    def __init__(
        self,
        total: int,
        source: str,
        report: Report,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._source = source
        self._report = report
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()
        self._told: float | None = None
        self._done = 0

    def show(self, done: int, *, at_once: bool = False) -> None:
        """`done` bytes are here now. A smaller number than before starts the rate anew."""
        now = self._clock()
        if done < self._done:
            self._samples.clear()
        self._done = done
        if self._told is not None and now - self._told < _EVERY and not at_once:
            return
        self._told = now
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] >= _WINDOW:
            self._samples.popleft()
        rate = self._rate(now)
        left = (self._total - done) / rate if rate > 0 else None
        self._report(Downloading(done, self._total, rate, left, self._source))

    def again(self) -> None:
        """Nothing new has come: let the rate sink."""
        self.show(self._done)

    def _rate(self, now: float) -> float:
        then, before = self._samples[0]
        return (self._done - before) / (now - then) if now > then else 0.0
