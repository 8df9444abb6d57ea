"""Leading a run that was cut off to the one side or the other, and clearing away after it."""

from __future__ import annotations

import logging
from pathlib import Path

from app.journal.folder import OpenFolder
from app.journal.records import Entry, Phase
from app.journal.staging import clean_up, open_root
from app.journal.steps import Steps
from app.journal.troubles import rollback_incomplete

log = logging.getLogger(__name__)


def roll_back(entry: Entry, steps: Steps, folder: OpenFolder) -> None:
    """Take an apply back that failed. What fails again is done at the next start.

    Raises:
        Problem: ROLLBACK_INCOMPLETE when it failed again.
    """
    try:
        steps.backward()
        steps.put_left_beside()
        folder.sync()
        entry.set_phase(Phase.ROLLED_BACK)
    except Exception as error:
        log.error("the run %s is not rolled back yet: %s", entry.id, type(error).__name__)
        raise rollback_incomplete(error) from error
    clear_away(entry, Phase.ROLLED_BACK, folder, keep_images=bool(steps.left))
    steps.restore_folder_times(only_remade=False)


def finish(entry: Entry, root: Path) -> bool:
    """Lead a run that a crash cut off back, or an undo to its end. The folder's lock is held.

    Whether any file had to be put right.

    Raises:
        Problem: FOLDER_MISSING.
        OSError, ValueError, KeyError, TypeError: From the file system; for a damaged entry.
    """
    phase, _ = entry.phase()
    folder = open_root(root, entry.on_step)
    try:
        if phase is Phase.PREPARING:
            clean_up(folder, entry.stage)
            if (entry.folder / "steps.json").exists():
                steps = Steps(folder, entry.plan(), entry.stage, entry.images)
                steps.restore_folder_times(only_remade=False)
            entry.discard()
            return False
        if phase not in (Phase.BEGUN, Phase.UNDOING):
            clear_away(entry, phase, folder)
            return False
        steps = Steps(folder, entry.plan(), entry.stage, entry.images)
        if folder.lstat(entry.stage) is None:
            folder.make_folder(entry.stage, 0o700)
        is_undo = phase is Phase.UNDOING
        steps.backward(is_undo=is_undo)
        steps.put_left_beside()
        end = Phase.UNDONE if is_undo else Phase.ROLLED_BACK
        folder.sync()
        entry.set_phase(end)
        clear_away(entry, end, folder, keep_images=bool(steps.left))
        steps.restore_folder_times(only_remade=is_undo)
        return True
    finally:
        folder.close()


def clear_away(
    entry: Entry, phase: Phase, folder: OpenFolder, *, keep_images: bool = False
) -> None:
    """Remove what was only for the way. What fails is done at the next start."""
    try:
        clean_up(folder, entry.stage)
        # after a way back nothing in the folder may share its contents with the journal
        if phase is not Phase.DONE and not keep_images:
            entry.forget_images()
        entry.set_phase(phase, clean=True)
    except Exception as error:  # noqa: BLE001 - the run itself has come to its end
        log.info("the run %s is cleared away later: %s", entry.id, type(error).__name__)
