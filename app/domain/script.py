"""A script, and what can be said of it without running it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ScriptLanguage(StrEnum):
    """A language that scripts are written in. The runner knows how to start each."""

    PYTHON = "python"


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of the answer that we write: loading lines for the files it is about.

    `code` is ordinary Python that ends with a line break, or is empty. `files` are the files
    that it opens or names, relative to the workplace's root.
    """

    code: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A whole program as the person sees and exports it: our opening and what the model wrote."""

    code: str
    language: ScriptLanguage = ScriptLanguage.PYTHON

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that could run."""
        return not any(
            line.strip() and not line.lstrip().startswith("#") for line in self.code.splitlines()
        )


@dataclass(frozen=True, slots=True)
class Review:
    """What the syntax tree of a script says, found without running it.

    `syntax_error` is empty for a script that parses. `unknown_imports` are top-level modules that
    scripts cannot have here. `reads` and `writes` are paths spelled out in the script.
    `deletes` tells whether it calls something that removes files.
    """

    syntax_error: str = ""
    syntax_error_line: int = 0
    imports: tuple[str, ...] = ()
    unknown_imports: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    deletes: bool = False

    @property
    def can_run(self) -> bool:
        """Whether it is worth trying."""
        return not self.syntax_error and not self.unknown_imports
