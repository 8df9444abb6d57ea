"""How a file is cut into pieces, and the hashing of files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.model import Model
from app.domain.stop import StopToken

BLOCK = 2**20
"""Bytes between two looks at the stop token: about a millisecond of hashing."""

LEARNED_PIECE = 64 * 2**20
"""Piece size for files whose catalogue entry has no pieces."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The SHA-256 of each `piece_size` bytes of a file of `size` bytes, in order."""

    size: int
    piece_size: int
    hashes: tuple[str, ...]

    def start(self, index: int) -> int:
        """Where a piece begins in the file."""
        return index * self.piece_size

    def length(self, index: int) -> int:
        """The bytes of a piece: `piece_size`, and what is left for the last."""
        return min(self.piece_size, self.size - self.start(index))


def layout_of(model: Model, learned: Layout | None = None) -> Layout:
    """The catalogue's pieces, else those that were learned; without any, the whole is one."""
    if model.pieces:
        return Layout(model.size, model.piece_size, model.pieces)
    if learned is not None:
        return learned
    return Layout(model.size, model.size, (model.sha256,))


def hash_file(
    path: Path,
    stop: StopToken,
    tell: Callable[[int], None],
    *,
    piece_size: int = 0,
) -> tuple[str, tuple[str, ...]]:
    """The SHA-256 of a file, and those of its pieces if `piece_size` is given.

    `tell` hears the bytes done.

    Raises:
        Problem: STOPPED.
        OSError: the file cannot be read.
    """
    whole, piece = hashlib.sha256(), hashlib.sha256()
    pieces: list[str] = []
    done = in_piece = 0
    with path.open("rb", buffering=0) as file:
        while True:
            stop.check()
            wanted = min(BLOCK, piece_size - in_piece) if piece_size else BLOCK
            block = file.read(wanted)
            if not block:
                break
            whole.update(block)
            done += len(block)
            if piece_size:
                piece.update(block)
                in_piece += len(block)
                if in_piece == piece_size:
                    pieces.append(piece.hexdigest())
                    piece, in_piece = hashlib.sha256(), 0
            tell(done)
    if in_piece:
        pieces.append(piece.hexdigest())
    return whole.hexdigest(), tuple(pieces)
