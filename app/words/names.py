"""Names and texts of others as they may be shown: nothing in them misleads or steers."""

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


def plain_line(text: str) -> str:
    """A line of a script's or a person's text without anything that could steer a terminal."""
    return "".join(char if char == "\t" or char.isprintable() else "\ufffd" for char in text)


def plain_text(text: str) -> str:
    """The same for several lines."""
    return "\n".join(plain_line(line) for line in text.splitlines())
