"""A window that is killed with `kill -9` while a script is written loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths
from tests.support import real_model


def start(deed: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.killed_window", deed],
        cwd=paths.ROOT,
        env=dict(os.environ, SAIDDONE_HOME=str(home), QT_QPA_PLATFORM="offscreen"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.model
def test_a_killed_window_comes_back_with_the_conversation(home: Path) -> None:
    real_model.lend(home)
    asking = start("ask", home)
    assert asking.stdout is not None
    first = asking.stdout.readline()
    asking.send_signal(signal.SIGKILL)
    _, errors = asking.communicate(timeout=60)
    assert first == "writing\n", errors
    assert asking.returncode == -signal.SIGKILL

    looking = start("look", home)
    shown, errors = looking.communicate(timeout=120)
    assert looking.returncode == 0, errors
    assert "the words that must not be lost" in shown
    assert "Ask again" in shown
    assert not any(paths.scratch().glob("*/view")), "what the killed one left is swept"
