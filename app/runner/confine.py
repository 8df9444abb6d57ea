"""Policy + program -> the command that enforces the policy. Pure: nothing is started here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.domain.outcome import SandboxLevel
from app.runner.confine_linux import Bubblewrap
from app.runner.policy import Command, Policy


class Confinement(Protocol):
    """A way to keep a program in."""

    @property
    def level(self) -> SandboxLevel:
        """What it promises, should the self-test agree."""

    def seen(self, source: Path, target: Path) -> Path:
        """The path under which a run sees `source`, for which `target` is wished."""

    def command(self, policy: Policy, program: Sequence[str]) -> Command:
        """The command that runs `program` under `policy`."""


class Unconfined:
    """No wall at all: the same harness and limits, with the person's own rights."""

    level = SandboxLevel.BASIC

    def seen(self, source: Path, target: Path) -> Path:
        """Things are where they are."""
        return source

    def command(self, policy: Policy, program: Sequence[str]) -> Command:
        """The program itself, in the folder, with the policy's variables only."""
        return Command(tuple(program), dict(policy.variables), policy.folder)


def strongest() -> Confinement | None:
    """The strongest confinement that could work here; whether it does, `probe` finds out."""
    return Bubblewrap.find() if sys.platform == "linux" else None
