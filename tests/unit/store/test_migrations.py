"""A file of an earlier version becomes one of this version, wholly or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.domain.problem import ProblemKind
from app.store import migrations
from app.store.store import Store
from tests.unit.store.values import full_exchange

_PINS = ("ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0",)
_TAGS = (
    "CREATE TABLE tags (name TEXT PRIMARY KEY) STRICT",
    "INSERT INTO tags (name) SELECT DISTINCT title FROM conversations",
)

_FAILS_WHERE_THERE_IS_A_CONVERSATION = (
    "INSERT INTO conversations (id, title, changed_us) SELECT id, title, 0 FROM conversations",
)


@pytest.fixture
def file(home: Path) -> Path:
    return home / "data" / "saiddone.sqlite3"


def _learn(monkeypatch: pytest.MonkeyPatch, *steps: tuple[str, ...]) -> None:
    """Let the program be a later version of itself."""
    known = (*migrations._STEPS, *steps)
    monkeypatch.setattr(migrations, "_STEPS", known)
    monkeypatch.setattr(migrations, "LATEST", len(known))


def _ask(file: Path, question: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(file)
    try:
        return raw.execute(question).fetchall()
    finally:
        raw.close()


def test_a_new_file_has_the_latest_shape(file: Path) -> None:
    Store(file).close()
    assert _ask(file, "PRAGMA user_version") == [(migrations.LATEST,)]


def test_a_file_of_version_1_is_brought_two_steps_on_with_all_it_holds(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Store(file)
    conversation = old.create_conversation("Отчёты")
    saved = old.save_exchange(full_exchange(conversation))
    old.set_setting("language", "ru")
    old.close()
    first = migrations.LATEST

    _learn(monkeypatch, _PINS, _TAGS)
    new = Store(file)
    assert new.trouble is None
    assert new.exchanges(conversation) == (saved,)
    assert new.setting("language") == "ru"
    new.close()
    assert _ask(file, "PRAGMA user_version") == [(first + 2,)]
    assert _ask(file, "SELECT pinned FROM conversations") == [(0,)]
    assert _ask(file, "SELECT name FROM tags") == [("Отчёты",)]

    again = Store(file)
    assert again.trouble is None, "no step is taken twice"
    again.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Store(file)
    conversation = old.create_conversation("Отчёты")
    saved = old.save_exchange(full_exchange(conversation))
    old.close()
    first = migrations.LATEST

    with monkeypatch.context() as patch:
        _learn(patch, _PINS, _FAILS_WHERE_THERE_IS_A_CONVERSATION)
        broken = Store(file)
        assert broken.trouble is not None
        assert broken.trouble.kind is ProblemKind.HISTORY_DAMAGED
        broken.close()

    assert _ask(file, "PRAGMA user_version") == [(first,)]
    columns = [row[1] for row in _ask(file, "PRAGMA table_info(conversations)")]
    assert "pinned" not in columns
    again = Store(file)
    assert again.trouble is None
    assert again.exchanges(conversation) == (saved,)
    again.close()


def test_an_older_program_does_not_touch_the_file_of_a_newer_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _learn(patch, _PINS)
        newer = Store(file)
        conversation = newer.create_conversation("Отчёты")
        saved = newer.save_exchange(full_exchange(conversation))
        newer.close()

    older = Store(file)
    assert older.trouble is not None
    kept = file.with_name(str(older.trouble.facts["name"]))
    older.close()

    _learn(monkeypatch, _PINS)
    newer = Store(kept)
    assert newer.trouble is None
    assert newer.exchanges(conversation) == (saved,)
    newer.close()
