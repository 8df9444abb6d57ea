"""Sizes and durations as people read them."""

from __future__ import annotations

from app.words.translation import translate


def bytes_in_words(count: int) -> str:
    """A number of bytes with three figures at most, in decimal units: "1.12 GB"."""
    units = (
        translate("words", "bytes"),
        translate("words", "KB"),
        translate("words", "MB"),
        translate("words", "GB"),
        translate("words", "TB"),
    )
    value = float(count)
    index = 0
    while value >= 999.5 and index < len(units) - 1:
        value /= 1000
        index += 1
    figures = 0 if index == 0 or value >= 99.5 else 1 if value >= 9.95 else 2
    return f"{decimal(value, figures)} {units[index]}"


def decimal(value: float, figures: int) -> str:
    """A number with `figures` decimals and the decimal mark of the language."""
    return f"{value:.{figures}f}".replace(".", translate("words", "."))


def seconds_in_words(seconds: float) -> str:
    """A duration, rounded as a person would say it."""
    if seconds < 10:
        return translate("words", "{seconds} s").format(seconds=decimal(seconds, 1))
    if seconds < 90:
        return translate("words", "{seconds} s").format(seconds=round(seconds))
    return translate("words", "%n min", "", round(seconds / 60))
