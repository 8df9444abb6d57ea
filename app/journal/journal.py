"""Previewed changes, made in the person's folder at once or not at all, and taken back.

The order of things is the promise: contents are staged inside the folder and before-images kept
in the journal, all on the disk, before the plan counts as begun; only then anything that the
person can see changes, each time by a rename; and only then the run counts as done. `recover`
leads a run that was cut off before that back, and an undo that was cut off to its end.
The design follows write-ahead journals of file systems and databases.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from app.domain.change import Change
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Applying, Report
from app.domain.request import Workplace
from app.domain.run import RunRecord
from app.journal import records
from app.journal.checks import check_originals, check_results, check_room
from app.journal.folder import OnStep, OpenFolder
from app.journal.locking import locked
from app.journal.mending import clear_away, finish, roll_back
from app.journal.plan import make_steps
from app.journal.records import Entry, Phase
from app.journal.staging import Staging, clean_up, open_root
from app.journal.steps import Steps
from app.journal.troubles import as_problem, rollback_incomplete, undo_conflict

log = logging.getLogger(__name__)

# a crash is no exception: what a test throws to play one must not be rolled back
_FAILURES = (Exception, KeyboardInterrupt, SystemExit)
_DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError)


def _now() -> datetime:
    return datetime.now().astimezone()


def _unwatched(step: str) -> None:
    """An `on_step` that nobody listens with."""


class FolderJournal:
    """A `Journal` that keeps its entries in a folder of the program's.

    Usable from several threads and processes at once. `clock` tells the time with its zone: runs
    are named and ordered by it. `patience` is how many seconds to wait for somebody else who
    works in the same folder; `on_step` is called before everything that changes the disk.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime] = _now,
        *,
        patience: float = 5.0,
        on_step: OnStep = _unwatched,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._patience = patience
        self._on_step = on_step
        # by inode and the time of change that a preview saw: the time since our own roll-back
        self._caused: dict[tuple[int, int], int] = {}

    def apply(
        self,
        workplace: Workplace,
        view: Path,
        changes: Sequence[Change],
        words: str,
        sandbox: str,
        report: Report,
    ) -> RunRecord:
        """Make exactly `changes` in the root, with contents taken from `view`. See `Journal`."""
        root = workplace.root
        steps = make_steps(changes)
        needed = 0
        folder: OpenFolder | None = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with locked(self._locks, root, self._patience):
                folder = open_root(root, self._on_step)
                self._finish_what_was_left(root)
                check_originals(folder, changes, self._caused)
                needed = check_room(root, self._folder, changes)
                staging = Staging(folder, steps, changes)
                about = records.About(root, words, self._clock(), tuple(changes), sandbox)
                entry = records.begin(self._folder, about, self._on_step)
                progress = _Progress(report, 2 * len(steps))
                self._prepare(entry, staging, view, folder, changes, progress)
                self._carry_out(entry, staging, folder, progress)
                return entry.record()
        except Problem:
            raise
        except Exception as error:
            raise as_problem(error, root, needed) from error
        finally:
            if folder is not None:
                folder.close()

    def undo(self, run_id: str | None = None) -> RunRecord:
        """Take a run back, the latest that is not undone when `run_id` is None. See `Journal`."""
        entry = self._entry_to_undo(run_id)
        record = entry.record()
        folder: OpenFolder | None = None
        needed = sum(c.before.size for c in record.changes if c.before is not None)
        try:
            with locked(self._locks, record.root, self._patience):
                folder = open_root(record.root, self._on_step)
                self._finish_what_was_left(record.root)
                if entry.phase()[0] is not Phase.DONE:
                    raise Problem(ProblemKind.NOTHING_TO_UNDO)
                self._take_back(entry, record, folder)
                return entry.record()
        except Problem:
            raise
        except Exception as error:
            raise as_problem(error, record.root, needed) from error
        finally:
            if folder is not None:
                folder.close()

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs, the latest first. A damaged entry is left out, with a line in the log."""
        found: list[RunRecord] = []
        for entry in self._entries():
            try:
                if entry.phase()[0] is not Phase.PREPARING:
                    found.append(entry.record())
            except _DAMAGE as error:
                if not entry.folder.exists():
                    continue  # somebody has discarded it just now
                log.warning("the entry %s cannot be read: %s", entry.id, type(error).__name__)
        return tuple(sorted(found, key=lambda run: (run.at, run.id), reverse=True))

    def recover(self) -> tuple[RunRecord, ...]:
        """Finish what a crash left half-done: an apply back, an undo to its end.

        Returns the runs whose files were put right. What somebody is working on right now, and
        folders that are not there (a stick that is not plugged in), wait for the next time. A
        damaged entry stays where it is, with a line in the log.
        """
        mended: list[RunRecord] = []
        records.sweep(self._folder)
        for entry in self._entries():
            try:
                phase, clean = entry.phase()
                if clean and phase in (Phase.DONE, Phase.UNDONE, Phase.ROLLED_BACK):
                    continue
                root = entry.record().root
                with locked(self._locks, root, 0):
                    if finish(entry, root):
                        mended.append(entry.record())
            except Problem as problem:
                log.info("the run %s waits: %s", entry.id, problem.kind)
            except _DAMAGE as error:
                if not entry.folder.exists():
                    continue  # somebody has discarded it just now
                log.warning("the run %s could not be finished: %s", entry.id, type(error).__name__)
        return tuple(mended)

    # --- apply -----------------------------------------------------------------------------

    def _prepare(
        self,
        entry: Entry,
        staging: Staging,
        view: Path,
        folder: OpenFolder,
        changes: Sequence[Change],
        progress: _Progress,
    ) -> None:
        """Everything that the person does not see; nothing of it stays after an error."""
        try:
            entry.set_plan(staging.plan)
            staging.stage(entry.stage, view, progress.add)
            check_originals(folder, changes, self._caused)
            staging.keep_images(entry.images)
            records.sync_folder(entry.images)
            entry.set_plan(staging.plan)
            folder.sync()
            entry.set_phase(Phase.BEGUN)
        except _FAILURES:
            try:
                clean_up(folder, entry.stage)
                Steps(folder, staging.plan, entry.stage, entry.images).restore_folder_times(
                    only_remade=False
                )
                entry.discard()
            except Exception:  # noqa: BLE001 - the first error is the one to tell
                log.info("the preparation of %s is cleared away later", entry.id)
            raise

    def _carry_out(
        self, entry: Entry, staging: Staging, folder: OpenFolder, progress: _Progress
    ) -> None:
        steps = Steps(folder, staging.plan, entry.stage, entry.images)
        try:
            steps.forward(progress.add)
            folder.sync()
            entry.set_phase(Phase.DONE)
        except _FAILURES:
            roll_back(entry, steps, folder)
            with contextlib.suppress(*_DAMAGE):
                self._remember_times(folder, entry.record().changes)
            raise
        clear_away(entry, Phase.DONE, folder)

    def _remember_times(self, folder: OpenFolder, changes: Sequence[Change]) -> None:
        """Links and renames change a file's time of change; the same preview may be tried again."""
        for change in changes:
            before = change.before
            status = folder.lstat(change.source or change.path)
            if before is None or status is None or status.st_ino != before.inode:
                continue
            if (status.st_size, status.st_mtime_ns) == (before.size, before.modified_ns):
                self._caused[(before.inode, before.changed_ns)] = status.st_ctime_ns

    # --- undo ------------------------------------------------------------------------------

    def _entry_to_undo(self, run_id: str | None) -> Entry:
        runs = self.runs()
        if run_id is None:
            entry = next((run for run in runs if self._phase_of(run.id) is Phase.DONE), None)
            if entry is None:
                raise Problem(ProblemKind.NOTHING_TO_UNDO)
            run_id = entry.id
        elif run_id not in {run.id for run in runs}:
            raise Problem(ProblemKind.RUN_UNKNOWN, name=run_id)
        return Entry(self._folder / run_id, self._on_step)

    def _phase_of(self, run_id: str) -> Phase:
        return Entry(self._folder / run_id, self._on_step).phase()[0]

    def _take_back(self, entry: Entry, record: RunRecord, folder: OpenFolder) -> None:
        plan = check_results(folder, record.changes, entry.plan(), entry.images)
        staging = Staging(folder, plan.steps, record.changes, plan.folders)
        entry.set_phase(Phase.DONE, clean=False)
        try:
            staging.bring_originals(entry.stage, entry.images)
            entry.set_plan(staging.plan)
            folder.sync()
            entry.set_phase(Phase.UNDOING)
        except _FAILURES:
            clear_away(entry, Phase.DONE, folder)
            raise
        steps = Steps(folder, staging.plan, entry.stage, entry.images)
        try:
            steps.backward(is_undo=True)
            if steps.left:
                raise undo_conflict(steps.left[0])
            steps.restore_folder_times(only_remade=True)
            folder.sync()
            entry.set_phase(Phase.UNDONE)
        except _FAILURES:
            try:
                steps.forward()
                folder.sync()
                entry.set_phase(Phase.DONE)
            except Exception as error:
                log.error("the undo of %s goes on later: %s", entry.id, type(error).__name__)
                raise rollback_incomplete(error) from error
            clear_away(entry, Phase.DONE, folder)
            raise
        clear_away(entry, Phase.UNDONE, folder)

    # --- afterwards ------------------------------------------------------------------------

    def _finish_what_was_left(self, root: Path) -> None:
        """Put a folder right that was not there at the last `recover`. Its lock is held."""
        for entry in self._entries():
            try:
                if not entry.phase()[1] and entry.record().root == root:
                    finish(entry, root)
            except _DAMAGE as error:
                log.warning("the run %s could not be finished: %s", entry.id, type(error).__name__)

    def _entries(self) -> list[Entry]:
        return records.entries(self._folder, self._on_step)

    @property
    def _locks(self) -> Path:
        return self._folder / "locks"


class _Progress:
    """Counts what is done for the bar."""

    def __init__(self, report: Report, total: int) -> None:
        self._report = report
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        self._done += 1
        self._report(Applying(min(self._done, self._total), self._total))
