"""Tiny GGUF files that are right in form."""

from __future__ import annotations

import struct


def gguf(name: str = "Tiny", *, context: int = 4096, tensor: bytes = b"weights!" * 100) -> bytes:
    """A whole file with some keys and two tensors."""
    pairs = [
        _pair("general.architecture", 8, _text("qwen2")),
        _pair("general.name", 8, _text(name)),
        _pair("qwen2.context_length", 4, struct.pack("<I", context)),
        _pair("qwen2.block_count", 4, struct.pack("<I", 2)),
        _pair("qwen2.embedding_length", 4, struct.pack("<I", 64)),
        _pair("qwen2.attention.head_count", 4, struct.pack("<I", 4)),
        _pair("qwen2.attention.head_count_kv", 4, struct.pack("<I", 2)),
        _pair("tokens", 9, struct.pack("<IQ", 8, 3) + _text("a") + _text("б") + _text("📁")),
        _pair("scores", 9, struct.pack("<IQ", 6, 3) + struct.pack("<3f", 1, 2, 3)),
    ]
    tensors = [
        _text("first") + struct.pack("<IQQIQ", 2, 4, 4, 0, 0),
        _text("second") + struct.pack("<IQIQ", 1, 4, 0, 64),
    ]
    front = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs))
    front += b"".join(pairs) + b"".join(tensors)
    return front + bytes(-len(front) % 32) + tensor


def _pair(key: str, kind: int, value: bytes) -> bytes:
    return _text(key) + struct.pack("<I", kind) + value


def _text(text: str) -> bytes:
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data
