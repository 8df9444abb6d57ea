"""The shape of the database, as the steps that lead from each version to the next.

`PRAGMA user_version` says where a file stands. A step that was released is never edited: what
comes later is appended.
"""

from __future__ import annotations

import sqlite3

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            title TEXT NOT NULL,
            changed_us INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE exchanges (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            value TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX exchanges_of_a_conversation ON exchanges (conversation_id, id)",
        "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ),
)
LATEST = len(_STEPS)


class NewerDatabaseError(Exception):
    """The file was written by a later version of the program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the latest shape, all steps or none.

    Raises:
        NewerDatabaseError: When it is past what this version knows.
        sqlite3.Error: When it is damaged or cannot be written.
    """
    if _version(connection) == LATEST:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # again, now that no other process can change it
        version = _version(connection)
        if version > LATEST:
            raise NewerDatabaseError(f"version {version}, known are {LATEST}")
        for step in _STEPS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {LATEST}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
