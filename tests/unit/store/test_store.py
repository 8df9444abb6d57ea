"""Conversations and settings are kept, also over restarts."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.conversation import ExchangeState
from app.store.store import Store
from tests.unit.store.values import ODD_NAME, full_exchange, short_exchange


@pytest.fixture
def file(home: Path) -> Path:
    return home / "data 📁" / "история.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = Store(file)
    assert store.trouble is None
    yield store
    store.close()


def test_a_conversation_comes_back_after_a_restart(store: Store, file: Path) -> None:
    conversation = store.create_conversation("Отчёты 📈")
    first = store.save_exchange(full_exchange(conversation))
    second = store.save_exchange(short_exchange(conversation))
    store.close()
    again = Store(file)
    assert again.trouble is None
    assert [(line.id, line.title) for line in again.conversations()] == [
        (conversation, "Отчёты 📈")
    ]
    assert again.exchanges(conversation) == (first, second)
    again.close()


def test_saving_gives_a_new_exchange_its_id_and_changes_an_old_one(store: Store) -> None:
    conversation = store.create_conversation("x")
    asked = store.save_exchange(short_exchange(conversation))
    assert asked.id > 0
    assert asked == replace(short_exchange(conversation), id=asked.id)
    done = replace(full_exchange(conversation), id=asked.id)
    assert store.save_exchange(done) == done
    assert store.exchanges(conversation) == (done,)


def test_the_conversation_that_was_changed_last_comes_first(store: Store) -> None:
    before = datetime.now(UTC)
    one, two, three = (store.create_conversation(title) for title in ("one", "two", "three"))
    assert [line.id for line in store.conversations()] == [three, two, one]
    store.save_exchange(short_exchange(one))
    assert [line.id for line in store.conversations()] == [one, three, two]
    store.rename_conversation(two, "a new name")
    lines = store.conversations()
    assert [(line.id, line.title) for line in lines] == [
        (one, "one"),
        (three, "three"),
        (two, "a new name"),
    ]
    assert all(before <= line.changed_at <= datetime.now(UTC) for line in lines)


def test_a_deleted_conversation_takes_its_exchanges_and_no_others(store: Store, file: Path) -> None:
    gone, stays = store.create_conversation("gone"), store.create_conversation("stays")
    store.save_exchange(full_exchange(gone))
    kept = store.save_exchange(full_exchange(stays))
    store.delete_conversation(gone)
    assert [line.id for line in store.conversations()] == [stays]
    assert store.exchanges(gone) == ()
    assert store.exchanges(stays) == (kept,)
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT count(*) FROM exchanges").fetchone() == (1,)
    raw.close()


def test_ids_are_never_given_out_again(store: Store) -> None:
    first = store.create_conversation("x")
    store.delete_conversation(first)
    assert store.create_conversation("y") > first


def test_an_answer_for_a_conversation_that_was_deleted_meanwhile_is_dropped(
    store: Store,
) -> None:
    conversation = store.create_conversation("x")
    asked = store.save_exchange(short_exchange(conversation))
    store.delete_conversation(conversation)
    done = replace(asked, state=ExchangeState.DONE)
    assert store.save_exchange(done) == done
    assert store.conversations() == ()
    assert store.exchanges(conversation) == ()


def test_a_damaged_exchange_is_left_out_and_stays_in_the_file(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    conversation = store.create_conversation("x")
    bad = store.save_exchange(short_exchange(conversation, "секрет"))
    good = store.save_exchange(full_exchange(conversation))
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE exchanges SET value = '{секрет' WHERE id = ?", (bad.id,))
    raw.close()
    with caplog.at_level(logging.WARNING, "app.store"):
        assert store.exchanges(conversation) == (good,)
    assert len(caplog.records) == 1
    assert "секрет" not in caplog.text
    caplog.clear()
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT count(*) FROM exchanges").fetchone() == (2,)
    raw.close()


def test_settings_are_set_changed_and_taken_back(store: Store, file: Path) -> None:
    assert store.setting("language") is None
    store.set_setting("language", "ru")
    store.set_setting("folder", f"/дом/{ODD_NAME}\n📁")
    store.set_setting("empty", "")
    store.set_setting("language", "en")
    store.set_setting("never set", None)
    store.close()
    again = Store(file)
    assert again.setting("language") == "en"
    assert again.setting("folder") == f"/дом/{ODD_NAME}\n📁"
    assert again.setting("empty") == ""
    again.set_setting("language", None)
    assert again.setting("language") is None
    again.close()


def test_a_damaged_setting_counts_as_not_set(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.set_setting("splitter", "0.4")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE settings SET value = '0.4x'")
    raw.close()
    assert store.setting("splitter") is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    caplog.clear()
    store.set_setting("splitter", "0.5")
    assert store.setting("splitter") == "0.5"


def test_a_title_from_a_name_that_is_not_text_is_kept_readable(store: Store) -> None:
    store.create_conversation(f"{ODD_NAME}: сводка")
    (line,) = store.conversations()
    assert line.title.endswith("И.csv: сводка")


def test_closing_twice_does_no_harm(store: Store) -> None:
    store.close()
    store.close()


def test_it_is_kept_so_that_a_power_cut_loses_nothing(store: Store, file: Path) -> None:
    store.set_setting("x", "1")
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
