"""Reads what a run left behind. Nothing of it is trusted: sizes, types and contents are checked."""

# Handles and flags, which pathlib does not have.
# ruff: noqa: PTH123

from __future__ import annotations

import json
import math
import os
import re
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from app.domain.outcome import Cell, ScriptError, Table

MOST_RESULT_BYTES = 16 * 1024**2
MOST_FIGURES = 20
MOST_FIGURE_BYTES = 32 * 1024**2
MOST_FIGURE_PIXELS = 50_000_000
_MOST_ROWS, _MOST_COLUMNS, _MOST_CELL = 10_000, 200, 2000
_MOST_TEXT = 200_000
_FIGURE_NAME = re.compile(r"figure-[1-9][0-9]?\.png")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Result:
    """What the harness wrote down, as far as it makes sense.

    `cause` is "memory" or "disk" when that is what the script ran out of, else empty.
    """

    has_raised: bool = False
    value_text: str = ""
    table: Table | None = None
    figures: tuple[Path, ...] = ()
    error: ScriptError | None = None
    cause: str = ""


def plain(text: str) -> str:
    """Text that can be shown as it is: no escape sequences, control characters made visible.

    A carriage return starts the line over, as in a terminal: progress bars leave their last state.
    """
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    if "\r" in text:
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    text = text.translate(_CONTROLS)
    return text.encode("utf-8", "replace").decode()


def decoded(output: bytes) -> str:
    """The plain text of what a process printed."""
    return plain(output.decode("utf-8", "replace"))


def read(folder: Path) -> Result | None:
    """The result in `folder`; `None` when there is none or it isn't what the harness writes."""
    content = _content(folder / "result.json", MOST_RESULT_BYTES)
    if content is None:
        return None
    try:
        found = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("ending") not in ("finished", "raised"):
        return None
    error, cause = _error(found.get("error"))
    return Result(
        has_raised=found["ending"] == "raised",
        value_text=_text(found.get("value_text"), _MOST_TEXT),
        table=_table(found.get("table")),
        figures=_figures(folder, found.get("figures")),
        error=error,
        cause=cause,
    )


def _content(path: Path, most: int) -> bytes | None:
    """The bytes of a regular file of at most `most` bytes, never through a link."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            content = file.read(most + 1)
    except OSError:
        return None
    return content if len(content) <= most else None


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


def _text(found: object, most: int) -> str:
    return plain(found[:most]) if isinstance(found, str) else ""


def _table(found: object) -> Table | None:
    if not isinstance(found, dict):
        return None
    columns, rows, total = found.get("columns"), found.get("rows"), found.get("total_rows")
    if not isinstance(columns, list) or not isinstance(rows, list) or type(total) is not int:
        return None
    if len(columns) > _MOST_COLUMNS or len(rows) > _MOST_ROWS or not len(rows) <= total < 2**63:
        return None
    if not all(isinstance(column, str) for column in columns):
        return None
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        return None
    return Table(
        tuple(_text(column, _MOST_CELL) for column in columns),
        tuple(tuple(_cell(cell) for cell in row) for row in rows),
        total,
    )


def _cell(found: object) -> Cell:
    if found is None or isinstance(found, bool):
        return found
    if isinstance(found, int):
        return found if abs(found) < 2**63 else None
    if isinstance(found, float):
        return found if math.isfinite(found) else None
    return _text(found, _MOST_CELL)


def _error(found: object) -> tuple[ScriptError | None, str]:
    if not isinstance(found, dict):
        return None, ""
    line = found.get("line")
    error = ScriptError(
        kind=_text(found.get("kind"), 200) or "Error",
        message=_text(found.get("message"), 4000),
        line=line if type(line) is int and 0 <= line < 2**31 else 0,
        traceback=_text(found.get("traceback"), 20_000),
    )
    cause = found.get("cause")
    return error, cause if cause in ("memory", "disk") else ""


def _figures(folder: Path, found: object) -> tuple[Path, ...]:
    if not isinstance(found, list):
        return ()
    names = [name for name in found if isinstance(name, str) and _FIGURE_NAME.fullmatch(name)]
    files = [folder / name for name in dict.fromkeys(names)]
    return tuple(file for file in files[:MOST_FIGURES] if _is_picture(file))


def _is_picture(path: Path) -> bool:
    """Whether it is a PNG of a size that can be shown."""
    content = _content(path, MOST_FIGURE_BYTES)
    if content is None or len(content) < 33 or content[:8] != b"\x89PNG\r\n\x1a\n":
        return False
    if content[12:16] != b"IHDR":
        return False
    width, height = struct.unpack(">II", content[16:24])
    return 0 < int(width) * int(height) <= MOST_FIGURE_PIXELS
