"""Looking into model files."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.writer.download.gguf import NotGguf, read_front
from tests.support.gguf import gguf


def test_the_front_tells_name_context_and_cache(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(gguf("Tiny 📁", context=4096))
    front = read_front(path)
    assert front.name == "Tiny 📁"
    assert front.context == 4096
    assert front.cache_per_token == 2 * 2 * (16 + 16) * 2  # blocks, heads, key and value, bytes


def test_a_file_cut_off_anywhere_is_noticed(tmp_path: Path) -> None:
    whole = gguf(tensor=b"x" * 65)
    path = tmp_path / "model.gguf"
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(NotGguf):
            read_front(path)
    path.write_bytes(whole)
    assert read_front(path).name == "Tiny"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04" + bytes(100),
        b"GGUF" + b"\xff" * 100,
        b"GGUF\x01\0\0\0" + bytes(100),
        b"GGUF\x03\0\0\0" + bytes(100),
    ],
)
def test_something_else_is_no_model(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(data)
    with pytest.raises(NotGguf):
        read_front(path)


def test_lists_in_lists_without_end_are_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    nested = b"\x09\0\0\0" + b"\x01" + bytes(7)
    front = b"GGUF\x03\0\0\0" + b"\x01" + bytes(7) + b"\x01" + bytes(7)
    path.write_bytes(front + b"\x01" + bytes(7) + b"k" + b"\x09\0\0\0" + nested * 100_000)
    with pytest.raises(NotGguf):
        read_front(path)
