"""What a window or a terminal can ask of the assistant. All calls block; any thread may make them.

One task runs at a time: a second call of `preview` waits for the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.domain.model import Computer, Fit, InstalledModel
from app.domain.outcome import SandboxLevel
from app.domain.progress import Report
from app.domain.request import Request, Workplace
from app.domain.run import RunRecord
from app.domain.stop import StopToken
from app.domain.turn import Candidate, Preview, Receipt


class Assistant(Protocol):
    """Turns words into a previewed script, and a preview into changed files."""

    def warm(self, report: Report, stop: StopToken) -> None:
        """Load the chosen model and learn what the sandbox can do, before anything is asked.

        Raises:
            Problem: MODEL_MISSING, MODEL_DAMAGED, ENGINE_*.
        """

    def place(self, folder: Path | None, files: Sequence[Path]) -> tuple[Workplace, list[Path]]:
        """The workplace for a chosen folder and chosen files, and the files relative to it.

        Without both it is the results folder, which is made if need be.

        Raises:
            Problem: FOLDER_MISSING, FOLDER_FORBIDDEN, FILES_APART.
        """

    def preview(
        self,
        request: Request,
        report: Report,
        stop: StopToken,
        *,
        candidates: int = 1,
        seconds: float | None = None,
        allow_basic: bool = False,
    ) -> Preview:
        """Write scripts for `request`, try them on a sealed copy, and say what would happen.

        `seconds` bounds the whole. `allow_basic` is the person's consent to run without the
        strong sandbox.

        Raises:
            Problem: of the engine, the folder or the script; NO_SANDBOX without consent;
                SCRIPT_FAILED (facts: the script's error) when all repairs failed; STOPPED.
                `Problem.code` holds the last script, if there is one.
        """

    def retry(
        self,
        request: Request,
        code: str,
        report: Report,
        stop: StopToken,
        *,
        allow_basic: bool = False,
    ) -> Preview:
        """Try a script that exists already, edited by the person or from the history."""

    def apply(
        self, preview: Preview, choice: Candidate, report: Report, *, allow_deletes: bool = False
    ) -> Receipt:
        """Make exactly what `choice` showed happen to the real folder.

        Raises:
            Problem: DELETES_NOT_ALLOWED, and those of the journal. The preview stays usable.
        """

    def discard(self, preview: Preview) -> None:
        """Throw the views of `preview` away."""

    def undo(self, run_id: str | None = None) -> RunRecord:
        """Take an applied run back. Raises the journal's problems."""

    def runs(self) -> tuple[RunRecord, ...]:
        """All applied runs, the latest first."""

    def sandbox(self) -> tuple[SandboxLevel, str]:
        """What protects the person here, and why it is not more."""

    def close(self) -> None:
        """End the engine and throw all views away."""


class ModelLibrary(Protocol):
    """The models that the product knows, and those on this computer."""

    def models(self) -> tuple[InstalledModel, ...]:
        """All known models and where they stand, the smallest first. Quick: no hashing."""

    def fit(self, model_id: str) -> Fit:
        """Whether a model suits this computer."""

    def computer(self) -> Computer:
        """What was measured of this computer."""

    def recommended(self) -> str:
        """The id of the model for this computer: the default, or a smaller one if it must be."""

    def chosen(self) -> InstalledModel:
        """The model that answers: the person's choice, else the recommended one."""

    def choose(self, model_id: str) -> None:
        """Let a model answer from now on. Raises Problem(MODEL_UNKNOWN)."""

    def fetch(self, model_id: str, report: Report, stop: StopToken) -> Path:
        """Download a model, going on where an earlier try ended, and verify it.

        Raises:
            Problem: NO_NETWORK, OFFLINE_MODE, DOWNLOAD_*, DISK_FULL, STOPPED, MODEL_UNKNOWN.
        """

    def use_file(self, path: Path, report: Report, stop: StopToken) -> InstalledModel:
        """Take over a .gguf that the person has already: verified if known, refused if damaged."""

    def verify(self, model_id: str, report: Report, stop: StopToken) -> bool:
        """Hash a model again. False, and the state DAMAGED, when it does not match."""

    def remove(self, model_id: str) -> None:
        """Delete a model's file and what was left of its download."""
