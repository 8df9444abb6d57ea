"""What is remembered of a model file that was hashed, in a small JSON file beside it.

So the next start needs no hashing. It counts only while size and time of change are the same.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from app.writer.download.layout import Layout


@dataclass(frozen=True, slots=True)
class Record:
    """A file had `size` bytes, was last changed at `mtime_ns`, and its SHA-256 was `sha256`.

    `expected` is what it should have been. `piece_size` and `pieces` (SHA-256) are of the right
    file; they are kept only for files whose pieces the catalogue does not know.
    """

    size: int
    mtime_ns: int
    sha256: str
    expected: str
    piece_size: int = 0
    pieces: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the file was what it should have been."""
        return self.sha256 == self.expected

    def describes(self, path: Path) -> bool:
        """Whether the file has not been changed since."""
        try:
            status = path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.mtime_ns)

    def layout_for(self, size: int, sha256: str) -> Layout | None:
        """The pieces of the right file of this size and hash, if they are remembered."""
        if self.expected != sha256 or self.piece_size <= 0:
            return None
        if len(self.pieces) != -(-size // self.piece_size):
            return None
        return Layout(size, self.piece_size, self.pieces)


def record_path(file: Path) -> Path:
    """Where the record of a model file is kept."""
    return file.with_name(file.name + ".verified.json")


def read(file: Path) -> Record | None:
    """What is remembered of a model file; `None` also when the record is unreadable."""
    try:
        content = json.loads(record_path(file).read_text("utf-8"))
        content["pieces"] = tuple(content["pieces"])
        record = Record(**content)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    numbers = (record.size, record.mtime_ns, record.piece_size)
    is_right = all(isinstance(number, int) and number >= 0 for number in numbers)
    return record if is_right else None


def write(file: Path, record: Record) -> None:
    """Remember what a model file was found to be."""
    path = record_path(file)
    new = path.with_name(path.name + ".new")
    new.write_text(json.dumps(asdict(record), indent=1) + "\n", encoding="utf-8")
    new.replace(path)


def forget(file: Path) -> None:
    """Remember nothing of a model file."""
    record_path(file).unlink(missing_ok=True)
