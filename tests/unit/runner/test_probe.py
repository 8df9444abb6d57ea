"""The self-test must see through walls with holes."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import paths
from app.domain.outcome import SandboxLevel
from app.runner.confine_linux import Bubblewrap
from app.runner.policy import Policy
from app.runner.runner import SealedRunner

pytestmark = pytest.mark.sandbox


SEPARATE = ("--unshare-ipc", "--unshare-net", "--unshare-uts")


@dataclass(frozen=True, slots=True)
class Leaky(Bubblewrap):
    """A room with a hole."""

    hole: str = ""

    def options(self, policy: Policy) -> list[str]:
        words = Bubblewrap.options(self, policy)
        if self.hole == "network":
            words.append("--share-net")
        elif self.hole == "processes":
            at = words.index("--unshare-all")
            words[at : at + 1] = SEPARATE
        elif self.hole == "files":
            at = words.index("--remount-ro")
            for name in ("secret.txt", "outside.txt"):
                path = str(policy.folder.parent / name)
                words[at:at] = ["--bind", path, path]
        elif self.hole == "original":
            at = words.index("--bind", words.index("--bind") + 1)
            words[at + 1] = words[at + 2]
        else:
            words.append(self.hole)
        return words


@pytest.fixture
def no_strays() -> Iterator[None]:
    """Ends what outlived a room with a hole."""
    yield
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            seen = (process / "mountinfo").read_text("utf-8", "replace")
            # the kernel writes blanks as \040 there
            if process.name.isdigit() and str(paths.scratch()).replace(" ", "\\040") in seen:
                os.kill(int(process.name), signal.SIGKILL)


@pytest.fixture
def bwrap() -> Path:
    found = Bubblewrap.find()
    if found is None:
        pytest.skip("bubblewrap is not installed")
    return found.program


def runner(wall: Bubblewrap | None = None, python: Path | None = None) -> SealedRunner:
    chosen = python or paths.scripts_python()
    return SealedRunner(paths.scratch(), chosen, paths.scripts_environment(), confinement=wall)


def test_the_real_room_passes_and_is_remembered(bwrap: Path) -> None:
    first = runner(Bubblewrap(bwrap))
    assert (first.level(), first.level_reason()) == (SandboxLevel.STRONG, "")
    assert list(paths.scratch().iterdir()) == []
    memory = paths.cache() / "room.json"
    written = memory.stat().st_mtime_ns
    assert runner(Bubblewrap(bwrap)).level() is SandboxLevel.STRONG
    assert memory.stat().st_mtime_ns == written
    memory.write_text(memory.read_text(encoding="utf-8").replace('"key": "', '"key": "old'))
    assert runner(Bubblewrap(bwrap)).level() is SandboxLevel.STRONG
    assert memory.stat().st_mtime_ns != written


@pytest.mark.usefixtures("no_strays")
@pytest.mark.parametrize(
    ("hole", "reason"),
    [
        ("network", "TCP reached"),
        ("network", "abstract socket reached"),
        ("files", "a file outside was read; a file outside was written"),
        ("original", "an original was written"),
        ("processes", "a process outlived the room"),
        ("--this-bwrap-does-not-know", "--this-bwrap-does-not-know"),
    ],
)
def test_a_room_with_a_hole_is_not_called_strong(bwrap: Path, hole: str, reason: str) -> None:
    leaky = runner(Leaky(bwrap, hole=hole))
    assert leaky.level() is SandboxLevel.BASIC
    assert reason in leaky.level_reason()
    assert not (paths.cache() / "room.json").exists()


def test_without_bubblewrap_the_reason_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.runner.confine.strongest", lambda: None)
    bare = runner()
    assert bare.level() is SandboxLevel.BASIC
    assert bare.level_reason()
