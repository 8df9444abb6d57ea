"""One process of the scripts' Python for all openings that are run here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.facts.finding import Runs


@pytest.fixture(scope="session")
def runs() -> Iterator[Runs]:
    """Runs openings; see `Runs.value`."""
    running = Runs()
    yield running
    running.close()
