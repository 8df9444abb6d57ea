"""What the tests of downloads share: a small model, its hub, and a record of what was reported."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.model import Mirror, Model
from app.domain.progress import Downloading, Progress, Verifying
from app.domain.stop import StopToken
from app.writer.download.fetch import fetch
from app.writer.download.fill import Patience

PIECE = 512 * 1024
QUICK = Patience(first_wait=0.01)


def content(size: int, seed: int = 1) -> bytes:
    """Bytes that no compression helps with."""
    return b"GGUF" + random.Random(seed).randbytes(size - 4)


def model_of(
    data: bytes,
    *,
    name: str = "small",
    piece: int = PIECE,
    mirror: Mirror | None = None,
    memory: int = 1_000_000,
) -> Model:
    """The catalogue's description of `data`, with pieces unless `piece` is 0."""
    starts = range(0, len(data), piece) if piece else ()
    return Model(
        id=name,
        name={"en": name, "ru": name},
        note={"en": "For tests", "ru": "Для тестов"},
        file=f"{name}.gguf",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        licence="Apache-2.0",
        licence_url="",
        non_commercial=False,
        repository=f"someone/{name}-GGUF",
        revision="main",
        memory=memory,
        context=8192,
        piece_size=piece,
        pieces=tuple(hashlib.sha256(data[at : at + piece]).hexdigest() for at in starts),
        mirror=mirror,
    )


@dataclass
class Listener:
    """Keeps what was reported; `then` is called with each report."""

    heard: list[Progress] = field(default_factory=list)
    then: Callable[[Progress], None] = lambda progress: None

    def __call__(self, progress: Progress) -> None:
        self.heard.append(progress)
        self.then(progress)

    @property
    def downloading(self) -> list[Downloading]:
        return [progress for progress in self.heard if isinstance(progress, Downloading)]

    @property
    def verifying(self) -> list[Verifying]:
        return [progress for progress in self.heard if isinstance(progress, Verifying)]


def bring(
    model: Model,
    folder: Path,
    *,
    listener: Listener | None = None,
    stop: StopToken | None = None,
    patience: Patience = QUICK,
) -> Path:
    """Fetch `model` into `folder`."""
    return fetch(model, folder / model.file, listener or Listener(), stop or StopToken(), patience)
