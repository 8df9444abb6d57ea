"""Conversations and settings in one SQLite file, for several threads and processes at once."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.conversation import ConversationSummary, Exchange
from app.domain.problem import Problem, ProblemKind
from app.store import opening
from app.store.codec import DamagedValueError, decode, encode

log = logging.getLogger(__name__)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ROOM_TO_WRITE = 1024 * 1024


class Store:
    """The history and the settings.

    Every call is one transaction: after a crash it is in the file or was never there. `trouble`
    is a `Problem` when the file could not be used: a damaged one, or one of a later version, was
    moved aside and a fresh one begun; one that cannot be opened at all is replaced by memory.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the database at `path`; folders on the way are created."""
        self._path = path
        self._lock = threading.RLock()
        opened = opening.open_database(path)
        self._connection = opened.connection
        self.trouble: Problem | None = opened.trouble

    def close(self) -> None:
        """Close the file. The store is of no use afterwards; a second call does nothing."""
        with self._lock:
            self._connection.close()

    def conversations(self) -> tuple[ConversationSummary, ...]:
        """All conversations, the one that was changed last first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT id, title, changed_us FROM conversations ORDER BY changed_us DESC, id DESC"
            ).fetchall()
        return tuple(
            ConversationSummary(key, title, _EPOCH + timedelta(microseconds=changed))
            for key, title, changed in rows
        )

    def create_conversation(self, title: str) -> int:
        """Begin a conversation; its id, which is never given out again."""
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO conversations (title, changed_us) VALUES (?, ?)",
                (_as_text(title), _now_us()),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title. Its place in the list stays."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE conversations SET title = ? WHERE id = ?",
                (_as_text(title), conversation_id),
            )

    def delete_conversation(self, conversation_id: int) -> None:
        """Forget a conversation and all its exchanges."""
        with self._writing() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def exchanges(self, conversation_id: int) -> tuple[Exchange, ...]:
        """The exchanges of a conversation in the order of their making.

        One that cannot be read is left out, with a line in the log; it stays in the file.
        """
        with self._lock:
            rows = self._connection.execute(
                "SELECT id, value FROM exchanges WHERE conversation_id = ? ORDER BY id",
                (conversation_id,),
            ).fetchall()
        found: list[Exchange] = []
        for key, text in rows:
            try:
                exchange = decode(Exchange, text)
            except DamagedValueError as error:
                log.warning("exchange %d cannot be read and is left out: %s", key, error)
                continue
            # the columns rule: ids are given by the database
            found.append(replace(exchange, id=key, conversation_id=conversation_id))
        return tuple(found)

    def save_exchange(self, exchange: Exchange) -> Exchange:
        """Keep an exchange: a new one when its id is 0. Returns it as it is kept now.

        When its conversation was deleted meanwhile, nothing is kept and it comes back as it was.
        """
        with self._writing() as connection:
            known = connection.execute(
                "UPDATE conversations SET changed_us = ? WHERE id = ?",
                (_now_us(), exchange.conversation_id),
            )
            if not known.rowcount:
                log.info("conversation %d is gone: not kept", exchange.conversation_id)
                return exchange
            cursor = connection.execute(
                "INSERT INTO exchanges (id, conversation_id, value) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET value = excluded.value,"
                " conversation_id = excluded.conversation_id",
                (exchange.id or None, exchange.conversation_id, encode(exchange)),
            )
        if exchange.id:
            return exchange
        assert cursor.lastrowid is not None
        return replace(exchange, id=cursor.lastrowid)

    def setting(self, key: str) -> str | None:
        """A setting's value, `None` when it was never set or was taken back."""
        with self._lock:
            row = self._connection.execute(
                "SELECT value FROM settings WHERE key = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        try:
            return opening.from_ascii(row[0])
        except ValueError:
            log.warning("the setting %s cannot be read and counts as not set", key)
            return None

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep a setting; `None` takes it back."""
        with self._writing() as connection:
            if value is None:
                connection.execute("DELETE FROM settings WHERE key = ?", (key,))
                return
            connection.execute(
                "INSERT INTO settings (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, opening.as_ascii(value)),
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which takes its lock at once so that two processes never deadlock.

        Raises:
            Problem: DISK_FULL.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._roll_back()
                    raise
                try:
                    self._connection.execute("COMMIT")
                except BaseException:
                    self._roll_back()
                    raise
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
                    raise self._disk_full(error) from error
                raise

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _disk_full(self, error: sqlite3.Error) -> Problem:
        free = shutil.disk_usage(self._path.parent).free
        return Problem(
            ProblemKind.DISK_FULL, str(error), needed=max(_ROOM_TO_WRITE, 2 * free), free=free
        )


def _now_us() -> int:
    return (datetime.now(UTC) - _EPOCH) // timedelta(microseconds=1)


def _as_text(title: str) -> str:
    """A title as the database can hold it: a name that is not text is shown with marks."""
    return title.encode("utf-8", "replace").decode()
