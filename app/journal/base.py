"""What the assistant expects of a journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.domain.change import Change
from app.domain.progress import Report
from app.domain.request import Workplace
from app.domain.run import RunRecord


class Journal(Protocol):
    """Makes previewed changes in the real folder, and takes them back."""

    def apply(
        self,
        workplace: Workplace,
        view: Path,
        changes: Sequence[Change],
        words: str,
        sandbox: str,
        report: Report,
    ) -> RunRecord:
        """Make exactly `changes` in `workplace.root`, with contents taken from `view`.

        After an error or a crash at any point the folder is as it was before.

        Raises:
            Problem: FILES_CHANGED when an original is not what the preview saw, FOLDER_MISSING,
                FOLDER_FORBIDDEN, FOLDER_BUSY, DISK_FULL, FILE_BUSY, APPLY_FAILED,
                ROLLBACK_INCOMPLETE when putting back failed too: `recover` goes on with it.
        """

    def undo(self, run_id: str | None = None) -> RunRecord:
        """Take a run back, the latest that is not undone when `run_id` is None.

        Raises:
            Problem: NOTHING_TO_UNDO, RUN_UNKNOWN, UNDO_CONFLICT when a result was edited since
                (nothing is changed then), FOLDER_MISSING, FOLDER_BUSY, DISK_FULL, APPLY_FAILED.
        """

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs, the latest first."""

    def recover(self) -> tuple[RunRecord, ...]:
        """Roll back what a crash left half-done. To be called at every start."""
