"""Taking the steps of a plan, and taking them back.

Both directions look first at what stands where, so either can be started again after a crash at
any point. What somebody else changed meanwhile is never overwritten.
"""

from __future__ import annotations

import errno
import logging
import stat
from collections.abc import Callable
from pathlib import Path

from app.journal.folder import FRESH_FOLDER, OpenFolder
from app.journal.moving import (
    bring_original,
    is_alike,
    is_result,
    link_or_rename,
    put_away,
    put_beside,
    put_over,
)
from app.journal.places import Places
from app.journal.plan import Action, Plan, Step
from app.journal.troubles import files_changed

log = logging.getLogger(__name__)

# a folder on the way is gone, or somebody put a link in its place
_UNREACHABLE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_NOT_EMPTY = (errno.ENOTEMPTY, errno.EEXIST)


class Steps:
    """The steps of one run in one folder.

    `stage` is the path of the stage in the folder, `images` the journal's folder of
    before-images, named by the steps' numbers. `left` names what `backward` could not put back
    because somebody else had changed it meanwhile.
    """

    def __init__(self, folder: OpenFolder, plan: Plan, stage: str, images: Path) -> None:
        self._folder = folder
        self._plan = plan
        self._stage = stage
        self._places = Places(folder, stage)
        self._images = images
        self._is_undo = False
        self.left: list[str] = []

    def forward(self, report: Callable[[int], None] = lambda done: None) -> None:
        """Take every step that is not taken yet. `report` hears how many are.

        Raises:
            Problem: FILES_CHANGED when something is not as it was planned.
            OSError: From the file system. Some steps are taken then.
        """
        takers = {
            Action.TAKE: self._take,
            Action.MOVE: self._move,
            Action.REMOVE_FOLDER: self._remove_folder,
            Action.MAKE_FOLDER: self._make_folder,
            Action.SETTLE: self._settle,
            Action.PLACE: self._place,
            Action.REPLACE: self._replace,
        }
        for done, step in enumerate(self._plan.steps, 1):
            try:
                takers[step.action](step)
            except OSError as error:
                if error.errno in _UNREACHABLE:
                    raise files_changed(step.path) from error
                raise
            report(done)

    def backward(self, *, is_undo: bool = False) -> None:
        """Take back, from the last to the first, every step that is taken.

        One that fails does not keep the others from going back. `is_undo` tells that all had been
        taken.

        Raises:
            OSError: From the file system. It can be called again.
        """
        undoers = {
            Action.TAKE: self._untake,
            Action.MOVE: self._unmove,
            Action.REMOVE_FOLDER: self._remake_folder,
            Action.MAKE_FOLDER: self._unmake_folder,
            Action.SETTLE: self._unsettle,
            Action.PLACE: self._unplace,
            Action.REPLACE: self._unreplace,
        }
        self._is_undo = is_undo
        failure: OSError | None = None
        for step in reversed(self._plan.steps):
            try:
                undoers[step.action](step)
            except OSError as error:
                if error.errno in _UNREACHABLE:
                    self._leave(step.path)
                else:
                    failure = failure or error
        if failure is not None:
            raise failure

    def put_left_beside(self) -> None:
        """Give originals that found their names taken another name close by.

        `left` names afterwards what could not be helped that way; the journal keeps it.
        """
        for step in self._plan.steps:
            if step.has_image and step.path in self.left:
                try:
                    self._bring_original(step)
                    put_beside(self._folder, self._places.original(step), step.path)
                except OSError as error:
                    log.info("an original stays in the journal: %s", error.strerror)
                else:
                    self.left.remove(step.path)

    def restore_folder_times(self, *, only_remade: bool) -> None:
        """Give the folders the times that they had before, or only those that were removed."""
        remade = {s.path for s in self._plan.steps if s.action is Action.REMOVE_FOLDER}
        for path, modified_ns in reversed(self._plan.folders):
            if only_remade and path not in remade:
                continue
            status = self._folder.lstat(path or ".")
            if status is not None and stat.S_ISDIR(status.st_mode):
                self._folder.set_times(path or ".", modified_ns)

    # --- forward ---------------------------------------------------------------------------

    def _take(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if not is_alike(status, step.before):
            if self._folder.lstat(self._places.original(step)) is not None:
                return  # taken already; what stands there now belongs to a later step
            raise files_changed(step.path)
        if not put_away(self._folder, step.path, self._places.original(step), step.before):
            raise files_changed(step.path)

    def _move(self, step: Step) -> None:
        where = self._places.of(step)
        if where is None:
            raise files_changed(step.path)
        if where != step.path:
            return
        target = self._places.moving(step) if step.through_stage else step.target
        self._rename_to_free(step.path, target, step.target)

    def _settle(self, step: Step) -> None:
        if self._places.of(step) != self._places.moving(step):
            return
        self._rename_to_free(self._places.moving(step), step.target, step.target)

    def _remove_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return  # a file in its place belongs to a later step
        try:
            self._folder.remove_folder(step.path)
        except OSError as error:
            if error.errno in _NOT_EMPTY:
                raise files_changed(step.path) from error
            raise

    def _make_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is not None and stat.S_ISDIR(status.st_mode):
            return
        if status is not None:
            raise files_changed(step.path)
        self._folder.make_folder(step.path)

    def _place(self, step: Step) -> None:
        if self._folder.lstat(self._places.new(step)) is None:
            return
        self._rename_to_free(self._places.new(step), step.path, step.path)

    def _replace(self, step: Step) -> None:
        if self._folder.lstat(self._places.new(step)) is None:
            return
        status = self._folder.lstat(step.path)
        if is_result(status, step):
            return
        original = self._folder.lstat(self._places.original(step))
        if is_result(original, step):
            # an undo was stopped just after it had swapped the two
            self._folder.unlink(self._places.original(step))
            original = None
        if status is not None or original is None:
            if not is_alike(status, step.before):
                raise files_changed(step.path)
            if original is None:
                link_or_rename(self._folder, step.path, self._places.original(step))
        if not put_over(
            self._folder, self._places.new(step), step.path, self._places.original(step)
        ):
            raise files_changed(step.path)

    # --- backward --------------------------------------------------------------------------

    def _untake(self, step: Step) -> None:
        if self._folder.lstat(step.path) is None:
            self._put_original_back(step)
        elif self._folder.lstat(self._places.original(step)) is not None:
            self._leave(step.path)

    def _unmove(self, step: Step) -> None:
        where = self._places.of(step)
        if where is None:
            self._leave(step.path)
        elif where != step.path:
            try:
                self._folder.rename_to_free(where, step.path)
            except FileExistsError:
                self._leave(step.path)

    def _unsettle(self, step: Step) -> None:
        if self._places.of(step) == step.target:
            self._folder.rename(step.target, self._places.moving(step))

    def _remake_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        mode = stat.S_IMODE(step.before.mode) if step.before else 0o755
        if status is None:
            self._folder.make_folder(step.path, mode)
        elif not stat.S_ISDIR(status.st_mode):
            self._leave(step.path)
        elif stat.S_IMODE(status.st_mode) == FRESH_FOLDER != mode:
            # a crash came between making it and giving it its rights
            self._folder.set_rights(step.path, mode)

    def _unmake_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return
        try:
            self._folder.remove_folder(step.path)
        except OSError as error:
            if error.errno not in _NOT_EMPTY:
                raise
            # the person has put something there: it stays, and so does the folder

    def _unplace(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is None or self._folder.lstat(self._places.new(step)) is not None:
            return
        if not is_alike(status, step.after) or not put_away(
            self._folder, step.path, self._places.new(step), step.after
        ):
            self._leave(step.path)

    def _unreplace(self, step: Step) -> None:
        for hidden in (self._places.new(step), self._places.original(step)):
            if self._places.is_somebodys(hidden, step):
                # swapped out in the very moment of a crash: what was saved there last
                self._folder.exchange(hidden, step.path)
                self._leave(step.path)
                return
        status = self._folder.lstat(step.path)
        # somebody may have given the result the size and time of the original
        if is_alike(status, step.before) and not is_result(status, step):
            return
        new, original = self._places.new(step), self._places.original(step)
        if self._places.is_original(new, step):
            # swapped out just before a crash
            self._bring_original(step)
            self._folder.unlink(new)
        waiting = self._folder.lstat(new) is not None
        if status is None:
            self._put_original_back(step)
        elif is_alike(status, step.after):
            if not waiting:
                link_or_rename(self._folder, step.path, new)
            self._bring_original(step)
            if not put_over(self._folder, original, step.path, new):
                # saved in this very moment: the result itself is nobody's any more
                self._folder.unlink(new)
                self._leave(step.path)
        elif self._is_undo or not waiting or self._places.is_alone(step, status):
            self._leave(step.path)

    def _put_original_back(self, step: Step) -> None:
        self._bring_original(step)
        try:
            self._folder.rename_to_free(self._places.original(step), step.path)
        except FileExistsError:
            self._leave(step.path)

    def _bring_original(self, step: Step) -> None:
        if self._folder.lstat(self._places.original(step)) is None:
            bring_original(self._folder, step, self._stage, self._images)

    # --- parts of both ---------------------------------------------------------------------

    def _rename_to_free(self, source: str, target: str, wanted: str) -> None:
        try:
            self._folder.rename_to_free(source, target)
        except FileExistsError as error:
            raise files_changed(wanted) from error

    def _leave(self, path: str) -> None:
        log.info("something was changed by somebody else meanwhile and is left as it is")
        self.left.append(path)
