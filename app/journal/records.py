"""The journal's entries: one folder for each run, with its plan, its state and its images.

20261128-153012-ab3/
    run.json      what was asked, where, and the changes
    steps.json    the plan
    state.json    how far it is; replaced as a whole, and on the disk before work goes on
    before/       what left the person's folder, by the numbers of the steps
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.change import Change, ChangeKind, FileMark
from app.domain.run import RunRecord, RunState
from app.journal.folder import OnStep
from app.journal.plan import STAGE_PREFIX, Plan

_VERSION = 1
_COMING = "coming-"
_GONE = "gone-"
_FORGOTTEN_SECONDS = 24 * 3600
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{3}")


class Phase(StrEnum):
    """How far a run is. Until DONE a crash leads back, from UNDOING on it leads to UNDONE."""

    PREPARING = "preparing"
    BEGUN = "begun"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    ROLLED_BACK = "rolled-back"


_STATES = {
    Phase.PREPARING: RunState.BEGUN,
    Phase.BEGUN: RunState.BEGUN,
    Phase.DONE: RunState.DONE,
    Phase.UNDOING: RunState.DONE,
    Phase.UNDONE: RunState.UNDONE,
    Phase.ROLLED_BACK: RunState.ROLLED_BACK,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """The folder of one run."""

    folder: Path
    on_step: OnStep

    @property
    def id(self) -> str:
        """The run's id."""
        return self.folder.name

    @property
    def stage(self) -> str:
        """The name of the run's hidden folder in the person's folder."""
        return f"{STAGE_PREFIX}{self.id}"

    @property
    def images(self) -> Path:
        """The folder of the before-images."""
        return self.folder / "before"

    def phase(self) -> tuple[Phase, bool]:
        """How far the run is, and whether everything that was only for the way is removed.

        Raises:
            OSError, ValueError, KeyError: When that cannot be read.
        """
        stored = json.loads((self.folder / "state.json").read_text(encoding="ascii"))
        return Phase(stored["phase"]), bool(stored["clean"])

    def set_phase(self, phase: Phase, *, clean: bool = False) -> None:
        """Say how far the run is; on the disk when this returns."""
        self._write("state.json", json.dumps({"phase": phase.value, "clean": clean}))

    def plan(self) -> Plan:
        """The plan. Raises OSError, ValueError, KeyError, TypeError when it is damaged."""
        return Plan.from_json((self.folder / "steps.json").read_text(encoding="ascii"))

    def set_plan(self, plan: Plan) -> None:
        """Keep the plan; on the disk when this returns."""
        self._write("steps.json", plan.to_json())

    def record(self) -> RunRecord:
        """The run as others see it.

        Raises:
            OSError, ValueError, KeyError, TypeError: When the entry is damaged.
        """
        stored = json.loads((self.folder / "run.json").read_text(encoding="ascii"))
        return RunRecord(
            id=self.id,
            root=Path(stored["root"]),
            words=stored["words"],
            at=datetime.fromisoformat(stored["at"]),
            state=_STATES[self.phase()[0]],
            changes=tuple(_change(item) for item in stored["changes"]),
            sandbox=stored["sandbox"],
        )

    def forget_images(self) -> None:
        """Remove the before-images, which nobody needs any more."""
        if self.images.is_dir():
            self.on_step("remove images")
            shutil.rmtree(self.images)
        self.images.mkdir()

    def discard(self) -> None:
        """Remove the entry of a run that never began."""
        self.on_step("discard")
        gone = self.folder.with_name(f"{_GONE}{self.id}")
        self.folder.replace(gone)
        self.on_step("remove entry")
        shutil.rmtree(gone, ignore_errors=True)

    def _write(self, name: str, text: str) -> None:
        new = self.folder / f"{name}.new"
        self.on_step(f"write {name} {text[:40]}")
        with new.open("w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self.on_step(f"replace {name}")
        new.replace(self.folder / name)
        sync_folder(self.folder)


@dataclass(frozen=True, slots=True)
class About:
    """What a new run is about."""

    root: Path
    words: str
    at: datetime
    changes: tuple[Change, ...]
    sandbox: str


def begin(journal: Path, about: About, on_step: OnStep) -> Entry:
    """A new entry in the phase PREPARING, without a plan yet."""
    at = about.at
    while True:
        name = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(2)[:3]}"
        folder = journal / f"{_COMING}{name}"
        on_step("create entry")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        if not (journal / name).exists():
            break
    entry = Entry(folder, on_step)
    entry.images.mkdir(mode=0o700)
    run = {
        "version": _VERSION,
        "root": str(about.root),
        "words": about.words,
        "at": at.isoformat(),
        "sandbox": about.sandbox,
        "changes": [asdict(change) for change in about.changes],
    }
    entry._write("run.json", json.dumps(run, separators=(",", ":")))
    entry.set_phase(Phase.PREPARING)
    on_step("name entry")
    entry = Entry(folder.replace(journal / name), on_step)
    sync_folder(journal)
    return entry


def sweep(journal: Path) -> None:
    """Remove what a crash left of entries that were just made, or just discarded."""
    for folder in journal.glob(f"{_GONE}*"):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in journal.glob(f"{_COMING}*"):
        with contextlib.suppress(OSError):
            # a younger one may be somebody's who is making it right now
            if folder.stat().st_mtime < time.time() - _FORGOTTEN_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def entries(journal: Path, on_step: OnStep) -> list[Entry]:
    """All entries, the latest first by their names."""
    try:
        names = [path.name for path in journal.iterdir() if path.is_dir()]
    except FileNotFoundError:
        return []
    found = sorted((name for name in names if _ID.fullmatch(name)), reverse=True)
    return [Entry(journal / name, on_step) for name in found]


def sync_folder(folder: Path) -> None:
    """Have the names in a folder of ours written."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows has no handles of folders to sync
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _change(stored: dict[str, Any]) -> Change:
    before = stored["before"]
    return Change(
        path=stored["path"],
        kind=ChangeKind(stored["kind"]),
        source=stored["source"],
        is_folder=stored["is_folder"],
        before=FileMark(**before) if before is not None else None,
        size=stored["size"],
        digest=stored["digest"],
    )
