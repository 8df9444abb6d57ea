"""What the assistant expects of a runner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.domain.outcome import Limits, SandboxLevel
from app.domain.progress import Report
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial


class Runner(Protocol):
    """Runs scripts where they can do no harm."""

    def level(self) -> SandboxLevel:
        """What protects the person on this computer, found by trying it out. Cached."""

    def level_reason(self) -> str:
        """Why the level is not STRONG, for the fold; empty when it is."""

    def admit(self, workplace: Workplace, report: Report, stop: StopToken) -> None:
        """Say at once, before a script is written, when none could be tried there.

        Raises:
            Problem: FOLDER_MISSING, FOLDER_FORBIDDEN, FOLDER_UNREADABLE, FOLDER_TOO_BIG,
                STOPPED, SETUP_INCOMPLETE.
        """

    def try_script(
        self,
        script: Script,
        workplace: Workplace,
        limits: Limits,
        stop: StopToken,
        report: Report,
    ) -> Trial:
        """Run `script` on a throw-away view of `workplace` and list what it changed there.

        Originals cannot change. A script that fails is an outcome, not an error.

        Raises:
            Problem: FOLDER_MISSING, FOLDER_FORBIDDEN, FOLDER_UNREADABLE, FOLDER_TOO_BIG,
                DISK_FULL, STOPPED, SETUP_INCOMPLETE.
        """

    def inspect(
        self,
        program: Path,
        workplace: Workplace,
        arguments: Sequence[str],
        stop: StopToken,
        seconds: float = 20.0,
    ) -> str:
        """Run a program of ours in the scripts' Python, in the room, on the originals read-only.

        `arguments` reach it as `sys.argv[1:]`. Returns what it printed (UTF-8, at most 4 MiB);
        empty when it failed or took longer than `seconds`.
        """

    def discard(self, trial: Trial) -> None:
        """Throw the view of `trial` away. Harmless when it is gone already."""

    def sweep(self) -> None:
        """Throw away what earlier processes left behind."""
