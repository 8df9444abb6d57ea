"""The main job as a person does it: the real window on a real X display, with the real model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths
from tests.support import real_model

pytestmark = [pytest.mark.model, pytest.mark.sandbox]


def test_a_request_is_answered_through_the_window(screen: str, home: Path, tmp_path: Path) -> None:
    real_model.lend(home)
    environment = dict(
        os.environ,
        DISPLAY=screen,
        QT_QPA_PLATFORM="xcb",
        SAIDDONE_HOME=str(home),
        SAIDDONE_JOURNEY_FOLDER=str(tmp_path / "journey"),
    )
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.merge_csv_files"],
        cwd=paths.ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (paths.ROOT / "artifacts" / "window.png").stat().st_size > 20_000
