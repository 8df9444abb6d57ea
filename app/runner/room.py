"""One run in a room: the folders that belong to it, the policy for it, the task for the harness."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.outcome import Limits, SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Workplace
from app.domain.stop import StopToken
from app.runner import interpreter as python
from app.runner import tree
from app.runner.confine import Confinement
from app.runner.interpreter import Interpreter
from app.runner.launch import Exit, launch
from app.runner.policy import ROOM, Mount, Policy
from app.runner.watch import Watch

HARNESS = Path(__file__).resolve().parent / "harness"
_OPEN_FILES = 512


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A folder of ours for one run. Nobody else can enter it."""

    path: Path

    @classmethod
    def new(cls, scratch: Path) -> RunFolder:
        """An empty one, marked as this process's.

        Raises:
            OSError: when the disk is full or not writable.
        """
        from app.runner.leftovers import claim

        scratch.mkdir(parents=True, exist_ok=True)
        folder = cls(scratch / secrets.token_hex(8))
        folder.path.mkdir(mode=0o700)
        claim(folder.path)
        for part in (folder.task, folder.out, folder.temporary):
            part.mkdir(mode=0o700)
        return folder

    @property
    def view(self) -> Path:
        """The copy of the workplace."""
        return self.path / "view"

    @property
    def task(self) -> Path:
        """What the harness reads."""
        return self.path / "task"

    @property
    def out(self) -> Path:
        """What the harness writes."""
        return self.path / "out"

    @property
    def temporary(self) -> Path:
        """Temporary files, where there is no wall."""
        return self.path / "tmp"

    @property
    def marker(self) -> str:
        """A word by which the run's processes are known."""
        return self.path.name

    def remove(self) -> None:
        """Throw all of it away."""
        tree.remove(self.path)


@dataclass(frozen=True, slots=True)
class Room:
    """A confinement and a Python to make runs in. `fonts` is matplotlib's list, if known."""

    confinement: Confinement
    interpreter: Interpreter
    fonts: Path | None = None

    def run(
        self,
        folder: RunFolder,
        code: Path,
        places: Sequence[Mount],
        current: Path,
        limits: Limits,
        stop: StopToken,
        *,
        is_program: bool = False,
        arguments: Sequence[str] = (),
        guarded: Path | None = None,
        variables: dict[str, str] | None = None,
    ) -> Exit:
        """Run the Python file `code`, or the folder with a `__main__.py`, to its end or a limit.

        `places` are what it sees beside Python and the harness, `current` is its folder as it
        sees it. `is_program` for a file of ours, which may import its neighbours; `guarded` is
        the original folder of a copy.

        Raises:
            Problem: SETUP_INCOMPLETE when the room could not be built.
        """
        seen = self.confinement.seen
        inside = Path(ROOM)
        is_sealed = self.confinement.level is SandboxLevel.STRONG
        home = seen(folder.temporary, Path("/tmp"))
        out = seen(folder.out, inside / "out")
        program = (
            Mount(code, inside / "program" / code.name)
            if code.is_dir()
            else Mount(code.parent, inside / "program")
        )
        mounts = [
            *(Mount(part, part) for part in self.interpreter.folders),
            Mount(HARNESS, inside / "harness"),
            Mount(folder.task, inside / "task"),
            Mount(folder.out, inside / "out", writable=True),
            program,
            *places,
        ]
        fonts = ""
        if self.fonts is not None:
            mounts.append(Mount(self.fonts.parent, inside / "fonts"))
            fonts = str(seen(self.fonts.parent, inside / "fonts") / self.fonts.name)
        guard: dict[str, object] = {}
        if guarded is not None and not is_sealed:
            allowed = [str(path) for path in (folder.view, folder.out, folder.temporary)]
            guard = {"original": str(guarded), "writable": allowed}
        task = {
            "mode": "program" if is_program else "script",
            "code": str(seen(program.source, program.target) / code.relative_to(program.source)),
            "out": str(out),
            "fonts": fonts,
            "guard": guard,
            "arguments": list(arguments),
            "limits": {
                "memory": limits.memory_bytes,
                "file": limits.file_bytes,
                # without a namespace of its own, all processes of the person would count
                "processes": limits.processes if is_sealed else 0,
                "cpu": int(limits.seconds * (os.cpu_count() or 1)) + 2,
                "files": _OPEN_FILES,
            },
        }
        (folder.task / "task.json").write_text(json.dumps(task), encoding="utf-8")
        policy = Policy(
            folder=current,
            mounts=tuple(mounts),
            variables=python.variables(
                self.interpreter, home, marker="" if is_sealed else folder.marker, room=is_sealed
            )
            | (variables or {}),
        )
        boot = seen(HARNESS, inside / "harness") / "boot.py"
        started = [str(self.interpreter.python), *python.OPTIONS, str(boot)]
        started.append(str(seen(folder.task, inside / "task") / "task.json"))
        watched = [path for path in (folder.view, folder.out) if path.is_dir()]
        ended = launch(
            self.confinement.command(policy, started),
            limits,
            Watch(limits, watched),
            stop,
            folder.path,
            folder.marker,
        )
        if ended.reason is None and not (folder.out / "started").exists():
            raise Problem(
                ProblemKind.SETUP_INCOMPLETE,
                ended.stderr.decode("utf-8", "replace")[-2000:] or f"exit code {ended.code}",
            )
        return ended


def originals(workplace: Workplace) -> tuple[Mount, ...]:
    """The workplace itself, read-only: all of it, or only its members.

    Members that are links out of the folder are not followed.
    """
    root = workplace.root
    if workplace.members is None or Path() in workplace.members:
        return (Mount(root, root),)
    real = root.resolve()
    wanted = sorted(set(workplace.members))
    mounts: list[Mount] = []
    for member in wanted:
        path = root / member
        if any(parent in wanted for parent in member.parents):
            continue
        if path.exists() and path.resolve().is_relative_to(real):
            mounts.append(Mount(path, path))
    return tuple(mounts)
