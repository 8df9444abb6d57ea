"""An assistant and a library of models that do what a test wrote down.

They are real objects behind the product's own protocols: previews hold real files, `apply` and
`undo` change real folders. Only the model and the sandbox are missing. A test holds a call at a
`Gate` and lets it go on when it has looked; nobody sleeps.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app import paths
from app.domain.change import Change, ChangeKind
from app.domain.model import Computer, Fit, InstalledModel, Model, ModelState
from app.domain.outcome import Ending, Outcome, SandboxLevel, Table
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import (
    Applying,
    Downloading,
    LoadingModel,
    Progress,
    ReadingFiles,
    Report,
    Thinking,
    Trying,
    Writing,
)
from app.domain.request import Request, Workplace
from app.domain.run import RunRecord, RunState
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Candidate, Preview, Receipt, Trial

_PATIENCE = 30.0  # seconds until a gate that nobody opens fails the test


class Gate:
    """A place where a call waits until the test lets it go on."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._open = threading.Event()

    @property
    def is_reached(self) -> bool:
        """Whether a call waits here, or went through."""
        return self._reached.is_set()

    def open(self) -> None:
        """Let the call go on."""
        self._open.set()

    def pass_through(self, stop: StopToken) -> None:
        """Wait until the test opens the gate; a stop ends the wait."""
        self._reached.set()
        forget = stop.when_set(self._open.set)
        try:
            assert self._open.wait(_PATIENCE), "nobody opened the gate"
        finally:
            forget()
        stop.check()


@dataclass(frozen=True)
class Result:
    """What one script would do: texts of files to write, names to delete, words to print."""

    code: str = "print('done')\n"
    writes: dict[str, str] = field(default_factory=dict)
    deletes: tuple[str, ...] = ()
    printed: str = ""
    table: Table | None = None
    votes: int = 1
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """How one call of `preview` goes: progress, perhaps a gate, then results or a problem."""

    results: tuple[Result, ...] = (Result(),)
    problem: Problem | None = None
    error: Exception | None = None
    gate: Gate | None = None
    progress: tuple[Progress, ...] = (
        LoadingModel(1.0),
        ReadingFiles(1, 1),
        Thinking(100, 100),
        Trying(1),
    )
    tried: int = 1


