"""What is going on, as values that a window or a terminal can show while it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingFiles:
    """The files are being looked at. `total` is 0 while it is not known."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class LoadingModel:
    """The model is read into memory. `fraction` runs from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Thinking:
    """The model reads the request. Counted in tokens."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Writing:
    """More text of the script. `attempt` counts from 1; a new attempt starts from nothing."""

    attempt: int
    text: str


@dataclass(frozen=True, slots=True)
class Trying:
    """A script runs on the sealed copy. `attempt` counts from 1."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Repairing:
    """A script failed and is written again. `attempt` counts the repairs from 1."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Applying:
    """The changes are made in the real folder."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Downloading:
    """A model is on its way. Bytes, bytes a second, seconds left (`None` while not known).

    `source` names where it comes from: "hub" or "mirror".
    """

    done: int
    total: int
    rate: float
    seconds_left: float | None
    source: str


@dataclass(frozen=True, slots=True)
class Verifying:
    """A downloaded file is compared with its known hash. Bytes."""

    done: int
    total: int


Progress = (
    ReadingFiles
    | LoadingModel
    | Thinking
    | Writing
    | Trying
    | Repairing
    | Applying
    | Downloading
    | Verifying
)
Report = Callable[[Progress], None]


def say_nothing(progress: Progress) -> None:
    """A `Report` for callers that do not show progress."""
