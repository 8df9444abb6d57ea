"""A second start hands its files over and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from app import paths
from app.platform.single_instance import Doorbell, hand_over
from tests.support.scripted_assistant import Result, Scene
from tests.ui.conftest import OpenIt

_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.platform.single_instance import hand_over
application = QCoreApplication(sys.argv)
sys.exit(0 if hand_over([Path(word) for word in sys.argv[1:]]) else 3)
"""


def _start_again(*files: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _SECOND, *map(str, files)],
        cwd=paths.ROOT,
        env={**os.environ, "PYTHONPATH": str(paths.ROOT)},
    )


def test_a_second_start_brings_its_folder_to_the_first_window(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    person = open_window(Scene((Result(),)))
    second = _start_again(work)
    qtbot.waitUntil(lambda: person.session.composer.place.folder == work, timeout=30_000)
    assert second.wait(30) == 0


def test_a_second_start_without_files_just_rings(qtbot: QtBot) -> None:
    doorbell = Doorbell()
    with qtbot.waitSignal(doorbell.rang, timeout=30_000) as heard:
        second = _start_again()
    assert heard.args == [()]
    assert second.wait(30) == 0
    doorbell.close()


def test_a_first_start_finds_nobody(qtbot: QtBot) -> None:
    assert not hand_over([])


def test_what_a_crash_left_behind_is_no_obstacle(qtbot: QtBot, work: Path) -> None:
    crashed = Doorbell()
    socket = Path(crashed._server.fullServerName())
    crashed.close()
    if sys.platform != "win32":
        socket.touch()  # a socket nobody listens to
    doorbell = Doorbell()
    with qtbot.waitSignal(doorbell.rang, timeout=30_000) as heard:
        second = _start_again(work / "март.csv")
    assert heard.args == [(work / "март.csv",)]
    assert second.wait(30) == 0
    doorbell.close()
