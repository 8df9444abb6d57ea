"""Texts that came out of a script, made safe to look at.

Nothing that a script printed is trusted: it is shown as plain text, with everything spelled out
that would be invisible, move the cursor or turn the direction of reading.
"""

from __future__ import annotations

import re
from typing import Literal

from app.words.sentences import visible_name

Size = Literal["large", "medium", "normal"]

_LARGE = 24  # characters of a line that is shown in large letters
_MEDIUM = 72
_INLINE_LINES = 5
_INLINE_LENGTH = 280
_LONGEST_LINE = 2000
_MOST_LINES = 20_000

_CANDIDATES = [
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xD800, 0xE000),
]
_SPELLED = {
    code: visible_name(chr(code)) for code in _CANDIDATES if visible_name(chr(code)) != chr(code)
}
_SPELLED |= {0x2028: "\\u2028", 0x2029: "\\u2029"}
_IN_TEXT = {code: text for code, text in _SPELLED.items() if chr(code) not in "\n\t"}


def visible_text(text: str) -> str:
    """`text` with its control characters spelled out; line breaks and tabs stay."""
    return text.replace("\r\n", "\n").translate(_IN_TEXT)


def visible_cell(text: str) -> str:
    """`text` as one line of a table: line breaks become a sign."""
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").replace("\n", " ⏎ ")
    return text.replace("\t", " ").translate(_SPELLED)


def is_inline(text: str) -> bool:
    """Whether `text` is so short that it needs no page of its own."""
    return len(text) <= _INLINE_LENGTH and text.count("\n") < _INLINE_LINES


def size_of(text: str) -> Size:
    """How large a short text is shown: a number or a word is large."""
    if "\n" in text:
        return "normal"
    return "large" if len(text) <= _LARGE else "medium" if len(text) <= _MEDIUM else "normal"


def looks_aligned(text: str) -> bool:
    """Whether `text` has columns, so that its letters must be equally wide."""
    lines = [line for line in text.split("\n")[:200] if line.strip()]
    columns = sum(bool(re.search(r"\S {2,}\S|\t|^ {2,}\S|[|+]-{2,}", line)) for line in lines)
    return columns >= 2 and columns * 3 >= len(lines)


def shortened(text: str) -> tuple[str, int]:
    """`text` without what would choke a text field, and how many characters were left out.

    Lines have at most 2,000 characters, and there are at most 20,000 of them.
    """
    lines = text.split("\n")
    kept = [line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + " …" for line in lines]
    left_out = sum(max(0, len(line) - _LONGEST_LINE) for line in lines[:_MOST_LINES])
    left_out += sum(len(line) + 1 for line in lines[_MOST_LINES:])
    return "\n".join(kept[:_MOST_LINES]), left_out
