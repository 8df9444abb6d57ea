"""Where the files of a step are: in their place, in the stage, or taken by somebody."""

from __future__ import annotations

import os

from app.journal.folder import OpenFolder
from app.journal.moving import is_alike, is_result, is_same
from app.journal.plan import Step


class Places:
    """The names in the stage, and what stands there now. `stage` is its path in the folder."""

    def __init__(self, folder: OpenFolder, stage: str) -> None:
        self._folder = folder
        self._stage = stage

    def new(self, step: Step) -> str:
        """Where the new contents wait."""
        return f"{self._stage}/n-{step.number}"

    def original(self, step: Step) -> str:
        """Where the original waits."""
        return f"{self._stage}/o-{step.number}"

    def moving(self, step: Step) -> str:
        """Where a file waits that is on its way to another name."""
        return f"{self._stage}/r-{step.number}"

    def of(self, step: Step) -> str | None:
        """Where the renamed file is now: its old path, the stage, its new path, or nowhere."""
        if step.through_stage and self._folder.lstat(self.moving(step)) is not None:
            return self.moving(step)
        source = self._folder.lstat(step.path)
        target = self._folder.lstat(step.target)
        at_source, at_target = is_alike(source, step.before), is_alike(target, step.before)
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

    def is_original(self, path: str, step: Step) -> bool:
        """Whether this is the original, swapped out just before a crash."""
        status = self._folder.lstat(path)
        return is_alike(status, step.before) and not is_result(status, step)

    def is_somebodys(self, hidden: str, step: Step) -> bool:
        """Whether a file in the stage is neither the original nor the result."""
        status = self._folder.lstat(hidden)
        return not (
            status is None
            or is_alike(status, step.before)
            or is_alike(status, step.after)
            or is_same(status, self._folder.lstat(step.path))
        )

    def is_alone(self, step: Step, status: os.stat_result) -> bool:
        """Whether the original may wait in the stage alone, and another stands in its place.

        Where files have second names it waits there beside its place, and who wrote over it
        there has done so knowingly.
        """
        original = self._folder.lstat(self.original(step))
        return bool(step.image) and original is not None and not is_same(original, status)
