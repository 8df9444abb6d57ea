"""A history that can't be read is never lost, and never stops the program."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.store import migrations
from app.store.store import Store
from app.words.problems import problem_text
from tests.unit.store.values import full_exchange, short_exchange


@pytest.fixture
def file(home: Path) -> Path:
    return home / "data" / "saiddone.sqlite3"


def _fill(file: Path) -> None:
    store = Store(file)
    conversation = store.create_conversation("Отчёты")
    for _ in range(15):
        store.save_exchange(full_exchange(conversation))
    store.close()


def _kept(file: Path) -> list[Path]:
    return [path for path in file.parent.glob("saiddone *") if path.suffix == ".sqlite3"]


def _no_database(file: Path) -> None:
    file.write_bytes("это не база, а письмо 📁".encode() * 100)


def _torn_pages(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for start in range(4096, len(content), 8192):
        content[start : start + 4096] = os.urandom(4096)
    file.write_bytes(bytes(content))


def _cut_off(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def _of_a_later_version(file: Path) -> None:
    with sqlite3.connect(file) as raw:
        raw.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    raw.close()


@pytest.mark.parametrize("harm", [_no_database, _torn_pages, _cut_off, _of_a_later_version])
def test_what_cannot_be_read_is_kept_aside_and_a_fresh_history_begun(
    file: Path, harm: object
) -> None:
    assert callable(harm)
    _fill(file)
    harm(file)
    before = file.read_bytes()

    store = Store(file)

    assert store.trouble is not None
    assert store.trouble.kind is ProblemKind.HISTORY_DAMAGED
    (kept,) = _kept(file)
    assert store.trouble.facts == {"name": kept.name}
    assert re.fullmatch(r"saiddone \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.sqlite3", kept.name)
    assert kept.read_bytes() == before
    assert kept.name in str(problem_text(store.trouble))
    assert store.conversations() == ()
    conversation = store.create_conversation("new")
    saved = store.save_exchange(short_exchange(conversation))
    store.close()

    again = Store(file)
    assert again.trouble is None, "it is told once"
    assert again.exchanges(conversation) == (saved,)
    again.close()


def test_two_damaged_histories_in_one_second_are_both_kept(file: Path) -> None:
    for text in (b"first" * 1000, b"second" * 1000):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text)
        Store(file).close()
    assert {path.read_bytes()[:5] for path in _kept(file)} == {b"first", b"secon"}


def test_an_empty_file_is_simply_a_new_history(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    store = Store(file)
    assert store.trouble is None
    assert store.create_conversation("x") == 1
    store.close()
    assert _kept(file) == []


def test_where_no_file_can_be_had_the_history_lives_in_memory(file: Path) -> None:
    file.parent.write_text("a file where the folder should be", encoding="utf-8")
    store = Store(file)
    assert store.trouble is not None
    assert store.trouble.kind is ProblemKind.HISTORY_DAMAGED
    conversation = store.create_conversation("x")
    saved = store.save_exchange(full_exchange(conversation))
    assert store.exchanges(conversation) == (saved,)
    store.close()
    assert file.parent.read_text(encoding="utf-8") == "a file where the folder should be"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("needs root to mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True
    )
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_told_and_what_was_kept_stays(small_disk: Path) -> None:
    file = small_disk / "saiddone.sqlite3"
    store = Store(file)
    conversation = store.create_conversation("x")
    saved = []
    with pytest.raises(Problem) as caught:
        for _ in range(1000):
            saved.append(store.save_exchange(full_exchange(conversation)))
    assert caught.value.kind is ProblemKind.DISK_FULL
    assert {"needed", "free"} <= caught.value.facts.keys()
    assert saved
    assert store.exchanges(conversation) == tuple(saved)
    store.close()
    again = Store(file)
    assert again.trouble is None
    assert again.exchanges(conversation) == tuple(saved)
    again.close()
