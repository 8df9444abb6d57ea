"""What a column of text cells holds: numbers and how they are written, dates and their format."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

# What pandas reads as a missing value (its default set, without the exotic ones).
MISSING = frozenset({"", "#N/A", "N/A", "n/a", "NA", "<NA>", "NULL", "null", "NaN", "nan", "None"})
_DASHES = frozenset({"-", "–", "—", "н/д", "нет данных", "?"})

_INTEGER = re.compile(r"[+-]?\d+")
_LEADING_ZERO = re.compile(r"0\d+")
_POINT = re.compile(r"[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_SPACES = "  \u00a0\u202f\u2009"
_GROUPED = {
    " ": re.compile(rf"[+-]?\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?"),
    "'": re.compile(r"[+-]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?"),
}
_UNIT = r"(?:[$€£₽¥₴₸%]|USD|EUR|RUB|руб(?:лей|ля|ль)?\.?|р\.|тыс\.?|шт\.?|кг|г|км|см|м|л|kg|km|cm)"
_DRESSED = re.compile(
    rf"^(?:{_UNIT}\s*)?([+-]?[\d.,'’{_SPACES}]*\d)(?:\s*{_UNIT})?$", re.IGNORECASE
)

_DATE_FORMATS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%B %d, %Y",
)
_TIME_FORMATS = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", "T%H:%M", " %H:%M:%S.%f", "T%H:%M:%S.%f")
_LOOKS_DATED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2} [A-Za-z]{3,9} \d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4}"
)


def is_missing(cell: str) -> bool:
    """Whether pandas would read `cell` as a missing value."""
    return cell.strip() in MISSING


def is_number(cell: str) -> bool:
    """Whether `cell` is a number in any of the usual ways of writing."""
    return number_style(cell.strip()) is not None


def is_date(cell: str) -> bool:
    """Whether `cell` is a date in a known format."""
    return bool(date_formats([cell.strip()]))


def number_style(text: str) -> tuple[str, str] | None:
    """(decimal mark, grouping mark) of a number as written; `None` when it is no number.

    "12" gives ("", ""), "1 234,5" gives (",", " "). Ambiguous "1,234" gives (",", "?").
    """
    if _INTEGER.fullmatch(text):
        return "", ""
    if _POINT.fullmatch(text):
        return ".", ""
    if _COMMA.fullmatch(text):
        three = len(text.rsplit(",", 1)[1]) == 3 and len(text.split(",", 1)[0].lstrip("+-")) <= 3
        return ",", "?" if three and not text.lstrip("+-").startswith("0") else ""
    for mark, pattern in _GROUPED.items():
        if pattern.fullmatch(text):
            tail = text[-4:]
            decimal = next((sign for sign in reversed(text) if sign in ".,"), "")
            if decimal == mark or (mark not in (" ", "'") and re.fullmatch(r"[.,]\d{3}", tail)):
                decimal = "" if text.count(mark) and tail[0] == mark else decimal
            return decimal, mark
    return None


def date_formats(cells: list[str]) -> list[str]:
    """The formats that fit every one of `cells`, the likeliest first."""
    if not cells or not all(_LOOKS_DATED.search(cell) and len(cell) <= 32 for cell in cells):
        return []
    fitting = []
    for day in _DATE_FORMATS:
        for time in _TIME_FORMATS:
            form = day + time
            if all(_fits(cell, form) for cell in cells):
                fitting.append(form)
                break
    return fitting


def _fits(cell: str, form: str) -> bool:
    if ("%Y" in form) != bool(re.search(r"\d{4}", cell)):
        return False
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True


def describe(cells: list[str], russian: bool, separator: str = "") -> dict[str, Any]:
    """The type of a column and how it is written.

    `type` is one of empty, integer, number, date, yes-no, code (digits that are no number: kept
    as text), text. Numbers have `decimal` and `grouping`, and `dressed` when they carry a unit or
    dashes for nothing; dates have `format` and `ambiguous`.
    """
    texts = [cell.strip() for cell in cells if cell.strip() not in MISSING]
    if not texts:
        return {"type": "empty"}
    dated = date_formats(texts)
    if dated:
        return _date(dated, texts, russian)
    bare = [text for text in texts if text.lower() not in _DASHES]
    styles = [number_style(text) for text in bare]
    if bare and None not in styles:
        column = _number([style for style in styles if style], bare, russian, separator)
        if len(bare) < len(texts) and column["type"] in ("integer", "number"):
            column["dressed"] = True
        return column
    undressed = [match[1].strip() if (match := _DRESSED.match(text)) else None for text in bare]
    numbers = [text for text in undressed if text is not None]
    if bare and len(numbers) == len(bare):
        styles = [number_style(text) for text in numbers]
        if None not in styles:
            column = _number([style for style in styles if style], numbers, russian, separator)
            if column["type"] in ("integer", "number"):
                column["dressed"] = True
                return column
    if {text.lower() for text in texts} <= {"true", "false"}:
        return {"type": "yes-no"}
    column = {"type": "text"}
    if sum(style is not None for style in styles) * 2 > len(bare):
        column["mixed"] = True
    return column


def _date(formats: list[str], texts: list[str], russian: bool) -> dict[str, Any]:
    """Choose between day first and month first."""
    chosen = formats[0]
    month_first = [form for form in formats if form.startswith("%m/%d")]
    ambiguous = bool(month_first) and formats[0].startswith("%d/%m")
    if ambiguous and not russian:
        # as pandas and Excel in English do; the person is told
        chosen = month_first[0]
    return {"type": "date", "format": chosen, "ambiguous": ambiguous}


def _number(
    styles: list[tuple[str, str]], texts: list[str], russian: bool, separator: str
) -> dict[str, Any]:
    if all(not decimal and not grouping for decimal, grouping in styles):
        if any(_LEADING_ZERO.fullmatch(text) for text in texts):
            return {"type": "code"}
        if any(len(text.lstrip("+-")) > 15 for text in texts):
            return {"type": "code"}
        return {"type": "integer", "decimal": "", "grouping": ""}
    groupings = {grouping for _, grouping in styles if grouping not in ("", "?")}
    decimals = {decimal for decimal, grouping in styles if decimal and grouping != "?" and decimal}
    unclear = any(grouping == "?" for _, grouping in styles)
    if unclear and not decimals and not groupings:
        # "1,234": a thousand in an English file, a bit over one in a file with ";" or in Russian
        if russian or separator == ";":
            decimals = {","}
        else:
            groupings = {","}
    elif unclear and "," not in decimals:
        groupings |= {","}
    elif unclear:
        decimals |= {","}
    if len(decimals) > 1 or len(groupings) > 1 or decimals & groupings:
        return {"type": "text", "mixed": True}
    decimal = next(iter(decimals), "")
    grouping = next(iter(groupings), "")
    kind = "number" if decimal else "integer"
    return {"type": kind, "decimal": decimal, "grouping": grouping}
