"""The runner of the product: scripts on a throw-away copy, in the strongest room there is."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import shutil
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app import paths
from app.domain.outcome import Ending, Limits, SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial
from app.runner import changes, confine, leftovers, probe, results, tree, workspace
from app.runner.confine import Confinement, Unconfined
from app.runner.ending import came_to
from app.runner.interpreter import Interpreter
from app.runner.policy import Mount
from app.runner.probe import Verdict
from app.runner.room import HARNESS, Room, RunFolder, originals

_INSPECTION_OUTPUT_BYTES = 4 * 1024**2
_SELF_TEST_LIMITS = Limits(seconds=20.0, output_bytes=65536)
_MOST_FONT_LIST_BYTES = 4 * 1024**2


class SealedRunner:
    """A `Runner` with `python`, the executable of the environment at `environment`.

    Copies are made in `scratch`. `confinement` is for tests and for people who turn the room
    off; by default it is the strongest there is, if the self-test agrees.
    """

    def __init__(
        self,
        scratch: Path,
        python: Path,
        environment: Path,
        *,
        confinement: Confinement | None = None,
    ) -> None:
        self._scratch = scratch
        self._python = python
        self._environment = environment
        self._confinement = confinement or confine.strongest()
        self._lock = threading.RLock()
        self._interpreter: Interpreter | None = None
        self._room: Room | None = None
        self._verdict = Verdict(SandboxLevel.BASIC)

    def level(self) -> SandboxLevel:
        """What protects the person here.

        Raises:
            Problem: SETUP_INCOMPLETE when the scripts' Python does not start.
        """
        self._ready()
        return self._verdict.level

    def level_reason(self) -> str:
        """Why the level is not STRONG; empty when it is."""
        self._ready()
        return self._verdict.reason

    def admit(self, workplace: Workplace, report: Report, stop: StopToken) -> None:
        """Say at once when no script could be tried in `workplace`."""
        room = self._ready()
        workspace.check(workplace, room.interpreter.folders)
        workspace.survey(workplace, self._scratch, report, stop)

    def try_script(
        self,
        script: Script,
        workplace: Workplace,
        limits: Limits,
        stop: StopToken,
        report: Report,
    ) -> Trial:
        """Run `script` on a copy of `workplace` and list what it changed there."""
        stop.check()
        room = self._ready()
        is_sealed = room.confinement.level is SandboxLevel.STRONG
        workspace.check(workplace, room.interpreter.folders)
        folder = self._new_folder()
        try:
            # before anything is copied: later differences are the person's own
            space = workspace.survey(workplace, folder.view, report, stop)
            workspace.copy(workplace, space, report, stop, keep_links=is_sealed)
            code = self._write(folder, "script", script.code)
            view = Mount(folder.view, workplace.root, writable=True)
            current = room.confinement.seen(view.source, view.target)
            ended = room.run(folder, code, [view], current, limits, stop, guarded=workplace.root)
            if ended.reason is Ending.STOPPED:
                raise Problem(ProblemKind.STOPPED, code=script.code)
            outcome = came_to(ended, folder.out, room.confinement.level)
            if outcome.was_successful:
                found = changes.list_changes(space, workplace, stop)
                outcome = replace(outcome, changes=found.changes, skipped=found.skipped)
            return Trial(script, workplace, outcome, folder.view)
        except OSError as error:
            folder.remove()
            raise self._problem(error, workplace) from error
        except BaseException:
            folder.remove()
            raise

    def inspect(
        self,
        program: Path,
        workplace: Workplace,
        arguments: Sequence[str],
        stop: StopToken,
        seconds: float = 20.0,
    ) -> str:
        """Run a program of ours in the room, on the originals read-only; what it printed.

        `program` is a Python file, or a folder with a `__main__.py`.
        """
        room = self._ready()
        workspace.check(workplace, room.interpreter.folders)
        places = originals(workplace)
        is_sealed = room.confinement.level is SandboxLevel.STRONG
        if is_sealed and not places:
            return ""
        folder = self._new_folder()
        try:
            ended = room.run(
                folder,
                program.absolute(),
                places,
                workplace.root,
                Limits(seconds=seconds, output_bytes=_INSPECTION_OUTPUT_BYTES),
                stop,
                is_program=True,
                arguments=arguments,
            )
        finally:
            folder.remove()
        if ended.reason is not None or ended.code != 0:
            return ""
        return ended.stdout.decode("utf-8", "replace")

    def discard(self, trial: Trial) -> None:
        """Throw the view and the figures of `trial` away."""
        folder = trial.view.parent
        if folder.parent == self._scratch:
            tree.remove(folder)

    def sweep(self) -> None:
        """Throw away what processes that are gone left behind."""
        leftovers.sweep(self._scratch)

    def _ready(self) -> Room:
        """The room to use, after the self-test."""
        with self._lock:
            if self._room is not None:
                return self._room
            found = Interpreter.find(self._python, self._environment)
            wall = self._confinement
            if wall is None or wall.level is not SandboxLevel.STRONG:
                missing = "bubblewrap is not installed." if sys.platform == "linux" else ""
                reason = missing or f"There is no confinement for {sys.platform} yet."
                self._verdict = Verdict(SandboxLevel.BASIC, reason if wall is None else "")
            else:
                self._verdict = self._test(Room(wall, found))
            chosen = (
                wall
                if wall is not None and self._verdict.level is SandboxLevel.STRONG
                else Unconfined()
            )
            room = Room(chosen, found)
            self._room = Room(chosen, found, self._fonts(room))
            return self._room

    def _test(self, room: Room) -> Verdict:
        """The verdict on a room. Only a good one is remembered: a bad one can be mended."""
        program = getattr(room.confinement, "program", None)
        parts = [str(program)]
        if program is not None:
            status = program.stat()
            parts += [str(status.st_mtime_ns), str(status.st_size)]
        key = probe.circumstances(*parts, str(self._python), room.interpreter.version)
        known = probe.remembered(key)
        if known is not None:
            return known
        folder = self._new_folder()
        trial = self._new_folder()

        def attempt(inside: Path, arguments: Sequence[str]) -> tuple[str, Path]:
            place = Workplace(inside)
            stop = StopToken()
            space = workspace.survey(place, trial.view, lambda progress: None, stop)
            workspace.copy(place, space, lambda progress: None, stop, keep_links=True)
            ended = room.run(
                trial,
                HARNESS / "selftest.py",
                [Mount(trial.view, inside, writable=True)],
                inside,
                _SELF_TEST_LIMITS,
                stop,
                is_program=True,
                arguments=arguments,
            )
            return results.decoded(ended.stdout), trial.view

        try:
            verdict = probe.attack(attempt, folder.path)
        except Problem as problem:
            verdict = Verdict(SandboxLevel.BASIC, problem.detail)
        finally:
            folder.remove()
            trial.remove()
        if verdict.level is SandboxLevel.STRONG:
            with contextlib.suppress(OSError):
                probe.remember(key, verdict)
        return verdict

    def _fonts(self, room: Room) -> Path | None:
        """The list of fonts of matplotlib, made once for each of its versions."""
        versions = sorted(
            path.name for path in self._environment.glob("[lL]ib/**/matplotlib-*.dist-info")
        )
        if not versions:
            return None
        key = hashlib.sha256("|".join([room.interpreter.version, *versions]).encode()).hexdigest()
        kept = paths.cache() / "matplotlib" / key[:16]
        for known in kept.glob("fontlist-*.json"):
            return known
        folder = self._new_folder()
        try:
            out = room.confinement.seen(folder.out, Path("/run/saiddone/out"))
            room.run(
                folder,
                HARNESS / "fonts.py",
                [],
                out,
                _SELF_TEST_LIMITS,
                StopToken(),
                is_program=True,
                variables={"MPLCONFIGDIR": str(out)},
            )
            for made in folder.out.glob("fontlist-*.json"):
                if made.lstat().st_size <= _MOST_FONT_LIST_BYTES and not made.is_symlink():
                    kept.mkdir(parents=True, exist_ok=True)
                    fresh = kept / f"{folder.marker}.new"
                    fresh.write_bytes(made.read_bytes())
                    return fresh.replace(kept / made.name)
        except (Problem, OSError):
            return None  # only slower
        finally:
            folder.remove()
        return None

    def _new_folder(self) -> RunFolder:
        try:
            return RunFolder.new(self._scratch)
        except OSError as error:
            raise self._problem(error) from error

    def _problem(self, error: OSError, workplace: Workplace | None = None) -> Problem:
        """What it means that a folder of ours or the person's could not be used."""
        if workplace is not None and not workplace.root.is_dir():
            return Problem(ProblemKind.FOLDER_MISSING, str(error), name=workplace.root.name)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(self._scratch.parent).free
            needed = workspace.SPARE_DISK_BYTES
            return Problem(ProblemKind.DISK_FULL, str(error), needed=needed, free=free)
        return Problem(ProblemKind.INTERNAL, str(error))

    @staticmethod
    def _write(folder: RunFolder, name: str, code: str) -> Path:
        """The script as a file in a folder of its own."""
        place = folder.path / name
        place.mkdir(mode=0o700)
        path = place / "script.py"
        path.write_text(code, encoding="utf-8", newline="\n", errors="backslashreplace")
        return path
