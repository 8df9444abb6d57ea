"""Bringing together, unseen by the person, all that a run or its undo needs."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.change import Change
from app.domain.problem import Problem, ProblemKind
from app.journal.copying import copy_out, look_of, stage_new
from app.journal.folder import OnStep, OpenFolder
from app.journal.moving import NO_LINKS, bring_original
from app.journal.plan import Action, Look, Plan, Step, touched_folders
from app.journal.troubles import files_changed


class Staging:
    """The plan of a run while it is completed with what was staged.

    `folders` are the touched folders and their times before; found out when not given.
    """

    def __init__(
        self,
        folder: OpenFolder,
        steps: tuple[Step, ...],
        changes: Sequence[Change],
        folders: tuple[tuple[str, int], ...] | None = None,
    ) -> None:
        self._folder = folder
        self._digests = {change.path: change.digest for change in changes}
        if folders is None:
            found = ((path, folder.lstat(path or ".")) for path in touched_folders(steps))
            folders = tuple(
                (path, status.st_mtime_ns)
                for path, status in found
                if status is not None and stat.S_ISDIR(status.st_mode)
            )
        self.plan = Plan(steps, folders)

    def stage(self, stage: str, view: Path, staged: Callable[[int], None]) -> None:
        """Copy all new contents into the stage and learn how everything looks.

        Raises:
            Problem: APPLY_FAILED when the preview is not what it was, FILES_CHANGED.
        """
        self._folder.make_folder(stage, 0o700)
        source = OpenFolder(view, lambda step: None)
        try:
            steps: list[Step] = []
            for count, step in enumerate(self.plan.steps, 1):
                steps.append(self._staged(step, stage, source))
                staged(count)
        finally:
            source.close()
        self.plan = replace(self.plan, steps=tuple(steps))

    def keep_images(self, images: Path) -> None:
        """Keep every file that leaves the folder in the journal: by a link, else by a copy."""
        steps: list[Step] = []
        for step in self.plan.steps:
            if step.has_image:
                step = replace(step, image=self._keep(step, images / str(step.number)))
            steps.append(step)
        self.plan = replace(self.plan, steps=tuple(steps))

    def bring_originals(self, stage: str, images: Path) -> None:
        """Put the before-images into a new stage, from where they go back by renames."""
        self._folder.make_folder(stage, 0o700)
        steps: list[Step] = []
        for step in self.plan.steps:
            if step.has_image:
                bring_original(self._folder, step, stage, images)
                status = self._folder.lstat(f"{stage}/o-{step.number}")
                assert status is not None and step.before is not None
                # file systems differ in how finely they keep times
                before = replace(step.before, modified_ns=status.st_mtime_ns)
                step = replace(step, before=before)
            steps.append(step)
        self.plan = replace(self.plan, steps=tuple(steps))

    def _staged(self, step: Step, stage: str, view: OpenFolder) -> Step:
        if step.action is Action.MAKE_FOLDER:
            return step
        if step.action is Action.PLACE:
            return replace(step, after=self._copied(step, stage, view, None))
        status = self._folder.lstat(step.path)
        if status is None:
            raise files_changed(step.path)
        step = replace(step, before=look_of(status))
        if step.action is Action.REPLACE:
            step = replace(step, after=self._copied(step, stage, view, step.before))
        return step

    def _copied(self, step: Step, stage: str, view: OpenFolder, original: Look | None) -> Look:
        target = f"{stage}/n-{step.number}"
        digest = self._digests[step.path]
        return stage_new(view, step.path, digest, self._folder, target, original)

    def _keep(self, step: Step, image: Path) -> str:
        status = self._folder.lstat(step.path)
        if status is None:
            raise files_changed(step.path)
        # a file with a second name of the person's could be edited through that one
        if status.st_nlink == 1:
            try:
                self._folder.link_out(step.path, image)
                return ""
            except OSError as error:
                if error.errno not in NO_LINKS:
                    raise
        return copy_out(self._folder, step.path, image)


def open_root(root: Path, on_step: OnStep) -> OpenFolder:
    """The root of a workplace, held open.

    Raises:
        Problem: FOLDER_MISSING when it is not there, or a link has taken its place.
    """
    try:
        if not stat.S_ISDIR(root.lstat().st_mode):
            raise Problem(ProblemKind.FOLDER_MISSING, name=root.name)
        return OpenFolder(root, on_step)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem(ProblemKind.FOLDER_MISSING, name=root.name) from error


def clean_up(folder: OpenFolder, stage: str) -> None:
    """Remove the stage. A person's file that waits in it for its name stays, and so the stage."""
    if folder.lstat(stage) is None:
        return
    is_needed = False
    for name in sorted(folder.names(stage)):
        if name.startswith("r-"):
            is_needed = True
        else:
            folder.unlink(f"{stage}/{name}")
    if not is_needed:
        folder.remove_folder(stage)
