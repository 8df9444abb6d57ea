"""A person's folder to play in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.journal.playground import Playground


@pytest.fixture
def play(tmp_path: Path) -> Playground:
    return Playground.at(tmp_path)
