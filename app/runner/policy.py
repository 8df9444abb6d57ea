"""What one run may see and touch, as values. How it is enforced is `confine`'s subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

ROOM = PurePosixPath("/run/saiddone")
"""Where our own folders appear inside a sealed room."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A file or folder of this computer, and where a run sees it."""

    source: Path
    target: Path
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that a run gets; what is not named here is not there.

    `folder` is the current folder, as seen inside. `mounts` are made in order. `temporary_bytes`
    is the room for temporary files, which is memory.
    """

    folder: Path
    mounts: tuple[Mount, ...]
    variables: dict[str, str] = field(default_factory=dict)
    temporary_bytes: int = 256 * 1024**2


@dataclass(frozen=True, slots=True)
class Command:
    """How a process is started: nothing of it is inherited.

    `options` are NUL-separated words that the program reads from a file descriptor; the word
    `OPTIONS_FD` in `arguments` stands for its number, `INFO_FD` for the one on which it tells
    the process id of the room's first process.
    """

    arguments: tuple[str, ...]
    variables: dict[str, str]
    folder: Path
    options: bytes = b""
    is_sealed: bool = False


OPTIONS_FD = "{options}"
INFO_FD = "{info}"
