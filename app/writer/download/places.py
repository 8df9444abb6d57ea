"""Where a model's file is, what stands beside it, and being the only one who writes there."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report, Verifying
from app.domain.stop import StopToken
from app.writer.computer import free_disk

_LOOK_EVERY = 0.2
_REPORT_EVERY = 16 * 2**20
_LITTLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """The finished file's place, and those that belong to it."""

    final: Path

    @property
    def part(self) -> Path:
        """The file while it is not whole."""
        return self.final.with_name(self.final.name + ".part")

    @property
    def packages(self) -> Path:
        """A folder for what the mirror sends."""
        return self.final.with_name(self.final.name + ".packages")

    @property
    def copies(self) -> tuple[Path, Path]:
        """A part, and a finished file, while they are being copied."""
        name = self.final.name
        return self.final.with_name(f"{name}.part.new"), self.final.with_name(f"{name}.adopted")

    @property
    def lock(self) -> Path:
        """Held by whoever writes the file or its part. It stays: removing it would race."""
        return self.final.with_name("." + self.final.name + ".lock")

    def clear(self) -> None:
        """Delete what a killed program left half done and nobody continues. For the lock's holder.

        Raises:
            OSError: it cannot be deleted.
        """
        shutil.rmtree(self.packages, ignore_errors=True)
        for copy in self.copies:
            copy.unlink(missing_ok=True)


def size_of(path: Path) -> int | None:
    """Bytes of a file; `None` when it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return None


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Make the models folder, and say plainly when it cannot be used.

    Raises:
        Problem: FOLDER_UNREADABLE, DISK_FULL, for any `OSError` inside.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise as_problem(error, folder, _LITTLE) from error


def as_problem(error: OSError, folder: Path, needed: int) -> Problem:
    """What an error of reading or writing in the models folder (or of one file) means.

    `needed` is how many bytes were still to be written.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(ProblemKind.DISK_FULL, str(error), needed=needed, free=free_disk(folder))
    name = folder.name or str(folder)
    return Problem(ProblemKind.FOLDER_UNREADABLE, repr(error), name=name)


@contextmanager
def locked(places: Places, stop: StopToken, wait: Callable[[], None]) -> Iterator[None]:
    """Be the only one who writes this model; `wait` is called while another one does.

    Where the file system has no locks (some network ones), two programs are not kept apart: a
    lock of another kind would outlive a killed program. The proof at the end still holds.

    Raises:
        Problem: STOPPED.
        OSError: the folder cannot be written.
    """
    lock = FileLock(places.lock)
    while True:
        stop.check()
        try:
            lock.acquire(timeout=0)
            break
        except Timeout:
            wait()
            stop.wait(_LOOK_EVERY)
        except NotImplementedError:
            break
    try:
        yield
    finally:
        lock.release()


def teller(report: Report, total: int) -> Callable[[int], None]:
    """What turns bytes done of hashing or copying into `Verifying` reports, not too many."""
    next_report = 0

    def tell(done: int) -> None:
        nonlocal next_report
        if done >= next_report or done == total:
            next_report = done + _REPORT_EVERY
            report(Verifying(done, total))

    return tell
