"""Tables in text files: separator, header, title lines, decimal marks, dates, number of rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import cells
from . import encoding as encodings

_HEAD_ROWS = 400
_EXACT = 8 * 1024 * 1024
_SEPARATORS = (";", "\t", "|", ",")


def read(path: Path, wants_table: bool) -> dict[str, Any]:
    """The facts of a text file that may be a table.

    `wants_table` tells that its name says so (.csv, .tsv). A file that is no table gives
    {"kind": "text", …}.
    """
    size = path.stat().st_size
    encoding = encodings.detect(path)
    if not encoding:
        return {"kind": "damaged", "reason": "not-text"}
    text, complete = _head(path, encoding, size)
    if not text.strip():
        return {"kind": "empty", "encoding": encoding}
    dialect = _dialect(text, complete, wants_table)
    if dialect is None:
        return _text(path, encoding, text, size, complete)
    separator, quoted, rows = dialect
    fact: dict[str, Any] = {"kind": "table", "encoding": encoding, "separator": separator}
    if encodings.has_bad_bytes(path, encoding):
        fact["bad_bytes"] = True
    if not quoted:
        fact["unquoted"] = True
    fact.update(table(rows, separator, _is_russian(text), complete))
    first = fact.pop("first")
    fact["skip"] = _physical(text, first, separator, quoted)
    above = sum(1 for row in rows[:first] if row)
    exact = complete or size <= _EXACT
    records = _count(path, encoding, separator, quoted, size, text)
    fact["rows"] = max(0, records - above - (1 if fact["header"] else 0))
    fact["rows_exact"] = exact
    return fact


def _head(path: Path, encoding: str, size: int) -> tuple[str, bool]:
    """The first part of the file as text, cut at a line; and whether that is all of it."""
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(encodings.HEAD)
        complete = file.read(1) == ""
    if not complete:
        cut = max(text.rfind("\n"), text.rfind("\r"))
        text = text[: cut + 1] if cut > 0 else text
    return text.removeprefix("\ufeff"), complete


def _rows(lines: Iterable[str], separator: str, quoted: bool) -> Any:
    """A reader of the csv module."""
    quoting: Any = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    return csv.reader(lines, delimiter=separator, quoting=quoting)


def _parse(text: str, separator: str, quoted: bool, limit: int) -> list[list[str]]:
    rows = []
    reader = _rows(io.StringIO(text, newline=""), separator, quoted)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= limit:
                break
    except csv.Error:
        return []
    return rows


def _dialect(
    text: str, complete: bool, wants_table: bool
) -> tuple[str, bool, list[list[str]]] | None:
    """(separator, whether quotes count, rows), or `None` for text that is no table."""
    csv.field_size_limit(4 * 1024 * 1024)
    best: tuple[float, str, list[list[str]]] | None = None
    for separator in _SEPARATORS:
        rows = [row for row in _parse(text, separator, True, _HEAD_ROWS) if any(row)]
        widths = Counter(len(row) for row in rows[-(len(rows) * 3 // 4 + 1) :])
        if not widths:
            continue
        width, agreeing = widths.most_common(1)[0]
        if width < 2:
            continue
        consistency = agreeing / sum(widths.values())
        # a decimal comma makes "," consistent too: the rarer signs go first at equal consistency
        score = consistency + (0.15 if separator != "," else 0) + min(width, 8) * 0.01
        if best is None or score > best[0]:
            best = (score, separator, rows)
    quoted = True
    limit = 10**9 if complete else _HEAD_ROWS
    unclear = best is None or best[0] < 0.55
    if best is not None and unclear and wants_table and best[0] > 0.4:
        # ragged, but as wide as its first row
        usual = Counter(len(row) for row in best[2]).most_common(1)[0][0]
        unclear = len(best[2][0]) != usual
    if best is None or unclear:
        if not wants_table:
            return None
        separator = "\t" if "," in text else ","
        rows = _parse(text, separator, True, limit)
        return separator, True, rows or _parse(text, separator, False, limit)
    score, separator, _ = best
    lines = text.count("\n") or text.count("\r")
    if not wants_table and (lines < 2 or score < 0.95):
        # a .txt with commas is prose unless nearly every line has as many of them
        return None
    rows = _parse(text, separator, True, limit)
    swallowed = any(cell.count("\n") > 20 for row in rows[:_HEAD_ROWS] for cell in row)
    if swallowed or not rows:
        plain = _parse(text, separator, False, limit)
        if plain:
            return separator, False, plain
    return separator, quoted, rows


def table(rows: list[list[str]], separator: str, russian: bool, complete: bool) -> dict[str, Any]:
    """Header, columns and sample of parsed rows.

    `first` is the index of the row where reading must begin.
    """
    filled = [(index, row) for index, row in enumerate(rows) if any(cell.strip() for cell in row)]
    head = filled[:_HEAD_ROWS]
    widths = Counter(len(_trimmed(row)) for _, row in head)
    top = widths.most_common(1)[0][0]
    # of nearly equally frequent widths the larger one: short rows lack cells at the end
    width = max(value for value, count in widths.items() if count * 3 >= widths[top])
    place = _header_place(head, width)
    header_index, names = head[place]
    body = [row for _, row in head[place + 1 :]]
    raw_width = Counter(len(row) for row in body).most_common(1)[0][0] if body else len(names)
    has_header = has_header_row(_trimmed(names), body)
    if not has_header:
        body = [names, *body]
        names = [f"column{number}" for number in range(1, max(width, raw_width) + 1)]
    else:
        names = list(names)
    trailing = (
        has_header
        and raw_width > len(names)
        and all(not any(cell.strip() for cell in row[len(names) :]) for row in body)
    )
    ragged = sum(len(row) > len(names) for row in body) if not trailing else 0
    total, label = total_row(body) if complete else ("", 0)
    counted = body[:-1] if total else body
    columns = []
    for number, name in enumerate(names):
        values = [row[number] if number < len(row) else "" for row in counted]
        columns.append({"name": name, **cells.describe(values, russian, separator)})
    if total and label < len(columns):
        columns[label]["holds_total"] = True
    fact: dict[str, Any] = {
        "header": has_header,
        "columns": columns,
        "sample": sample(body, len(names)),
        "first": header_index,
    }
    if trailing:
        fact["trailing"] = True
    if ragged:
        fact["ragged"] = ragged
    if total:
        fact["total_row"] = total
    return fact


def _trimmed(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _header_place(head: list[tuple[int, list[str]]], width: int) -> int:
    """Which of the filled rows is the header: the first that is nearly as wide as the table."""
    for place, (_, row) in enumerate(head[:30]):
        if sum(bool(cell.strip()) for cell in row) >= max(1, 0.6 * width):
            return place
    return 0


def has_header_row(names: list[str], body: list[list[str]]) -> bool:
    """Whether the first row names the columns rather than being data."""
    if not body:
        return True
    if any(not name.strip() for name in names) and len(names) <= 2:
        return True
    votes = 0
    years = [name for name in names if name.strip().isdigit() and 1900 <= int(name) <= 2100]
    for number, name in enumerate(names):
        values = [row[number] for row in body[:100] if number < len(row) and row[number].strip()]
        if not values or name in years:
            continue
        typed = cells.describe(values, False)["type"]
        name_typed = cells.is_number(name) or cells.is_date(name)
        if typed in ("integer", "number", "date", "code", "yes-no"):
            votes += -2 if name_typed else 2
        elif name_typed or name.strip() in {value.strip() for value in values}:
            votes -= 1
    return votes >= 0


def sample(body: list[list[str]], width: int) -> list[list[str]]:
    """Two rows with few gaps."""
    full = sorted(body[:50], key=lambda row: sum(not cell.strip() for cell in row[:width]))[:2]
    chosen = [row for row in body[:50] if any(row is other for other in full)]
    return [[" ".join(cell.split())[:40] for cell in row[:width]] for row in chosen[:2]]


def total_row(body: list[list[str]]) -> tuple[str, int]:
    """The label of a last row that sums up the others, and its column; "" when there is none."""
    if len(body) < 3:
        return "", 0
    for number, cell in enumerate(body[-1]):
        if cell.strip():
            words = ("итого", "всего", "total", "grand total", "сумма:", "sum:")
            return (cell.strip(), number) if cell.strip().lower().startswith(words) else ("", 0)
    return "", 0


def _is_russian(text: str) -> bool:
    return any("а" <= sign <= "я" for sign in text[:20000].lower())


def _physical(text: str, index: int, separator: str, quoted: bool) -> int:
    """How many physical lines stand before the row `index`."""
    if index == 0:
        return 0
    reader = _rows(io.StringIO(text, newline=""), separator, quoted)
    for _ in range(index):
        next(reader)
    lines: int = reader.line_num
    return lines


def _count(path: Path, encoding: str, separator: str, quoted: bool, size: int, text: str) -> int:
    """Rows of the whole file: counted when it is small, else estimated from the head."""
    if size <= _EXACT:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            reader = _rows(file, separator, quoted)
            rows: int = sum(1 for row in reader if row)
            return rows
    in_head = text.count("\n") or text.count("\r")
    head_bytes = len(text.encode(encoding, errors="replace"))
    return int(size / max(1, head_bytes) * in_head)


def _text(path: Path, encoding: str, text: str, size: int, complete: bool) -> dict[str, Any]:
    """A text that is no table."""
    lines = text.splitlines()
    count = len(lines)
    if not complete:
        head_bytes = max(1, len(text.encode(encoding, errors="replace")))
        count = int(size / head_bytes * len(lines))
    filled = [line.strip() for line in lines if line.strip()]
    fact: dict[str, Any] = {
        "kind": "text",
        "encoding": encoding,
        "lines": count,
        "lines_exact": complete,
        "first_lines": [line[:70] for line in filled[:2]],
    }
    if encodings.has_bad_bytes(path, encoding):
        fact["bad_bytes"] = True
    return fact


def plain_text(path: Path) -> dict[str, Any]:
    """The facts of a file that is text and never a table (.md, .html, .log …)."""
    size = path.stat().st_size
    encoding = encodings.detect(path)
    if not encoding:
        return {"kind": "damaged", "reason": "not-text"}
    text, complete = _head(path, encoding, size)
    if not text.strip():
        return {"kind": "empty", "encoding": encoding}
    return _text(path, encoding, text, size, complete)
