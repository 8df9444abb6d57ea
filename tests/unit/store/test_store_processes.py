"""Several threads, several processes, and a process that dies in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.conversation import ExchangeState
from app.store.store import Store
from tests.unit.store.values import short_exchange

_ROOT = Path(__file__).resolve().parents[3]
_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.store.store import Store
from tests.unit.store.values import full_exchange

store = Store(Path(sys.argv[1]))
assert store.trouble is None
conversation = int(sys.argv[2])
count = int(sys.argv[3])
for number in range(count):
    exchange = replace(full_exchange(conversation), code=f"{sys.argv[4]} {number}")
    saved = store.save_exchange(exchange)
    store.set_setting(sys.argv[4], str(number))
    print(saved.id, flush=True)
"""


def _writer(file: Path, conversation: int, count: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(file), str(conversation), str(count), name],
        cwd=_ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def file(home: Path) -> Path:
    return home / "Данные 📁" / "saiddone.sqlite3"


@pytest.mark.parametrize("life", [1, 40])
def test_a_killed_process_loses_nothing_that_it_had_saved(file: Path, life: int) -> None:
    store = Store(file)
    conversation = store.create_conversation("x")
    store.close()
    child = _writer(file, conversation, 10**6, "child")
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(life)]
    os.kill(child.pid, signal.SIGKILL)
    told += [int(line) for line in child.stdout.read().split("\n")[:-1]]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL

    again = Store(file)
    assert again.trouble is None
    found = again.exchanges(conversation)
    # one more may have been saved than it came to tell
    assert [exchange.id for exchange in found][: len(told)] == told
    assert len(found) - len(told) in (0, 1)
    assert [exchange.code for exchange in found] == [f"child {n}" for n in range(len(found))]
    assert int(again.setting("child") or -1) >= len(told) - 1
    again.close()


def test_two_processes_and_this_one_write_at_the_same_time(file: Path) -> None:
    store = Store(file)
    conversation = store.create_conversation("x")
    children = [_writer(file, conversation, 15, name) for name in ("one", "two")]
    for number in range(15):
        store.save_exchange(replace(short_exchange(conversation), code=f"here {number}"))
    for child in children:
        out, _ = child.communicate()
        assert child.returncode == 0, out
    codes = [exchange.code for exchange in store.exchanges(conversation)]
    assert sorted(codes) == sorted(
        f"{who} {n}" for who in ("one", "two", "here") for n in range(15)
    )
    for who in ("one", "two", "here"):
        assert [code for code in codes if code.startswith(who)] == [f"{who} {n}" for n in range(15)]
    assert store.setting("one") == store.setting("two") == "14"
    store.close()


def test_many_processes_start_on_a_new_file_at_once(file: Path) -> None:
    children = [_writer(file, 1, 0, "x") for _ in range(4)]
    for child in children:
        child.communicate()
        assert child.returncode == 0
    assert [path.name for path in file.parent.glob("*.sqlite3")] == [file.name]


def test_many_threads_share_one_store(file: Path) -> None:
    store = Store(file)
    conversations = [store.create_conversation(str(n)) for n in range(8)]
    failures: list[BaseException] = []

    def work(conversation: int) -> None:
        try:
            for number in range(10):
                saved = store.save_exchange(short_exchange(conversation, str(number)))
                store.save_exchange(replace(saved, state=ExchangeState.DONE))
                assert len(store.exchanges(conversation)) == number + 1
                store.set_setting("last", str(number))
                assert store.setting("last") is not None
                assert len(store.conversations()) == 8
        except BaseException as error:  # noqa: BLE001 - told in the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in conversations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for conversation in conversations:
        found = store.exchanges(conversation)
        assert [exchange.request.words for exchange in found] == [str(n) for n in range(10)]
        assert {exchange.state for exchange in found} == {ExchangeState.DONE}
    store.close()


def test_two_processes_find_the_damage_once(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"no database at all, for sure " * 100)
    code = (
        "import sys; from pathlib import Path; from app.store.store import Store;"
        "store = Store(Path(sys.argv[1])); store.create_conversation('a'); store.close()"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(file)], cwd=_ROOT) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    store = Store(file)
    assert len(store.conversations()) == 2
    assert len(list(file.parent.glob("saiddone 20*.sqlite3"))) == 1
    store.close()
