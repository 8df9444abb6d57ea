"""What every test starts with: an empty user folder, no network settings, loud warnings."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty user folder, with a name that breaks careless code."""
    folder = tmp_path / "Иван Петров — отчёты 📁"
    folder.mkdir()
    monkeypatch.setenv("SAIDDONE_HOME", str(folder))
    for name in ("HF_ENDPOINT", "HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def no_unexpected_warnings(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail when the product logged a warning that the test did not expect.

    A test that expects one clears `caplog` after looking at it.
    """
    yield
    loud = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("app")
    ]
    assert not loud, f"unexpected log: {[record.getMessage() for record in loud]}"
