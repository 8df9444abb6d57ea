"""The changes as a list of small steps, each of which can be taken and taken back.

Originals and new contents wait under numbers in a hidden folder of the workplace (the stage):
`n-3` new contents of step 3, `o-3` the original it replaces or removes, `r-3` a file on its way
to a new name. Whether a step was taken can be told from what stands where.
"""

from __future__ import annotations

import json
import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.domain.change import Change, ChangeKind
from app.domain.problem import Problem, ProblemKind

STAGE_PREFIX = ".saiddone-"


class Action(StrEnum):
    """What a step does."""

    TAKE = "take"  # a file or link that goes: to the stage
    MOVE = "move"  # a renamed file: to its new name, or to the stage when that is not free yet
    REMOVE_FOLDER = "remove-folder"
    MAKE_FOLDER = "make-folder"
    SETTLE = "settle"  # a renamed file: from the stage to its new name
    PLACE = "place"  # a new file
    REPLACE = "replace"  # new contents over an original


@dataclass(frozen=True, slots=True)
class Look:
    """How a file can be told from another: `st_mode`, bytes, nanoseconds, inode."""

    mode: int
    size: int
    modified_ns: int
    inode: int
    owner: int = -1
    group: int = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the folder.

    `target` is the new path of a renamed file. `through_stage` tells that a MOVE ends in the
    stage. `before` is the look of the original, `after` that of the staged new contents (for a
    folder only its mode counts). `image` is the SHA-256 of a before-image that is a copy, empty
    when it is the original itself under a second name.
    """

    number: int
    action: Action
    path: str
    target: str = ""
    through_stage: bool = False
    before: Look | None = None
    after: Look | None = None
    image: str = ""

    @property
    def has_image(self) -> bool:
        """Whether an original leaves the folder in it."""
        return self.action in (Action.TAKE, Action.REPLACE)


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps in their order, and how the folders around them looked before."""

    steps: tuple[Step, ...]
    folders: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> str:
        """As ASCII text, without loss."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """What `to_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: When the text is damaged.
        """
        stored = json.loads(text)
        steps = tuple(_step(item) for item in stored["steps"])
        return cls(steps, tuple((path, modified) for path, modified in stored["folders"]))


def make_steps(changes: Sequence[Change]) -> tuple[Step, ...]:
    """The steps for `changes`, without looks: those are known once the contents are staged.

    Raises:
        Problem: APPLY_FAILED for a path that leads out of the folder, or a nonsensical change.
    """
    for change in changes:
        _check(change)
    deleted = [change for change in changes if change.kind is ChangeKind.DELETED]
    created = [change for change in changes if change.kind is ChangeKind.CREATED]
    renamed = [change for change in changes if change.kind is ChangeKind.RENAMED]
    modified = [change for change in changes if change.kind is ChangeKind.MODIFIED]
    freed = {_folded(change.path) for change in deleted}
    freed |= {_folded(change.source) for change in renamed}
    filled = {_folded(change.path) for change in created + renamed}
    made = sorted((c.path for c in created if c.is_folder), key=_depth)
    # most new folders are in nobody's way: made first, renamed files go there without a stop
    late = {path for path in made if freed & {_folded(path), *parents(_folded(path))}}
    filled -= {_folded(path) for path in made if path not in late}
    found: list[tuple[Action, str, str, bool]] = []
    found += [(Action.MAKE_FOLDER, path, "", False) for path in made if path not in late]
    found += [(Action.TAKE, change.path, "", False) for change in deleted if not change.is_folder]
    through = {change.path: _needs_stage(change, freed, filled) for change in renamed}
    for change in renamed:
        found.append((Action.MOVE, change.source, change.path, through[change.path]))
    gone = sorted((c.path for c in deleted if c.is_folder), key=_depth, reverse=True)
    found += [(Action.REMOVE_FOLDER, path, "", False) for path in gone]
    found += [(Action.MAKE_FOLDER, path, "", False) for path in made if path in late]
    for change in renamed:
        if through[change.path]:
            found.append((Action.SETTLE, change.source, change.path, True))
    found += [(Action.PLACE, change.path, "", False) for change in created if not change.is_folder]
    found += [(Action.REPLACE, change.path, "", False) for change in modified]
    numbers: dict[str, int] = {}
    steps: list[Step] = []
    for count, (action, path, target, is_through) in enumerate(found):
        # both halves of a rename share their place in the stage
        number = numbers[path] if action is Action.SETTLE else count
        if action is Action.MOVE:
            numbers[path] = number
        steps.append(Step(number, action, path, target, is_through))
    return tuple(steps)


def parents(path: str) -> list[str]:
    """The folders above `path`, outermost first, without the root."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]


def touched_folders(steps: Sequence[Step]) -> list[str]:
    """Every folder whose list of names the steps change, also the root as ""."""
    found = {""}
    for step in steps:
        for path in (step.path, step.target):
            if path:
                found.add(path.rpartition("/")[0])
        if step.action is Action.REMOVE_FOLDER:
            found.add(step.path)
    return sorted(found)


def _needs_stage(change: Change, freed: set[str], filled: set[str]) -> bool:
    """Whether the new name is free only later, or the old one is wanted by something else."""
    target = _folded(change.path)
    return (
        target in freed
        or _folded(change.source) in filled
        or any(folder in filled or folder in freed for folder in parents(target))
    )


def _folded(path: str) -> str:
    """A path as a file system compares it that ignores case: the careful assumption."""
    return unicodedata.normalize("NFC", path).casefold()


def _depth(path: str) -> tuple[int, str]:
    return path.count("/"), path


def _check(change: Change) -> None:
    is_rename = change.kind is ChangeKind.RENAMED
    for path in (change.path, *([change.source] if is_rename else [])):
        parts = path.split("/")
        if any(part in ("", ".", "..") or "\0" in part for part in parts):
            raise Problem(ProblemKind.APPLY_FAILED, "a path that leads out of the folder")
        if parts[0].startswith(STAGE_PREFIX):
            raise Problem(ProblemKind.APPLY_FAILED, "a path of our own")
    if change.is_folder and change.kind in (ChangeKind.RENAMED, ChangeKind.MODIFIED):
        raise Problem(ProblemKind.APPLY_FAILED, f"a folder that is {change.kind}")
    if change.kind is not ChangeKind.CREATED and change.before is None:
        raise Problem(ProblemKind.APPLY_FAILED, f"no mark for a file that is {change.kind}")
    if (
        change.before is not None
        and change.kind in (ChangeKind.RENAMED, ChangeKind.MODIFIED)
        and not stat.S_ISREG(change.before.mode)
    ):
        raise Problem(ProblemKind.APPLY_FAILED, f"not a file, and {change.kind}")


def _step(stored: dict[str, Any]) -> Step:
    def look(value: dict[str, int] | None) -> Look | None:
        return None if value is None else Look(**value)

    return Step(
        stored["number"],
        Action(stored["action"]),
        stored["path"],
        stored["target"],
        stored["through_stage"],
        look(stored["before"]),
        look(stored["after"]),
        stored["image"],
    )
