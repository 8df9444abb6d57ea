"""Filling the gaps of a part from one source: retries, waits, pieces that come wrong."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report, Verifying
from app.domain.stop import StopToken
from app.writer.download.meter import Meter
from app.writer.download.part import PartFile, PieceDamaged
from app.writer.download.source import Source, SourceFailed

_BIG_STEP = 8 * 2**20
"""Bytes after which earlier failures are forgiven; a source that always breaks never gets far."""

_LOOK_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a source is tried again. Seconds.

    `tries` counts failures in a row without progress. A source that was not reached yet, or says
    nothing, is given up after `first_tries`, because there may be another one. A server that asks
    for more than `longest_wait` is not waited for. `piece_tries` is how often a piece may come
    wrong; when only the whole can be judged, it may not.
    """

    tries: int = 5
    first_tries: int = 2
    first_wait: float = 1.0
    longest_wait: float = 60.0
    piece_tries: int = 3

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row: 1, 2, 4, 8, 16, then 16."""
        return float(self.first_wait * 2 ** min(failures - 1, 4))


class Filling:
    """One part, one source."""

    def __init__(
        self,
        part: PartFile,
        source: Source,
        total: int,
        report: Report,
        stop: StopToken,
        patience: Patience,
    ) -> None:
        self._part = part
        self._source = source
        self._total = total
        self._report = report
        self._stop = stop
        self._patience = patience
        self._meter = Meter(total, source.name, report)
        self._highest = part.have
        self._failures = 0
        self._has_delivered = False

    def run(self) -> None:
        """Fetch until nothing is missing.

        Raises:
            Problem: what the source ended with; DOWNLOAD_DAMAGED when a piece came wrong too
                often; STOPPED.
            OSError: the part cannot be written.
        """
        wrong: Counter[int] = Counter()
        while (gap := self._part.gap()) is not None:
            try:
                self._fetch(*gap)
            except PieceDamaged as damage:
                wrong[damage.index] += 1
                tries = 1 if self._part.is_one_piece else self._patience.piece_tries
                if wrong[damage.index] >= tries:
                    raise Problem(
                        ProblemKind.DOWNLOAD_DAMAGED, f"{self._source.name}: {damage}"
                    ) from damage
            except SourceFailed as failure:
                self._after(failure)
        self._meter.show(self._part.have, at_once=True)

    def _fetch(self, start: int, end: int) -> None:
        part, meter = self._part, self._meter
        part.begin(self._stop, lambda done: self._tell_verifying(done, start))
        meter.show(part.have)
        shown = before = part.have

        def pulse(coming: int) -> None:
            nonlocal shown
            shown = max(shown, part.have + coming)
            meter.show(min(shown, self._total))

        with closing(self._source.stream(start, end, self._stop, pulse)) as blocks:
            for block in blocks:
                self._stop.check()
                part.write(block)
                self._has_delivered = True
                pulse(0)
        if part.have == before:
            raise SourceFailed(
                ProblemKind.DOWNLOAD_BROKEN,
                f"{self._source.name}: nothing came",
                is_passing=True,
            )

    def _after(self, failure: SourceFailed) -> None:
        """Wait before the next try, or give the source up."""
        self._stop.check()
        patience = self._patience
        have = self._part.have
        if have - self._highest >= min(_BIG_STEP, self._total // 10 + 1):
            self._failures = 0
            self._highest = have
        self._failures += 1
        is_there = self._has_delivered or failure.kind is ProblemKind.DOWNLOAD_BUSY
        tries = patience.tries if is_there else patience.first_tries
        wait = patience.wait(self._failures) if failure.wait is None else failure.wait
        if not failure.is_passing or self._failures >= tries or wait > patience.longest_wait:
            raise failure.as_problem() from failure
        while wait > 0:
            if self._stop.wait(min(_LOOK_EVERY, wait)):
                self._stop.check()
            wait -= _LOOK_EVERY
            self._meter.again()

    def _tell_verifying(self, done: int, total: int) -> None:
        # reading back a long beginning takes seconds; a piece does not
        if total > 2**28 and done % 2**26 == 0:
            self._report(Verifying(done, total))