class ScriptedAssistant:
    """Plays `scenes`, one for each call of `preview` or `retry`; the last one repeats."""

    def __init__(self, *scenes: Scene, folder: Path) -> None:
        self.scenes = list(scenes) or [Scene()]
        self.requests: list[Request] = []
        self.retried: list[str] = []
        self.allowed_basic: list[bool] = []
        self.discarded: list[Preview] = []
        self.threads: set[int] = set()
        self.apply_problem: Problem | None = None
        self.undo_problem: Problem | None = None
        self.warm_gate: Gate | None = None
        self.is_closed = False
        self._folder = folder
        self._runs: list[RunRecord] = []
        self._before: dict[str, dict[str, bytes | None]] = {}
        self._count = 0

    def warm(self, report: Report, stop: StopToken) -> None:
        self._note_thread()
        report(LoadingModel(0.5))
        if self.warm_gate is not None:
            self.warm_gate.pass_through(stop)
        report(LoadingModel(1.0))

    def place(self, folder: Path | None, files: Sequence[Path]) -> tuple[Workplace, list[Path]]:
        self._note_thread()
        if folder is not None:
            if not folder.is_dir():
                raise Problem(ProblemKind.FOLDER_MISSING, name=folder.name)
            return Workplace(folder), [file.relative_to(folder) for file in files]
        if files:
            root = files[0].parent
            names = [file.relative_to(root) for file in files]
            return Workplace(root, tuple(names)), names
        paths.results().mkdir(parents=True, exist_ok=True)
        return Workplace(paths.results()), []

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
        self.requests.append(request)
        return self._play(request, report, stop, allow_basic, "")

    def retry(
        self,
        request: Request,
        code: str,
        report: Report,
        stop: StopToken,
        *,
        allow_basic: bool = False,
    ) -> Preview:
        self.retried.append(code)
        return self._play(request, report, stop, allow_basic, code)

    def apply(
        self, preview: Preview, choice: Candidate, report: Report, *, allow_deletes: bool = False
    ) -> Receipt:
        self._note_thread()
        if self.apply_problem is not None:
            raise self.apply_problem
        trial = choice.trial
        changes = trial.outcome.changes
        if any(change.kind is ChangeKind.DELETED for change in changes) and not allow_deletes:
            raise Problem(ProblemKind.DELETES_NOT_ALLOWED)
        root = trial.workplace.root
        before: dict[str, bytes | None] = {}
        for done, change in enumerate(changes):
            report(Applying(done, len(changes)))
            real = root / change.path
            before[change.path] = real.read_bytes() if real.exists() else None
            if change.kind is ChangeKind.DELETED:
                real.unlink()
            else:
                shutil.copyfile(trial.view / change.path, real)
        run_id = f"run{len(self._runs) + 1}"
        run = RunRecord(
            run_id,
            root,
            preview.request.words,
            datetime.now(UTC),
            RunState.DONE,
            changes,
            trial.outcome.sandbox.value,
        )
        self._runs.insert(0, run)
        self._before[run_id] = before
        return Receipt(preview, run)

    def discard(self, preview: Preview) -> None:
        self._note_thread()
        self.discarded.append(preview)
        for candidate in preview.choices:
            shutil.rmtree(candidate.trial.view, ignore_errors=True)

    def undo(self, run_id: str | None = None) -> RunRecord:
        self._note_thread()
        if self.undo_problem is not None:
            raise self.undo_problem
        for index, run in enumerate(self._runs):
            if run.id == run_id and run.state is RunState.DONE:
                for path, content in self._before[run.id].items():
                    if content is None:
                        (run.root / path).unlink()
                    else:
                        (run.root / path).write_bytes(content)
                self._runs[index] = replace(run, state=RunState.UNDONE)
                return self._runs[index]
        raise Problem(ProblemKind.RUN_UNKNOWN)

    def runs(self) -> tuple[RunRecord, ...]:
        return tuple(self._runs)

    def sandbox(self) -> tuple[SandboxLevel, str]:
        return SandboxLevel.STRONG, ""

    def close(self) -> None:
        self.is_closed = True

    def _note_thread(self) -> None:
        self.threads.add(threading.get_ident())

    def _play(
        self, request: Request, report: Report, stop: StopToken, allow_basic: bool, code: str
    ) -> Preview:
        self._note_thread()
        self.allowed_basic.append(allow_basic)
        scene = self.scenes.pop(0) if len(self.scenes) > 1 else self.scenes[0]
        for progress in scene.progress[:-1]:
            report(progress)
        text = code or scene.results[0].code
        for start in range(0, len(text), 12):
            report(Writing(1, text[start : start + 12]))
        for progress in scene.progress[-1:]:
            report(progress)
        if scene.gate is not None:
            scene.gate.pass_through(stop)
        stop.check()
        if scene.problem is not None:
            raise scene.problem
        if scene.error is not None:
            raise scene.error
        level = SandboxLevel.BASIC if allow_basic else SandboxLevel.STRONG
        choices = tuple(
            Candidate(self._trial(request, result, code or result.code, level), result.votes)
            for result in scene.results
        )
        return Preview(request, choices, tried=scene.tried)

    def _trial(self, request: Request, result: Result, code: str, level: SandboxLevel) -> Trial:
        self._count += 1
        view = self._folder / f"view{self._count}"
        view.mkdir(parents=True)
        changes = []
        for name, text in result.writes.items():
            (view / name).write_text(text, encoding="utf-8")
            exists = (request.workplace.root / name).exists()
            kind = ChangeKind.MODIFIED if exists else ChangeKind.CREATED
            content = text.encode("utf-8")
            digest = hashlib.sha256(content).hexdigest()
            changes.append(Change(name, kind, size=len(content), digest=digest))
        changes += [Change(name, ChangeKind.DELETED) for name in result.deletes]
        outcome = Outcome(
            Ending.FINISHED,
            printed=result.printed,
            table=result.table,
            changes=tuple(changes),
            skipped=result.skipped,
            sandbox=level,
        )
        return Trial(Script(code), request.workplace, outcome, view)


