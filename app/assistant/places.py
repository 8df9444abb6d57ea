"""Where a task works: from what the person chose to a `Workplace`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from app import paths
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Workplace


def place(folder: Path | None, files: Sequence[Path]) -> tuple[Workplace, list[Path]]:
    """The workplace for a chosen folder and chosen files, and the files relative to it."""
    folder = _real(folder) if folder else None
    chosen = [_real(file) for file in files]
    if folder is None and len(chosen) == 1 and chosen[0].is_dir():
        folder, chosen = chosen[0], []
    if folder is not None and not folder.is_dir():
        raise Problem(ProblemKind.FOLDER_MISSING, name=folder.name or str(folder))
    if folder is None and not chosen:
        results = paths.results()
        try:
            results.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(ProblemKind.FOLDER_UNREADABLE, repr(error), name=results.name) from error
        return Workplace(results.resolve()), []
    if folder is not None and all(folder in file.parents for file in chosen):
        return Workplace(folder), [file.relative_to(folder) for file in chosen]
    things = [*chosen, folder] if folder else chosen
    root = _common_folder([thing if thing is folder else thing.parent for thing in things])
    members = tuple(thing.relative_to(root) for thing in things)
    return Workplace(root, members), [file.relative_to(root) for file in chosen]


def _real(path: Path) -> Path:
    """The absolute path without links in its folders; what it names must be there."""
    try:
        return path.expanduser().resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise Problem(
            ProblemKind.FOLDER_MISSING, repr(error), name=path.name or str(path)
        ) from error


def _common_folder(folders: Sequence[Path]) -> Path:
    try:
        root = Path(os.path.commonpath(folders))
    except ValueError as error:
        raise Problem(ProblemKind.FILES_APART) from error
    if root == Path(root.anchor):
        raise Problem(ProblemKind.FILES_APART)
    return root
