"""The window as a program: it starts, keeps its place for itself, and ends cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import paths
from app.platform.single_instance import hand_over

_PROGRAM = """
import sys
from pathlib import Path
from app.ui.application import run_window
from tests.support.memory_store import MemoryStore
from tests.support.scripted_assistant import ScriptedAssistant, ScriptedLibrary
assistant = ScriptedAssistant(folder=Path(sys.argv[1]))
sys.exit(run_window(assistant, ScriptedLibrary(), MemoryStore(), ["saiddone", *sys.argv[2:]]))
"""


def _start(*words: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *map(str, words)],
        cwd=paths.ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(paths.ROOT), os.environ.get("PYTHONPATH", "")]),
            "QT_QPA_PLATFORM": "offscreen",
        },
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for a child there")
def test_the_program_starts_keeps_others_out_and_ends_with_ctrl_c(
    qtbot: QtBot, tmp_path: Path, work: Path
) -> None:
    first = _start(tmp_path / "first")
    qtbot.waitUntil(lambda: first.poll() is not None or hand_over([]), timeout=60_000)
    assert first.poll() is None, "it could not start"

    second = _start(tmp_path / "second", work)
    _, said = second.communicate(timeout=60)
    assert second.returncode == 0, f"a second start hands over and ends: {said}"
    assert first.poll() is None

    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=60)
    assert first.returncode == 0, said
    assert "Traceback" not in said
    assert (paths.logs() / "crash.log").exists()
    assert not hand_over([]), "the doorbell is gone"
