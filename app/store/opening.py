"""Opening the database file, and what happens when it is not one."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.problem import Problem, ProblemKind
from app.store.migrations import NewerDatabaseError, migrate

log = logging.getLogger(__name__)

_BUSY_SECONDS = 10.0
_COMPANIONS = ("-wal", "-shm", "-journal")
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class _DamagedError(Exception):
    """The file is a database whose contents do not hold together."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection that is ready for use, and what had to be done for it."""

    connection: sqlite3.Connection
    trouble: Problem | None = None


def open_database(path: Path) -> Opened:
    """Open or create the database, bring it to the latest shape, and check that it is sound.

    A damaged file, or one of a later version, is moved aside with the date in its name and a
    fresh one begun. When no file can be had there, the connection is to memory. Never raises.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            try:
                return Opened(_connect(path))
            except (sqlite3.DatabaseError, NewerDatabaseError, _DamagedError) as error:
                if not _is_damage(error):
                    raise
                trouble = _trouble(error, _move_aside(path))
                return Opened(_connect(path), trouble)
    except (sqlite3.Error, OSError) as error:
        log.info("the history cannot be kept on disk: %s", type(error).__name__)
        memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        _prepare(memory)
        return Opened(memory, _trouble(error, path))


def as_ascii(text: str) -> str:
    """Any text, also one with parts of names that are not text, as ASCII."""
    return json.dumps(text)


def from_ascii(stored: str) -> str:
    """The text that `as_ascii` wrote.

    Raises:
        ValueError: When it is no such text.
    """
    text = json.loads(stored)
    if not isinstance(text, str):
        raise ValueError("not a text")
    return text


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
    )
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise _DamagedError(str(found))
    connection.execute("PRAGMA journal_mode = WAL")
    # an exchange that was answered stays answered, also after a power cut
    connection.execute("PRAGMA synchronous = FULL")
    migrate(connection)


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.DatabaseError):
        # the low byte is the kind, the rest says more about it
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
    return True


def _move_aside(path: Path) -> Path:
    """Rename the database and its companions. Returns the new path of the database."""
    moment = f"{datetime.now():%Y-%m-%d %H-%M-%S}"
    aside = path.with_name(f"{path.stem} {moment}{path.suffix}")
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{path.stem} {moment} ({count}){path.suffix}")
    # the log first: left beside a fresh file it would be read as that file's own
    for companion in _COMPANIONS:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{companion}").replace(f"{aside}{companion}")
    path.replace(aside)
    log.info("the history could not be read; it is kept as %s", aside.name)
    return aside


def _trouble(error: Exception, where: Path) -> Problem:
    detail = "".join(traceback.format_exception_only(error)).strip()
    return Problem(ProblemKind.HISTORY_DAMAGED, detail, name=where.name)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other processes from opening, and so from moving aside, at the same time."""
    handle = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
