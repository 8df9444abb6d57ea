"""The models that the product knows, and those on this computer.

This satisfies `app.assistant.base.ModelLibrary`. All of it may be called from any thread; two
programs may share one models folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app import paths
from app.domain.model import Computer, Fit, InstalledModel, Model, ModelState
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report
from app.domain.stop import StopToken
from app.writer import catalog, computer
from app.writer.catalog import Catalog
from app.writer.download import record
from app.writer.download.adopt import adopt, stranger
from app.writer.download.fetch import fetch, prove
from app.writer.download.fill import Patience
from app.writer.download.layout import hash_file
from app.writer.download.places import Places, as_problem, locked, size_of, teller, usable

_CHOICE = "model"
"""The setting that keeps the person's choice: an id, or the path of a .gguf."""


class ModelLibrary:
    """Known models, and files of the person's own that were taken over."""

    def __init__(
        self,
        get_setting: Callable[[str], str | None],
        set_setting: Callable[[str, str], None],
        *,
        folder: Path | None = None,
        known: Catalog | None = None,
        patience: Patience | None = None,
    ) -> None:
        """`folder` holds the model files, `known` describes them: the product's if not given.

        Raises:
            Problem: SETUP_INCOMPLETE, when the catalogue is missing or wrong.
        """
        self._get_setting = get_setting
        self._set_setting = set_setting
        self._folder = (folder or paths.models()).resolve()
        self._known = known or catalog.load(paths.CATALOG)
        self._patience = patience or Patience()
        self._strangers: dict[tuple[Path, int, int], tuple[Model, bool]] = {}

    # What there is ------------------------------------------------------------------------------

    def models(self) -> tuple[InstalledModel, ...]:
        """All known models and the person's own, and where they stand, the smallest first.

        Quick: nothing is hashed. A file that nobody has proven yet (put there by hand, or changed
        since) is PARTIAL with all its bytes: `fetch` or `verify` proves it, without a network.
        """
        found = [self._installed(model) for model in self._known.models]
        own = set(self._own_files())
        chosen = self._chosen_file()
        if chosen is not None:
            own.add(chosen)
        found += [self._installed_file(path) for path in own]
        return tuple(sorted(found, key=lambda installed: (installed.model.size, installed.path)))

    def fit(self, model_id: str) -> Fit:
        """Whether a model suits this computer. Raises Problem(MODEL_UNKNOWN)."""
        installed = self._find(model_id)
        have = installed.model.size if installed.state is ModelState.DAMAGED else installed.have
        return computer.fit(installed.model, self.computer(), have)

    def computer(self) -> Computer:
        """What was measured of this computer; the free disk is measured now."""
        return computer.measure(self._folder)

    def recommended(self) -> str:
        """The default model's id, or a smaller one's where memory or disk are too small for it."""
        models = self._known.models
        default = next(i for i, model in enumerate(models) if model.id == self._known.default)
        for model in reversed(models[: default + 1]):
            if self.fit(model.id) in (Fit.GOOD, Fit.SLOW):
                return model.id
        return models[0].id

    def chosen(self) -> InstalledModel:
        """The model that answers: the person's choice, else the recommended one."""
        choice = self._get_setting(_CHOICE)
        if choice:
            try:
                return self._find(choice)
            except Problem:  # a file of the person's own that is gone
                pass
        return self._find(self.recommended())

    # Wishes -------------------------------------------------------------------------------------

    def choose(self, model_id: str) -> None:
        """Let a model answer from now on: an id, or the path of any .gguf, used where it is.

        Raises:
            Problem: MODEL_UNKNOWN.
        """
        installed = self._find(model_id)
        is_elsewhere = installed.path.parent != self._folder
        self._set_setting(_CHOICE, str(installed.path) if is_elsewhere else installed.model.id)

    def fetch(self, model_id: str, report: Report, stop: StopToken) -> Path:
        """Download a model, going on where an earlier try ended, or mend it; and verify it.

        Raises:
            Problem: NO_NETWORK, OFFLINE_MODE, DOWNLOAD_*, DISK_FULL, STOPPED, MODEL_UNKNOWN,
                FOLDER_UNREADABLE; MODEL_DAMAGED for a file of the person's own.
        """
        installed = self._find(model_id)
        model = self._known.find(installed.model.id)
        if model is not None:
            return fetch(model, installed.path, report, stop, self._patience)
        if not self.verify(model_id, report, stop):
            raise Problem(ProblemKind.MODEL_DAMAGED, "There is nowhere to fetch this file from.")
        return installed.path

    def use_file(self, path: Path, report: Report, stop: StopToken) -> InstalledModel:
        """Take over a .gguf that the person has already: verified if known, refused if damaged.

        Raises:
            Problem: MODEL_UNKNOWN (missing, or not a .gguf), MODEL_DAMAGED, DISK_FULL, STOPPED,
                FOLDER_UNREADABLE.
        """
        target = adopt(path, self._folder, self._known.models, report, stop)
        return self._find(self._id_of(target))

    def verify(self, model_id: str, report: Report, stop: StopToken) -> bool:
        """Hash a model again. False, and the state DAMAGED, when it does not match.

        Raises:
            Problem: STOPPED, MODEL_UNKNOWN, MODEL_MISSING (no finished file), FOLDER_UNREADABLE.
        """
        installed = self._find(model_id)
        path = installed.path
        if not path.is_file():
            raise Problem(ProblemKind.MODEL_MISSING, str(path))
        with usable(self._folder):
            model = self._known.find(installed.model.id)
            if model is not None:
                return prove(model, path, report, stop).is_sound
            if path.parent == self._folder:
                return _prove_own(path, report, stop)
        return self._prove_elsewhere(path, report, stop)

    def proven(self, model_id: str | None, report: Report, stop: StopToken) -> InstalledModel:
        """A model (the chosen one for `None`) as it stands, hashed first if nobody ever did.

        For whoever is about to load it: a file that was put there by hand, or came with a copied
        home folder, becomes READY or DAMAGED. Without such a file this is quick.

        Raises:
            Problem: STOPPED, MODEL_UNKNOWN, FOLDER_UNREADABLE.
        """
        installed = self._find(model_id) if model_id else self.chosen()
        if installed.state is ModelState.PARTIAL and installed.path.is_file():
            self.verify(installed.model.id, report, stop)
            installed = self._find(installed.model.id)
        return installed

    def remove(self, model_id: str) -> None:
        """Delete a model's file and what was left of its download.

        A file of the person's own outside the models folder is only no longer chosen.

        Raises:
            Problem: MODEL_UNKNOWN; FILE_BUSY while it is being fetched or is open (Windows).
        """
        installed = self._find(model_id)
        places = Places(installed.path)
        if installed.path.parent != self._folder:
            if self._get_setting(_CHOICE) == str(installed.path):
                self._set_setting(_CHOICE, "")
            return
        if not self._folder.is_dir():
            return

        def refuse() -> None:
            raise Problem(ProblemKind.FILE_BUSY, "being fetched", name=installed.path.name)

        try:
            with locked(places, StopToken(), refuse):
                places.final.unlink(missing_ok=True)
                places.part.unlink(missing_ok=True)
                record.forget(places.final)
                places.clear()
        except PermissionError as error:
            raise Problem(ProblemKind.FILE_BUSY, str(error), name=installed.path.name) from error

    # Finding ------------------------------------------------------------------------------------

    def _find(self, model_id: str) -> InstalledModel:
        model = self._known.find(model_id)
        if model is not None:
            return self._installed(model)
        for path in self._own_files():
            if path.name == model_id:
                return self._installed_file(path)
        path = Path(model_id).expanduser()
        if path.suffix.lower() == ".gguf" and path.is_file():
            # its folder only: in the hub's cache the name is a link to a file without a suffix
            path = path.parent.resolve() / path.name
            known = next((m for m in self._known.models if self._folder / m.file == path), None)
            return self._installed(known) if known else self._installed_file(path)
        raise Problem(ProblemKind.MODEL_UNKNOWN, name=model_id)

    def _prove_elsewhere(self, path: Path, report: Report, stop: StopToken) -> bool:
        """Judge a file that stays in the person's own folder, where we write nothing.

        What it should be is known only if it has a catalogue model's size: then that model.
        """
        try:
            status = path.stat()
            key = (path, status.st_size, status.st_mtime_ns)
            model, is_whole = stranger(path)
            meant = {known.sha256 for known in self._known.models if known.size == status.st_size}
            sha256, _ = hash_file(path, stop, teller(report, status.st_size))
        except OSError as error:
            raise as_problem(error, path, 0) from error
        is_right = is_whole and (not meant or sha256 in meant)
        self._strangers[key] = (model, is_right)
        return is_right

    def _id_of(self, path: Path) -> str:
        known = next((m for m in self._known.models if m.file == path.name), None)
        return known.id if known else path.name

    def _own_files(self) -> list[Path]:
        known = {model.file for model in self._known.models}
        try:
            files = [path for path in self._folder.iterdir() if path.suffix.lower() == ".gguf"]
        except OSError:
            return []
        return [path for path in files if path.name not in known and path.is_file()]

    def _chosen_file(self) -> Path | None:
        """The chosen file outside the models folder, if the choice is one."""
        choice = Path(self._get_setting(_CHOICE) or "")
        is_outside = choice.is_absolute() and choice.parent != self._folder and choice.is_file()
        return choice if is_outside else None

    def _installed(self, model: Model) -> InstalledModel:
        places = Places(self._folder / model.file)
        size = size_of(places.final)
        if size is None:
            have = size_of(places.part)
            if have is None:
                return InstalledModel(model, ModelState.ABSENT, places.final)
            have = min(have, model.size)
            return InstalledModel(model, ModelState.PARTIAL, places.final, have)
        remembered = record.read(places.final)
        if size != model.size:
            state = ModelState.DAMAGED
        elif remembered is None or not remembered.describes(places.final):
            state = ModelState.PARTIAL
        elif remembered.sha256 == model.sha256:
            state = ModelState.READY
        else:
            state = ModelState.DAMAGED
        return InstalledModel(model, state, places.final, min(size, model.size))

    def _installed_file(self, path: Path) -> InstalledModel:
        """A file that the catalogue does not know: what it was when it was taken over counts."""
        status = path.stat()
        key = (path, status.st_size, status.st_mtime_ns)
        if key not in self._strangers:  # reading its front takes a quarter of a second
            self._strangers[key] = stranger(path)
        model, is_whole = self._strangers[key]
        if path.parent != self._folder:
            model = replace(model, id=str(path))
        remembered = record.read(path)
        is_changed = remembered is not None and not (
            remembered.is_sound and remembered.describes(path)
        )
        state = ModelState.READY if is_whole and not is_changed else ModelState.DAMAGED
        return InstalledModel(model, state, path, status.st_size)


def _prove_own(path: Path, report: Report, stop: StopToken) -> bool:
    """Compare a file with what it was when it was taken over; the first time, remember it."""
    status = path.stat()
    sha256, _ = hash_file(path, stop, teller(report, status.st_size))
    known = record.read(path)
    expected = known.expected if known else sha256
    found = record.Record(status.st_size, status.st_mtime_ns, sha256, expected)
    record.write(path, found)
    return found.is_sound
