"""Taking the steps of a plan, and taking them back.

Both directions look first at what stands where, so either can be started again after a crash at
any point. What somebody else changed meanwhile is never overwritten.
"""

from __future__ import annotations

import errno
import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path

from app.domain.problem import Problem, ProblemKind
from app.journal.copying import copy_in
from app.journal.folder import FRESH_FOLDER, OpenFolder
from app.journal.plan import Action, Look, Plan, Step

log = logging.getLogger(__name__)

# a folder on the way is gone, or somebody put a link in its place
_UNREACHABLE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_NOT_EMPTY = (errno.ENOTEMPTY, errno.EEXIST)
NO_LINKS = (
    errno.EPERM,
    errno.EACCES,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EXDEV,
    errno.EMLINK,
    errno.EINVAL,
)


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
        self._images = images
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
                    raise _changed(step.path) from error
                raise
            report(done)

    def backward(self) -> None:
        """Take back, from the last to the first, every step that is taken.

        One that fails does not keep the others from going back.

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
        if not _alike(status, step.before):
            if self._folder.lstat(self._original(step)) is not None:
                return  # taken already; what stands there now belongs to a later step
            raise _changed(step.path)
        self._folder.rename(step.path, self._original(step))

    def _move(self, step: Step) -> None:
        where = self._whereabouts(step)
        if where is None:
            raise _changed(step.path)
        if where != step.path:
            return
        target = self._moving(step) if step.through_stage else step.target
        self._rename_to_free(step.path, target, step.target)

    def _settle(self, step: Step) -> None:
        if self._whereabouts(step) != self._moving(step):
            return
        self._rename_to_free(self._moving(step), step.target, step.target)

    def _remove_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is None or not stat.S_ISDIR(status.st_mode):
            return  # a file in its place belongs to a later step
        try:
            self._folder.remove_folder(step.path)
        except OSError as error:
            if error.errno in _NOT_EMPTY:
                raise _changed(step.path) from error
            raise

    def _make_folder(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        if status is not None and stat.S_ISDIR(status.st_mode):
            return
        if status is not None:
            raise _changed(step.path)
        self._folder.make_folder(step.path, step.after.mode if step.after else 0o755)

    def _place(self, step: Step) -> None:
        if self._folder.lstat(self._new(step)) is None:
            return
        self._rename_to_free(self._new(step), step.path, step.path)

    def _replace(self, step: Step) -> None:
        if self._folder.lstat(self._new(step)) is None:
            return
        status = self._folder.lstat(step.path)
        if _is_result(status, step):
            return
        original = self._folder.lstat(self._original(step))
        if status is not None or original is None:
            if not _alike(status, step.before):
                raise _changed(step.path)
            if original is None:
                self._link_or_rename(step.path, self._original(step))
        self._folder.rename(self._new(step), step.path)

    # --- backward --------------------------------------------------------------------------

    def _untake(self, step: Step) -> None:
        if self._folder.lstat(step.path) is None:
            self._put_original_back(step)
        elif self._folder.lstat(self._original(step)) is not None:
            self._leave(step.path)

    def _unmove(self, step: Step) -> None:
        where = self._whereabouts(step)
        if where is None:
            self._leave(step.path)
        elif where != step.path:
            if self._folder.lstat(step.path) is not None:
                self._leave(step.path)
            else:
                self._folder.rename(where, step.path)

    def _unsettle(self, step: Step) -> None:
        if self._whereabouts(step) == step.target:
            self._folder.rename(step.target, self._moving(step))

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
        if status is None or self._folder.lstat(self._new(step)) is not None:
            return
        if _alike(status, step.after):
            self._folder.rename(step.path, self._new(step))
        else:
            self._leave(step.path)

    def _unreplace(self, step: Step) -> None:
        status = self._folder.lstat(step.path)
        # somebody may have given the result the size and time of the original
        if _alike(status, step.before) and not _is_result(status, step):
            return
        waiting = self._folder.lstat(self._new(step)) is not None
        if status is None:
            self._put_original_back(step)
        elif _alike(status, step.after):
            if not waiting:
                self._link_or_rename(step.path, self._new(step))
            self._put_original_back(step)
        elif not waiting or self._folder.lstat(self._original(step)) is not None:
            self._leave(step.path)

    def _put_original_back(self, step: Step) -> None:
        if self._folder.lstat(self._original(step)) is None:
            bring_original(self._folder, step, self._stage, self._images)
        self._folder.rename(self._original(step), step.path)

    # --- where things are ------------------------------------------------------------------

    def _whereabouts(self, step: Step) -> str | None:
        """Where the renamed file is now: its old path, the stage, its new path, or nowhere."""
        if step.through_stage and self._folder.lstat(self._moving(step)) is not None:
            return self._moving(step)
        source = self._folder.lstat(step.path)
        target = self._folder.lstat(step.target)
        at_source, at_target = _alike(source, step.before), _alike(target, step.before)
        if at_source and at_target and target is not None and step.before is not None:
            if source is not None and source.st_ino == target.st_ino:
                # one file under two spellings: only the list of names knows which
                folder, _, name = step.target.rpartition("/")
                return step.target if name in self._folder.names(folder or ".") else step.path
            # two files that look alike: the inode knows, on file systems that keep it
            return step.target if target.st_ino == step.before.inode else step.path
        if at_source:
            return step.path
        return step.target if at_target else None

    def _rename_to_free(self, source: str, target: str, wanted: str) -> None:
        try:
            self._folder.rename_to_free(source, target)
        except FileExistsError as error:
            raise _changed(wanted) from error

    def _link_or_rename(self, source: str, target: str) -> None:
        """Keep `source` under the name `target` too; alone where there are no second names."""
        try:
            self._folder.link(source, target)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            self._folder.rename(source, target)

    def _leave(self, path: str) -> None:
        log.info("something was changed by somebody else meanwhile and is left as it is")
        self.left.append(path)

    def _new(self, step: Step) -> str:
        return f"{self._stage}/n-{step.number}"

    def _original(self, step: Step) -> str:
        return f"{self._stage}/o-{step.number}"

    def _moving(self, step: Step) -> str:
        return f"{self._stage}/r-{step.number}"


def bring_original(folder: OpenFolder, step: Step, stage: str, images: Path) -> None:
    """Put a before-image into the stage, from where it can be renamed into its place."""
    image = images / str(step.number)
    target = f"{stage}/o-{step.number}"
    assert step.before is not None
    if not step.image:
        try:
            folder.link_in(image, target)
            return
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
    copy_in(folder, image, target, step.before)


def _alike(status: os.stat_result | None, look: Look | None) -> bool:
    """Whether this is the file that once looked so. Not the inode: FAT makes them up anew."""
    return (
        status is not None
        and look is not None
        and stat.S_IFMT(status.st_mode) == stat.S_IFMT(look.mode)
        and status.st_size == look.size
        and status.st_mtime_ns == look.modified_ns
    )


def _is_result(status: os.stat_result | None, step: Step) -> bool:
    """Whether this is the new file itself that the step put there."""
    return (
        status is not None
        and step.after is not None
        and _alike(status, step.after)
        and status.st_ino == step.after.inode
    )


def _changed(path: str) -> Problem:
    return Problem(ProblemKind.FILES_CHANGED, name=path)
