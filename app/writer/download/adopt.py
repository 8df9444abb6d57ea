"""A model file that the person has already: recognised, proven, one copy in the models folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.model import Model
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report
from app.domain.stop import StopToken
from app.writer.download import record
from app.writer.download.copying import link_or_copy
from app.writer.download.gguf import Front, NotGguf, read_front
from app.writer.download.layout import LEARNED_PIECE, hash_file
from app.writer.download.places import Places, as_problem, locked, teller, usable
from app.writer.download.record import Record

_WORKING_SPACE = 300_000_000
"""Bytes that the engine computes in, whatever the model (measured: about 310 MB at most)."""

_REPACKED = 0.4
"""Part of the weights that the engine keeps a second, rearranged copy of (measured: 0.1 to 0.4)."""

_CONTEXT = 8192


def adopt(
    source: Path, folder: Path, known: Sequence[Model], report: Report, stop: StopToken
) -> Path:
    """Take a .gguf over into the models folder and return where it is now.

    A file with the content of a known model gets that model's name, any other keeps its own.
    The bytes are shared with the person's file where the file system can (a link), else copied.

    Raises:
        Problem: MODEL_UNKNOWN (no such file, or not a GGUF), MODEL_DAMAGED (cut off, or meant to
            be a known model and is not), DISK_FULL, STOPPED, FOLDER_UNREADABLE (the file, or the
            models folder).
    """
    source = source.absolute()
    if not source.is_file():
        raise Problem(ProblemKind.MODEL_UNKNOWN, str(source), name=source.name)
    with usable(folder):
        try:
            status = source.stat()
            sha256, pieces = hash_file(
                source, stop, teller(report, status.st_size), piece_size=LEARNED_PIECE
            )
        except OSError as error:  # of the person's file, not of the models folder
            raise as_problem(error, source, 0) from error
        model = next((model for model in known if model.sha256 == sha256), None)
        if model is None:
            _refuse_damaged(source, status.st_size, known)
        target = folder / (model.file if model else _free_name(source, folder, known, sha256))
        places = Places(target)
        with locked(places, stop, lambda: None):
            is_there = target.exists() and target.samefile(source)
            if not is_there:
                _bring(source, status.st_size, places, report, stop)
            now, there = source.stat(), target.stat()
            if (now.st_size, now.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
                if not is_there:
                    target.unlink()
                raise Problem(ProblemKind.FILE_BUSY, "changed meanwhile", name=source.name)
            places.part.unlink(missing_ok=True)
            expected = model.sha256 if model else sha256
            step, kept = (0, ()) if model and model.pieces else (LEARNED_PIECE, pieces)
            found = Record(there.st_size, there.st_mtime_ns, sha256, expected, step, kept)
            record.write(target, found)
    return target


def stranger(path: Path) -> tuple[Model, bool]:
    """The description of a model file that the catalogue does not know, from its own front.

    The id is its name, memory an estimate. False when it is not a whole GGUF file.

    Raises:
        OSError: it is gone.
    """
    size = path.stat().st_size
    try:
        front, is_whole = read_front(path), True
    except (OSError, NotGguf):
        front, is_whole = Front("", 0, 0), False
    remembered = record.read(path)
    context = min(_CONTEXT, front.context or _CONTEXT)
    memory = int(size * (1 + _REPACKED)) + context * front.cache_per_token + _WORKING_SPACE
    title = f" ({front.name})" if front.name else ""
    model = Model(
        id=path.name,
        name={"en": path.stem, "ru": path.stem},
        note={
            "en": f"A model file of your own{title}.",
            "ru": f"Ваш собственный файл модели{title}.",
        },
        file=path.name,
        size=size,
        sha256=remembered.expected if remembered else "",
        licence="",
        licence_url="",
        non_commercial=False,
        repository="",
        revision="",
        memory=memory,
        context=context,
    )
    return model, is_whole


def _refuse_damaged(source: Path, size: int, known: Sequence[Model]) -> None:
    meant = next((model for model in known if model.file == source.name), None)
    if any(model.size == size for model in known) or (meant and size < meant.size):
        raise Problem(
            ProblemKind.MODEL_DAMAGED, "the content is not what the name and size promise"
        )
    try:
        read_front(source)
    except NotGguf as error:
        with source.open("rb") as file:
            is_gguf = file.read(4) == b"GGUF"
        kind = ProblemKind.MODEL_DAMAGED if is_gguf else ProblemKind.MODEL_UNKNOWN
        raise Problem(kind, f"{source.name}: {error}", name=source.name) from error


def _free_name(source: Path, folder: Path, known: Sequence[Model], sha256: str) -> str:
    """The file's own name, with a piece of its hash where another file has that name."""
    name = source.name if source.suffix.lower() == ".gguf" else source.name + ".gguf"
    target = folder / name
    is_own = target.exists() and target.samefile(source)
    same = record.read(target) if target.exists() else None
    if is_own or (same is not None and same.sha256 == sha256 and same.describes(target)):
        return name
    if target.exists() or any(model.file == name for model in known):
        return f"{Path(name).stem}-{sha256[:8]}.gguf"
    return name


def _bring(source: Path, size: int, places: Places, report: Report, stop: StopToken) -> None:
    remembered = record.read(places.final)
    if remembered is not None and remembered.is_sound and remembered.describes(places.final):
        return
    _, new = places.copies
    new.unlink(missing_ok=True)
    try:
        link_or_copy(source, new, stop, teller(report, size))
        new.replace(places.final)
    except OSError as error:
        raise as_problem(error, places.final.parent, size) from error
    finally:
        new.unlink(missing_ok=True)
