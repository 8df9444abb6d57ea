"""Nothing that a script prints can mislead the eye."""

from __future__ import annotations

import pytest

from app.ui.result.plain import (
    is_inline,
    looks_aligned,
    shortened,
    size_of,
    visible_cell,
    visible_text,
)


@pytest.mark.parametrize("code", [0x00, 0x07, 0x08, 0x0D, 0x1B, 0x7F, 0x9B, 0x202E, 0x2066, 0xFEFF])
def test_a_character_that_hides_something_is_spelled_out(code: int) -> None:
    text = visible_text(f"a{chr(code)}b")
    assert text == f"a\\u{code:04x}b"
    assert visible_cell(f"a{chr(code)}b").isprintable()


def test_what_people_write_stays() -> None:
    text = "Итого:\t5 шт. 👩‍👩‍👧 naïve — “да”\nnext"
    assert visible_text(text) == text
    assert visible_text("one\r\ntwo") == "one\ntwo"


def test_half_a_character_is_spelled_out() -> None:
    assert visible_text("x\udcff") == "x\\udcff"


def test_numbers_are_large_and_paragraphs_are_not() -> None:
    assert size_of("18.5") == "large"
    assert size_of("3 files were merged, 4812 rows altogether.") == "medium"
    assert size_of("word " * 30) == "normal"
    assert size_of("1\n2") == "normal"


def test_only_short_texts_stand_above_the_tabs() -> None:
    assert is_inline("a\nb\nc")
    assert not is_inline("line\n" * 10)
    assert not is_inline("x" * 500)


def test_columns_are_recognised() -> None:
    assert looks_aligned("Москва      12\nТверь        3\nКлин       900")
    assert looks_aligned("a\tb\nc\td")
    assert not looks_aligned("The folder has three files.\nTwo of them are the same.\nDone.")


def test_too_much_is_cut_and_counted() -> None:
    shown, left_out = shortened("x" * 1_000_000 + "\nend")
    assert shown == "x" * 2000 + " …\nend"
    assert left_out == 998_000
    shown, left_out = shortened("ab\n" * 30_000)
    assert shown.count("\n") == 19_999
    assert left_out == 3 * 10_000 + 1
    assert shortened("short") == ("short", 0)
