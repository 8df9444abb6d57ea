"""Which trials did the same, and which of them to show.

After AlphaCode (Li et al. 2022, arXiv 2203.07814) and MBR-EXEC (Shi et al. 2022): scripts that
fail agree with nobody, scripts with the same effect are one group, the largest group is shown
first. The effect of a script is what it answers and what it leaves in the folder.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path

from app.domain.change import Change
from app.domain.turn import Candidate, Trial

# Office documents are zip archives whose properties hold the time of writing.
_ARCHIVES = {".xlsx", ".xlsm", ".docx", ".pptx", ".zip", ".ods", ".odt"}
_PROPERTIES = "docProps/"


def group(trials: Sequence[Trial]) -> tuple[Candidate, ...]:
    """One candidate for each effect, the most frequent first, else in the order of trial.

    Raises:
        ValueError: when no trial was successful.
    """
    groups: dict[tuple[object, ...], list[Trial]] = {}
    for trial in trials:
        if trial.outcome.was_successful:
            groups.setdefault(effect(trial), []).append(trial)
    if not groups:
        raise ValueError("no trial was successful")
    candidates = [Candidate(members[0], len(members)) for members in groups.values()]
    return tuple(sorted(candidates, key=lambda candidate: -candidate.votes))


def effect(trial: Trial) -> tuple[object, ...]:
    """What a trial did, comparable: its answer, its table, its figures and the files it left."""
    outcome = trial.outcome
    return (
        " ".join(outcome.answer.split()),
        outcome.table,
        tuple(_digest(figure) for figure in outcome.figures),
        tuple(
            sorted(
                (change.path, change.kind.value, change.source, _content(trial.view, change))
                for change in outcome.changes
            )
        ),
    )


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _content(view: Path, change: Change) -> str:
    """A digest of the content without the time at which an archive was written."""
    if not change.digest or Path(change.path).suffix.lower() not in _ARCHIVES:
        return change.digest
    try:
        with zipfile.ZipFile(view / change.path) as archive:
            members = sorted(
                (member.filename, member.CRC, member.file_size)
                for member in archive.infolist()
                if not member.filename.startswith(_PROPERTIES)
            )
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return change.digest
    return hashlib.sha256(repr(members).encode("utf-8", "surrogateescape")).hexdigest()