def model(model_id: str, size: int = 1_117_320_736, **more: object) -> Model:
    """A model as the catalogue would describe it."""
    facts: dict[str, object] = {
        "id": model_id,
        "name": {"en": f"Model {model_id}", "ru": f"Модель {model_id}"},
        "note": {"en": "For everyday tasks.", "ru": "Для повседневных задач."},
        "file": f"{model_id}.gguf",
        "size": size,
        "sha256": "0" * 64,
        "licence": "Apache-2.0",
        "licence_url": "",
        "non_commercial": False,
        "repository": "example/model",
        "revision": "main",
        "memory": 2 * size,
        "context": 4096,
    }
    return Model(**{**facts, **more})  # type: ignore[arg-type]


class ScriptedLibrary:
    """Three models; the middle one is for this computer. `state` is the middle one's."""

    def __init__(self, state: ModelState = ModelState.READY) -> None:
        self._models = {
            "small": InstalledModel(
                model("small", 491_400_064), ModelState.ABSENT, paths.models() / "small.gguf"
            ),
            "middle": InstalledModel(model("middle"), state, paths.models() / "middle.gguf"),
            "big": InstalledModel(
                model("big", 4_683_073_952, licence="Research", non_commercial=True),
                ModelState.ABSENT,
                paths.models() / "big.gguf",
            ),
        }
        self._chosen = "middle"
        self.gate: Gate | None = None
        self.problem: Problem | None = None
        self.is_sound = True
        self.fetched: list[str] = []

    def models(self) -> tuple[InstalledModel, ...]:
        return tuple(self._models.values())

    def fit(self, model_id: str) -> Fit:
        return {"small": Fit.GOOD, "middle": Fit.GOOD, "big": Fit.NO_MEMORY}[model_id]

    def computer(self) -> Computer:
        return Computer(memory=8_000_000_000, free_disk=50_000_000_000, cores=4)

    def recommended(self) -> str:
        return "middle"

    def chosen(self) -> InstalledModel:
        return self._models[self._chosen]

    def choose(self, model_id: str) -> None:
        if model_id not in self._models:
            raise Problem(ProblemKind.MODEL_UNKNOWN, name=model_id)
        self._chosen = model_id

    def fetch(self, model_id: str, report: Report, stop: StopToken) -> Path:
        self.fetched.append(model_id)
        known = self._models[model_id]
        size = known.model.size
        report(Downloading(size * 62 // 100, size, 4_200_000, 101.0, "hub"))
        self._set(model_id, ModelState.PARTIAL, size * 62 // 100)
        if self.gate is not None:
            self.gate.pass_through(stop)
        if self.problem is not None:
            raise self.problem
        self._set(model_id, ModelState.READY, size)
        return known.path

    def use_file(self, path: Path, report: Report, stop: StopToken) -> InstalledModel:
        if self.problem is not None:
            raise self.problem
        self._set("small", ModelState.READY, 1)
        return self._models["small"]

    def verify(self, model_id: str, report: Report, stop: StopToken) -> bool:
        self._set(model_id, ModelState.READY if self.is_sound else ModelState.DAMAGED, 1)
        return self.is_sound

    def remove(self, model_id: str) -> None:
        self._set(model_id, ModelState.ABSENT, 0)

    def _set(self, model_id: str, state: ModelState, have: int) -> None:
        self._models[model_id] = replace(self._models[model_id], state=state, have=have)
