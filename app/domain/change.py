"""What a script did, or would do, to files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """How a file or folder differs after a script."""

    CREATED = "created"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class FileMark:
    """What an original looked like when the preview began; any difference later is a conflict.

    `size` in bytes, times in nanoseconds as `os.lstat` gives them, `mode` as `st_mode`.
    """

    size: int
    modified_ns: int
    changed_ns: int
    inode: int
    mode: int


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the folder before and the folder after.

    `path` and `source` are relative to the workplace's root with forward slashes. `source` is
    the old path of a renamed file, else empty. `before` is the mark of the original (`None` for a
    created one). `size` in bytes and `digest` (SHA-256, hexadecimal) describe the content
    afterwards; empty for folders and deleted files.
    """

    path: str
    kind: ChangeKind
    source: str = ""
    is_folder: bool = False
    before: FileMark | None = None
    size: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ChangeCounts:
    """How many files each kind of change concerns; folders are not counted."""

    created: int = 0
    modified: int = 0
    deleted: int = 0
    renamed: int = 0

    @classmethod
    def of(cls, changes: tuple[Change, ...]) -> ChangeCounts:
        """Count the files in `changes`."""
        kinds = [change.kind for change in changes if not change.is_folder]
        return cls(
            created=kinds.count(ChangeKind.CREATED),
            modified=kinds.count(ChangeKind.MODIFIED),
            deleted=kinds.count(ChangeKind.DELETED),
            renamed=kinds.count(ChangeKind.RENAMED),
        )

    @property
    def total(self) -> int:
        """All of them together."""
        return self.created + self.modified + self.deleted + self.renamed
