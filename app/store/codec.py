"""Values of the domain as JSON text and back, without loss.

Every stored text carries the version of its shape. Fields that this version does not know are
ignored and missing ones get their default, so that a program that is a little older or newer can
read it. The text is plain ASCII: paths that are not valid text survive as escaped surrogates.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

VERSION = 1

_Value = TypeVar("_Value")
_PLAIN: tuple[type, ...] = (str, int, float, bool, type(None))


class DamagedValueError(ValueError):
    """A stored text is not what this version can read. The message names no contents."""


def encode(value: object) -> str:
    """A frozen dataclass of the domain as versioned ASCII JSON.

    Raises:
        TypeError: For a value of a type that has no form here.
    """
    return json.dumps({"version": VERSION, "value": _encoded(value)}, separators=(",", ":"))


def decode(kind: type[_Value], text: str) -> _Value:
    """The value of dataclass `kind` that `encode` wrote.

    Raises:
        DamagedValueError: When the text is no such value, or was written by a later version.
    """
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedValueError("not JSON") from error
    if not isinstance(stored, dict) or not isinstance(stored.get("version"), int):
        raise DamagedValueError("no version")
    if stored["version"] > VERSION:
        raise DamagedValueError("a later version")
    return typing.cast(_Value, _decoded(kind, stored.get("value"), kind.__name__))


def _encoded(value: object) -> object:
    # before the plain types: a StrEnum is a str too
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, datetime):
        zone = value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None
        return {"at": value.isoformat(), "zone": zone}
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _encoded(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    raise TypeError(f"no stored form for {type(value).__name__}")


def _decoded(kind: Any, stored: object, where: str) -> object:
    """`stored` as a value of the annotation `kind`. `where` names the field for messages."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), stored, where)
    if origin is tuple:
        return _tuple(typing.get_args(kind), stored, where)
    if kind is float and type(stored) is int:
        return float(stored)
    if kind in _PLAIN:
        if type(stored) is kind:
            return stored
        raise DamagedValueError(where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, stored, where)
    read = _READERS.get(kind)
    try:
        if read is not None:
            return read(stored)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(stored)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedValueError(where) from error
    raise TypeError(f"no stored form for {kind}")


def _one_of(kinds: tuple[Any, ...], stored: object, where: str) -> object:
    # exact types first: in a table 1, 1.0 and true are different cells
    if type(stored) in kinds:
        return stored
    for kind in kinds:
        if kind not in _PLAIN:
            return _decoded(kind, stored, where)
    raise DamagedValueError(where)


def _tuple(kinds: tuple[Any, ...], stored: object, where: str) -> tuple[object, ...]:
    if not isinstance(stored, list):
        raise DamagedValueError(where)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_decoded(kinds[0], item, where) for item in stored)
    if len(kinds) != len(stored):
        raise DamagedValueError(where)
    return tuple(_decoded(kind, item, where) for kind, item in zip(kinds, stored, strict=True))


def _dataclass(kind: type, stored: object, where: str) -> object:
    if not isinstance(stored, dict):
        raise DamagedValueError(where)
    values = {
        name: _decoded(annotation, stored[name], f"{where}.{name}")
        for name, annotation in _fields(kind).items()
        if name in stored
    }
    try:
        return kind(**values)
    except TypeError as error:
        raise DamagedValueError(f"{where}: a field is missing") from error


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def _path(stored: object) -> Path:
    if not isinstance(stored, str):
        raise TypeError
    return Path(stored)


def _datetime(stored: object) -> datetime:
    if not isinstance(stored, dict):
        raise TypeError
    at = datetime.fromisoformat(stored["at"])
    if not stored.get("zone"):
        return at
    try:
        return at.astimezone(ZoneInfo(stored["zone"]))
    except (ZoneInfoNotFoundError, OSError):
        return at  # the same moment, with the offset it had


_READERS: dict[Any, Callable[[object], object]] = {Path: _path, datetime: _datetime}
