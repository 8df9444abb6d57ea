"""Conversations and settings survive: restarts, kills, damage, other processes."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.domain.change import Change, ChangeKind, FileMark
from app.domain.conversation import Exchange, ExchangeState
from app.domain.outcome import Ending, Outcome, SandboxLevel, ScriptError, Table
from app.domain.problem import ProblemKind
from app.domain.request import Language, Request, Workplace
from app.store.codec import DamagedValueError, decode, encode
from app.store.store import Store

ROOT = Path(__file__).parents[3]
ODD = os.fsdecode("Иван Петров — отчёты 📁".encode() + b"-\xff\n'\"")


def _exchange(conversation: int = 1, words: str = "сложи") -> Exchange:
    return Exchange(
        0, conversation, datetime(2026, 11, 29, tzinfo=UTC), Request(words, Workplace(Path("/x")))
    )


def _full(conversation: int = 1) -> Exchange:
    """Every field set, with the values that careless codecs lose."""
    mark = FileMark(2**40, 1_700_000_000_123_456_789, 1, 2**63 - 1, 0o100644)
    return Exchange(
        7,
        conversation,
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
        Request(
            "w \udcff \0 \u202e",
            Workplace(Path("/дом") / ODD, (Path(ODD), Path("b/c"))),
            (Path(ODD),),
            Language.RUSSIAN,
            "before",
            "x = 1\n",
        ),
        ExchangeState.UNDONE,
        "print('я')\n",
        Outcome(
            Ending.RAISED,
            "printed",
            "errors",
            "1.0",
            Table(("a", "б"), ((1, 1.0, True, None, "1"), (0, -0.5, False, float("inf"), "")), 9),
            (Path(ODD), Path("two.png")),
            (
                Change("b", ChangeKind.RENAMED, "a", before=mark, size=1, digest="ab"),
                Change("d", ChangeKind.CREATED, is_folder=True),
            ),
            ("skipped",),
            ScriptError("ValueError", "bad", 3, "Traceback"),
            1.25,
            SandboxLevel.BASIC,
        ),
        "20261129-010203-abc",
        (2, 3),
        "disk-full",
        (("needed", 10), ("name", ODD)),
        "detail",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data — данные" / "saiddone.sqlite3"


def test_an_exchange_survives_the_codec_unchanged() -> None:
    kept = decode(Exchange, encode(_full()))
    assert kept == _full()
    assert kept.outcome is not None and kept.outcome.table is not None
    types = [type(cell) for cell in kept.outcome.table.rows[0]]
    assert types == [int, float, bool, type(None), str]
    assert kept.at.utcoffset() == timedelta(hours=1)
    assert kept.at.tzinfo == ZoneInfo("Europe/Berlin")
    assert encode(_full()).isascii()
    assert decode(Exchange, encode(_exchange())) == _exchange()
    offset = replace(_exchange(), at=datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5.5))))
    assert decode(Exchange, encode(offset)).at.utcoffset() == timedelta(hours=5.5)


def test_unknown_fields_are_ignored_and_missing_ones_get_their_default() -> None:
    text = encode(_exchange()).replace('"code":"",', '"invented":[1],')
    assert decode(Exchange, text) == _exchange()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"state":"asked"', '"state":"never heard of"'),
        ('"words":"x"', '"words":5'),
        ('"id":0', '"id":true'),
        ('"at":"2026', '"at":"what'),
        ('"agreement":[1,1]', '"agreement":[1]'),
        ('"conversation_id":1,', ""),
        ('{"version":1', '{"version":2'),
        ('{"version":1', "{"),
    ],
)
def test_a_damaged_text_is_told_from_a_value(old: str, new: str) -> None:
    text = encode(_exchange(words="x"))
    assert old in text
    with pytest.raises(DamagedValueError):
        decode(Exchange, text.replace(old, new))


def test_a_conversation_is_there_after_a_restart(path: Path) -> None:
    store = Store(path)
    first, second = store.create_conversation("one"), store.create_conversation(ODD)
    saved = store.save_exchange(replace(_full(first), id=0))
    assert saved.id > 0
    done = store.save_exchange(replace(saved, state=ExchangeState.DONE))
    assert done.id == saved.id
    store.set_setting("folder", ODD)
    store.close()

    store = Store(path)
    assert store.trouble is None
    # what was changed last comes first
    assert [c.id for c in store.conversations()] == [first, second]
    assert all(c.changed_at.tzinfo is not None for c in store.conversations())
    assert store.exchanges(first) == (done,)
    assert store.exchanges(second) == ()
    assert store.setting("folder") == ODD
    store.rename_conversation(second, "другое")
    assert [c.title for c in store.conversations()] == ["one", "другое"]
    store.set_setting("folder", None)
    assert store.setting("folder") is None
    store.delete_conversation(first)
    assert store.exchanges(first) == ()
    assert [c.id for c in store.conversations()] == [second]
    assert store.create_conversation("new") not in (first, second)
    store.close()


def test_an_exchange_of_a_deleted_conversation_is_not_kept(path: Path) -> None:
    store = Store(path)
    key = store.create_conversation("a")
    saved = store.save_exchange(_exchange(key))
    store.delete_conversation(key)
    assert store.save_exchange(saved) == saved
    assert store.exchanges(key) == ()
    assert store.conversations() == ()
    store.close()


def test_a_damaged_row_is_left_out_and_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(path)
    key = store.create_conversation("a")
    damaged, sound = store.save_exchange(_exchange(key)), store.save_exchange(_exchange(key))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE exchanges SET value = 'secret {' WHERE id = ?", (damaged.id,))
        raw.execute("INSERT INTO settings VALUES ('bad', 'not json')")
    raw.close()
    with caplog.at_level(logging.WARNING):
        assert store.exchanges(key) == (sound,)
        assert store.setting("bad") is None
    assert len(caplog.records) == 2
    assert "secret" not in caplog.text
    caplog.clear()
    store.close()


@pytest.mark.parametrize("damage", ["not a database", "torn", "newer"])
def test_a_file_that_cannot_be_used_is_moved_aside(path: Path, damage: str) -> None:
    store = Store(path)
    key = store.create_conversation("kept")
    for _ in range(200):
        store.save_exchange(_exchange(key, "w" * 400))
    store.close()
    if damage == "newer":
        raw = sqlite3.connect(path)
        raw.execute("PRAGMA user_version = 99")
        raw.close()
    else:
        contents = bytearray(path.read_bytes())
        if damage == "torn":
            contents[4096 * 2 : 4096 * 12] = b"\xaa" * 4096 * 10
        else:
            contents = bytearray(b"this is no database " * 500)
        path.write_bytes(contents)
    before = path.read_bytes()

    store = Store(path)

    assert store.trouble is not None
    assert store.trouble.kind is ProblemKind.HISTORY_DAMAGED
    aside = path.parent / str(store.trouble.facts["name"])
    assert aside != path
    assert datetime.now().strftime("%Y-%m-") in aside.name
    if damage != "newer":  # WAL bookkeeping of SQLite may be folded in when it is read
        assert aside.read_bytes() == before
    assert store.conversations() == ()
    store.create_conversation("fresh")
    store.close()
    again = Store(path)
    assert again.trouble is None
    assert [c.title for c in again.conversations()] == ["fresh"]
    again.close()


def test_without_a_place_on_disk_it_works_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "saiddone.sqlite3")
    assert store.trouble is not None
    key = store.create_conversation("a")
    assert store.save_exchange(_exchange(key)).id > 0
    store.close()


def test_threads_share_a_store(path: Path) -> None:
    store = Store(path)
    key = store.create_conversation("a")
    errors: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(25):
                saved = store.save_exchange(_exchange(key))
                store.save_exchange(replace(saved, state=ExchangeState.DONE))
                store.exchanges(key)
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    found = store.exchanges(key)
    assert len({e.id for e in found}) == 100
    assert {e.state for e in found} == {ExchangeState.DONE}
    store.close()


_WRITER = """
import sys
from pathlib import Path
from app.store.store import Store
from tests.unit.store.test_store import _exchange

