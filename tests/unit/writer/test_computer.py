"""What this computer has, and which models suit it."""

from __future__ import annotations

import shutil
from pathlib import Path

import psutil
import pytest

from app import paths
from app.domain.model import Computer, Fit
from app.writer import catalog, computer

GB = 1_000_000_000


def test_this_computer_is_measured(home: Path) -> None:
    measured = computer.measure(home / "not" / "there" / "yet")
    assert GB / 2 < measured.memory <= psutil.virtual_memory().total
    assert 1 <= measured.cores <= (psutil.cpu_count() or 1)
    assert 0 < measured.free_disk <= shutil.disk_usage(home).total
    assert not (home / "not").exists()


@pytest.mark.parametrize(
    ("memory", "disk", "cores", "fits"),
    [
        (16 * GB, 100 * GB, 8, ["good", "good", "good", "good"]),
        (16 * GB, 100 * GB, 2, ["good", "good", "slow", "slow"]),
        (8 * GB, 100 * GB, 4, ["good", "good", "good", "no-memory"]),
        (4 * GB, 100 * GB, 2, ["good", "good", "no-memory", "no-memory"]),
        (3 * GB, 100 * GB, 2, ["good", "no-memory", "no-memory", "no-memory"]),
        (1 * GB, 100 * GB, 2, ["no-memory"] * 4),
        (16 * GB, 1 * GB, 8, ["good", "no-disk", "no-disk", "no-disk"]),
    ],
)
def test_which_models_suit(memory: int, disk: int, cores: int, fits: list[str]) -> None:
    models = catalog.load(paths.CATALOG).models
    this = Computer(memory, disk, cores)
    assert [computer.fit(model, this).value for model in models] == fits


def test_what_is_on_the_disk_already_needs_no_room() -> None:
    model = catalog.load(paths.CATALOG).models[1]
    this = Computer(16 * GB, 100, 8)
    assert computer.fit(model, this) is Fit.NO_DISK
    assert computer.fit(model, this, have=model.size - 100) is Fit.GOOD


def control_groups(root: Path, lines: str, limits: dict[str, str]) -> tuple[int, ...]:
    """What is found where /proc/self/cgroup has `lines` and the files have `limits`."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(lines, encoding="utf-8")
    for path, text in limits.items():
        file = root / "sys/fs/cgroup" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return computer.control_group_limits(root)


def test_a_containers_limit_counts_in_version_2(tmp_path: Path) -> None:
    limits = {"memory.max": "max\n", "a/memory.max": "4000\n", "a/b/memory.max": "5000\n"}
    assert min(control_groups(tmp_path, "0::/a/b\n", limits)) == 4000


def test_a_containers_limit_counts_in_version_1(tmp_path: Path) -> None:
    lines = "12:cpu,cpuacct:/docker/x\n7:memory:/docker/x\n0::/\n"
    limits = {"memory/memory.limit_in_bytes": "3000\n"}
    assert control_groups(tmp_path, lines, limits) == (3000,)


def test_without_a_limit_the_machine_counts(tmp_path: Path) -> None:
    assert control_groups(tmp_path, "0::/\n", {"memory.max": "max\n"}) == ()
    assert computer.control_group_limits(tmp_path / "elsewhere") == ()
