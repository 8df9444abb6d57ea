"""A small world around the room: secrets, neighbours, listeners; judged from outside."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app import paths
from app.domain.change import ChangeKind
from app.domain.outcome import Limits, Outcome, SandboxLevel
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.runner.runner import SealedRunner

SECRET = "canary-5f1d7c0e"
Snapshot = dict[str, tuple[object, ...]]


def snapshot(folder: Path) -> Snapshot:
    """Content, mode, time, inode, links and attributes of everything in `folder`."""
    found: Snapshot = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        status = path.lstat()
        content = ""
        if stat.S_ISREG(status.st_mode):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        elif stat.S_ISLNK(status.st_mode):
            content = str(path.readlink())
        marks = (status.st_mode, status.st_mtime_ns, status.st_ino, status.st_nlink, status.st_uid)
        attributes = tuple(sorted(os.listxattr(path, follow_symlinks=False)))
        found[str(path)] = (content, *marks, status.st_size, attributes)
    return found


@dataclass
class World:
    """The person's folder `root`, what is beside it, and a runner."""

    root: Path
    outside: Path
    runner: SealedRunner
    scratch: Path
    sockets: Path
    abstract: str
    listeners: dict[str, socket.socket] = field(default_factory=dict)

    @property
    def tcp_port(self) -> int:
        return int(self.listeners["tcp"].getsockname()[1])

    @property
    def udp_port(self) -> int:
        return int(self.listeners["udp"].getsockname()[1])

    def run(self, code: str, **limits: float) -> Outcome:
        """Try `code`; what came of it.

        Part of every case: the time is bounded, and everything outside is as it was before.
        """
        before = snapshot(self.root), snapshot(self.outside)
        bounds = Limits(**{"seconds": 20.0} | limits)  # type: ignore[arg-type]
        trial = self.runner.try_script(
            Script(code), Workplace(self.root), bounds, StopToken(), lambda progress: None
        )
        try:
            assert trial.outcome.sandbox is SandboxLevel.STRONG
            assert trial.outcome.seconds < bounds.seconds + 10
            assert (snapshot(self.root), snapshot(self.outside)) == before
            return trial.outcome
        finally:
            self.runner.discard(trial)

    def said(self, outcome: Outcome) -> str:
        """Everything that reached us from inside."""
        return f"{outcome}"

    def knocks(self) -> list[str]:
        """The listeners that something reached."""
        reached = []
        for name, listener in self.listeners.items():
            listener.setblocking(False)
            try:
                listener.recv(1) if name == "udp" else listener.accept()[0].close()
            except BlockingIOError:
                continue
            reached.append(name)
        return reached

    def leftovers(self) -> list[str]:
        """Processes that still see a run's folders, and folders that were not removed."""
        found = [str(path) for path in self.scratch.iterdir()] if self.scratch.exists() else []
        for process in Path("/proc").iterdir():
            if process.name.isdigit():
                try:
                    seen = (process / "mountinfo").read_text("utf-8", "replace")
                    if str(self.scratch).replace(" ", "\\040") in seen:
                        found.append((process / "cmdline").read_bytes().decode("utf-8", "replace"))
                except OSError:
                    continue
        return found


def changed(outcome: Outcome) -> dict[str, ChangeKind]:
    """The changes by path."""
    return {change.path: change.kind for change in outcome.changes}


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[SealedRunner, Path]:
    """A runner that passed its self-test, and where it makes its copies."""
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    home = tmp_path_factory.mktemp("дом")
    before = os.environ.get("SAIDDONE_HOME")
    os.environ["SAIDDONE_HOME"] = str(home)
    try:
        runner = SealedRunner(paths.scratch(), paths.scripts_python(), paths.scripts_environment())
        assert runner.level() is SandboxLevel.STRONG, runner.level_reason()
        return runner, paths.scratch()
    finally:
        if before is None:
            del os.environ["SAIDDONE_HOME"]
        else:
            os.environ["SAIDDONE_HOME"] = before


@pytest.fixture
def world(sealed: tuple[SealedRunner, Path], tmp_path: Path) -> Iterator[World]:
    """A world that must be the same afterwards."""
    runner, scratch = sealed
    outside = tmp_path / "рядом"
    outside.mkdir()
    (outside / "secret.txt").write_text(SECRET, encoding="utf-8")
    root = tmp_path / "Папка с 'кавычками' и 📁"
    (root / "sub").mkdir(parents=True)
    (root / "a.txt").write_text("first", encoding="utf-8")
    (root / "sub" / "b.txt").write_text("second", encoding="utf-8")
    (root / "таблица.csv").write_text("x;y\n1;2\n", encoding="utf-8")
    (root / "link-out").symlink_to(outside / "secret.txt")
    (root / "folder-out").symlink_to(outside)
    short = Path(tempfile.mkdtemp(prefix="sd-"))
    abstract = f"saiddone-test-{os.getpid()}-{root.stat().st_ino}"
    sentinel = subprocess.Popen(["sleep", "600"])
    place = World(root, outside, runner, scratch, short, abstract)
    place.listeners["tcp"] = socket.create_server(("127.0.0.1", 0))
    place.listeners["udp"] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    place.listeners["udp"].bind(("127.0.0.1", 0))
    for name, address in (("path", str(short / "s")), ("abstract", f"\0{abstract}")):
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address)
        listener.listen()
        place.listeners[name] = listener
    try:
        yield place
        assert place.knocks() == []
        assert place.leftovers() == []
        assert sentinel.poll() is None, "a process outside was killed"
    finally:
        sentinel.kill()
        sentinel.wait()
        for listener in place.listeners.values():
            listener.close()
        shutil.rmtree(short)
