"""What the engine's process does with text; the model itself is tested in tests/model."""

from __future__ import annotations

import pytest

from app.writer.engine_child import _could_begin, _is_looping


@pytest.mark.parametrize(
    ("text", "held"), [("x = 1", 0), ("x`", 1), ("x``", 2), ("``", 2), ("", 0), ("```", 2)]
)
def test_what_may_become_a_stop_text_is_held_back(text: str, held: int) -> None:
    assert _could_begin(text, ["```"]) == held


def test_a_text_that_repeats_itself_is_noticed() -> None:
    assert _is_looping("a = 1\n" + "print(a)\nprint(b)\n" * 6)
    assert not _is_looping("a = 1\n" + "print(a)\nprint(b)\n" * 5)
    assert not _is_looping("".join(f"row{n} = {n}\n" for n in range(100)))
    assert not _is_looping("\n" * 40), "empty lines are no loop"