store = Store(Path(sys.argv[1]))
key, count = int(sys.argv[2]), int(sys.argv[3])
while count:
    count -= 1
    print(store.save_exchange(_exchange(key, "words")).id, flush=True)
"""


def _writer(path: Path, key: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(key), str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_share_a_file(path: Path) -> None:
    store = Store(path)
    key = store.create_conversation("a")
    other = _writer(path, key, 40)
    mine = [store.save_exchange(_exchange(key)).id for _ in range(40)]
    theirs = [int(line) for line in other.communicate()[0].split()]
    assert other.returncode == 0
    assert len(theirs) == 40
    assert {e.id for e in store.exchanges(key)} == {*mine, *theirs}
    store.close()


def test_two_processes_find_the_damage_once(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, for sure " * 100)
    code = (
        "import sys; from pathlib import Path; from app.store.store import Store;"
        "store = Store(Path(sys.argv[1])); store.create_conversation('a')"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    store = Store(path)
    assert len(store.conversations()) == 2
    assert len(list(path.parent.glob("saiddone 20*.sqlite3"))) == 1
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_what_was_saved_survives_a_kill(path: Path) -> None:
    store = Store(path)
    key = store.create_conversation("a")
    store.close()
    process = _writer(path, key, -1)
    assert process.stdout is not None
    saved = [int(process.stdout.readline()) for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    saved += [int(line) for line in process.stdout.read().split("\n")[:-1] if line]
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL

    store = Store(path)
    assert store.trouble is None
    kept = [e.id for e in store.exchanges(key)]
    assert kept[: len(saved)] == saved
    assert len(kept) <= len(saved) + 1
    store.save_exchange(_exchange(key))
    store.close()
