"""What a person asked for, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Language(StrEnum):
    """A language that the product speaks."""

    ENGLISH = "en"
    RUSSIAN = "ru"


@dataclass(frozen=True, slots=True)
class Workplace:
    """The part of the person's disk that one task may see.

    `root` is an absolute folder. `members` are the files and folders in it, relative to it, that
    the task sees; `None` means all of it.
    """

    root: Path
    members: tuple[Path, ...] | None = None

    def contains(self, path: Path) -> bool:
        """Whether the task may see `path`, which is relative to the root."""
        if self.members is None:
            return True
        return any(path == member or member in path.parents for member in self.members)


@dataclass(frozen=True, slots=True)
class Request:
    """A task in the person's own words.

    `named_files` are the files that the person dropped or chose, relative to the workplace's
    root; empty when they only chose a folder, or nothing. `previous_code` is the script that a
    follow-up ("now sort it by date") works on.
    """

    words: str
    workplace: Workplace
    named_files: tuple[Path, ...] = ()
    language: Language = Language.ENGLISH
    previous_words: str = ""
    previous_code: str = ""
