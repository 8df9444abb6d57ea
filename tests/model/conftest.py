"""The real model, lent to each test's own user folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import real_model


@pytest.fixture
def model(home: Path) -> Path:
    """The real 1.5B model's file. `start.py test` fetches it, so it must be here."""
    return real_model.lend(home)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of the person's, with a name that breaks careless code."""
    folder = tmp_path / "Задачи — Иван 📁"
    folder.mkdir()
    return folder
