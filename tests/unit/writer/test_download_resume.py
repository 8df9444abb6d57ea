"""Downloads that were interrupted, files that went bad, disks that are full, two at a time."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import paths
from app.domain.model import Model
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress, Verifying
from app.domain.stop import StopToken
from app.writer.download import layout, record
from app.writer.download.fetch import prove
from tests.support.hub import Corrupt, Cut, Hub, Refuse, Stall
from tests.unit.writer.download_case import PIECE, Listener, bring, content, model_of

DATA = content(6 * PIECE + 12_345)
SIZE = len(DATA)


@pytest.fixture
def model() -> Model:
    return model_of(DATA)


@pytest.fixture
def hub(model: Model, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Hub]:
    with Hub() as hub:
        hub.add(model.repository, model.revision, model.file, DATA)
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setenv("HF_HOME", str(home / "hf"))
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


def flip(path: Path, at: int) -> None:
    """Change one bit of a file, as a bad disk does."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def start_elsewhere(data: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Another process that fetches the model with the content of `data` into `folder`."""
    code = (
        "import sys; from pathlib import Path; "
        "from tests.unit.writer.download_case import bring, model_of; "
        "bring(model_of(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(data), str(folder)]
    return subprocess.Popen(command, cwd=paths.ROOT)


def test_a_killed_process_leaves_a_part_that_is_continued(
    hub: Hub, model: Model, home: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.write_bytes(DATA)
    half = threading.Event()
    hub.rate = 8e6
    hub.on_sent = lambda count: half.set() if count > SIZE // 2 else None
    process = start_elsewhere(data, home)
    assert half.wait(60)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    part = home / f"{model.file}.part"
    have = part.stat().st_size
    assert 0 < have < SIZE
    hub.wait_until_idle()  # the killed process's own download program has noticed
    hub.rate, hub.sent = None, 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE - have
    assert not part.exists()


def test_a_byte_that_flipped_in_the_part_is_found_before_going_on(
    hub: Hub, model: Model, home: Path
) -> None:
    part = home / f"{model.file}.part"
    part.write_bytes(DATA[: 4 * PIECE + 99])
    flip(part, PIECE + 5)
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == PIECE + (SIZE - 4 * PIECE - 99)


def test_a_byte_that_flipped_in_the_unfinished_piece_costs_that_piece(
    hub: Hub, model: Model, home: Path
) -> None:
    part = home / f"{model.file}.part"
    part.write_bytes(DATA[: 2 * PIECE + 999])
    flip(part, 2 * PIECE + 5)
    assert bring(model, home).read_bytes() == DATA
    assert f"bytes={2 * PIECE}-{SIZE - 1}" in hub.ranges()


def test_a_flipped_byte_in_the_finished_file_is_mended_by_fetching_its_piece(
    hub: Hub, model: Model, home: Path
) -> None:
    path = bring(model, home)
    flip(path, 2 * PIECE + 17)
    hub.sent = 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == PIECE
    assert hub.ranges()[-1] == f"bytes={2 * PIECE}-{3 * PIECE - 1}"


def test_two_damaged_places_are_two_short_requests(hub: Hub, model: Model, home: Path) -> None:
    path = bring(model, home)
    flip(path, 17)
    flip(path, SIZE - 1)
    hub.sent = 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == PIECE + 12_345


@pytest.mark.parametrize("change", ["shorter", "longer"])
def test_a_finished_file_of_the_wrong_length_is_mended(
    hub: Hub, model: Model, home: Path, change: str
) -> None:
    path = bring(model, home)
    os.truncate(path, SIZE - 100 if change == "shorter" else SIZE + 100)
    hub.sent = 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == (100 if change == "shorter" else 0)


def test_mending_does_not_write_into_a_file_that_is_shared(
    hub: Hub, model: Model, home: Path, tmp_path: Path
) -> None:
    path = bring(model, home)
    flip(path, 5)
    damaged = path.read_bytes()
    os.link(path, tmp_path / "of the person.gguf")
    assert bring(model, home).read_bytes() == DATA
    assert (tmp_path / "of the person.gguf").read_bytes() == damaged


def test_a_file_put_there_by_hand_is_proven_without_a_network(
    hub: Hub, model: Model, home: Path
) -> None:
    (home / model.file).write_bytes(DATA)
    listener = Listener()
    bring(model, home, listener=listener)
    assert hub.seen == []
    assert listener.verifying
    assert not listener.downloading


def test_a_record_that_is_nonsense_is_only_not_believed(hub: Hub, model: Model, home: Path) -> None:
    path = bring(model, home)
    for nonsense in ("", "[]", '{"pieces": 3}', '{"size": "x", "pieces": []}', "\x00"):
        record.record_path(path).write_text(nonsense, encoding="utf-8")
        hub.sent = 0
        assert bring(model, home).read_bytes() == DATA
        assert hub.sent == 0


# Without piece hashes -----------------------------------------------------------------------------


def test_without_pieces_a_cut_download_goes_on_from_its_length(hub: Hub, home: Path) -> None:
    model = model_of(DATA, piece=0)
    hub.get.append(Cut(SIZE * 6 // 10))
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent <= SIZE + 2**16


def test_without_pieces_a_wrong_file_is_thrown_away_once(hub: Hub, home: Path) -> None:
    model = model_of(DATA, piece=0)
    hub.get.append(Corrupt(100))
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.DOWNLOAD_DAMAGED
    assert hub.sent == SIZE
    assert (home / f"{model.file}.part").stat().st_size == 0
    assert bring(model, home).read_bytes() == DATA


def test_once_right_even_a_model_without_pieces_is_mended_by_the_piece(
    hub: Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.writer.download.fetch.LEARNED_PIECE", PIECE)
    model = model_of(DATA, piece=0)
    path = bring(model, home)
    flip(path, 3 * PIECE)
    assert not prove(model, path, Listener(), StopToken()).is_sound
    hub.sent = 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == PIECE


# Stopping while hashing ---------------------------------------------------------------------------


def test_stopping_works_while_a_part_is_verified(hub: Hub, model: Model, home: Path) -> None:
    (home / f"{model.file}.part").write_bytes(DATA[: 5 * PIECE])
    stop = StopToken()

    def then(progress: Progress) -> None:
        if isinstance(progress, Verifying):
            stop.set()

    with pytest.raises(Problem) as caught:
        bring(model, home, stop=stop, listener=Listener(then=then))
    assert caught.value.kind is ProblemKind.STOPPED
    assert hub.seen == []
    assert (home / f"{model.file}.part").stat().st_size == 5 * PIECE


# Room ---------------------------------------------------------------------------------------------


def test_a_disk_that_is_too_small_is_noticed_before_anything_is_fetched(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(SIZE, 1, SIZE - 1))
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.DISK_FULL
    assert caught.value.facts == {"needed": SIZE, "free": SIZE - 1}
    assert hub.seen == []


def test_only_what_is_missing_needs_room(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / f"{model.file}.part").write_bytes(DATA[: 4 * PIECE])
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(SIZE, 1, SIZE - 4 * PIECE))
    assert bring(model, home).read_bytes() == DATA


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    folder = tmp_path / "диск"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_small_disk_is_noticed_before(hub: Hub, model: Model, small_disk: Path) -> None:
    with pytest.raises(Problem) as caught:
        bring(model, small_disk)
    assert caught.value.kind is ProblemKind.DISK_FULL
    assert caught.value.facts["needed"] == SIZE
    assert hub.sent == 0


def test_a_disk_that_fills_up_meanwhile_keeps_what_has_come(
    hub: Hub, model: Model, small_disk: Path
) -> None:
    usage = shutil.disk_usage
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Problem) as caught:
        patch.setattr(shutil, "disk_usage", lambda path: usage("/"))  # it looked big enough
        bring(model, small_disk)
    assert caught.value.kind is ProblemKind.DISK_FULL
    part = small_disk / f"{model.file}.part"
    assert part.stat().st_size > 3 * PIECE
    assert part.read_bytes() == DATA[: part.stat().st_size]

    subprocess.run(["mount", "-o", "remount,size=9m", str(small_disk)], check=True)
    hub.sent = 0
    assert bring(model, small_disk).read_bytes() == DATA
    assert hub.sent < SIZE // 2


def test_a_folder_that_cannot_be_used_is_said_plainly(model: Model, home: Path) -> None:
    (home / "models").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        bring(model, home / "models")
    assert caught.value.kind is ProblemKind.FOLDER_UNREADABLE
    assert caught.value.facts["name"] == "models"


# Two at a time ------------------------------------------------------------------------------------


def test_a_second_process_waits_for_the_first_and_follows_it(
    hub: Hub, model: Model, home: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.write_bytes(DATA)
    hub.get.append(Stall(after=2 * PIECE))
    first = start_elsewhere(data, home)
    assert hub.stalling.wait(60)

    stop = StopToken()
    listener = Listener()

    def then(progress: Progress) -> None:
        if any(seen.done == 2 * PIECE for seen in listener.downloading):
            stop.set()

    listener.then = then
    with pytest.raises(Problem) as caught:
        bring(model, home, stop=stop, listener=listener)
    assert caught.value.kind is ProblemKind.STOPPED
    assert first.poll() is None
    assert len(hub.ranges()) == 1

    first.kill()  # the second may go on now
    first.wait()
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE


def test_a_second_thread_finds_the_work_done(hub: Hub, model: Model, home: Path) -> None:
    hub.rate = 8e6
    results: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: results.append(bring(model, home).read_bytes()))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [DATA, DATA]
    assert hub.sent == SIZE


# Hashing ------------------------------------------------------------------------------------------


def test_hashing_by_the_piece_agrees_with_the_catalogue(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(DATA)
    told: list[int] = []
    whole, pieces = layout.hash_file(path, StopToken(), told.append, piece_size=PIECE)
    assert (whole, pieces) == (model.sha256, model.pieces)
    assert told[-1] == SIZE


def test_the_record_says_what_was_found(hub: Hub, model: Model, home: Path) -> None:
    path = bring(model, home)
    content = json.loads(record.record_path(path).read_text("utf-8"))
    assert content["sha256"] == model.sha256
    assert content["size"] == SIZE
    assert content["mtime_ns"] == path.stat().st_mtime_ns


def test_a_busy_server_that_cut_the_download_does_not_lose_it(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.get.extend([Cut(PIECE), Refuse(503), Refuse(503)])
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE
