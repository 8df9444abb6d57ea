"""The judges outside see a break-out when there is one: the same world with the wall taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import paths
from app.domain.outcome import Limits
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial
from app.runner.confine import Unconfined
from app.runner.runner import SealedRunner
from tests.sandbox.conftest import SECRET, World, snapshot

pytestmark = pytest.mark.sandbox


@pytest.fixture
def without_wall(world: World) -> Iterator[World]:
    """The world, left by the judges in peace afterwards."""
    yield world
    world.knocks()


def attempt(world: World, code: str) -> Trial:
    runner = SealedRunner(
        paths.scratch(),
        paths.scripts_python(),
        paths.scripts_environment(),
        confinement=Unconfined(),
    )
    return runner.try_script(
        Script(code), Workplace(world.root), Limits(), StopToken(), lambda step: None
    )


def test_a_break_out_is_seen(without_wall: World) -> None:
    world = without_wall
    before = snapshot(world.root), snapshot(world.outside)
    commands = [
        f"cat {world.outside}/secret.txt; echo x > {world.outside}/new",
        f"bash -c 'echo x > /dev/tcp/127.0.0.1/{world.tcp_port}'",
        f"touch {world.outside.parent}/*/a.txt",
    ]
    trial = attempt(world, f"import os\nfor command in {commands!r}:\n    os.system(command)")
    assert SECRET in world.said(trial.outcome)
    assert world.knocks() == ["tcp"]
    after = snapshot(world.root), snapshot(world.outside)
    assert after[0] != before[0] and after[1] != before[1]
    assert Path(world.outside / "new").exists()
