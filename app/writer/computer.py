"""What this computer has: memory, room on the disk, cores; and whether a model suits it."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path, PurePosixPath

import psutil

from app.domain.model import Computer, Fit, Model

OTHERS = 1_000_000_000
"""Bytes of memory that the system, the window and the scripts need beside the model."""

_BYTES_PER_CORE = 750_000_000
"""Up to this many bytes of model for each core, a script is written in seconds.

A token costs arithmetic in proportion to the file: the 1.5B (1.1 GB) writes 21 tokens a second
on 2 cores, the 3B (2.1 GB) about 10.
"""


def measure(folder: Path) -> Computer:
    """What matters of this computer for models that live in `folder` (which need not exist)."""
    return Computer(memory=memory(), free_disk=free_disk(folder), cores=cores())


def fit(model: Model, computer: Computer, have: int = 0) -> Fit:
    """Whether `model` suits `computer`, when `have` bytes of it are on the disk already."""
    if model.memory + OTHERS > computer.memory:
        return Fit.NO_MEMORY
    if model.size - have > computer.free_disk:
        return Fit.NO_DISK
    return Fit.SLOW if model.size > _BYTES_PER_CORE * computer.cores else Fit.GOOD


def free_disk(folder: Path) -> int:
    """Bytes that this person may still write where `folder` is or will be."""
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


@cache
def memory() -> int:
    """Bytes of memory that programs may use here: the machine's, or the container's limit."""
    machine = psutil.virtual_memory().total
    return min(machine, *control_group_limits()) if sys.platform == "linux" else machine


@cache
def cores() -> int:
    """Physical cores that this program may use, at least 1."""
    physical = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    if sys.platform == "linux":
        physical = min(physical, len(os.sched_getaffinity(0)))
    return max(1, physical)


def control_group_limits(root: Path = Path("/")) -> tuple[int, ...]:
    """Memory limits of this process's control groups and all groups above (v2 and v1), in bytes.

    A container sees the machine's memory in /proc/meminfo, and is killed at its own limit.
    `root` is where /proc and /sys are, for tests.
    """
    try:
        lines = (root / "proc/self/cgroup").read_text("utf-8").splitlines()
    except OSError:
        return ()
    limits = []
    for line in lines:
        _, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if controllers == "":
            mount, name = root / "sys/fs/cgroup", "memory.max"
        elif "memory" in controllers.split(","):
            mount, name = root / "sys/fs/cgroup/memory", "memory.limit_in_bytes"
        else:
            continue
        path = PurePosixPath("/" + group.lstrip("/"))
        for above in (path, *path.parents):
            limit = _number(mount / str(above).lstrip("/") / name)
            if limit is not None:
                limits.append(limit)
    return tuple(limits)


def _number(path: Path) -> int | None:
    # "max" means no limit in v2; v1 says it with a number near 2**63, larger than any machine
    try:
        return int(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
