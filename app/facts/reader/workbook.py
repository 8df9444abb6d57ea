"""Excel workbooks: sheets, where each table begins, its columns, merged cells. Values only."""

from __future__ import annotations

import datetime as dt
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from . import cells, delimited

_HEAD_ROWS = 200
_COUNT_SECONDS = 1.5
_SHEETS = 40
_MERGE_BYTES = 20 * 1024 * 1024

Row = tuple[Any, ...]


def read(path: Path) -> dict[str, Any]:
    """The facts of an .xlsx, .xlsm or .xls workbook."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK"):
        return _modern(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _old(path)
    if not head:
        return {"kind": "empty"}
    # a text table or a web page that someone named .xls
    fact = delimited.read(path, wants_table=True)
    return fact if len(fact.get("columns", ())) > 1 else {"kind": "damaged", "reason": "not-excel"}


def _modern(path: Path) -> dict[str, Any]:
    from openpyxl import load_workbook

    merged = _merged(path)
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = []
        for sheet in book.worksheets[:_SHEETS]:
            rows = sheet.iter_rows(values_only=True)
            fact = _sheet(sheet.title, rows, sheet.max_row)
            inner = getattr(sheet, "_worksheet_path", "")
            fact["merged"] = merged.get(inner.lstrip("/"), [])[:6]
            fact["hidden"] = sheet.sheet_state != "visible"
            sheets.append(fact)
        return {"kind": "workbook", "sheets": sheets, "sheet_count": len(book.worksheets)}
    finally:
        book.close()


def _old(path: Path) -> dict[str, Any]:
    import xlrd  # type: ignore[import-untyped,unused-ignore]

    book = xlrd.open_workbook(path, on_demand=True)
    try:
        sheets = []
        for sheet in book.sheets()[:_SHEETS]:
            rows = (_xlrd_row(book, sheet, index) for index in range(sheet.nrows))
            fact = _sheet(sheet.name, rows, sheet.nrows)
            fact["hidden"] = sheet.visibility != 0
            fact["merged"] = []
            sheets.append(fact)
        return {"kind": "workbook", "sheets": sheets, "sheet_count": book.nsheets, "old": True}
    finally:
        book.release_resources()


def _xlrd_row(book: Any, sheet: Any, index: int) -> Row:
    import xlrd  # type: ignore[import-untyped,unused-ignore]

    row: list[Any] = []
    for cell in sheet.row(index):
        if cell.ctype == xlrd.XL_CELL_DATE:
            row.append(xlrd.xldate_as_datetime(cell.value, book.datemode))
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            row.append(bool(cell.value))
        elif cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            row.append(None)
        else:
            row.append(cell.value)
    return tuple(row)


def _merged(path: Path) -> dict[str, list[str]]:
    """Merged ranges by the sheet's file inside the workbook."""
    found: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as archive:
        for item in archive.infolist():
            if not item.filename.startswith("xl/worksheets/") or item.file_size > _MERGE_BYTES:
                continue
            text = archive.read(item)
            ranges = re.findall(rb'<mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"', text)
            if ranges:
                found[item.filename] = [ref.decode("ascii") for ref in ranges]
    return found


def _sheet(name: str, rows: Iterable[Row], claimed: int | None) -> dict[str, Any]:
    head: list[Row] = []
    source: Iterator[Row] = iter(rows)
    for row in source:
        head.append(row)
        if len(head) >= _HEAD_ROWS:
            break
    last, exact = _last_row(source, len(head), head, claimed)
    filled = [(index, row) for index, row in enumerate(head) if _count(row)]
    fact: dict[str, Any] = {"name": name}
    if not filled:
        return {**fact, "columns": [], "rows": 0, "rows_exact": True, "empty": True}
    widths = sorted(_count(row) for _, row in filled)
    usual = widths[len(widths) // 2] if len(widths) > 2 else widths[-1]
    place = next(
        (at for at, (_, row) in enumerate(filled[:30]) if _count(row) >= max(1, 0.6 * usual)), 0
    )
    header_index, header = filled[place]
    body = [row for _, row in filled[place + 1 :]]
    left, right = _span(header, body)
    names = [_text(cell) for cell in header[left:right]]
    names += [""] * (right - left - len(names))
    texts = [[_text(cell) for cell in row[left:right]] for row in body]
    has_header = _has_header(header[left:right], names, texts)
    if not has_header:
        body = [header, *body]
        texts = [names, *texts]
        names = [f"column{number}" for number in range(1, right - left + 1)]
    total, label = delimited.total_row(texts) if exact and len(head) < _HEAD_ROWS else ("", 0)
    counted = body[:-1] if total else body
    russian = any(
        "а" <= sign <= "я" for line in [names, *texts[:50]] for sign in "".join(line).lower()
    )
    columns = []
    for number, column_name in enumerate(names):
        values = [row[left + number] if left + number < len(row) else None for row in counted]
        columns.append({"name": column_name, **_describe(values, russian)})
    if total:
        fact["total_row"] = total
        columns[label]["holds_total"] = True
    return {
        **fact,
        "header": has_header,
        "skip": header_index,
        "left": left,
        "right": right,
        "columns": columns,
        "rows": max(0, last - header_index - (1 if has_header else 0)),
        "rows_exact": exact,
        "sample": delimited.sample(texts, right - left),
    }


def _last_row(
    source: Iterator[Row], seen: int, head: list[Row], claimed: int | None
) -> tuple[int, bool]:
    """(index after the last filled row, whether it was seen rather than claimed)."""
    last = max((index + 1 for index, row in enumerate(head) if _count(row)), default=0)
    deadline = time.monotonic() + _COUNT_SECONDS
    index = seen
    for row in source:
        index += 1
        if _count(row):
            last = index
        if index % 500 == 0 and time.monotonic() > deadline:
            return max(last, claimed or 0), False
    return last, True


def _count(row: Row) -> int:
    return sum(cell is not None and cell != "" for cell in row)


def _span(header: Row, body: list[Row]) -> tuple[int, int]:
    """First column of the table and the one after its last."""
    rows = [header, *body[:100]]
    used = [
        index
        for index in range(max(len(row) for row in rows))
        if any(index < len(row) and row[index] not in (None, "") for row in rows)
    ]
    return (used[0], used[-1] + 1) if used else (0, len(header))


def _has_header(header: Row, names: list[str], texts: list[list[str]]) -> bool:
    if any(isinstance(cell, dt.datetime | dt.date) for cell in header):
        return len(texts) > 0 and isinstance(header[0], str)
    return delimited.has_header_row(names, texts)


def _describe(values: list[Any], russian: bool) -> dict[str, Any]:
    filled = [value for value in values if value is not None and value != ""]
    if not filled:
        return {"type": "empty"}
    if all(isinstance(value, dt.datetime | dt.date) for value in filled):
        return {"type": "date"}
    if all(isinstance(value, bool) for value in filled):
        return {"type": "yes-no"}
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in filled):
        whole = all(float(value).is_integer() for value in filled)
        return {"type": "integer" if whole else "number", "decimal": "", "grouping": ""}
    if all(isinstance(value, str) for value in filled):
        column = cells.describe(filled, russian)
        # numbers and dates that stand in the sheet as text
        column["as_text"] = column["type"] in ("integer", "number", "date", "code")
        return column
    if all(isinstance(value, int | float | str) for value in filled):
        column = cells.describe([_text(value) for value in filled], russian)
        if column["type"] in ("integer", "number"):
            return {**column, "as_text": True, "dressed": True}
    return {"type": "text", "mixed": True}


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == dt.time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
