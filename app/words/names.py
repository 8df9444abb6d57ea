"""Names of files as they may be shown: nothing in them can mislead the eye or steer a terminal."""

from __future__ import annotations

# Control characters and those that turn the direction of text, which can disguise a name.
_HIDDEN = {*range(0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F)}
_HIDDEN |= {*range(0x2066, 0x206A), 0xFEFF}


def visible_name(name: str) -> str:
    """A file's name with everything in it that could mislead the eye spelled out."""
    return "".join(
        f"\\u{ord(char):04x}" if ord(char) in _HIDDEN or 0xD800 <= ord(char) <= 0xDFFF else char
        for char in name
    )
