"""A look into a GGUF file: is it whole, and what model is it.

Only the front is read: key-value pairs and the table of tensors, version 2 and 3, little-endian
(https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_FIXED = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9
_MOST = 10_000_000
"""More keys, tensors or elements than this are not believed."""


class NotGguf(Exception):
    """The file is something else, or cut off."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the front of a model file says. 0 and "" where it says nothing.

    `context` is the longest the model was made for, in tokens; `cache_per_token` the bytes that
    each token of context takes in memory (16 bits a value).
    """

    name: str
    context: int
    cache_per_token: int


def read_front(path: Path) -> Front:
    """Read the front of a model file, and see that the tensors it promises are there.

    Raises:
        NotGguf: it is something else, or its end is missing.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        try:
            return _read(file, path.stat().st_size)
        except (struct.error, OverflowError, MemoryError, RecursionError) as error:
            raise NotGguf(f"the front is damaged: {error}") from error


def _read(file: BinaryIO, size: int) -> Front:
    if file.read(4) != b"GGUF":
        raise NotGguf("it does not begin with GGUF")
    version, tensors, pairs = _unpack(file, "<IQQ")
    if version not in (2, 3):
        raise NotGguf(f"GGUF version {version}")
    if max(tensors, pairs) > _MOST or tensors == 0:
        raise NotGguf("the front is damaged")
    values: dict[str, object] = {}
    for _ in range(pairs):
        key = _text(file)
        (kind,) = _unpack(file, "<I")
        values[key] = _value(file, kind)
    furthest = 0
    for _ in range(tensors):
        _text(file)
        (dimensions,) = _unpack(file, "<I")
        if dimensions > 8:
            raise NotGguf("the front is damaged")
        *_, offset = _unpack(file, f"<{dimensions}QIQ")
        furthest = max(furthest, offset)
    alignment = max(1, _whole(values, "general.alignment") or 32)
    begin = -(-file.tell() // alignment) * alignment
    if begin + furthest >= size:
        raise NotGguf("its end is missing")
    return _front(values)


def _front(values: dict[str, object]) -> Front:
    kind = values.get("general.architecture", "")
    heads = _whole(values, f"{kind}.attention.head_count")
    key_heads = _whole(values, f"{kind}.attention.head_count_kv") or heads
    width = _whole(values, f"{kind}.embedding_length") // heads if heads else 0
    wide = _whole(values, f"{kind}.attention.key_length") or width
    wide += _whole(values, f"{kind}.attention.value_length") or width
    name = values.get("general.name", "")
    return Front(
        name=name if isinstance(name, str) else "",
        context=_whole(values, f"{kind}.context_length"),
        cache_per_token=_whole(values, f"{kind}.block_count") * key_heads * wide * 2,
    )


def _whole(values: dict[str, object], key: str) -> int:
    value = values.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _value(file: BinaryIO, kind: int) -> object:
    if kind == _STRING:
        return _text(file)
    if kind == _ARRAY:
        element, count = _unpack(file, "<IQ")
        if count > _MOST:
            raise NotGguf("the front is damaged")
        if element in _FIXED:  # nothing in a list is needed here
            file.seek(struct.calcsize(_FIXED[element]) * count, 1)
        else:
            for _ in range(count):
                _value(file, element)
        return None
    if kind not in _FIXED:
        raise NotGguf("the front is damaged")
    return _unpack(file, "<" + _FIXED[kind])[0]


def _text(file: BinaryIO) -> str:
    (length,) = _unpack(file, "<Q")
    if length > _MOST:
        raise NotGguf("the front is damaged")
    data = file.read(length)
    if len(data) < length:
        raise NotGguf("its end is missing")
    return data.decode("utf-8", errors="replace")


def _unpack(file: BinaryIO, form: str) -> tuple[int, ...]:
    data = file.read(struct.calcsize(form))
    return struct.unpack(form, data)
